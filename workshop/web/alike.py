"""What resembles an idea, or a criterion: asked by the desk once it has it before it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from workshop import database
from workshop.extensions import htmx
from workshop.likeness import compare
from workshop.meeting import find_workshop
from workshop.method.refusals import NotFound, WrongStep
from workshop.pages.alike import AlikeView, ToCompare, alike_view, criterion_to_compare, note_to_compare
from workshop.web.answers import wants_json
from workshop.web.proof import require_desk, whole_number

TRIES = 10  # a slow machine takes half a minute to start the process; the page asks again every two seconds
area = Blueprint("alike", __name__)


@area.get("/w/<w>/notes/<note_id>/alike")
def like_note(w: str, note_id: str) -> ResponseReturnValue:
    """The loose notes that resemble a note, and the criteria that it may belong to."""
    return _answer(w, "note", note_id, note_to_compare)


@area.get("/w/<w>/criteria/<criterion_id>/alike")
def like_criterion(w: str, criterion_id: str) -> ResponseReturnValue:
    """The loose notes that resemble a criterion's notes, and a name from the words that these share."""
    return _answer(w, "criterion", criterion_id, criterion_to_compare)


def _answer(w: str, kind: str, of: str, read: Callable[[int, str], ToCompare]) -> ResponseReturnValue:
    """Reads first and asks then: no read stays open while the process is waited for.

    A page that asks about what is no longer there is offered nothing; a program is told so.
    """
    workshop = find_workshop(w)
    who = f"{require_desk(workshop).sign_in_id} {kind}"
    workshop_id = workshop.id
    try:
        with database.snapshot():
            asked = read(workshop_id, of)
    except (NotFound, WrongStep):
        if wants_json() or not htmx:
            raise
        return ""
    loose = [note.id for note in asked.loose]
    view = alike_view(asked, compare(who, asked.about, asked.notes, loose, asked.members))
    if wants_json():
        return jsonify(_document(view))
    tried = whole_number(request.args.get("again"), "again") or 0
    ask_again = not view.ready and tried < TRIES
    page = render_template("parts/alike.html", asked_for=kind, of=of, view=view, tried=tried, ask_again=ask_again)
    return make_response(page)


def _document(view: AlikeView) -> dict[str, object]:
    notes = [{"id": note.id, "text": note.text, "language": note.language, "count": note.count} for note in view.notes]
    criteria = [{"id": criterion.id, "name": criterion.name} for criterion in view.criteria]
    return {"about": view.about, "notes": notes, "criteria": criteria, "name": view.name, "ready": view.ready}
