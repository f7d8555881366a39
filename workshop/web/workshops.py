"""Preparing a workshop: what it is called, where and when it is, which groups sit in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop.config import LANGUAGES
from workshop.extensions import db
from workshop.meeting import create_workshop, edit_workshop, find_process, find_workshop
from workshop.method.refusals import Invalid, Refusal
from workshop.models import Process, Workshop
from workshop.pages.home import home_view
from workshop.pages.setup import groups_of, new_workshop_setup, process_setup, workshop_setup
from workshop.web.answers import redirect_to
from workshop.web.forms import again, refused_form
from workshop.web.proof import require_desk, require_sign_in

area = Blueprint("workshops", __name__)


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
        return again("setup/home.html", refusal, processes=home_view())
    wanted = "setup" if request.form.get("then") == "setup" else "desk"
    return redirect_to(f"/w/{workshop.public_id}/{wanted}")


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
        return refused_form(refusal, _workshop_form(process, form, refusal.message))
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
        return refused_form(refusal, page)
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
