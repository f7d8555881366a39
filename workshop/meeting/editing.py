"""Changing what was prepared. Each change is an event, so that open pages follow it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, record
from workshop.meeting.finding import questions
from workshop.meeting.preparation import (
    TITLE_LIMIT,
    GroupPlan,
    QuestionPlan,
    chosen_groups,
    new_group,
    one_of,
    optional,
    seat_groups,
    usable_languages,
)
from workshop.method import words
from workshop.method.questions import KINDS, QUESTION_LIMIT, Wordings
from workshop.method.refusals import Invalid
from workshop.method.steps import Step
from workshop.method.voices import COLOURS, SHAPES
from workshop.models import Criterion, Group, Note, Process, Question, Sitting, Workshop

EVERYBODY = Audience(desk=True, screen=True, notepad=True)


def edit_process(process_id: int, *, title: str, territory: str, by: Actor) -> None:
    """Change a process's title and territory."""
    with database.write():
        process = db.session.get_one(Process, process_id)
        process.title = words.name(title, TITLE_LIMIT)
        process.territory = optional(territory)
        _record(process_id, by)


def edit_questions(process_id: int, plans: Sequence[QuestionPlan], *, by: Actor) -> None:
    """Set the questions in order. A question beyond the list is removed if nobody answered it."""
    if not plans:
        raise Invalid(_("A process needs at least one question."))
    with database.write():
        rows = questions(process_id)
        for number, plan in enumerate(plans, 1):
            wordings = _clean_wordings(plan.wordings, number)
            if number <= len(rows):
                rows[number - 1].wordings = wordings
            else:
                kind = plan.kind if plan.kind in KINDS else "other"
                db.session.add(
                    Question(process_id=process_id, number=number, kind=kind, wordings=wordings)
                )
        for row in rows[len(plans) :]:
            _remove_question(row)
        _record(process_id, by)


def edit_workshop(
    workshop_id: int,
    *,
    title: str,
    place: str,
    held_on: date | None,
    languages: Sequence[str],
    more_group_ids: Sequence[int] = (),
    by: Actor,
) -> None:
    """Change what a workshop is called, where and when it is held, its languages; seat more groups."""
    with database.write():
        workshop = db.session.get_one(Workshop, workshop_id)
        workshop.title = words.name(title, TITLE_LIMIT)
        workshop.place = optional(place)
        workshop.held_on = held_on
        workshop.languages = usable_languages(languages)
        seated = set(
            db.session.scalars(select(Sitting.group_id).where(Sitting.workshop_id == workshop_id))
        )
        more = [key for key in more_group_ids if key not in seated]
        if more:
            process = db.session.get_one(Process, workshop.process_id)
            seat_groups(workshop, chosen_groups(process, more, ()), Step.WELCOME, len(seated))
        _record(workshop.process_id, by, workshop_id)


def add_group(process_id: int, plan: GroupPlan) -> Group:
    """Add a group to the process, with the next free colour and shape where none is given."""
    with database.write():
        return new_group(db.session.get_one(Process, process_id), plan)


def edit_group(group_id: int, plan: GroupPlan, *, by: Actor) -> None:
    """Change a group's name, kind, colour, shape and profile."""
    with database.write():
        group = db.session.get_one(Group, group_id)
        group.name = words.name(plan.name, TITLE_LIMIT)
        group.kind = plan.kind.value
        group.colour = one_of(plan.colour, COLOURS, group.colour)
        group.shape = one_of(plan.shape, SHAPES, group.shape)
        group.profile = optional(plan.profile)
        _record(group.process_id, by)


def _record(process_id: int, by: Actor, workshop_id: int | None = None) -> None:
    actor = Actor(by.sign_in_id, by.seat_id, workshop_id)
    record(process_id, "preparation.edited", actor, EVERYBODY)


def _remove_question(row: Question) -> None:
    groups = select(Group.id).where(Group.process_id == row.process_id)
    for table in (Note, Criterion, Sitting):
        used = db.session.scalar(
            select(table.id)
            .where(table.group_id.in_(groups), table.question == row.number)
            .limit(1)
        )
        if used:
            raise Invalid(_("People have already answered this question, so it stays."))
    db.session.delete(row)


def _clean_wordings(wordings: Wordings, number: int) -> Wordings:
    cleaned: Wordings = {}
    for language, wording in wordings.items():
        if words.is_visible(wording.get("text", "")):
            cleaned[language] = {
                "text": words.name(wording["text"], QUESTION_LIMIT),
                "hint": optional(wording.get("hint", "")),
            }
    if not cleaned:
        raise Invalid(_("Question %(number)s has no words yet.", number=number))
    return cleaned
