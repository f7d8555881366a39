"""What authors may do with their own notes: change or take back until shown, erase at any time."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select, update

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, Change, Thing, record
from workshop.meeting.finding import Place, lies_open
from workshop.method import words
from workshop.method.refusals import WrongStep
from workshop.models import Criterion, Event, Note, NoteState, Placement, Text
from workshop.notes.finding import find_note, find_own_note
from workshop.notes.showing import named_after


def reword(workshop_id: int, note_id: str, raw_text: str, seats: Collection[str]) -> Event | None:
    """Change one's own note while nobody has seen it; earlier wordings are kept until erased.

    None where the words are the same. Raises `Invalid`, `NotAllowed`, or `WrongStep` once shown.
    """
    text = words.note_text(raw_text)
    with database.write() as session:
        note, place = find_own_note(workshop_id, note_id, seats)
        _require_unseen(note)
        if session.get_one(Text, note.text_id).body == text:
            return None
        wording = Text(process_id=note.process_id, note_id=note.id, body=text)
        session.add(wording)
        session.flush()
        changes: list[Change] = [("note", note.id, "text_id", note.text_id, wording.id)]
        changes += _rename_with(note.text_id, wording.id)
        note.text_id = wording.id
        audience = Audience(note.group_id, desk=True, seat=True)
        return _record("note.reworded", note, place, audience, changes)


def withdraw(workshop_id: int, note_id: str, seats: Collection[str]) -> Event | None:
    """Take one's own note back while nobody has seen it; a count is left, and its words go."""
    with database.write():
        note, place = find_own_note(workshop_id, note_id, seats)
        if NoteState(note.state).gone:
            return None
        _require_unseen(note)
        return _leave_a_count(note, place, NoteState.WITHDRAWN, "note.withdrawn", Actor())


def erase(
    workshop_id: int, note_id: str, seats: Collection[str] = (), *, by: Actor | None = None
) -> Event | None:
    """Erase a note's words for good, whatever its state; a count is left.

    Its author may, or the desk on the author's wish (`by`). A criterion that still bears the
    note's words as its name loses that name with them.
    """
    with database.write():
        if by is not None:
            note, place = find_note(workshop_id, note_id)
        else:
            note, place = find_own_note(workshop_id, note_id, seats)
        if note.state == NoteState.ERASED.value:
            return None
        return _leave_a_count(note, place, NoteState.ERASED, "note.erased", by or Actor())


def _require_unseen(note: Note) -> None:
    if NoteState(note.state).gone:
        raise WrongStep(_("This idea has been taken back already."))
    if note.state not in (NoteState.UNSHOWN.value, NoteState.ASIDE.value):
        raise WrongStep(
            _("This idea has been read out, so it stays as it is. You can still have it erased.")
        )


def _rename_with(old_id: int, new_id: int) -> list[Change]:
    """A criterion that was named by the note, and undone, must not come back with the earlier words."""
    named = list(db.session.scalars(select(Criterion).where(Criterion.name_id == old_id)))
    for criterion in named:
        criterion.name_id = new_id
    return [("criterion", criterion.id, "name_id", old_id, new_id) for criterion in named]


def _leave_a_count(
    note: Note, place: Place, state: NoteState, kind: str, by: Actor
) -> Event:
    placed = db.session.scalars(
        select(Placement.criterion_id).where(
            Placement.note_id == note.id, Placement.active.is_(True)
        )
    )
    touched = list(dict.fromkeys([*named_after(note.id), *(("criterion", key) for key in placed)]))
    db.session.execute(update(Text).where(Text.note_id == note.id).values(body=None))
    database.words_erased()
    changes: list[Change] = [("note", note.id, "state", note.state, state.value)]
    seen = note.state in (NoteState.SHOWN.value, NoteState.HIDDEN.value)
    on_notepads = seen or lies_open(note.group_id, note.question)
    audience = Audience(note.group_id, desk=True, screen=True, notepad=on_notepads, seat=True)
    note.state = state.value
    return _record(kind, note, place, audience, changes, touched, by)


def _record(
    kind: str,
    note: Note,
    place: Place,
    audience: Audience,
    changes: list[Change],
    touched: list[Thing] | None = None,
    by: Actor | None = None,
) -> Event:
    actor = by or Actor()
    seat_id = note.seat_id if actor.sign_in_id is None else None
    return record(
        note.process_id,
        kind,
        Actor(actor.sign_in_id, seat_id, place.workshop.id),
        audience,
        touched=[("note", note.id), *(touched or [])],
        changes=changes,
        seat_id=note.seat_id,
    )
