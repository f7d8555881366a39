"""Paper at the desk: ideas typed in one by one, and many at once, looked at before anything is stored."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from workshop import database
from workshop.meeting import find_place, find_workshop
from workshop.meeting.finding import Place
from workshop.method.refusals import Invalid, Refusal
from workshop.models import Workshop
from workshop.notes import PaperNote, take_from_paper, withdraw_from_paper
from workshop.notes.paper import paper_words, require_paper, taken_at
from workshop.notes.pasting import Layout, Paste, Wish, decoded, read_paste
from workshop.pages.paper import ADD, LEAVE, PaperView, Preview, mark_of, notes_of, preview_of, without
from workshop.web.answers import done, redirect_to, wants_json
from workshop.web.proof import require_desk, whole_number

area = Blueprint("paper", __name__)

LARGEST = 2 * 1024 * 1024  # five hundred long ideas in any script


@area.get("/w/<w>/paper")
def page(w: str) -> ResponseReturnValue:
    """The page for paper; with `taken`, what was stored last."""
    workshop = find_workshop(w)
    require_desk(workshop)
    return _page(workshop)


@area.post("/w/<w>/paper")
def take_one(w: str) -> ResponseReturnValue:
    """One idea: its id was made with the box that it was typed in."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    try:
        note = PaperNote(request.form.get("id", ""), request.form.get("text", "").strip())
        place, number = _asked_for(workshop)
        taken = take_from_paper(
            workshop.id, number, [note], number=place.sitting.number, read_out=_ticked("read_out"), by=actor
        )
    except Refusal as refusal:
        if wants_json():
            raise
        return _page(workshop, refusal.status, draft=request.form.get("text", ""), problem=refusal.message)
    if wants_json():
        return jsonify({"id": note.id, "seq": taken.seq}), 201 if taken.stored else 200
    return redirect_to(f"{_address(w)}&taken={taken.seq}")


@area.post("/w/<w>/paper/preview")
def preview(w: str) -> ResponseReturnValue:
    """What a paste or a file would become. Nothing is stored."""
    workshop = find_workshop(w)
    require_desk(workshop)
    _allow_more()
    text = request.form.get("text", "")
    try:
        text = _file() or text
        place, question = _asked_for(workshop)
        require_paper(place, question)
        paste = read_paste(text, _wish())
        if not (paste.ideas or paste.too_long):
            raise Invalid(_("There is no idea in this text yet. Put one on each line."), code="text")
    except Refusal as refusal:
        return _refused(workshop, refusal, text)
    return _preview(workshop, text, paste)


@area.post("/w/<w>/paper/notes")
def take_many(w: str) -> ResponseReturnValue:
    """Store what was looked at, once, whatever is pressed twice."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    _allow_more()
    text = request.form.get("text", "")
    try:
        place, question = _asked_for(workshop)
        paste = read_paste(text, _wish())
        notes = _chosen(place, question, text, paste)
        if not notes:
            return redirect_to(f"{_address(w)}&taken=0")
        taken = take_from_paper(
            workshop.id, question, notes, number=place.sitting.number, read_out=_ticked("read_out"), by=actor
        )
    except _LookAgain as again:
        return _preview(workshop, text, paste, again)
    except Refusal as refusal:
        return _refused(workshop, refusal, text)
    if wants_json():
        return jsonify({"seq": taken.seq, "stored": taken.stored}), 201 if taken.stored else 200
    return redirect_to(f"{_address(w)}&taken={taken.seq}")


@area.post("/w/<w>/paper/withdrawal")
def take_back(w: str) -> ResponseReturnValue:
    """Ideas from paper taken back: those named, or all that were stored at once."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    ids = request.form.getlist("note")
    taken = whole_number(request.form.get("taken"), "taken")
    if taken:
        place, question = _asked_for(workshop)
        ids = list(taken_at(place, question, taken))
    return done(withdraw_from_paper(workshop.id, ids, by=actor), _address(w))


class _LookAgain(Refusal):
    """What was asked for is not what was looked at, or a question was not answered."""

    code = "seen"


