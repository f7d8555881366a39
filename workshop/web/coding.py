"""Coding at a desk: its page, and giving a component to a note or a criterion. Each act a POST to a noun."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop import board
from workshop.extensions import db, htmx
from workshop.meeting import find_place, find_workshop
from workshop.meeting.finding import sittings
from workshop.method.grid import plain
from workshop.method.refusals import Invalid
from workshop.models import Event, Workshop
from workshop.pages.coding import CodingView
from workshop.web.answers import done, redirect_to, wants_json
from workshop.web.faces import face_page
from workshop.web.proof import require_desk, whole_number

area = Blueprint("coding", __name__)


@area.get("/w/<w>/coding")
def page(w: str) -> ResponseReturnValue:
    """What is to be coded on one sheet, and the grid."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    number = whole_number(request.args.get("group"), "group")
    question = whole_number(request.args.get("question"), "question")
    at, after = request.args.get("at", ""), request.args.get("after", "")

    def read(language: str) -> dict[str, Any]:
        fresh = db.session.get_one(Workshop, workshop.id)
        place = find_place(fresh, number or sittings(fresh.id)[0].number)
        view = CodingView(place, language, question, at, after, by=actor.sign_in_id)
        find = request.args.get("find", "")
        return {"view": view, "joined": request.args.get("joined") == "1", "find": find, "found": plain(find)}

    return face_page("coding", workshop.process_id, read)


@area.post("/w/<w>/notes/<note_id>/code")
def code_of_note(w: str, note_id: str) -> ResponseReturnValue:
    """Give a note a component, or none with an empty one; `also` names those that say the same."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    notes = [note_id, *request.form.get("also", "").split()]
    event = board.code_notes(workshop.id, notes, _component_field(), was=request.form.get("was"), by=actor)
    return _answered(event, w, f"n-{note_id}")


@area.post("/w/<w>/criteria/<criterion_id>/code")
def code_of_criterion(w: str, criterion_id: str) -> ResponseReturnValue:
    """The same for a criterion."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    component, was = _component_field(), request.form.get("was")
    event = board.code_criterion(workshop.id, criterion_id, component, was=was, by=actor)
    return _answered(event, w, f"c-{criterion_id}")


def _component_field() -> str:
    """The component that the form gives; `Invalid` where the field is missing altogether."""
    if "component" not in request.form:
        raise Invalid(_("Say which component."), code="component")
    return request.form["component"]


def _answered(event: Event | None, w: str, key: str) -> ResponseReturnValue:
    """A plain form goes on to what is to be coded next, or stays where a code was cleared."""
    if wants_json() or htmx:
        return done(event, "")
    stay = "after" if request.form["component"] else "at"
    return redirect_to(f"/w/{w}/coding?{_sheet_fields()}{stay}={quote(key)}")


def _sheet_fields() -> str:
    numbers = {name: whole_number(request.form.get(name), name) for name in ("group", "question")}
    return "".join(f"{name}={number}&" for name, number in numbers.items() if number)
