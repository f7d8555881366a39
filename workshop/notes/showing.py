"""Reading out: the next note comes alone, in random order, and is shown, put off or set aside."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, Change, Thing, head, record
from workshop.meeting.finding import Place
from workshop.method.refusals import WrongStep
from workshop.method.steps import PRACTICE, Step, may_sort
from workshop.models import Criterion, Event, Note, NoteState, Text
from workshop.notes.finding import find_note


class Showing(StrEnum):
    """What the desk may say of a note."""

    SHOWN = "shown"
    LATER = "later"
    ASIDE = "aside"
    HIDDEN = "hidden"


KINDS = {
    Showing.SHOWN: "note.shown",
    Showing.LATER: "note.put_off",
    Showing.ASIDE: "note.aside",
    Showing.HIDDEN: "note.hidden",
}


def show(workshop_id: int, note_id: str, as_: Showing, *, by: Actor) -> Event | None:
    """Show a note, put it off, set it aside before it was shown, or hide it afterwards.

    Showing also brings back what was set aside or hidden. None where nothing changes. Raises
    `WrongStep` while the note's question is being written, and for notes that are gone.
    """
    with database.write():
        note, place = find_note(workshop_id, note_id)
        require_workable(note, place)
        changes = _changes(note, as_)
        if not changes:
            return None
        for _table, _key, field, _before, value in changes:
            setattr(note, field, value)
        return record_showing(KINDS[as_], note, place, changes, by)


def next_unshown(group_id: int, question: int) -> Note | None:
    """The note whose turn it is to be read out."""
    return db.session.scalar(
        select(Note)
        .where(
            Note.group_id == group_id,
            Note.question == question,
            Note.state == NoteState.UNSHOWN.value,
        )
        .order_by(Note.turn, Note.draw, Note.id)
        .limit(1)
    )


def require_workable(note: Note, place: Place) -> None:
    """`WrongStep` unless the desk may work on this note now."""
    sitting = place.sitting
    if NoteState(note.state).gone:
        raise WrongStep(_("This idea was taken back by its author."))
    if note.question == PRACTICE and place.step is Step.WELCOME:
        return
    if not may_sort(place.step, sitting.question, sitting.begun, note.question):
        raise WrongStep(_("People are still writing on this question. Read out first."))


def record_showing(
    kind: str, note: Note, place: Place, changes: list[Change], by: Actor
) -> Event:
    """Log an act of the desk on one note; its author's device hears of it too.

    Which note comes next is the desk's business alone.
    """
    told = kind != KINDS[Showing.LATER]
    return record(
        note.process_id,
        kind,
        Actor(by.sign_in_id, None, place.workshop.id),
        Audience(note.group_id, desk=True, screen=told, notepad=told, seat=told),
        touched=[("note", note.id), *named_after(note.id)],
        changes=changes,
        seat_id=note.seat_id,
    )


def named_after(note_id: str) -> list[Thing]:
    """The criteria that bear one of the note's wordings as their name."""
    wordings = select(Text.id).where(Text.note_id == note_id)
    named = db.session.scalars(select(Criterion.id).where(Criterion.name_id.in_(wordings)))
    return [("criterion", key) for key in named]


def _changes(note: Note, as_: Showing) -> list[Change]:
    state = NoteState(note.state)
    if as_ is Showing.LATER:
        if state is not NoteState.UNSHOWN:
            raise WrongStep(_("This idea is not waiting to be read out."))
        return [("note", note.id, "turn", note.turn, head(note.process_id) + 1)]
    if as_ is Showing.ASIDE and state in (NoteState.SHOWN, NoteState.HIDDEN):
        as_ = Showing.HIDDEN
    if as_ is Showing.HIDDEN and state in (NoteState.UNSHOWN, NoteState.ASIDE):
        as_ = Showing.ASIDE
    wanted = NoteState(as_.value)
    return [] if wanted is state else [("note", note.id, "state", state.value, wanted.value)]
