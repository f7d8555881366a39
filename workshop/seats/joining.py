"""Taking a seat: no account, no name. The device proves its seat by a signed cookie."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import func, select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, Change, record
from workshop.meeting.finding import find_sitting
from workshop.method.codes import public_id
from workshop.method.refusals import NotAllowed, NotFound, Refusal
from workshop.method.steps import Step
from workshop.models import Seat, Sitting, Workshop

SEATS_PER_GROUP = 1000


class GroupFull(Refusal):
    """No seat is left in this group."""

    status = 409
    code = "full"


def join(
    workshop_id: int,
    number: int | None,
    proved: Collection[str] = (),
    *,
    limit: int = SEATS_PER_GROUP,
) -> Seat:
    """A seat in group `number` for a device that has proved the seats `proved`.

    Joining again gives the same seat; another group moves it. Raises `Invalid` where a group
    must be named, `GroupFull`, or `NotAllowed` for a seat that was let go while the door is shut.
    """
    with database.write():
        sitting = find_sitting(workshop_id, number)
        mine = _own_seat(workshop_id, proved)
        if mine is None:
            return _take_seat(sitting, limit)
        if mine.sitting_id != sitting.id:
            _move_seat(mine, sitting, limit)
        return mine


def restore_seat(workshop_id: int, seat_id: str, number: int) -> Seat | None:
    """Give a validly signed seat its row again after a restore; None where it can't be.

    A device asks by several requests at once: all of them get the one row.
    """
    with database.write() as session:
        kept = session.get(Seat, seat_id)
        if kept is not None:
            return kept if kept.workshop_id == workshop_id else None
        try:
            sitting = find_sitting(workshop_id, number)
        except Refusal:
            return None
        return _add_seat(sitting, seat_id)


def let_go(workshop_id: int, seat_id: str, *, by: Actor) -> None:
    """End a seat: its device is asked to leave, its notes stay. `NotFound` for another's seat."""
    with database.write():
        seat = db.session.get(Seat, seat_id)
        if seat is None or seat.workshop_id != workshop_id:
            raise NotFound(_("There is no such device in this meeting."))
        if seat.let_go:
            return
        seat.let_go = True
        _record(seat, "seat.let_go", by, [("seat", seat.id, "let_go", False, True)])


def _own_seat(workshop_id: int, proved: Collection[str]) -> Seat | None:
    if not proved:
        return None
    return db.session.scalar(
        select(Seat)
        .where(Seat.workshop_id == workshop_id, Seat.id.in_(proved), Seat.let_go.is_(False))
        .order_by(Seat.number)
        .limit(1)
    )


def _take_seat(sitting: Sitting, limit: int) -> Seat:
    workshop = db.session.get_one(Workshop, sitting.workshop_id)
    if not workshop.door_open:
        raise NotAllowed(
            _("The door is closed. Please ask the person who leads the meeting."), code="door"
        )
    _refuse_if_full(sitting, limit)
    return _add_seat(sitting, public_id(20))


def _add_seat(sitting: Sitting, seat_id: str) -> Seat:
    newest = db.session.scalar(
        select(func.max(Seat.number)).where(Seat.workshop_id == sitting.workshop_id)
    )
    seat = Seat(
        id=seat_id,
        workshop_id=sitting.workshop_id,
        sitting_id=sitting.id,
        number=(newest or 0) + 1,
        let_go=False,
    )
    db.session.add(seat)
    db.session.flush()
    _record(seat, "seat.taken", Actor(seat_id=seat.id), [])
    return seat


def _move_seat(seat: Seat, sitting: Sitting, limit: int) -> None:
    _refuse_if_full(sitting, limit)
    before = seat.sitting_id
    actor = Actor(seat_id=seat.id)
    changes: list[Change] = [("seat", seat.id, "sitting_id", before, sitting.id)]
    _record(seat, "seat.left", actor, [])
    seat.sitting_id = sitting.id
    _record(seat, "seat.moved", actor, changes)


def _refuse_if_full(sitting: Sitting, limit: int) -> None:
    taken = db.session.scalar(
        select(func.count())
        .select_from(Seat)
        .where(Seat.sitting_id == sitting.id, Seat.let_go.is_(False))
    )
    if (taken or 0) >= limit:
        raise GroupFull(_("This group is full. Ask the person who leads the meeting, or choose another group."))


def _record(seat: Seat, kind: str, actor: Actor, changes: list[Change]) -> None:
    sitting = db.session.get_one(Sitting, seat.sitting_id)
    workshop = db.session.get_one(Workshop, seat.workshop_id)
    counted_on_screen = Step(sitting.step) is Step.WELCOME
    record(
        workshop.process_id,
        kind,
        Actor(actor.sign_in_id, actor.seat_id, workshop.id),
        Audience(
            sitting.group_id,
            sitting.id,
            desk=True,
            screen=counted_on_screen,
            seat=kind != "seat.taken",
        ),
        touched=[("seat", seat.id)],
        changes=changes,
        seat_id=seat.id,
    )
