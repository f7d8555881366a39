"""The shared screen's page: of one group, of the group that the desk has put on it, or the join card.

And what drives it: how large its text is, and which page it shows.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop import room
from workshop.extensions import db
from workshop.meeting import find_place, find_workshop, set_screen_text
from workshop.meeting.finding import sittings
from workshop.method.refusals import Invalid
from workshop.models import Process, Workshop
from workshop.pages.join_card import join_card_of
from workshop.pages.screen import JoinScreen, ScreenView
from workshop.web.answers import done
from workshop.web.desk import desk_address
from workshop.web.faces import face_page
from workshop.web.proof import require_desk, whole_number

area = Blueprint("screen", __name__)


@area.get("/w/<w>/screen")
def page(w: str) -> ResponseReturnValue:
    """What the room sees."""
    workshop = find_workshop(w)
    require_desk(workshop)
    number = whole_number(request.args.get("group"), "group")

    def read(language: str) -> dict[str, Any]:
        fresh = db.session.get_one(Workshop, workshop.id)
        several = len(sittings(fresh.id)) > 1
        shown = number if number is not None else fresh.screen_group
        if shown is None and several:
            process = db.session.get_one(Process, fresh.process_id)
            view = JoinScreen(fresh, process, language, join_card_of)
            return {"view": view, "rooms": f"screen:{w}.{language}"}
        place = find_place(fresh, shown)
        rooms = f"screen:{place.room}.{language}"
        return {"view": ScreenView(place, language, join_card_of), "rooms": rooms}

    return face_page("screen", workshop.process_id, read)


@area.post("/w/<w>/screen-text")
def screen_text(w: str) -> ResponseReturnValue:
    """Set the screen's text in `size`, 1 to 5: the one that the back row can read."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    size = _number("size")
    return done(set_screen_text(workshop.id, size, by=actor), desk_address(w))


@area.post("/w/<w>/screen-page")
def screen_page(w: str) -> ResponseReturnValue:
    """Turn the screen's page by `move`, or to a `criterion`; or, with `at`, say where a screen is."""
    workshop = find_workshop(w)
    require_desk(workshop)
    number = whole_number(request.form.get("group"), "group")
    if "at" in request.form:
        room.report_page(workshop.id, _stand(), number, own=request.form.get("own") == "1")
    elif "criterion" in request.form:
        room.turn_to_criterion(workshop.id, request.form["criterion"])
    else:
        room.turn_page(workshop.id, _turn(), number)
    return done(None, desk_address(w))


def _turn() -> room.Turn:
    try:
        return room.Turn(request.form.get("move", ""))
    except ValueError:
        raise Invalid(_("The screen can't be turned like that."), code="move") from None


def _stand() -> room.Stand:
    return room.Stand(
        turn=whole_number(request.form.get("turn"), "turn") or 0,
        at=request.form["at"],
        page=_number("page"),
        pages=_number("pages"),
        part=whole_number(request.form.get("part"), "part") or 1,
        parts=whole_number(request.form.get("parts"), "parts") or 1,
    )


def _number(field: str) -> int:
    found = whole_number(request.form.get(field), field)
    if found is None:
        raise Invalid(_("This number is not usable."), code=field)
    return found
