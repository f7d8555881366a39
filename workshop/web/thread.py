"""The thread at the desk: its earlier pages, and taking back what one did. Each act a POST to a noun."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop import database, history
from workshop.extensions import htmx
from workshop.history import Actor
from workshop.history.undo import ChangedSince
from workshop.meeting import Place, find_place, find_workshop
from workshop.method.refusals import Invalid
from workshop.models import Event
from workshop.pages.acts import describe, described
from workshop.pages.thread import A_PAGE, thread_view
from workshop.web.answers import came_from, done, redirect_to, wants_json
from workshop.web.desk import desk_address
from workshop.web.proof import require_desk, whole_number

area = Blueprint("thread", __name__)


@area.get("/w/<w>/thread")
def earlier(w: str) -> ResponseReturnValue:
    """The acts before a number, for the list that stands at the desk: a fragment."""
    workshop = find_workshop(w)
    require_desk(workshop)
    before = whole_number(request.args.get("before"), "before")
    number = whole_number(request.args.get("group"), "group")
    if before is None:
        raise Invalid(_("This number is not usable."), code="before")
    with database.snapshot():
        place = find_place(find_workshop(w), number)
        thread = thread_view(place, before, A_PAGE)
        page = render_template("parts/earlier.html", thread=thread, w=w, group=place.sitting.number)
    response = make_response(page)
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


@area.post("/w/<w>/undo")
def undo(w: str) -> ResponseReturnValue:
    """Take back this sign-in's newest act on the group's sheets; with `to`, all its acts after that number."""
    actor, place = _who_and_where(w)
    if "to" in request.form:
        return _back_to(w, actor, place)
    return _reversed(w, history.undo, actor, place)


@area.post("/w/<w>/redo")
def redo(w: str) -> ResponseReturnValue:
    """Do again what was taken back last."""
    actor, place = _who_and_where(w)
    return _reversed(w, history.redo, actor, place)


def _who_and_where(w: str) -> tuple[Actor, Place]:
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return actor, find_place(workshop, whole_number(request.form.get("group"), "group"))


def _reversed(w: str, act: Callable[[Actor, int], Event], actor: Actor, place: Place) -> ResponseReturnValue:
    try:
        return done(act(actor, place.group.id), desk_address(w))
    except ChangedSince as refusal:
        if refusal.later is not None:
            later = describe(refusal.later, place)
            refusal.message = _("%(why)s The later act: %(act)s", why=refusal.message, act=later)
        raise


def _back_to(w: str, actor: Actor, place: Place) -> ResponseReturnValue:
    """What was taken back is seen on the sheet; what stays is said."""
    to = whole_number(request.form["to"], "to")
    if to is None:
        raise Invalid(_("This number is not usable."), code="to")
    went = history.back_to(actor, place.group.id, to)
    stayed = described(went.stayed, place)
    if wants_json():
        seq = went.events[-1].seq if went.events else None
        return jsonify({"seq": seq, "undone": len(went.events), "stayed": stayed})
    if not htmx:
        return redirect_to(came_from(desk_address(w)))
    response = make_response(render_template("parts/went_back.html", undone=len(went.events), stayed=stayed))
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#said", "innerHTML"
    return response
