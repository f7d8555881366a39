"""Preparing: processes with their questions and groups, and workshops. Forms, each to one verb."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop.config import LANGUAGES
from workshop.extensions import db
from workshop.meeting import (
    GroupPlan,
    QuestionPlan,
    add_group,
    create_workshop,
    edit_group,
    edit_process,
    edit_questions,
    edit_workshop,
    find_process,
    find_workshop,
)
from workshop.method.questions import Wordings
from workshop.method.refusals import Invalid, NotFound, Refusal
from workshop.models import GroupKind, Process, Workshop
from workshop.pages.home import home_view
from workshop.pages.setup import groups_of, new_workshop_setup, process_setup, workshop_setup
from workshop.web.answers import redirect_to, wants_json
from workshop.web.proof import require_desk, require_sign_in

area = Blueprint("setup", __name__)

QUESTIONS_LIMIT = 12


@area.post("/workshops")
def start() -> ResponseReturnValue:
    """A workshop from a title alone, in a process of its own or in one that is there."""
    require_sign_in()
    chosen = request.form.get("process", "")
    try:
        process_id = find_process(chosen).id if chosen else None
        groups = [group.id for group in groups_of(process_id)] if process_id else []
        workshop = create_workshop(
            process_id,
            request.form.get("title", ""),
            held_on=date.today(),
            languages=LANGUAGES,
            group_ids=groups,
        )
    except Refusal as refusal:
        return _again("setup/home.html", refusal, processes=home_view())
    wanted = "setup" if request.form.get("then") == "setup" else "desk"
    return redirect_to(f"/w/{workshop.public_id}/{wanted}")


@area.get("/p/<p>")
def process_page(p: str) -> ResponseReturnValue:
    """A process with its questions, groups and workshops."""
    require_sign_in()
    process = find_process(p)
    more = request.args.get("more") == "1"
    return render_template(
        "setup/process.html", process=process_setup(process, with_empty_question=more)
    )


@area.post("/p/<p>")
def change_process(p: str) -> ResponseReturnValue:
    """Its title and territory."""
    actor = require_sign_in()
    process = find_process(p)
    title, territory = request.form.get("title", ""), request.form.get("territory", "")
    try:
        edit_process(process.id, title=title, territory=territory, by=actor)
    except Refusal as refusal:
        return _process_again(process, refusal)
    return redirect_to(f"/p/{p}")


@area.post("/p/<p>/questions")
def change_questions(p: str) -> ResponseReturnValue:
    """The questions in every language of the process; emptying the last one removes it."""
    actor = require_sign_in()
    process = find_process(p)
    try:
        edit_questions(process.id, _question_plans(), by=actor)
    except Refusal as refusal:
        return _process_again(process, refusal)
    return redirect_to(f"/p/{p}" + ("?more=1" if request.form.get("more") else ""))


@area.post("/p/<p>/groups")
def new_group(p: str) -> ResponseReturnValue:
    """A group more."""
    require_sign_in()
    process = find_process(p)
    try:
        add_group(process.id, _group_plan())
    except Refusal as refusal:
        return _process_again(process, refusal)
    return redirect_to(f"/p/{p}")


@area.post("/p/<p>/groups/<int:number>")
def change_group(p: str, number: int) -> ResponseReturnValue:
    """A group's name, kind, profile and mark."""
    actor = require_sign_in()
    process = find_process(p)
    found = next((row for row in groups_of(process.id) if row.number == number), None)
    if found is None:
        raise NotFound(_("There is no such group in this process."))
    try:
        edit_group(found.id, _group_plan(), by=actor)
    except Refusal as refusal:
        return _process_again(process, refusal)
    return redirect_to(f"/p/{p}")


@area.get("/p/<p>/workshops/new")
def new_workshop(p: str) -> ResponseReturnValue:
    """The form of a new workshop."""
    require_sign_in()
    process = find_process(p)
    return _workshop_form(process, new_workshop_setup(process, date.today()))


