"""The desk: its page, and the acts that concern the meeting as a whole."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop.extensions import db
from workshop.live import cut_seat
from workshop.meeting import draw_curtain, find_place, find_workshop, move, put_on_screen, set_door
from workshop.meeting.finding import sittings
from workshop.method.refusals import Invalid
from workshop.method.steps import Step
from workshop.models import Process, Workshop
from workshop.pages.desk import DeskOverview, DeskView
from workshop.pages.join_card import join_card_of
from workshop.seats import let_go
from workshop.web.answers import done
from workshop.web.faces import face_page
from workshop.web.proof import require_desk, whole_number

area = Blueprint("desk", __name__)


@area.get("/w/<w>/desk")
def page(w: str) -> ResponseReturnValue:
    """The facilitator's face: one group's desk, or the overview of several."""
    workshop = find_workshop(w)
    by = require_desk(workshop).sign_in_id
    number = whole_number(request.args.get("group"), "group")

    def read(language: str) -> dict[str, Any]:
        fresh = db.session.get_one(Workshop, workshop.id)
        here = current_app.extensions["connected"].seats(fresh.id)
        if number is None and len(sittings(fresh.id)) > 1:
            process = db.session.get_one(Process, fresh.process_id)
            view = DeskOverview(fresh, process, language, join_card_of, here)
            return {"view": view, "rooms": f"desk:{w}.{language}", "by": by}
        place = find_place(fresh, number)
        rooms = f"desk:{place.room}.{language}"
        return {"view": DeskView(place, language, join_card_of, here), "rooms": rooms, "by": by}

    return face_page("desk", workshop.process_id, read)


@area.post("/w/<w>/step")
def step(w: str) -> ResponseReturnValue:
    """Move one group, or all, to a step; any move is allowed, back too."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    try:
        wanted = Step(request.form.get("step", ""))
    except ValueError:
        raise Invalid(_("There is no such step."), code="step") from None
    question = whole_number(request.form.get("question"), "question")
    number = whole_number(request.form.get("group"), "group")
    events = move(workshop.id, wanted, question, number, by=actor)
    return done(events[-1] if events else None, desk_address(w))


@area.post("/w/<w>/door")
def door(w: str) -> ResponseReturnValue:
    """Open or close the door to newcomers."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return done(set_door(workshop.id, switched("open"), by=actor), desk_address(w))


@area.post("/w/<w>/curtain")
def curtain(w: str) -> ResponseReturnValue:
    """Cover the shared screen, or uncover it."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return done(draw_curtain(workshop.id, switched("drawn"), by=actor), desk_address(w))


@area.post("/w/<w>/screen-group")
def screen_group(w: str) -> ResponseReturnValue:
    """Put a group on the shared screen, or the join card."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    number = whole_number(request.form.get("group"), "group")
    return done(put_on_screen(workshop.id, number, by=actor), desk_address(w))


@area.post("/w/<w>/seats/<seat_id>/departure")
def departure(w: str, seat_id: str) -> ResponseReturnValue:
    """Let a seat go; its notes stay, its page follows no more."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    let_go(workshop.id, seat_id, by=actor)
    cut_seat(seat_id)
    return done(None, desk_address(w))


def switched(field: str) -> bool:
    """A switch's field: 1 or 0."""
    value = request.form.get(field, "")
    if value not in ("0", "1"):
        raise Invalid(_("This switch is either on or off."), code=field)
    return value == "1"


def desk_address(w: str) -> str:
    """The desk's page, of the group that the form names."""
    number = whole_number(request.form.get("group"), "group")
    return f"/w/{w}/desk?group={number}" if number else f"/w/{w}/desk"
