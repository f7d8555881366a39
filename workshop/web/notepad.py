"""The notepad: its page, posting a note, and what authors may do with their own notes."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from workshop.extensions import db, htmx
from workshop.live.catch_up import batch
from workshop.live.rooms import parse
from workshop.live.socket import allowed
from workshop.meeting import find_workshop
from workshop.meeting.finding import Place, place_of
from workshop.method.refusals import Invalid, NotAllowed, NotSeated, Refusal
from workshop.models import Event, Seat, Sitting, Workshop
from workshop.notes import PostedNote, Receipt, erase, post, reword, withdraw
from workshop.pages.dealing import dealt_to
from workshop.pages.notepad import NotepadView, own_view
from workshop.web.answers import done, redirect_to, wants_json
from workshop.web.approval import wished_by
from workshop.web.faces import face_page
from workshop.web.proof import claimed_seat, proof, require_desk, require_seat, seats_in, sign_in, whole_number

area = Blueprint("notepad", __name__)


@area.get("/w/<w>/notepad")
def page(w: str) -> ResponseReturnValue:
    """A participant's face, in whatever step the group is."""
    workshop = find_workshop(w)
    return notepad_page(workshop, require_seat(workshop))


@area.post("/w/<w>/notes")
def post_note(w: str) -> ResponseReturnValue:
    """Store a note. An answer with a `Note` header means that it is on disk, or need not be."""
    named = request.form.get("seat")
    try:
        return _received(_post(claimed_seat(w, named)), w)
    except NotSeated:
        seat = require_seat(find_workshop(w), named)
    except Refusal as refusal:
        if wants_json() or htmx:
            raise
        workshop = find_workshop(w)
        return _page_with_words(workshop, require_seat(workshop, named), refusal)
    return _received(_post(seat.id), w)


@area.post("/w/<w>/notes/<note_id>/text")
def change_text(w: str, note_id: str) -> ResponseReturnValue:
    """New words for one's own note while nobody has seen it."""
    workshop = find_workshop(w)
    seats = _authors(workshop)
    return _own_act(reword(workshop.id, note_id, request.form.get("text", ""), seats), w, note_id)


@area.post("/w/<w>/notes/<note_id>/withdrawal")
def take_back(w: str, note_id: str) -> ResponseReturnValue:
    """One's own note taken back while nobody has seen it."""
    workshop = find_workshop(w)
    return _own_act(withdraw(workshop.id, note_id, _authors(workshop)), w, note_id)


@area.post("/w/<w>/notes/<note_id>/erasure")
def erase_words(w: str, note_id: str) -> ResponseReturnValue:
    """A note's words erased for good: by its author, or at the desk on the author's wish."""
    workshop = find_workshop(w)
    seats = seats_in(w)
    if not seats or (sign_in() is not None and request.form.get("desk")):
        actor = require_desk(workshop)
        return done(erase(workshop.id, note_id, by=actor), f"/w/{w}/desk")
    return _own_act(erase(workshop.id, note_id, _authors(workshop)), w, note_id)


@area.get("/w/<w>/changes")
def changes(w: str) -> ResponseReturnValue:
    """What a room was told after `since`: a batch, or a word to reload."""
    room = parse(request.args.get("room", ""))
    since = whole_number_or_zero(request.args.get("since"))
    workshop = find_workshop(w)
    followed = allowed(room, proof().seats, sign_in() is not None) if room else None
    if room is None or followed is None or followed.workshop.id != workshop.id:
        raise NotAllowed(_("This page may not follow that."), code="room")
    answer = batch(room, since, request.args.get("epoch", ""))
    return jsonify({"reload": True} if answer.get("reload") else answer)


def notepad_page(
    workshop: Workshop, seat: Seat, status: int = 200, **extra: Any
) -> Response:
    """The notepad of a seat; `extra` may hold a draft to keep and what was wrong with it."""

    def read(language: str) -> dict[str, Any]:
        place = _place(workshop, seat)
        view = NotepadView(place, language)
        return {
            "view": view,
            "own_wished": wished_by(place, seat, view),
            "own": own_view(place, seat.id, language),
            "dealt": dealt_to(place, seat.id),
            "rooms": f"seat:{seat.id}.{language} notepad:{place.room}.{language}",
            "note_id": str(uuid.uuid4()),
            **extra,
        }

    return face_page("notepad", workshop.process_id, read, status)


def whole_number_or_zero(raw: str | None) -> int:
    """A log number from an address; `Invalid` for anything but digits."""
    if raw is None or not raw.isascii() or not raw.isdigit() or len(raw) > 12:
        raise Invalid(_("This number is not usable."), code="since")
    return int(raw)


def _place(workshop: Workshop, seat: Seat) -> Place:
    fresh = db.session.get_one(Workshop, workshop.id)
    current = db.session.get_one(Seat, seat.id)
    return place_of(fresh, db.session.get_one(Sitting, current.sitting_id))


def _post(seat_id: str) -> Receipt:
    return post(_posted(seat_id), spend=current_app.extensions["allowance"].spend)


def _posted(seat_id: str) -> PostedNote:
    question = whole_number(request.form.get("question"), "question")
    if question is None:
        raise Invalid(_("There is no such question."), code="question")
    return PostedNote(
        id=request.form.get("id", ""),
        seat_id=seat_id,
        question=question,
        text=request.form.get("text", ""),
        language=str(get_locale()),
    )


def _received(receipt: Receipt, w: str) -> Response:
    if wants_json():
        response = jsonify({"id": receipt.id, "seq": receipt.seq})
        response.status_code = 201 if receipt.created else 200
    elif htmx:
        response = make_response(render_template("parts/done.html"))
    else:
        response = redirect_to(f"/w/{w}/notepad")
    response.headers["Note"] = f"{receipt.id} {receipt.seq}"
    return response


def _page_with_words(workshop: Workshop, seat: Seat, refusal: Refusal) -> Response:
    """The page again with the words still in the box, and a fresh id."""
    response = notepad_page(
        workshop,
        seat,
        refusal.status,
        draft=request.form.get("text", ""),
        problem=refusal.message,
    )
    if refusal.retry_after is not None:
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _authors(workshop: Workshop) -> list[str]:
    """The seats whose notes this browser may change; a desk without a seat may not."""
    if not seats_in(workshop.public_id) and sign_in() is not None:
        raise NotAllowed(_("Only the person who wrote an idea can do this."))
    require_seat(workshop)
    return seats_in(workshop.public_id)


def _own_act(event: Event | None, w: str, note_id: str) -> Response:
    response = done(event, f"/w/{w}/notepad")
    response.headers["Note"] = f"{note_id} {event.seq if event else 0}"
    return response
