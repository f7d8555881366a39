"""Recording what happened and reading it again, in order and without gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, select

from workshop import database
from workshop.extensions import db
from workshop.history.actor import Actor
from workshop.models import Event, Process
from workshop.models.columns import now

# Written without the unit of work: a note's way to the disk is counted in milliseconds.
INSERT = insert(Event.__table__).returning(Event.__table__.c.id)

Thing = tuple[str, Any]
Change = tuple[str, Any, str, Any, Any]

UNDOABLE = frozenset(
    {
        "note.shown",
        "note.put_off",
        "note.taken",
        "note.aside",
        "note.hidden",
        "note.placed",
        "note.also_placed",
        "note.coded",
        "criterion.approved",
        "criterion.made",
        "criterion.named",
        "criterion.nature",
        "criterion.ordered",
        "criterion.merged",
        "criterion.removed",
        "criterion.restored",
        "criterion.coded",
    }
)


@dataclass(frozen=True)
class Audience:
    """Whom an event concerns: the faces, and how far they reach.

    With `sitting_id` only that group's faces in that workshop; with `group_id` alone the group
    wherever it sits; with neither the whole workshop.
    """

    group_id: int | None = None
    sitting_id: int | None = None
    desk: bool = True
    screen: bool = False
    notepad: bool = False
    seat: bool = False


def record(
    process_id: int,
    kind: str,
    actor: Actor,
    audience: Audience,
    *,
    touched: Iterable[Thing] = (),
    changes: Iterable[Change] = (),
    seat_id: str | None = None,
    of: int | None = None,
) -> Event:
    """Write one event into the log; only inside `database.write()`."""
    values: dict[str, Any] = {
        "process_id": process_id,
        "seq": database.next_number(process_id),
        "kind": kind,
        "sign_in_id": actor.sign_in_id,
        "workshop_id": actor.workshop_id,
        "group_id": audience.group_id,
        "sitting_id": audience.sitting_id,
        "seat_id": seat_id,
        "of": of,
        "touched": [list(thing) for thing in touched],
        "changes": [list(change) for change in changes],
        "for_desk": audience.desk,
        "for_screen": audience.screen,
        "for_notepad": audience.notepad,
        "for_seat": audience.seat,
        "at": now(),
    }
    db.session.flush()
    key = db.session.connection().execute(INSERT, values).scalar_one()
    event = Event(id=key, **values)
    database.announce(event)
    return event


def head(process_id: int) -> int:
    """The number of the newest event, 0 where nothing has happened."""
    newest = db.session.scalar(select(Process.seq).where(Process.id == process_id))
    return newest or 0


def concerns_group() -> ColumnElement[bool]:
    """The events that reach a group's faces in a workshop: `Audience` says which those are.

    To be used with the values `workshop`, `sitting` and `group`.
    """
    return or_(
        Event.sitting_id == bindparam("sitting"),
        and_(Event.sitting_id.is_(None), Event.group_id == bindparam("group")),
        and_(
            Event.sitting_id.is_(None),
            Event.group_id.is_(None),
            Event.workshop_id == bindparam("workshop"),
        ),
    )