def _chosen(place: Place, question: int, text: str, paste: Paste) -> list[PaperNote]:
    """The ideas to store; raises `_LookAgain` where the preview has to be seen (again) first."""
    if mark_of(text, paste) != request.form.get("seen"):
        raise _LookAgain(_("The text is not the one that you looked at. Nothing was stored: please look again."))
    try:
        notes = notes_of(request.form.get("batch", ""), paste.ideas)
    except ValueError:
        raise Invalid(_("This text has to be looked at first."), code="batch") from None
    known = paper_words(place, question, [note.id for note in notes])
    fresh = without(notes, known)
    wanted = request.form.get("duplicates")
    if wanted not in (LEAVE, ADD) and len(fresh) < len(notes):
        message = _("Some of these came from paper before. Nothing was stored yet: say what is to be done with them.")
        raise _LookAgain(message, code="known")
    return fresh if wanted == LEAVE else notes


def _page(workshop: Workshop, status: int = 200, **extra: Any) -> Response:
    """The page with its boxes; `extra` may hold a draft, a text and what was wrong."""
    seq = whole_number(request.args.get("taken"), "taken")
    with database.snapshot():
        view = PaperView(_place(workshop), str(get_locale()), _question())
        taken = taken_at(view.place, view.question.number, seq) if seq and view.question else {}
        html = render_template(
            "paper/page.html", view=view, seq=seq, taken=list(taken.items()), note_id=str(uuid.uuid4()), **extra
        )
    return _answer(html, status)


def _preview(workshop: Workshop, text: str, paste: Paste, refusal: Refusal | None = None) -> Response:
    if refusal is not None and wants_json():
        raise refusal
    with database.snapshot():
        view = PaperView(_place(workshop), str(get_locale()), _question())
        known = paper_words(view.place, view.question.number if view.question else 0)
        found = preview_of(
            text, paste, known, read_out=_ticked("read_out"), problem=refusal.message if refusal else ""
        )
        if wants_json():
            return make_response(jsonify(_told(found)))
        html = render_template("paper/preview.html", view=view, preview=found)
    return _answer(html, refusal.status if refusal else 200)


def _told(preview: Preview) -> dict[str, Any]:
    """The preview for programs."""
    paste = preview.paste
    return {
        "batch": preview.batch,
        "seen": preview.seen,
        "layout": paste.layout.value,
        "ideas": paste.ideas,
        "empty": paste.empty,
        "too_long": [{"line": each.line, "length": each.length} for each in paste.too_long],
        "here_already": preview.here_already,
    }


def _refused(workshop: Workshop, refusal: Refusal, text: str) -> Response:
    """The page again, with why, and with the text still in its box."""
    if wants_json():
        raise refusal
    return _page(workshop, refusal.status, text=text, problem=refusal.message)


def _answer(html: str, status: int) -> Response:
    response = make_response(html, status)
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


def _allow_more() -> None:
    request.max_content_length = LARGEST
    request.max_form_memory_size = LARGEST


def _file() -> str:
    """The text of an uploaded file, empty where there is none."""
    sent = request.files.get("file")
    return decoded(sent.read()) if sent is not None and sent.filename else ""


def _wish() -> Wish:
    """How it is to be read, as far as the form says."""
    layout = request.form.get("layout")
    if layout not in (None, "", *Layout):
        raise Invalid(_("A text is read line by line or as a table."), code="layout")
    header = request.form.get("header")
    return Wish(
        layout=Layout(layout) if layout else None,
        column=whole_number(request.form.get("column"), "column"),
        header=None if header in (None, "") else header == "1",
        counted=_ticked("counted"),
    )


def _asked_for(workshop: Workshop) -> tuple[Place, int]:
    place = _place(workshop)
    question = whole_number(request.form.get("question"), "question")
    return place, place.sitting.question if question is None else question


def _place(workshop: Workshop) -> Place:
    return find_place(workshop, whole_number(request.values.get("group"), "group"))


def _question() -> int | None:
    return whole_number(request.values.get("question"), "question")


def _ticked(field: str) -> bool:
    return request.form.get(field) == "1"


def _address(w: str) -> str:
    """The page for paper, of the group and question that the form names."""
    group = whole_number(request.form.get("group"), "group") or 1
    question = whole_number(request.form.get("question"), "question")
    return f"/w/{w}/paper?group={group}" + (f"&question={question}" if question else "")
