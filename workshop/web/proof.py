"""What a browser proves about itself: its seats and its sign-in, by one signed cookie."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import session
from flask_babel import gettext as _

from workshop.extensions import db
from workshop.history import Actor
from workshop.meeting import signed_in
from workshop.method.refusals import Invalid, NotAllowed, NotSeated
from workshop.models import Seat, SignIn, Workshop
from workshop.seats import restore_seat

WORKSHOPS_KEPT = 12


@dataclass(frozen=True)
class Proof:
    """The seats' ids, of every workshop, and the desk's token."""

    seats: list[str] = field(default_factory=list)
    token: str | None = None


def proof() -> Proof:
    """What the cookie of this request proves."""
    kept = session.get("seats", {})
    return Proof([seat[0] for seats in kept.values() for seat in seats], session.get("token"))


def seats_in(public_id: str) -> list[str]:
    """The ids of this browser's seats in a workshop."""
    return [seat[0] for seat in session.get("seats", {}).get(public_id, [])]


def keep_seat(public_id: str, seat: Seat, number: int) -> None:
    """Have the browser keep a seat, with its group's number so that a restore can bring it back."""
    kept = dict(session.get("seats", {}))
    others = [entry for entry in kept.pop(public_id, []) if entry[0] != seat.id]
    kept[public_id] = [*others, [seat.id, number]]
    session["seats"] = dict(list(kept.items())[-WORKSHOPS_KEPT:])
    session.permanent = True


def table_kept(public_id: str, seat_id: str) -> int | None:
    """The number of the group at which this browser's seat sat when it was kept."""
    kept = session.get("seats", {}).get(public_id, [])
    return next((number for key, number in kept if key == seat_id), None)


def keep_token(token: str) -> None:
    """Have the browser keep its sign-in."""
    session["token"] = token
    session.permanent = True


def sign_in() -> SignIn | None:
    """This browser's sign-in, unless revoked."""
    return signed_in(session.get("token"))


def claimed_seat(public_id: str, named: str | None = None) -> str:
    """The seat that this browser claims in a workshop, by its cookie alone; the rules check it.

    Raises `NotSeated` where it claims none.
    """
    claimed = seats_in(public_id)
    if named:
        claimed = [seat_id for seat_id in claimed if seat_id == named]
    if not claimed:
        raise NotSeated(_("You have not joined this meeting yet. Type the six letters to join."))
    return claimed[0]


def require_seat(workshop: Workshop, named: str | None = None) -> Seat:
    """The seat that acts: the one named, which must be this browser's, or its only one.

    Raises `NotSeated` without a seat here. A validly signed seat that is missing, as after a
    restore, gets its row again.
    """
    own = session.get("seats", {}).get(workshop.public_id, [])
    if named:
        own = [entry for entry in own if entry[0] == named]
    for seat_id, number in own:
        seat = db.session.get(Seat, seat_id) or restore_seat(workshop.id, seat_id, number)
        if seat is not None and not seat.let_go:
            return seat
    raise NotSeated(_("You have not joined this meeting yet. Type the six letters to join."))


def require_desk(workshop: Workshop) -> Actor:
    """Who acts at this workshop's desk; `NotAllowed` for participants, `NotSeated` for strangers."""
    found = sign_in()
    if found is not None:
        return Actor(sign_in_id=found.id, workshop_id=workshop.id)
    if seats_in(workshop.public_id):
        raise NotAllowed(_("Only the person who leads the meeting can do this."))
    raise NotSeated(_("This device is not signed in at the desk."), code="sign_in")


def require_sign_in() -> Actor:
    """Who is signed in, outside any workshop."""
    found = sign_in()
    if found is None:
        raise NotSeated(_("This device is not signed in at the desk."), code="sign_in")
    return Actor(sign_in_id=found.id)


def whole_number(raw: str | None, field_name: str) -> int | None:
    """A field's number, None where it is left out; `Invalid` for anything else."""
    if raw is None or not raw.strip():
        return None
    if not raw.strip().isascii() or not raw.strip().isdigit() or len(raw.strip()) > 6:
        raise Invalid(_("This number is not usable."), code=field_name)
    return int(raw)
