"""Approving at the desk, and saying on a device that one would like to talk about something.

The word by which a device can take its own wish back stands in its cookie alone; the server keeps no copy.
"""

from __future__ import annotations

import secrets

from flask import Blueprint, request, session
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from workshop import board
from workshop.extensions import db
from workshop.meeting import find_workshop
from workshop.meeting.finding import Place, place_of
from workshop.method.refusals import Invalid
from workshop.method.steps import Step
from workshop.models import Seat, Sitting, Workshop
from workshop.pages.notepad import NotepadView
from workshop.pages.parts import macro, replaced
from workshop.pages.wishes import WishView, own_wishes_view
from workshop.room.wishes import Thing, own_wishes, talked_about
from workshop.room.wishes import wish as say_wish
from workshop.web.answers import done
from workshop.web.desk import desk_address, switched
from workshop.web.proof import require_desk, require_seat, whole_number

area = Blueprint("approval", __name__)

WORD = "word"
WORD_BYTES = 16
KINDS = ("criterion", "note")


@area.post("/w/<w>/approval")
def approval(w: str) -> ResponseReturnValue:
    """The whole sheet of a question was approved aloud, or it was not after all."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    question = whole_number(request.form.get("question"), "question")
    if question is None:
        raise Invalid(_("There is no such question."), code="question")
    number = whole_number(request.form.get("group"), "group")
    event = board.approve(workshop.id, question=question, number=number, approved=switched("approved"), by=actor)
    return done(event, desk_address(w))


@area.post("/w/<w>/criteria/<criterion_id>/approval")
def approval_of_one(w: str, criterion_id: str) -> ResponseReturnValue:
    """The same for one criterion."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return done(board.approve(workshop.id, [criterion_id], approved=switched("approved"), by=actor), desk_address(w))


@area.post("/w/<w>/wishes")
def wish(w: str) -> ResponseReturnValue:
    """Somebody would like to talk about something, or with `on=0` no longer."""
    workshop = find_workshop(w)
    seat = require_seat(workshop, request.form.get("seat"))
    on = request.form.get("on", "1")
    if on not in ("0", "1"):
        raise Invalid(_("This switch is either on or off."), code="on")
    word = _word() or secrets.token_urlsafe(WORD_BYTES)
    say_wish(workshop.id, seat.id, _thing(), word, on=on == "1")
    if on == "1":
        session[WORD] = word
    return done(None, f"/w/{w}/notepad")


@area.get("/w/<w>/wishes")
def wishes(w: str) -> ResponseReturnValue:
    """The device's own wishes as they stand, for the page that is open there."""
    workshop = find_workshop(w)
    seat = require_seat(workshop)
    place = place_of(workshop, db.session.get_one(Sitting, seat.sitting_id))
    found = wished_by(place, seat, NotepadView(place, str(get_locale())))
    return replaced("own-wishes", macro("wishes", "own")(found, w))


@area.post("/w/<w>/talk")
def talk(w: str) -> ResponseReturnValue:
    """The group has talked about it."""
    workshop: Workshop = find_workshop(w)
    require_desk(workshop)
    talked_about(workshop.id, _thing(), whole_number(request.form.get("group"), "group"))
    return done(None, desk_address(w))


def wished_by(place: Place, seat: Seat, view: NotepadView) -> list[WishView]:
    """What this browser has said for this seat, in words."""
    if place.step is not Step.APPROVE or not _word():
        return []
    return own_wishes_view(own_wishes(place.sitting.id, seat.id, _word()), view.sheets)


def _word() -> str:
    return str(session.get(WORD, ""))


def _thing() -> Thing:
    named = [Thing(kind, request.form[kind]) for kind in KINDS if request.form.get(kind)]
    if len(named) != 1:
        raise Invalid(_("Say which criterion or which idea."), code="criterion")
    return named[0]
