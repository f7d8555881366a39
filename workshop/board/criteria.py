"""Making, naming, ordering, merging and removing criteria. Sorting deletes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from workshop import database
from workshop.board.chosen import Seen, called, choose, require_unmoved, seen_at
from workshop.board.placing import moved_into, only, unshown_authors
from workshop.board.sheets import (
    active_placements,
    find_criterion,
    put_in,
    record_act,
    require_same_sheet,
    require_sortable,
    take_from,
)
from workshop.extensions import db
from workshop.history import Actor, Change, Thing
from workshop.meeting.finding import Place, find_place, questions
from workshop.method import words
from workshop.method.codes import public_id
from workshop.method.refusals import Invalid, Overtaken
from workshop.models import Criterion, Event, Nature, Note, Text, Workshop


def add_criterion(
    workshop_id: int,
    *,
    question: int | None = None,
    number: int | None = None,
    name: str = "",
    note_ids: Sequence[str] = (),
    was: Seen = None,
    by: Actor,
) -> Event:
    """Make a criterion at the end of a sheet, with notes in it where some are given.

    Without a name it takes the first note's words until somebody names it. With notes, the sheet
    is theirs, and `was` is what `board.place` takes; else `question` (the current one if left out)
    of group `number`. The new criterion is the first thing that the event touched.
    """
    seen = seen_at(note_ids, was)
    with database.write():
        chosen = choose(workshop_id, note_ids) if note_ids else None
        if chosen is None:
            place = find_place(db.session.get_one(Workshop, workshop_id), number)
            question = _known_question(place, question)
        else:
            place, question = chosen.place, chosen.notes[0].question
            require_unmoved(chosen, seen, None, by)
        require_sortable(place, question)
        notes = chosen.notes if chosen else []
        criterion = _new_criterion(place, question, _name(place, name, notes))
        authors = unshown_authors(notes)
        touched, changes = moved_into(chosen, seen, criterion) if chosen else ([], [])
        made: Change = ("criterion", criterion.id, "removed", True, False)
        return record_act(
            "criterion.made", place, by, [("criterion", criterion.id), *touched], [made, *changes], only(authors)
        )


def name_criterion(
    workshop_id: int, criterion_id: str, name: str, *, was: str | None = None, by: Actor
) -> Event | None:
    """Give a criterion a name of its own; None where it bears that name already.

    A note's words stay the note's, so that they go with it when it is erased, until other words
    are typed. `was` is the name that the desk saw: `Overtaken` where it bears another one now.
    """
    cleaned = words.name(name)
    with database.write() as session:
        criterion, place = _sortable(workshop_id, criterion_id)
        current = _on_one_line(session.get_one(Text, criterion.name_id).body)
        if current == cleaned:
            return None
        if was is not None and current not in (None, _on_one_line(was)):
            now = called(criterion.id)
            raise Overtaken(_("This criterion has another name since: “%(name)s”. It keeps it.", name=now))
        text = Text(process_id=criterion.process_id, body=cleaned)
        session.add(text)
        session.flush()
        return _set(criterion, place, "name_id", text.id, "criterion.named", by)


def set_nature(
    workshop_id: int, criterion_id: str, nature: Nature, *, was: Nature | None = None, by: Actor
) -> Event | None:
    """Mark a criterion material, immaterial, both or undecided.

    `was` is the mark that the desk saw: `Overtaken` where it bears another one now.
    """
    with database.write():
        criterion, place = _sortable(workshop_id, criterion_id)
        if criterion.nature == nature.value:
            return None
        if was is not None and criterion.nature != was.value:
            raise Overtaken(_NATURES[Nature(criterion.nature)]())
        return _set(criterion, place, "nature", nature.value, "criterion.nature", by)


def reorder(
    workshop_id: int, criterion_id: str, before_id: str | None, *, by: Actor
) -> Event | None:
    """Put a criterion before another one of its sheet, or last without one."""
    with database.write():
        criterion, place = _sortable(workshop_id, criterion_id)
        before = find_criterion(workshop_id, before_id)[0] if before_id else None
        if before is not None:
            require_same_sheet(criterion, before)
        rows = _in_order(criterion)
        if before in (criterion, _next_on_sheet(rows, criterion)):
            return None
        rows.remove(criterion)
        rows.insert(len(rows) if before is None else rows.index(before), criterion)
        changes = _renumber(rows)
        touched: list[Thing] = [("criterion", criterion.id)]
        return record_act("criterion.ordered", place, by, touched, changes)


def shift(workshop_id: int, criterion_id: str, *, up: bool, by: Actor) -> Event | None:
    """Move a criterion one place up or down its sheet; None where it is at the end already."""
    criterion, _place = find_criterion(workshop_id, criterion_id)
    keys = [row.id for row in _in_order(criterion) if not row.removed]
    index = keys.index(criterion_id)
    if up:
        return reorder(workshop_id, criterion_id, keys[index - 1], by=by) if index else None
    after = keys[index + 2] if index + 2 < len(keys) else None
    return reorder(workshop_id, criterion_id, after, by=by)


def merge(workshop_id: int, criterion_id: str, into_id: str, *, by: Actor) -> Event:
    """Move every note of a criterion into another one, and take the first off the sheet."""
    with database.write():
        criterion, place = _sortable(workshop_id, criterion_id)
        into, _place = find_criterion(workshop_id, into_id)
        require_same_sheet(criterion, into)
        if criterion.id == into.id:
            raise Invalid(_("A criterion can't be merged into itself."))
        moving = active_placements(criterion_id=criterion.id)
        changes = take_from(moving) + put_in([row.note_id for row in moving], into.id) + _take_off(criterion)
        touched: list[Thing] = [("criterion", into.id), ("criterion", criterion.id)]
        touched += [("note", row.note_id) for row in moving]
        return record_act("criterion.merged", place, by, touched, changes)


def remove(workshop_id: int, criterion_id: str, *, by: Actor) -> Event:
    """Take a criterion off the sheet; its notes are loose again, unless they are in another one."""
    with database.write():
        criterion, place = _sortable(workshop_id, criterion_id)
        leaving = active_placements(criterion_id=criterion.id)
        changes = take_from(leaving) + _take_off(criterion)
        touched: list[Thing] = [("criterion", criterion.id)]
        touched += [("note", row.note_id) for row in leaving]
        return record_act("criterion.removed", place, by, touched, changes)


_NATURES: dict[Nature, Callable[[], str]] = {
    Nature.MATERIAL: lambda: _("This criterion has been marked as material since. It keeps this mark."),
    Nature.IMMATERIAL: lambda: _("This criterion has been marked as immaterial since. It keeps this mark."),
    Nature.BOTH: lambda: _("This criterion has been marked as both since. It keeps this mark."),
    Nature.UNDECIDED: lambda: _("This criterion’s mark has been taken away since. It stays without one."),
}


def _on_one_line(body: str | None) -> str | None:
    return None if body is None else " ".join(body.split())


def _sortable(workshop_id: int, criterion_id: str) -> tuple[Criterion, Place]:
    criterion, place = find_criterion(workshop_id, criterion_id)
    require_sortable(place, criterion.question)
    return criterion, place


def _known_question(place: Place, question: int | None) -> int:
    if question is None:
        return place.sitting.question
    if question not in [row.number for row in questions(place.process.id)]:
        raise Invalid(_("There is no such question."), code="question")
    return question


def _name(place: Place, raw: str, notes: Sequence[Note]) -> int:
    """The id of the text that names a new criterion: a note's own words until it is named."""
    if notes and not words.is_visible(raw):
        return notes[0].text_id
    text = Text(process_id=place.process.id, body=words.name(raw))
    db.session.add(text)
    db.session.flush()
    return text.id


