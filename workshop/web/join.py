"""Joining by code: no account, no name. A wrong code costs the server's whole budget of tries."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from workshop.live import cut_seat
from workshop.meeting import let_in
from workshop.meeting.finding import find_sitting
from workshop.method.refusals import NotFound
from workshop.models import Sitting, Workshop
from workshop.pages.join import door_view
from workshop.seats import join as take_seat
from workshop.web.answers import redirect_to
from workshop.web.proof import keep_seat, proof, seats_in, table_kept, whole_number

area = Blueprint("join", __name__)


@area.get("/j/<code>")
@area.get("/J/<code>")
def door(code: str) -> ResponseReturnValue:
    """Who meets here, and which group to sit with."""
    workshop, table = _let_in(code)
    return render_template("join/door.html", view=door_view(workshop, table, code))


@area.post("/j/<code>")
@area.post("/J/<code>")
def sit_down(code: str) -> ResponseReturnValue:
    """Take a seat, or come back to one's own; one that moves leaves the rooms of its old table."""
    workshop, table = _let_in(code)
    number = table.number if table else whole_number(request.form.get("group"), "group")
    limit = current_app.config["SEATS_PER_GROUP"]
    seat = take_seat(workshop.id, number, seats_in(workshop.public_id), limit=limit)
    sitting = table or find_sitting(workshop.id, number)
    if table_kept(workshop.public_id, seat.id) not in (None, sitting.number):
        cut_seat(seat.id)
    keep_seat(workshop.public_id, seat, sitting.number)
    return redirect_to(f"/w/{workshop.public_id}/notepad")


def _let_in(code: str) -> tuple[Workshop, Sitting | None]:
    """The workshop that the code opens; wrong codes draw on a budget, right ones never do."""
    budget = current_app.extensions["wrong_codes"]
    budget.require()
    try:
        return let_in(code, proof().seats)
    except NotFound:
        budget.spend()
        raise
