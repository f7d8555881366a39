"""The room helps: the note in hand stands on the group's devices, and whoever likes proposes where it belongs.

Of the proposals one thing is known, that somebody made it: no number, no order, and nothing of who. With
the note in hand they go, and when the facilitator closes it nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from workshop import database
from workshop.extensions import db
from workshop.meeting.finding import find_sitting
from workshop.method.refusals import NotFound, WrongStep
from workshop.method.steps import Step
from workshop.models import Criterion, Event, Note, NoteState, Seat, Sitting
from workshop.room.present import Value, put, value_of

TOPIC = "help"
STEPS = (Step.READ, Step.SORT, Step.LOOK)
NO_MARKS: Value = {"note": None, "criteria": []}
WHO_SEES_MARKS = ("desk", "screen")


def open_to_room(workshop_id: int, number: int | None = None) -> bool:
    """Ask the room where the note in hand belongs, this one and those after it, until it is closed."""
    with database.write():
        sitting = find_sitting(workshop_id, number)
        if Step(sitting.step) not in STEPS:
            raise WrongStep(_("The room can help once ideas are read out or sorted."))
        return value_of(sitting.id, TOPIC) is None and put(sitting.id, TOPIC, NO_MARKS)


def close_to_room(workshop_id: int, number: int | None = None) -> bool:
    """Ask no more; nothing of what was proposed is left."""
    with database.write():
        return put(find_sitting(workshop_id, number).id, TOPIC, None)


def propose(seat_id: str, criterion_id: str, note_id: str, *, in_hand: str | None) -> bool:
    """Somebody's proposal that the note in hand belongs to this criterion; whether it is the first of its kind.

    `in_hand` is the note that the group is on. Raises `WrongStep` where the room is not asked, or
    about another note by now; `NotFound` for a criterion that is not on the sheet of the note.
    """
    sitting = db.session.get_one(Sitting, db.session.get_one(Seat, seat_id).sitting_id)
    if _is_known(value_of(sitting.id, TOPIC), criterion_id, note_id, in_hand):
        return False  # a whole room taps at once: only what is new has to wait for a writer
    with database.write():
        value = value_of(sitting.id, TOPIC)
        if _is_known(value, criterion_id, note_id, in_hand):
            return False
        _require_on_sheet(note_id, criterion_id)
        marks = value["criteria"] if value and value["note"] == note_id else []
        wanted = {"note": note_id, "criteria": sorted([*marks, criterion_id])}
        return put(sitting.id, TOPIC, wanted, only=WHO_SEES_MARKS)


def settled_help(sitting: Sitting, value: Value, events: Iterable[Event]) -> Value | None:
    """What is left of it after what has happened: no marks once another note may be in hand, nothing after these steps."""
    if Step(sitting.step) not in STEPS:
        return None
    return NO_MARKS if any(_moves_on(event, value["note"]) for event in events) else value


def _is_known(value: Value | None, criterion_id: str, note_id: str, in_hand: str | None) -> bool:
    """Whether somebody has proposed it before; a refusal where nobody can."""
    if value is None:
        raise WrongStep(_("The room is not asked at the moment."))
    if note_id != in_hand:
        raise WrongStep(_("The group is on another idea by now."))
    return bool(value["note"] == note_id and criterion_id in value["criteria"])


def _require_on_sheet(note_id: str, criterion_id: str) -> None:
    criterion, note = db.session.get(Criterion, criterion_id), db.session.get(Note, note_id)
    if criterion is None or criterion.removed or note is None:
        raise NotFound(_("There is no such criterion on this sheet any more."))
    if (criterion.group_id, criterion.question) != (note.group_id, note.question):
        raise NotFound(_("There is no such criterion on this sheet any more."))


def _moves_on(event: Event, note_id: str | None) -> bool:
    """Whether another note may be in hand now: the group moved, this one was dealt with, or one was taken first."""
    if event.kind == "group.moved" or any(thing == ["note", note_id] for thing in event.touched):
        return True
    return any(
        table == "note" and (name == "turn" or (name == "state" and NoteState.SHOWN.value in (before, after)))
        for table, _key, name, before, after in event.changes
    )
