"""Preparing a process: its title, its questions in every language, its groups."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop.meeting import (
    GroupPlan,
    QuestionPlan,
    add_group,
    edit_group,
    edit_process,
    edit_questions,
    find_process,
)
from workshop.method.questions import Wordings
from workshop.method.refusals import Invalid, NotFound, Refusal
from workshop.models import GroupKind, Process
from workshop.pages.setup import groups_of, process_setup
from workshop.web.answers import redirect_to
from workshop.web.forms import again
from workshop.web.proof import require_sign_in

area = Blueprint("processes", __name__)

QUESTIONS_LIMIT = 12


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
    return again("setup/process.html", refusal, process=process_setup(process))
