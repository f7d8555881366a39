"""Placing notes in criteria and taking them out. Placing an unshown note shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from workshop import database
from workshop.board.sheets import (
    active_placements,
    find_criterion,
    put_in,
    record_act,
    take_from,
)
from workshop.extensions import db
from workshop.history import Actor, Change, Thing
from workshop.method.refusals import Invalid
from workshop.method.steps import PRACTICE
from workshop.models import Criterion, Event, Note, NoteState
from workshop.notes.finding import find_note
from workshop.notes.showing import named_after, require_workable


def place(
    workshop_id: int, note_id: str, criterion_id: str, *, also: bool = False, by: Actor
) -> Event | None:
    """Put a note into a criterion; out of the others unless `also`. None where nothing changes.

    Raises `NotFound`, `WrongStep`, and `Invalid` for a criterion of another sheet.
    """
    return place_together(workshop_id, [note_id], criterion_id, also=also, by=by)


def place_together(
    workshop_id: int,
    note_ids: Sequence[str],
    criterion_id: str,
    *,
    also: bool = False,
    by: Actor,
) -> Event | None:
    """Put several notes of one sheet into a criterion as one act; refusals as `place`."""
    with database.write():
        criterion, place = find_criterion(workshop_id, criterion_id)
        touched: list[Thing] = []
        changes: list[Change] = []
        authors: set[str] = set()
        for note in workable_notes(workshop_id, note_ids):
            require_same_sheet_as(note, criterion)
            leaving = active_placements(note_id=note.id)
            if not also:
                others = [row for row in leaving if row.criterion_id != criterion.id]
                touched += [("criterion", row.criterion_id) for row in others]
                changes += take_from(others)
            if note.state != NoteState.SHOWN.value:
                authors.add(note.seat_id)
                touched += named_after(note.id)
            changes += [*put_in(note.id, criterion.id), *show_if_unshown(note)]
            touched.append(("note", note.id))
        if not changes:
            return None
        touched.append(("criterion", criterion.id))
        return record_act("note.placed", place, by, touched, changes, only(authors))


def take_out(workshop_id: int, note_ids: Sequence[str], *, by: Actor) -> Event | None:
    """Take notes out of every criterion: they are loose again. None where they were."""
    with database.write():
        touched: list[Thing] = []
        changes: list[Change] = []
        for note in workable_notes(workshop_id, note_ids):
            leaving = active_placements(note_id=note.id)
            touched += [("note", note.id), *(("criterion", row.criterion_id) for row in leaving)]
            changes += take_from(leaving)
        if not changes:
            return None
        place = find_note(workshop_id, note_ids[0])[1]
        return record_act("note.placed", place, by, touched, changes)


def workable_notes(workshop_id: int, note_ids: Sequence[str]) -> list[Note]:
    """These notes, of one sheet, that the desk may work on now.

    Unshown ones can only be placed alone: they are read out one by one.
    """
    notes: list[Note] = []
    for note_id in dict.fromkeys(note_ids):
        note, place = find_note(workshop_id, note_id)
        require_workable(note, place)
        if note.question == PRACTICE:
            raise Invalid(_("Practice ideas are read out and thrown away."))
        notes.append(note)
    if not notes:
        raise Invalid(_("Choose an idea first."), code="note")
    if len(notes) > 1 and any(note.state != NoteState.SHOWN.value for note in notes):
        raise Invalid(_("Ideas that were not read out yet are placed one at a time."))
    if len({(note.group_id, note.question) for note in notes}) > 1:
        raise Invalid(_("These ideas are not on the same sheet."))
    return notes


def only(authors: Collection[str]) -> str | None:
    """The one author whose device is to hear of it, if there is one."""
    return next(iter(authors), None)


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
