"""What the facilitator does for the room just now: the timer. Each a POST to a noun; nothing of it is history."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop import room
from workshop.meeting import find_workshop
from workshop.method.refusals import Invalid
from workshop.web.answers import done
from workshop.web.desk import desk_address
from workshop.web.proof import require_desk, whole_number

area = Blueprint("room_acts", __name__)


@area.post("/w/<w>/timer")
def timer(w: str) -> ResponseReturnValue:
    """Start it with `seconds`, lengthen it by `more` seconds, or stop it with neither."""
    workshop = find_workshop(w)
    require_desk(workshop)
    number = whole_number(request.form.get("group"), "group")
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