def _new_criterion(place: Place, question: int, name_id: int) -> Criterion:
    last = db.session.scalar(
        select(func.max(Criterion.position)).where(
            Criterion.group_id == place.group.id, Criterion.question == question
        )
    )
    criterion = Criterion(
        id=public_id(),
        process_id=place.process.id,
        group_id=place.group.id,
        question=question,
        name_id=name_id,
        position=(last or 0) + 1,
        removed=False,
        nature=Nature.UNDECIDED.value,
        codes={},
    )
    db.session.add(criterion)
    db.session.flush()
    return criterion


def _in_order(criterion: Criterion) -> list[Criterion]:
    """Every criterion of the sheet; removed ones keep their places, should they come back."""
    return list(
        db.session.scalars(
            select(Criterion)
            .where(
                Criterion.group_id == criterion.group_id,
                Criterion.question == criterion.question,
            )
            .order_by(Criterion.position, Criterion.id)
        )
    )


def _next_on_sheet(rows: list[Criterion], criterion: Criterion) -> Criterion | None:
    following = rows[rows.index(criterion) + 1 :]
    return next((row for row in following if not row.removed), None)


def _renumber(ordered: list[Criterion]) -> list[Change]:
    changes: list[Change] = []
    for position, row in enumerate(ordered, 1):
        if row.position != position:
            changes.append(("criterion", row.id, "position", row.position, position))
            row.position = position
    return changes


def _take_off(criterion: Criterion) -> list[Change]:
    criterion.removed = True
    return [("criterion", criterion.id, "removed", False, True)]


def _set(
    criterion: Criterion, place: Place, field: str, value: object, kind: str, by: Actor
) -> Event:
    change: Change = ("criterion", criterion.id, field, getattr(criterion, field), value)
    setattr(criterion, field, value)
    return record_act(kind, place, by, [("criterion", criterion.id)], [change])
