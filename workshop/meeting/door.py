"""The door, the curtain and what the shared screen shows: acts on the workshop as a whole."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, record
from workshop.meeting.finding import find_sitting
from workshop.method.codes import as_typed
from workshop.method.refusals import NotAllowed, NotFound
from workshop.models import Event, JoinCode, Seat, Sitting, Workshop


def set_door(workshop_id: int, is_open: bool, *, by: Actor) -> Event | None:
    """Open or close the workshop to newcomers; those who sit stay. None where nothing changed."""
    audience = Audience(desk=True, screen=True)
    return _set(workshop_id, "door_open", is_open, "workshop.door", audience, by)


def draw_curtain(workshop_id: int, drawn: bool, *, by: Actor) -> Event | None:
    """Cover the shared screen, or uncover it: while covered nothing else is sent to it."""
    audience = Audience(desk=True, screen=True)
    return _set(workshop_id, "curtain", drawn, "workshop.curtain", audience, by)


def put_on_screen(workshop_id: int, number: int | None, *, by: Actor) -> Event | None:
    """Have the shared screen show group `number`, or the join card with None."""
    if number is not None:
        find_sitting(workshop_id, number)
    audience = Audience(desk=True, screen=True)
    return _set(workshop_id, "screen_group", number, "workshop.screen", audience, by)


def let_in(raw_code: str, proved: Collection[str] = ()) -> tuple[Workshop, Sitting | None]:
    """The workshop, and the table if the code is a table's.

    Raises `NotFound` for a code that leads nowhere and `NotAllowed` (code `door`) while the door
    is closed, except for a device that has a seat inside: one of those that it has `proved`.
    """
    code = as_typed(raw_code)
    found = db.session.scalar(
        select(JoinCode).where(JoinCode.code == code, JoinCode.revoked.is_(False))
    )
    if found is None:
        raise NotFound(_("This code leads nowhere. Look again at the six letters."), code="code")
    workshop = db.session.get_one(Workshop, found.workshop_id)
    sitting = db.session.get(Sitting, found.sitting_id) if found.sitting_id else None
    if not workshop.door_open and not _sits_inside(workshop, proved):
        raise NotAllowed(
            _("The door is closed. Please ask the person who leads the meeting."), code="door"
        )
    return workshop, sitting


def _sits_inside(workshop: Workshop, proved: Collection[str]) -> bool:
    inside = select(Seat.id).where(
        Seat.workshop_id == workshop.id, Seat.id.in_(proved), Seat.let_go.is_(False)
    )
    return db.session.scalar(inside.limit(1)) is not None


def _set(
    workshop_id: int, field: str, value: object, kind: str, audience: Audience, by: Actor
) -> Event | None:
    with database.write():
        workshop = db.session.get_one(Workshop, workshop_id)
        before = getattr(workshop, field)
        if before == value:
            return None
        setattr(workshop, field, value)
        return record(
            workshop.process_id,
            kind,
            Actor(by.sign_in_id, by.seat_id, workshop_id),
            audience,
            touched=[("workshop", workshop_id)],
            changes=[("workshop", workshop_id, field, before, value)],
        )
