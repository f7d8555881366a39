"""The shared screen's page: of one group, of the group that the desk has put on it, or the join card."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from workshop.extensions import db
from workshop.meeting import find_place, find_workshop
from workshop.meeting.finding import sittings
from workshop.models import Process, Workshop
from workshop.pages.join_card import join_card_of
from workshop.pages.screen import JoinScreen, ScreenView
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
