"""Making, merging and removing criteria. Sorting deletes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import func, select

from workshop import database
from workshop.board.chosen import Seen, choose, seen_at
from workshop.board.overtaken import require_unchanged, require_unmoved
from workshop.board.placing import moved_into, only, unshown_authors
from workshop.board.sheets import (
    active_placements,
    find_criterion,
    put_in,
    record_act,
    require_same_sheet,
    require_sortable,
    sortable_criterion,
    take_from,
)
from workshop.extensions import db
from workshop.history import Actor, Change, Thing
from workshop.meeting.finding import Place, find_place, questions
from workshop.method import words
from workshop.method.codes import public_id
from workshop.method.refusals import Invalid
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


def merge(workshop_id: int, criterion_id: str, into_id: str, *, seen: int | None = None, by: Actor) -> Event:
    """Move every note of a criterion into another one, and take the first off the sheet.

    `seen` is the number of the log that the desk's page stands at: `Overtaken` where another device
    changed the criterion after it.
    """
    with database.write():
        criterion, place = sortable_criterion(workshop_id, criterion_id)
        require_unchanged(criterion, place, seen, by)
        into, _place = find_criterion(workshop_id, into_id)
        require_same_sheet(criterion, into)
        if criterion.id == into.id:
            raise Invalid(_("A criterion can't be merged into itself."))
        moving = active_placements(criterion_id=criterion.id)
        changes = take_from(moving) + put_in([row.note_id for row in moving], into.id) + _take_off(criterion)
        touched: list[Thing] = [("criterion", into.id), ("criterion", criterion.id)]
        touched += [("note", row.note_id) for row in moving]
        return record_act("criterion.merged", place, by, touched, changes)


def remove(workshop_id: int, criterion_id: str, *, seen: int | None = None, by: Actor) -> Event:
    """Take a criterion off the sheet; its notes are loose again, unless they are in another one. `seen` as in `merge`."""
    with database.write():
        criterion, place = sortable_criterion(workshop_id, criterion_id)
        require_unchanged(criterion, place, seen, by)
        leaving = active_placements(criterion_id=criterion.id)
        changes = take_from(leaving) + _take_off(criterion)
        touched: list[Thing] = [("criterion", criterion.id)]
        touched += [("note", row.note_id) for row in leaving]
        return record_act("criterion.removed", place, by, touched, changes)


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


def _take_off(criterion: Criterion) -> list[Change]:
    criterion.removed = True
    return [("criterion", criterion.id, "removed", False, True)]
