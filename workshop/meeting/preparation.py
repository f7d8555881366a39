"""Preparing: a process with its questions and groups, and a workshop in which groups sit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import func, select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, record
from workshop.meeting.position import stand
from workshop.method import words
from workshop.method.codes import join_code, public_id
from workshop.method.questions import DEFAULT_QUESTIONS, Wordings
from workshop.method.refusals import Invalid, NotFound
from workshop.method.steps import Step
from workshop.method.voices import COLOURS, SHAPES, default_voice
from workshop.models import Group, GroupKind, JoinCode, Process, Question, Sitting, Workshop

TITLE_LIMIT = 120
LANGUAGES_LIMIT = 12


@dataclass(frozen=True)
class GroupPlan:
    """A group as the facilitator describes it; what is left out gets the next free default."""

    name: str = ""
    kind: GroupKind = GroupKind.MONOCHROME
    colour: str | None = None
    shape: str | None = None
    profile: str = ""


@dataclass(frozen=True)
class QuestionPlan:
    """A question's wordings by language; a language without text falls away."""

    wordings: Wordings = field(default_factory=dict)
    kind: str = "other"


def create_process(
    title: str, *, territory: str = "", languages: Sequence[str] = ("fr", "en")
) -> Process:
    """A process with the method's three questions and no group yet; `Invalid` without a title."""
    with database.write():
        return _new_process(title, territory, languages)


def create_workshop(
    process_id: int | None,
    title: str,
    *,
    place: str = "",
    held_on: date | None = None,
    languages: Sequence[str] = ("fr", "en"),
    group_ids: Sequence[int] = (),
    new_groups: Sequence[GroupPlan] = (),
    step: Step = Step.WELCOME,
) -> Workshop:
    """A workshop with its join code, in a process or in a new one of the same title.

    The groups that sit in it are those of `group_ids` and the new ones; with neither, one
    monochrome group. `step` stands all of them at question 1.
    """
    with database.write():
        process = (
            _new_process(title, "", languages)
            if process_id is None
            else db.session.get_one(Process, process_id)
        )
        workshop = Workshop(
            public_id=public_id(),
            process_id=process.id,
            title=words.name(title, TITLE_LIMIT),
            place=optional(place),
            held_on=held_on,
            languages=usable_languages(languages),
        )
        db.session.add(workshop)
        db.session.flush()
        groups = chosen_groups(process, group_ids, new_groups)
        seat_groups(workshop, groups, step)
        db.session.add(JoinCode(code=_free_code(), workshop_id=workshop.id))
        actor, things = Actor(workshop_id=workshop.id), [("workshop", workshop.id)]
        record(process.id, "workshop.made", actor, Audience(), touched=things)
        return workshop


def _new_process(title: str, territory: str, languages: Sequence[str]) -> Process:
    process = Process(
        public_id=public_id(),
        title=words.name(title, TITLE_LIMIT),
        territory=optional(territory),
        languages=usable_languages(languages),
        seq=0,
    )
    db.session.add(process)
    db.session.flush()
    for number, (kind, wordings) in enumerate(DEFAULT_QUESTIONS, 1):
        db.session.add(
            Question(process_id=process.id, number=number, kind=kind, wordings=wordings)
        )
    return process


def new_group(process: Process, plan: GroupPlan) -> Group:
    newest = db.session.scalar(
        select(func.max(Group.number)).where(Group.process_id == process.id)
    )
    number = (newest or 0) + 1
    colour, shape = default_voice(number)
    group = Group(
        process_id=process.id,
        number=number,
        name=words.name(plan.name or _("Group %(number)s", number=number), TITLE_LIMIT),
        kind=GroupKind(plan.kind).value,
        colour=one_of(plan.colour, COLOURS, colour),
        shape=one_of(plan.shape, SHAPES, shape),
        profile=optional(plan.profile),
    )
    db.session.add(group)
    db.session.flush()
    return group


def chosen_groups(
    process: Process, group_ids: Sequence[int], plans: Sequence[GroupPlan]
) -> list[Group]:
    chosen = []
    for group_id in dict.fromkeys(group_ids):
        group = db.session.get(Group, group_id)
        if group is None or group.process_id != process.id:
            raise NotFound(_("There is no such group in this process."))
        chosen.append(group)
    if not chosen and not plans:
        plans = [GroupPlan()]
    return chosen + [new_group(process, plan) for plan in plans]


def seat_groups(
    workshop: Workshop, groups: Sequence[Group], step: Step, seated: int = 0
) -> None:
    for number, group in enumerate(groups, seated + 1):
        sitting = Sitting(
            workshop_id=workshop.id,
            group_id=group.id,
            number=number,
            question=1,
            step=Step.WELCOME.value,
            begun=[],
            looked=[],
        )
        db.session.add(sitting)
        db.session.flush()
        stand(sitting, step, 1)
        if step.shows_all_sheets and not sitting.begun:
            sitting.begun, sitting.looked = [1], [1]


def _free_code() -> str:
    while True:
        code = join_code()
        if not db.session.scalar(select(JoinCode.id).where(JoinCode.code == code)):
            return code


def usable_languages(languages: Sequence[str]) -> list[str]:
    chosen = list(dict.fromkeys(language for language in languages if language))
    if not chosen or len(chosen) > LANGUAGES_LIMIT:
        raise Invalid(_("Choose at least one language."))
    return chosen


def optional(raw: str) -> str:
    return words.name(raw) if words.is_visible(raw) else ""


def one_of(value: str | None, allowed: Sequence[str], default: str) -> str:
    if not value:
        return default
    if value not in allowed:
        raise Invalid(_("This colour or shape is not in the list."))
    return value
