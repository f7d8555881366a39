"""Placing notes in criteria and taking them out. Placing an unshown note shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from workshop import database
from workshop.board.chosen import Chosen, Seen, choose, seen_at
from workshop.board.overtaken import require_unmoved
from workshop.board.sheets import find_criterion, put_in, record_act, take_from
from workshop.extensions import db
from workshop.history import Actor, Change, Thing
from workshop.method.refusals import Invalid
from workshop.models import Criterion, Event, Note, NoteState
from workshop.notes.showing import named_after


def place(
    workshop_id: int, note_id: str, criterion_id: str, *, also: bool = False, was: Seen = None, by: Actor
) -> Event | None:
    """Put a note into a criterion; out of the others unless `also`. None where nothing changes.

    With `was`, the criterion in which the desk saw it ("" for loose), it goes out of that one alone.
    Raises `NotFound`, `WrongStep`, `Invalid` for a criterion of another sheet, and `Overtaken`
    (code `moved`) where it is no longer there.
    """
    return place_together(workshop_id, [note_id], criterion_id, also=also, was=was, by=by)


def place_together(
    workshop_id: int,
    note_ids: Sequence[str],
    criterion_id: str,
    *,
    also: bool = False,
    was: Seen = None,
    by: Actor,
) -> Event | None:
    """Put several notes of one sheet into a criterion as one act, all or none; refusals as `place`.

    `was` is where all of them were seen, or a list with a place for each.
    """
    seen = seen_at(note_ids, was)
    with database.write():
        chosen = choose(workshop_id, note_ids)
        criterion, _place = find_criterion(workshop_id, criterion_id, chosen.place)
        require_same_sheet_as(chosen.notes[0], criterion)
        require_unmoved(chosen, seen, {criterion.id}, by)
        stays = also and any(chosen.placements.values())
        authors = unshown_authors(chosen.notes)
        touched, changes = moved_into(chosen, seen, criterion, also=also)
        if not changes:
            return None
        touched.append(("criterion", criterion.id))
        kind = "note.also_placed" if stays else "note.placed"
        return record_act(kind, chosen.place, by, touched, changes, only(authors))


def take_out(workshop_id: int, note_ids: Sequence[str], *, was: Seen = None, by: Actor) -> Event | None:
    """Take notes out of every criterion: they are loose again. None where they were.

    With `was`, out of the criterion in which the desk saw them alone; refusals as `place`.
    """
    seen = seen_at(note_ids, was)
    with database.write():
        chosen = choose(workshop_id, note_ids)
        require_unmoved(chosen, seen, set(), by)
        touched: list[Thing] = []
        changes: list[Change] = []
        for note in chosen.notes:
            leaving = chosen.leaving(note, seen[note.id])
            touched += [("note", note.id), *(("criterion", row.criterion_id) for row in leaving)]
            changes += take_from(leaving)
        if not changes:
            return None
        return record_act("note.placed", chosen.place, by, touched, changes)


def moved_into(
    chosen: Chosen, seen: dict[str, str | None], criterion: Criterion, *, also: bool = False
) -> tuple[list[Thing], list[Change]]:
    """Move notes into a criterion, out of the others unless `also`, and show an unshown one: touched and changed."""
    touched: list[Thing] = []
    changes: list[Change] = []
    for note in chosen.notes:
        leaving = [] if also else chosen.leaving(note, seen[note.id], criterion.id)
        touched += [("note", note.id), *(("criterion", row.criterion_id) for row in leaving)]
        changes += take_from(leaving)
        if note.state != NoteState.SHOWN.value:
            touched += named_after(note.id)
    changes += put_in([note.id for note in chosen.notes], criterion.id)
    for note in chosen.notes:
        changes += show_if_unshown(note)
    return touched, changes


def only(authors: Collection[str]) -> str | None:
    """The one author whose device is to hear of it, if there is one."""
    return next(iter(authors), None)


def unshown_authors(notes: Collection[Note]) -> set[str]:
    """Who wrote what the act will show."""
    return {note.seat_id for note in notes if note.state != NoteState.SHOWN.value}


def show_if_unshown(note: Note) -> list[Change]:
    """A note that is placed has been seen: the change that shows it, if one is needed."""
    if note.state == NoteState.SHOWN.value:
        return []
    change: Change = ("note", note.id, "state", note.state, NoteState.SHOWN.value)
    note.state = NoteState.SHOWN.value
    db.session.flush()
    return [change]


def require_same_sheet_as(note: Note, criterion: Criterion) -> None:
    """`Invalid` unless note and criterion stand on one sheet."""
    if (note.group_id, note.question) != (criterion.group_id, criterion.question):
        raise Invalid(_("This idea and this criterion are not on the same sheet."))
