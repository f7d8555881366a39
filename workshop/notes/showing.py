"""Reading out: the next note comes alone, in random order, and is shown, put off or set aside."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext as _
from sqlalchemy import bindparam, exists, select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, Change, Thing, head, record
from workshop.meeting.finding import Place
from workshop.method.refusals import WrongStep
from workshop.method.steps import PRACTICE, Step, may_sort
from workshop.method.words import likeness_key
from workshop.models import Criterion, Event, Note, NoteState, Placement, Text
from workshop.notes.finding import find_note


class Showing(StrEnum):
    """What the desk may say of a note."""

    SHOWN = "shown"
    LATER = "later"
    ASIDE = "aside"
    HIDDEN = "hidden"
    HAND = "hand"


KINDS = {
    Showing.SHOWN: "note.shown",
    Showing.LATER: "note.put_off",
    Showing.ASIDE: "note.aside",
    Showing.HIDDEN: "note.hidden",
    Showing.HAND: "note.taken",
}
TURNS = {Showing.LATER: 1, Showing.HAND: -1}
STILL_LOOSE = (
    select(Note, Text.body)
    .join(Text, Text.id == Note.text_id)
    .where(
        Note.group_id == bindparam("group"),
        Note.question == bindparam("question"),
        Note.state == NoteState.SHOWN.value,
        ~exists().where(
            Placement.note_id == Note.id,
            Placement.active.is_(True),
            Placement.criterion_id == Criterion.id,
            Criterion.removed.is_(False),
        ),
    )
)


def show(workshop_id: int, note_id: str, as_: Showing, *, by: Actor) -> Event | None:
    """Show a note, put it off, take it in hand, set it aside before it was shown, or hide it afterwards.

    Showing also brings back what was set aside or hidden. A loose note is put off or taken together
    with those that say the same. None where nothing changes. Raises `WrongStep` while the note's
    question is being written, for notes that are gone, and where only a waiting or loose note will do.
    """
    with database.write():
        note, place = find_note(workshop_id, note_id)
        require_workable(note, place)
        changes = _turns(note, as_) if as_ in TURNS else _state(note, as_, place)
        if not changes:
            return None
        for _table, key, field, _before, value in changes:
            setattr(db.session.get_one(Note, key), field, value)
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

    Which unshown note comes next is the desk's business alone.
    """
    told = note.state != NoteState.UNSHOWN.value
    return record(
        note.process_id,
        kind,
        Actor(by.sign_in_id, None, place.workshop.id),
        Audience(note.group_id, desk=True, screen=told, notepad=told, seat=told),
        touched=[*dict.fromkeys(change[:2] for change in changes), *named_after(note.id)],
        changes=changes,
        seat_id=note.seat_id,
    )


def named_after(note_id: str) -> list[Thing]:
    """The criteria that bear one of the note's wordings as their name."""
    wordings = select(Text.id).where(Text.note_id == note_id)
    named = db.session.scalars(select(Criterion.id).where(Criterion.name_id.in_(wordings)))
    return [("criterion", key) for key in named]


def _turns(note: Note, as_: Showing) -> list[Change]:
    """First, or last, among those that wait to be read out or to be sorted."""
    turn = (head(note.process_id) + 1) * TURNS[as_]
    return [("note", row.id, "turn", row.turn, turn) for row in _waiting_with(note)]


def _waiting_with(note: Note) -> list[Note]:
    if note.state == NoteState.UNSHOWN.value:
        return [note]
    sheet = {"group": note.group_id, "question": note.question}
    loose = {row.id: (row, body) for row, body in db.session.execute(STILL_LOOSE, sheet)}
    if note.id not in loose:
        raise WrongStep(_("This idea is not waiting to be read out or sorted."))
    key = likeness_key(loose[note.id][1] or "")
    return [row for row, body in loose.values() if likeness_key(body or "") == key]


def _state(note: Note, as_: Showing, place: Place) -> list[Change]:
    """A note that is shown while others are being sorted comes in hand at once."""
    state = NoteState(note.state)
    if as_ is Showing.ASIDE and state in (NoteState.SHOWN, NoteState.HIDDEN):
        as_ = Showing.HIDDEN
    if as_ is Showing.HIDDEN and state in (NoteState.UNSHOWN, NoteState.ASIDE):
        as_ = Showing.ASIDE
    wanted = NoteState(as_.value)
    if wanted is state:
        return []
    changes: list[Change] = [("note", note.id, "state", state.value, wanted.value)]
    if wanted is NoteState.SHOWN and place.step not in (Step.WELCOME, Step.READ):
        changes.append(("note", note.id, "turn", note.turn, -(head(note.process_id) + 1)))
    return changes
