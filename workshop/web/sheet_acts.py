"""The desk's acts on a sheet: showing, placing, criteria. Each a POST to a noun."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop import board
from workshop.board.chosen import Seen
from workshop.history import Actor
from workshop.meeting import find_workshop
from workshop.method.refusals import Invalid
from workshop.models import Nature
from workshop.notes import Showing, show
from workshop.web.answers import done
from workshop.web.desk import desk_address
from workshop.web.proof import require_desk, whole_number

area = Blueprint("sheet_acts", __name__)


@area.post("/w/<w>/notes/<note_id>/showing")
def showing(w: str, note_id: str) -> ResponseReturnValue:
    """Show a note, put it off, set it aside, or hide it."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    try:
        as_ = Showing(request.form.get("as") or "shown")
    except ValueError:
        raise Invalid(_("An idea can be shown, put off, taken in hand, set aside or hidden."), code="as") from None
    return done(show(workshop.id, note_id, as_, by=actor), desk_address(w))


@area.post("/w/<w>/notes/<note_id>/placement")
def placement(w: str, note_id: str) -> ResponseReturnValue:
    """Put a note, and those named in `with`, into a criterion, or out of all with an empty one.

    `was` says where the desk saw it: a criterion, or empty for loose.
    """
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return _placed(w, workshop.id, [note_id], actor)


@area.post("/w/<w>/placements")
def placements(w: str) -> ResponseReturnValue:
    """The same for several notes, as one act."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return _placed(w, workshop.id, request.form.getlist("note"), actor)


@area.post("/w/<w>/criteria")
def new_criterion(w: str) -> ResponseReturnValue:
    """Make a criterion, with notes in it if some are named."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    notes, was = _chosen(request.form.getlist("note"))
    event = board.add_criterion(
        workshop.id,
        question=whole_number(request.form.get("question"), "question"),
        number=whole_number(request.form.get("group"), "group"),
        name=request.form.get("name", ""),
        note_ids=notes,
        was=was,
        by=actor,
    )
    return done(event, desk_address(w), criterion=str(event.touched[0][1]))


@area.post("/w/<w>/criteria/<criterion_id>/name")
def name(w: str, criterion_id: str) -> ResponseReturnValue:
    """Give a criterion a name of its own."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    words, was = request.form.get("name", ""), request.form.get("was")
    return done(board.name_criterion(workshop.id, criterion_id, words, was=was, by=actor), desk_address(w))


@area.post("/w/<w>/criteria/<criterion_id>/nature")
def nature(w: str, criterion_id: str) -> ResponseReturnValue:
    """Mark a criterion material, immaterial, both or undecided."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    try:
        wanted = Nature(request.form.get("nature", ""))
        was = Nature(request.form["was"]) if "was" in request.form else None
    except ValueError:
        raise Invalid(_("This mark is not in the list."), code="nature") from None
    return done(board.set_nature(workshop.id, criterion_id, wanted, was=was, by=actor), desk_address(w))


@area.post("/w/<w>/criteria/<criterion_id>/order")
def order(w: str, criterion_id: str) -> ResponseReturnValue:
    """Put a criterion before another one, or last; or one place up or down."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    direction = request.form.get("move")
    if direction in ("up", "down"):
        event = board.shift(workshop.id, criterion_id, up=direction == "up", by=actor)
    else:
        event = board.reorder(workshop.id, criterion_id, request.form.get("before"), by=actor)
    return done(event, desk_address(w))


@area.post("/w/<w>/criteria/<criterion_id>/merger")
def merger(w: str, criterion_id: str) -> ResponseReturnValue:
    """Merge a criterion into another one."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    into = request.form.get("into", "")
    if not into:
        raise Invalid(_("Say which criterion."), code="into")
    seen = whole_number(request.form.get("seen"), "seen")
    return done(board.merge(workshop.id, criterion_id, into, seen=seen, by=actor), desk_address(w))


@area.post("/w/<w>/criteria/<criterion_id>/removal")
def removal(w: str, criterion_id: str) -> ResponseReturnValue:
    """Take a criterion off the sheet; its notes are loose again."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    seen = whole_number(request.form.get("seen"), "seen")
    return done(board.remove(workshop.id, criterion_id, seen=seen, by=actor), desk_address(w))


@area.post("/w/<w>/criteria/<criterion_id>/restoration")
def restoration(w: str, criterion_id: str) -> ResponseReturnValue:
    """Bring back a criterion that was removed or merged away, with those of its notes that are loose."""
    workshop = find_workshop(w)
    actor = require_desk(workshop)
    return done(board.restore(workshop.id, criterion_id, by=actor), desk_address(w))


def _placed(w: str, workshop_id: int, fields: list[str], actor: Actor) -> ResponseReturnValue:
    criterion = _criterion_field()
    notes, was = _chosen(fields)
    if criterion:
        also = request.form.get("also") == "1"
        event = board.place_together(workshop_id, notes, criterion, also=also, was=was, by=actor)
    else:
        event = board.take_out(workshop_id, notes, was=was, by=actor)
    return done(event, desk_address(w))


def _chosen(fields: list[str]) -> tuple[list[str], Seen]:
    """The notes in these fields and in `with`, and where the desk saw them.

    Those that stand together on a sheet come in one field, parted by spaces. `was` is there once for
    all of them, or once for each field.
    """
    fields = [*fields, *request.form.getlist("with")]
    stacks = [field.split() for field in fields]
    notes = [note for stack in stacks for note in stack]
    was = request.form.getlist("was")
    if len(was) < 2:
        return notes, was[0] if was else None
    if len(was) != len(fields):
        raise Invalid(_("Say for each idea where it was."), code="was")
    return notes, [place for place, stack in zip(was, stacks, strict=True) for _note in stack]


def _criterion_field() -> str:
    """The criterion that the form names; `Invalid` where the field is missing altogether."""
    if "criterion" not in request.form:
        raise Invalid(_("Say which criterion."), code="criterion")
    return request.form["criterion"]
