"""What the outcome document is made of: eight queries, whatever the number of notes.

The outcomes of a workshop are the sheets of the groups that sit in it, whole: a group that went
on with its work in another workshop of the process brings what it wrote there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from workshop.extensions import db
from workshop.meeting.finding import questions
from workshop.meeting.grids import grid_of
from workshop.method.grid import Grid
from workshop.method.steps import PRACTICE
from workshop.models import (
    Criterion,
    Group,
    Note,
    NoteState,
    Placement,
    Process,
    Question,
    Sitting,
    Text,
    Workshop,
)

Rows = Sequence[Any]
GONE = [state.value for state in NoteState if state.gone]


@dataclass(frozen=True)
class Reading:
    """The rows behind one document. `groups` are in the order in which they sit in the workshop."""

    process: Process
    workshop: Workshop
    workshops: list[Workshop]
    questions: list[Question]
    groups: list[tuple[int, Group]]
    notes: Rows
    gone: Rows
    criteria: Rows
    placements: Rows
    grid: Grid


def read(workshop_id: int) -> Reading:
    """Everything at once; within `database.snapshot()`, so that it is one and the same moment."""
    workshop = db.session.get_one(Workshop, workshop_id)
    groups = _groups(workshop_id)
    group_ids = [group.id for _number, group in groups]
    process = db.session.get_one(Process, workshop.process_id)
    return Reading(
        process=process,
        workshop=workshop,
        workshops=_workshops(workshop.process_id),
        questions=questions(workshop.process_id),
        groups=groups,
        notes=_notes(group_ids),
        gone=_gone(group_ids),
        criteria=_criteria(group_ids),
        placements=_placements(group_ids),
        grid=grid_of(process),
    )


def _groups(workshop_id: int) -> list[tuple[int, Group]]:
    rows = db.session.execute(
        select(Sitting.number, Group)
        .join(Group, Group.id == Sitting.group_id)
        .where(Sitting.workshop_id == workshop_id)
        .order_by(Sitting.number)
    )
    return [(number, group) for number, group in rows]


def _workshops(process_id: int) -> list[Workshop]:
    return list(
        db.session.scalars(
            select(Workshop).where(Workshop.process_id == process_id).order_by(Workshop.id)
        )
    )


def _notes(group_ids: list[int]) -> Rows:
    """The notes that have words, without the seats. `draw` is random: no order of writing."""
    return db.session.execute(
        select(
            Note.id,
            Note.group_id,
            Note.question,
            Note.workshop_id,
            Note.language,
            Note.state,
            Note.late,
            Note.codes,
            Note.source,
            Text.body,
        )
        .join(Text, Text.id == Note.text_id)
        .where(
            Note.group_id.in_(group_ids), Note.question != PRACTICE, Note.state.not_in(GONE)
        )
        .order_by(Note.draw, Note.id)
    ).all()


def _gone(group_ids: list[int]) -> Rows:
    return db.session.execute(
        select(Note.group_id, Note.question, Note.state, func.count().label("number"))
        .where(Note.group_id.in_(group_ids), Note.question != PRACTICE, Note.state.in_(GONE))
        .group_by(Note.group_id, Note.question, Note.state)
    ).all()


def _criteria(group_ids: list[int]) -> Rows:
    return db.session.execute(
        select(
            Criterion.id,
            Criterion.group_id,
            Criterion.question,
            Criterion.nature,
            Criterion.codes,
            Criterion.approved,
            Criterion.name_id,
            Text.body,
            Text.note_id,
        )
        .join(Text, Text.id == Criterion.name_id)
        .where(Criterion.group_id.in_(group_ids), Criterion.removed.is_(False))
        .order_by(Criterion.position, Criterion.id)
    ).all()


def _placements(group_ids: list[int]) -> Rows:
    """Which shown notes stand in which criteria: a hidden note is on no sheet."""
    return db.session.execute(
        select(Placement.criterion_id, Placement.note_id)
        .join(Criterion, Criterion.id == Placement.criterion_id)
        .join(Note, Note.id == Placement.note_id)
        .where(
            Criterion.group_id.in_(group_ids),
            Criterion.removed.is_(False),
            Placement.active.is_(True),
            Note.state == NoteState.SHOWN.value,
        )
        .order_by(Placement.position, Placement.id)
    ).all()
