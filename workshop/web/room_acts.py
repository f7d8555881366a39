"""What the facilitator does for the room just now: the timer, look here, its help, ideas dealt out to be read aloud.

Each a POST to a noun; nothing of it is history.
"""

from __future__ import annotations

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from workshop import room
from workshop.meeting import find_place, find_workshop
from workshop.method.refusals import Invalid
from workshop.models import Workshop
from workshop.pages.common import GroupFace
from workshop.pages.look import beside
from workshop.web.answers import done
from workshop.web.desk import desk_address, switched
from workshop.web.proof import require_desk, whole_number

area = Blueprint("room_acts", __name__)


@area.post("/w/<w>/timer")
def timer(w: str) -> ResponseReturnValue:
    """Start it with `seconds`, lengthen it by `more` seconds, or stop it with neither."""
    workshop = find_workshop(w)
    require_desk(workshop)
    number = _group()
    seconds = whole_number(request.form.get("seconds"), "seconds")
    more = whole_number(request.form.get("more"), "more")
    if seconds is not None and more is not None:
        raise Invalid(_("A timer is either started or lengthened."), code="more")
    if seconds is not None:
        room.start_timer(workshop.id, seconds, number)
    elif more is not None:
        room.lengthen_timer(workshop.id, more, number)
    else:
        room.stop_timer(workshop.id, number)
    return done(None, desk_address(w))


@area.post("/w/<w>/look")
def look(w: str) -> ResponseReturnValue:
    """Look at a `note` or a `criterion`, `move` on to the next or the previous one, or look away with none of them."""
    workshop = find_workshop(w)
    require_desk(workshop)
    form, number = request.form, _group()
    if form.get("note"):
        room.look_at_note(workshop.id, form["note"])
    elif form.get("criterion"):
        room.look_at_criterion(workshop.id, form["criterion"])
    elif form.get("move"):
        _move(workshop, form["move"], number)
    else:
        room.look_away(workshop.id, number)
    return done(None, desk_address(w))


@area.post("/w/<w>/help")
def help_(w: str) -> ResponseReturnValue:
    """Ask the room where the note in hand belongs, or ask no more."""
    workshop = find_workshop(w)
    require_desk(workshop)
    change = room.open_to_room if switched("open") else room.close_to_room
    change(workshop.id, _group())
    return done(None, desk_address(w))


@area.post("/w/<w>/deal")
def deal(w: str) -> ResponseReturnValue:
    """Deal a note to `each` device, this `note` (or the `next` one) to one device, or collect them all with neither."""
    workshop = find_workshop(w)
    require_desk(workshop)
    here = current_app.extensions["connected"].sharing(workshop.id)
    note, number = request.form.get("note"), _group()
    if request.form.get("each"):
        room.deal_each(workshop.id, here, number)
    elif note:
        room.deal_one(workshop.id, here, None if note == "next" else note, number)
    else:
        room.collect(workshop.id, number)
    return done(None, desk_address(w))


def _move(workshop: Workshop, direction: str, number: int | None) -> None:
    if direction not in ("next", "previous"):
        raise Invalid(_("One can look at the next one or at the previous one."), code="move")
    face = GroupFace(find_place(workshop, number), str(get_locale()))
    kind, key = beside(face, forward=direction == "next")
    show = room.look_at_note if kind == "note" else room.look_at_criterion
    show(workshop.id, key)


def _group() -> int | None:
    return whole_number(request.form.get("group"), "group")
