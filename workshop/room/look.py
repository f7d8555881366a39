"""Look here: one note or one criterion, large on all devices of a group, as long as the room may see it."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.meeting.finding import Place, find_sitting, place_of_group
from workshop.method.refusals import NotFound, WrongStep
from workshop.method.steps import Step, open_questions
from workshop.models import Criterion, Note, NoteState, Sitting
from workshop.notes.finding import find_note
from workshop.room.present import Value, put

TOPIC = "look"


def look_at_note(workshop_id: int, note_id: str) -> bool:
    """Show this note large to its group; whether that is new. `WrongStep` where the room may not see it now."""
    with database.write():
        note, place = find_note(workshop_id, note_id)
        return _look(place, {"note": note.id, "question": note.question})


def look_at_criterion(workshop_id: int, criterion_id: str) -> bool:
    """Show this criterion with its notes large to its group; refusals as `look_at_note`."""
    with database.write():
        criterion = db.session.get(Criterion, criterion_id)
        if criterion is None or criterion.removed:
            raise NotFound(_("There is no such criterion on this sheet any more."))
        place = place_of_group(workshop_id, criterion.group_id)
        return _look(place, {"criterion": criterion.id, "question": criterion.question})


def look_away(workshop_id: int, number: int | None = None) -> bool:
    """End it; whether there was anything to end."""
    with database.write():
        return put(find_sitting(workshop_id, number).id, TOPIC, None)


def settled_look(sitting: Sitting, value: Value) -> Value | None:
    """What is left of it after what has happened: nothing once the room may not see the thing any more."""
    return value if _may_see(sitting, value) else None


def _look(place: Place, value: Value) -> bool:
    if not _may_see(place.sitting, value):
        raise WrongStep(_("The room cannot see this at the moment, so it cannot be made large."))
    return put(place.sitting.id, TOPIC, value)


def _may_see(sitting: Sitting, value: Value) -> bool:
    step, question = Step(sitting.step), value["question"]
    lies_open = question in open_questions(step, sitting.question, sitting.begun, sitting.looked)
    if "criterion" in value:
        removed = db.session.scalar(select(Criterion.removed).where(Criterion.id == value["criterion"]))
        return lies_open and removed is False
    state = db.session.scalar(select(Note.state).where(Note.id == value["note"]))
    read_out = step is Step.READ and question == sitting.question
    return (lies_open or read_out) and state == NoteState.SHOWN.value