@area.post("/p/<p>/workshops")
def make_workshop(p: str) -> ResponseReturnValue:
    """Make the workshop and go to its desk."""
    require_sign_in()
    process = find_process(p)
    try:
        workshop = create_workshop(process.id, **_workshop_fields(), group_ids=_chosen(process))
    except Refusal as refusal:
        form = new_workshop_setup(process, date.today())
        return _refused_form(refusal, _workshop_form(process, form, refusal.message))
    return redirect_to(f"/w/{workshop.public_id}/desk")


@area.get("/w/<w>/setup")
def workshop_page(w: str) -> ResponseReturnValue:
    """The form of an existing workshop."""
    workshop = find_workshop(w)
    require_desk(workshop)
    return _workshop_form(_process_of(workshop), workshop_setup(workshop))


@area.post("/w/<w>/setup")
def change_workshop(w: str) -> ResponseReturnValue:
    """What it is called, where and when it is, its languages; groups can be added."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    process = _process_of(workshop)
    fields, more = _workshop_fields(), _chosen(process)
    try:
        edit_workshop(workshop.id, **fields, more_group_ids=more, by=actor)
    except Refusal as refusal:
        page = _workshop_form(process, workshop_setup(workshop), refusal.message)
        return _refused_form(refusal, page)
    return redirect_to(f"/w/{w}/setup")


def _process_of(workshop: Workshop) -> Process:
    return db.session.get_one(Process, workshop.process_id)


def _workshop_form(process: Process, form: Any, problem: str | None = None) -> str:
    return render_template(
        "setup/workshop.html", process=process_setup(process), workshop=form, problem=problem
    )


def _workshop_fields() -> dict[str, Any]:
    form = request.form
    return {
        "title": form.get("title", ""),
        "place": form.get("place", ""),
        "held_on": _date(form.get("held_on", "")),
        "languages": form.getlist("languages"),
    }


def _date(raw: str) -> date | None:
    if not raw:
        return None
    try:
        return date.fromisoformat(raw)
    except ValueError:
        raise Invalid(_("This date can't be read. Write it as year-month-day.")) from None


def _chosen(process: Process) -> list[int]:
    """The ids of the groups ticked, by their numbers in the process."""
    numbers = {int(raw) for raw in request.form.getlist("groups") if raw.isdigit()}
    return [group.id for group in groups_of(process.id) if group.number in numbers]


def _group_plan() -> GroupPlan:
    form = request.form
    try:
        kind = GroupKind(form.get("kind") or GroupKind.MONOCHROME)
    except ValueError:
        raise Invalid(_("This kind of group is not in the list."), code="kind") from None
    return GroupPlan(
        name=form.get("name", ""),
        kind=kind,
        colour=form.get("colour"),
        shape=form.get("shape"),
        profile=form.get("profile", ""),
    )


def _question_plans() -> list[QuestionPlan]:
    """The questions as the form numbers them; those at the end without any words are left out."""
    plans: list[QuestionPlan] = []
    for number in range(1, QUESTIONS_LIMIT + 1):
        wordings = _wordings(f"question-{number}-")
        if wordings is None:
            break
        plans.append(QuestionPlan(wordings))
    while plans and not plans[-1].wordings:
        plans.pop()
    return plans


def _wordings(prefix: str) -> Wordings | None:
    """A question's wordings by language, empty where none has words; None where it isn't there."""
    fields = [key for key in request.form if key.startswith(prefix) and key.endswith("-text")]
    if not fields:
        return None
    wordings: Wordings = {}
    for key in fields:
        language = key.removeprefix(prefix).removesuffix("-text")
        text = request.form[key].strip()
        if text and len(language) <= 3:
            hint = request.form.get(f"{prefix}{language}-hint", "")
            wordings[language] = {"text": text, "hint": hint}
    return wordings


def _process_again(process: Process, refusal: Refusal) -> ResponseReturnValue:
    return _again("setup/process.html", refusal, process=process_setup(process))


def _again(template: str, refusal: Refusal, **context: Any) -> ResponseReturnValue:
    return _refused_form(refusal, render_template(template, problem=refusal.message, **context))


def _refused_form(refusal: Refusal, page: str) -> ResponseReturnValue:
    if wants_json():
        raise refusal
    return page, refusal.status
