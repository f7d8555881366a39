"""What a participant does with the group's notes: proposing where the one in hand belongs, and reading one aloud.

Nothing of who did it is kept.
"""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop import room
from workshop.extensions import db
from workshop.meeting import find_workshop
from workshop.meeting.finding import place_of
from workshop.method.refusals import Invalid
from workshop.models import Seat, Sitting
from workshop.pages.help import id_in_hand
from workshop.web.answers import done
from workshop.web.proof import require_seat

area = Blueprint("reading", __name__)


@area.post("/w/<w>/proposals")
def proposal(w: str) -> ResponseReturnValue:
    """The note in hand may belong to this criterion, says somebody."""
    workshop = find_workshop(w)
    seat = _seat(w)
    criterion, note = request.form.get("criterion", ""), request.form.get("note", "")
    if not criterion:
        raise Invalid(_("Say which criterion."), code="criterion")
    in_hand = id_in_hand(place_of(workshop, db.session.get_one(Sitting, seat.sitting_id)))
    room.propose(seat.id, criterion, note, in_hand=in_hand)
    return done(None, f"/w/{w}/notepad")


@area.post("/w/<w>/reading")
def reading(w: str) -> ResponseReturnValue:
    """The note that was dealt to this seat: it is read aloud `now`, or passed on."""
    seat = _seat(w)
    note = request.form.get("note", "")
    as_ = request.form.get("as", "")
    if as_ == "now":
        room.read_now(seat.id, note)
    elif as_ == "pass":
        room.pass_on(seat.id, note)
    else:
        raise Invalid(_("An idea is read aloud or passed on."), code="as")
    return done(None, f"/w/{w}/notepad")


def _seat(w: str) -> Seat:
    return require_seat(find_workshop(w), request.form.get("seat"))
