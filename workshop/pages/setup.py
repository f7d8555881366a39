"""What the pages of preparation show: a process with its questions and groups, a workshop's form."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.finding import questions, sittings
from workshop.models import Group, Process, Workshop
from workshop.pages.home import WorkshopRow, workshop_rows


@dataclass(frozen=True, slots=True)
class GroupSetup:
    """A group of the process as its form shows it; `number` counts within the process."""

    number: int
    name: str
    colour: str
    shape: str
    kind: str
    profile: str


@dataclass(frozen=True, slots=True)
class QuestionSetup:
    """A question with its wordings by language; empty for one that is being added."""

    number: int
    wordings: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProcessSetup:
    """A process to prepare."""

    p: str
    title: str
    territory: str
    languages: list[str]
    questions: list[QuestionSetup]
    groups: list[GroupSetup]
    workshops: list[WorkshopRow]


@dataclass(frozen=True, slots=True)
class WorkshopSetup:
    """A workshop's form; `w` is empty for a new one, `groups` are numbers within the process."""

    w: str
    title: str
    place: str
    held_on: date | None
    languages: list[str]
    groups: list[int]


def process_setup(process: Process, *, with_empty_question: bool = False) -> ProcessSetup:
    """The process as its page shows it."""
    worded = [QuestionSetup(row.number, row.wordings) for row in questions(process.id)]
    if with_empty_question:
        worded.append(QuestionSetup(len(worded) + 1))
    return ProcessSetup(
        p=process.public_id,
        title=process.title,
        territory=process.territory,
        languages=list(process.languages),
        questions=worded,
        groups=[_group_setup(row) for row in groups_of(process.id)],
        workshops=workshop_rows(process.id),
    )


def workshop_setup(workshop: Workshop) -> WorkshopSetup:
    """An existing workshop's form."""
    seated = {row.group_id for row in sittings(workshop.id)}
    return WorkshopSetup(
        w=workshop.public_id,
        title=workshop.title,
        place=workshop.place,
        held_on=workshop.held_on,
        languages=list(workshop.languages),
        groups=[row.number for row in groups_of(workshop.process_id) if row.id in seated],
    )


def new_workshop_setup(process: Process, today: date) -> WorkshopSetup:
    """A new workshop's form: today, in the process's languages, with all its groups."""
    return WorkshopSetup(
        w="",
        title=process.title,
        place=process.territory,
        held_on=today,
        languages=list(process.languages),
        groups=[row.number for row in groups_of(process.id)],
    )


def groups_of(process_id: int) -> list[Group]:
    """The groups of a process by number."""
    return list(
        db.session.scalars(
            select(Group).where(Group.process_id == process_id).order_by(Group.number)
        )
    )


def _group_setup(row: Group) -> GroupSetup:
    return GroupSetup(row.number, row.name, row.colour, row.shape, row.kind, row.profile)
