"""Moving groups through the steps. Any move is allowed, back too, and changes only the position."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, exists, select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, Change, record
from workshop.meeting.finding import find_sitting, questions, sittings
from workshop.method.refusals import Invalid
from workshop.method.steps import PRACTICE, Step
from workshop.models import Event, Note, Present, Sitting, Text, Workshop
from workshop.models.present import OF_THE_STEP


def move(
    workshop_id: int,
    step: Step,
    question: int | None = None,
    number: int | None = None,
    *,
    by: Actor,
) -> list[Event]:
    """Stand group `number`, or all groups, at (question, step); returns the events, one a group.

    A step of a question without a number means the group's current question. A group that stands
    there already is left alone. Raises `Invalid` for a question that the process doesn't have.
    """
    with database.write():
        workshop = db.session.get_one(Workshop, workshop_id)
        if step.of_question and question is not None:
            known = [row.number for row in questions(workshop.process_id)]
            if question not in known:
                raise Invalid(_("There is no such question."), code="question")
        moving = sittings(workshop_id) if number is None else [find_sitting(workshop_id, number)]
        moved = [_move_one(workshop, sitting, step, question, by) for sitting in moving]
        return [event for event in moved if event is not None]


def stand(sitting: Sitting, step: Step, question: int | None) -> list[Change]:
    """Set the position's fields; returns what changed.

    What the group has begun and looked at in its other workshops counts here too: its work goes
    on, also in a workshop that was prepared before the last one was held.
    """
    target = question if question is not None and step.of_question else sitting.question
    begun, looked = _gone_through(sitting.group_id)
    if step.of_question:
        begun.add(target)
    if step is Step.LOOK:
        looked.add(target)
    if step.shows_all_sheets:
        looked |= begun
    wanted = {
        "question": target,
        "step": step.value,
        "begun": sorted(begun),
        "looked": sorted(looked),
    }
    changes: list[Change] = []
    for field, value in wanted.items():
        before = getattr(sitting, field)
        if before != value:
            changes.append(("sitting", sitting.id, field, before, value))
            setattr(sitting, field, value)
    return changes


def _move_one(
    workshop: Workshop, sitting: Sitting, step: Step, question: int | None, by: Actor
) -> Event | None:
    was = Step(sitting.step)
    changes = stand(sitting, step, question)
    if not changes:
        return None
    thrown_away = was is Step.WELCOME and step is not Step.WELCOME and _throw_practice_away(sitting)
    if was.value != sitting.step:
        _end_what_was_of_the_step(sitting)
    here = None if thrown_away else sitting.id  # practice stood on the group's faces elsewhere too
    return record(
        workshop.process_id,
        "group.moved",
        by,
        Audience(sitting.group_id, here, desk=True, screen=True, notepad=True),
        touched=[("sitting", sitting.id)],
        changes=changes,
    )


def _end_what_was_of_the_step(sitting: Sitting) -> None:
    """What was said for the step alone is over. The faces are renewed by the move itself."""
    said = delete(Present).where(Present.sitting_id == sitting.id, Present.topic.in_(OF_THE_STEP))
    db.session.execute(said, execution_options={"synchronize_session": False})


def _gone_through(group_id: int) -> tuple[set[int], set[int]]:
    """The questions that the group has begun, and those that it has looked at, wherever it sat."""
    rows = db.session.execute(select(Sitting.begun, Sitting.looked).where(Sitting.group_id == group_id))
    begun: set[int] = set()
    looked: set[int] = set()
    for row in rows:
        begun.update(row.begun)
        looked.update(row.looked)
    return begun, looked


def _throw_practice_away(sitting: Sitting) -> bool:
    """Practice is thrown away, as everybody was promised: the notes and their words. Whether there was any."""
    practice = select(Note.id).where(
        Note.workshop_id == sitting.workshop_id,
        Note.group_id == sitting.group_id,
        Note.question == PRACTICE,
    )
    if not db.session.scalar(select(exists(practice))):
        return False
    words = select(Text.id).where(Text.note_id.in_(practice))
    word_ids = list(db.session.scalars(words))
    db.session.execute(delete(Note).where(Note.id.in_(practice)))
    db.session.execute(delete(Text).where(Text.id.in_(word_ids)))
    database.words_erased()
    return True
