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
from workshop.method.questions import DEFAULT_QUESTIONS, KINDS, QUESTION_LIMIT, Wordings
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
            place=_optional(place),
            held_on=held_on,
            languages=_languages(languages),
        )
        db.session.add(workshop)
        db.session.flush()
        groups = _chosen_groups(process, group_ids, new_groups)
        _seat_groups(workshop, groups, step)
        db.session.add(JoinCode(code=_free_code(), workshop_id=workshop.id))
        record(
            process.id,
            "workshop.made",
            Actor(workshop_id=workshop.id),
            Audience(),
            touched=[("workshop", workshop.id)],
        )
        return workshop


def edit_process(process_id: int, *, title: str, territory: str) -> None:
    """Change a process's title and territory."""
    with database.write():
        process = db.session.get_one(Process, process_id)
        process.title = words.name(title, TITLE_LIMIT)
        process.territory = _optional(territory)


def edit_questions(process_id: int, plans: Sequence[QuestionPlan]) -> None:
    """Set the questions in order. A question beyond the list is removed if nobody answered it."""
    if not plans:
        raise Invalid(_("A process needs at least one question."))
    with database.write():
        rows = list(
            db.session.scalars(
                select(Question).where(Question.process_id == process_id).order_by(Question.number)
            )
        )
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


def edit_workshop(
    workshop_id: int,
    *,
    title: str,
    place: str,
    held_on: date | None,
    languages: Sequence[str],
    more_group_ids: Sequence[int] = (),
) -> None:
    """Change what a workshop is called, where and when it is held, its languages; seat more groups."""
    with database.write():
        workshop = db.session.get_one(Workshop, workshop_id)
        process = db.session.get_one(Process, workshop.process_id)
        workshop.title = words.name(title, TITLE_LIMIT)
        workshop.place = _optional(place)
        workshop.held_on = held_on
        workshop.languages = _languages(languages)
        sitting = set(
            db.session.scalars(
                select(Sitting.group_id).where(Sitting.workshop_id == workshop_id)
            )
        )
        more = [key for key in more_group_ids if key not in sitting]
        if more:
            _seat_groups(workshop, _chosen_groups(process, more, ()), Step.WELCOME, len(sitting))


def add_group(process_id: int, plan: GroupPlan) -> Group:
    """Add a group to the process, with the next free colour and shape where none is given."""
    with database.write():
        return _new_group(db.session.get_one(Process, process_id), plan)


def edit_group(group_id: int, plan: GroupPlan) -> None:
    """Change a group's name, kind, colour, shape and profile."""
    with database.write():
        group = db.session.get_one(Group, group_id)
        group.name = words.name(plan.name, TITLE_LIMIT)
        group.kind = plan.kind.value
        group.colour = _one_of(plan.colour, COLOURS, group.colour)
        group.shape = _one_of(plan.shape, SHAPES, group.shape)
        group.profile = _optional(plan.profile)


def _new_process(title: str, territory: str, languages: Sequence[str]) -> Process:
    process = Process(
        public_id=public_id(),
        title=words.name(title, TITLE_LIMIT),
        territory=_optional(territory),
        languages=_languages(languages),
        seq=0,
    )
    db.session.add(process)
    db.session.flush()
    for number, (kind, wordings) in enumerate(DEFAULT_QUESTIONS, 1):
        db.session.add(
            Question(process_id=process.id, number=number, kind=kind, wordings=wordings)
        )
    return process


def _new_group(process: Process, plan: GroupPlan) -> Group:
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
        colour=_one_of(plan.colour, COLOURS, colour),
        shape=_one_of(plan.shape, SHAPES, shape),
        profile=_optional(plan.profile),
    )
    db.session.add(group)
    db.session.flush()
    return group


def _chosen_groups(
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
    return chosen + [_new_group(process, plan) for plan in plans]


def _seat_groups(
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


def _remove_question(row: Question) -> None:
    from workshop.models import Criterion, Note

    groups = select(Group.id).where(Group.process_id == row.process_id)
    for table in (Note, Criterion):
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
                "hint": _optional(wording.get("hint", "")),
            }
    if not cleaned:
        raise Invalid(_("Question %(number)s has no words yet.", number=number))
    return cleaned


def _languages(languages: Sequence[str]) -> list[str]:
    chosen = list(dict.fromkeys(language for language in languages if language))
    if not chosen or len(chosen) > LANGUAGES_LIMIT:
        raise Invalid(_("Choose at least one language."))
    return chosen


def _optional(raw: str) -> str:
    return words.name(raw) if words.is_visible(raw) else ""


def _one_of(value: str | None, allowed: Sequence[str], default: str) -> str:
    if not value:
        return default
    if value not in allowed:
        raise Invalid(_("This colour or shape is not in the list."))
    return value
