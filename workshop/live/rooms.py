"""Rooms: who follows what. A page names its rooms; the server checks that it may be in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select

from workshop.config import LANGUAGES
from workshop.extensions import db
from workshop.history.log import concerns_group
from workshop.meeting.finding import Place
from workshop.models import Event, Group, Process, Seat, Sitting, Workshop

NAME = re.compile(
    r"(?P<face>seat|notepad|desk|screen):(?P<id>[0-9a-z]+)(?:-(?P<number>\d{1,3}))?\.(?P<language>[a-z]{2,3})"
)
FACE_COLUMNS = {
    "desk": Event.for_desk,
    "screen": Event.for_screen,
    "notepad": Event.for_notepad,
    "seat": Event.for_seat,
}

BY_WORKSHOP = (
    select(Workshop, Process)
    .join(Process, Process.id == Workshop.process_id)
    .where(Workshop.public_id == bindparam("workshop"))
)
BY_SITTING = (
    select(Workshop, Sitting, Group, Process)
    .join(Sitting, Sitting.workshop_id == Workshop.id)
    .join(Group, Group.id == Sitting.group_id)
    .join(Process, Process.id == Workshop.process_id)
    .where(Workshop.public_id == bindparam("workshop"), Sitting.number == bindparam("number"))
)
BY_SITTING_ID = (
    select(Workshop, Sitting, Group, Process)
    .join(Sitting, Sitting.workshop_id == Workshop.id)
    .join(Group, Group.id == Sitting.group_id)
    .join(Process, Process.id == Workshop.process_id)
    .where(Sitting.id == bindparam("sitting"))
)
SITTINGS = select(Workshop.public_id, Sitting.number).join(
    Sitting, Sitting.workshop_id == Workshop.id
)
SITTINGS_BY = {
    "sitting_id": SITTINGS.where(Sitting.id == bindparam("value")),
    "group_id": SITTINGS.where(Sitting.group_id == bindparam("value")),
    "workshop_id": SITTINGS.where(Sitting.workshop_id == bindparam("value")),
    "process_id": SITTINGS.where(Workshop.process_id == bindparam("value")),
}
SEAT = select(Seat.sitting_id, Seat.let_go).where(Seat.id == bindparam("seat"))

_places: ContextVar[dict[Any, Any] | None] = ContextVar("places", default=None)


@dataclass(frozen=True, slots=True)
class Room:
    """A face of a group in a workshop, of a whole workshop (`number` None), or of one seat."""

    face: str
    id: str
    number: int | None
    language: str

    @property
    def name(self) -> str:
        """As it stands in `data-rooms`."""
        number = "" if self.number is None else f"-{self.number}"
        return f"{self.face}:{self.id}{number}.{self.language}"


@dataclass(frozen=True, slots=True)
class Followed:
    """A room with what it looks at, read once for a patch."""

    room: Room
    workshop: Workshop
    process: Process
    place: Place | None
    seat_id: str | None = None
    seated: bool = True

    @property
    def head(self) -> int:
        """The number of the log's newest event, from the same read."""
        return self.process.seq

    @property
    def scope(self) -> tuple[str, dict[str, Any]]:
        """How far the room looks, and the values that `concerned` then needs."""
        if self.seat_id is not None:
            return "seat", {"seat": self.seat_id}
        if self.place is None:
            return "workshop", {"workshop": self.workshop.id}
        place = self.place
        return "group", {
            "workshop": place.workshop.id,
            "sitting": place.sitting.id,
            "group": place.group.id,
        }


def parse(name: str) -> Room | None:
    """The room of this name, None where it isn't one."""
    found = NAME.fullmatch(name)
    if found is None or found["language"] not in LANGUAGES:
        return None
    number = int(found["number"]) if found["number"] else None
    return Room(found["face"], found["id"], number, found["language"])


@contextmanager
def keeping_places() -> Iterator[None]:
    """Inside one snapshot, read each place once for all the rooms that look at it."""
    token = _places.set({})
    try:
        yield
    finally:
        _places.reset(token)


def follow(room: Room) -> Followed | None:
    """What the room looks at; None where there is no such thing."""
    if room.face == "seat":
        return _follow_seat(room)
    values: dict[str, Any] = {"workshop": room.id}
    if room.number is None:
        row = _row(BY_WORKSHOP, values)
        return Followed(room, row.Workshop, row.Process, None) if row else None
    row = _row(BY_SITTING, values | {"number": room.number})
    return Followed(room, row.Workshop, row.Process, _place(row)) if row else None


def _follow_seat(room: Room) -> Followed | None:
    seat = db.session.execute(SEAT, {"seat": room.id}).one_or_none()
    if seat is None:
        return None
    row = _row(BY_SITTING_ID, {"sitting": seat.sitting_id})
    if row is None:
        return None
    return Followed(room, row.Workshop, row.Process, _place(row), room.id, not seat.let_go)


def _place(row: Any) -> Place:
    return Place(row.Workshop, row.Sitting, row.Group, row.Process)


def _row(query: Select[Any], values: dict[str, Any]) -> Any:
    kept = _places.get()
    key = (id(query), *values.values())
    if kept is not None and key in kept:
        return kept[key]
    row = db.session.execute(query, values).one_or_none()
    if kept is not None:
        kept[key] = row
    return row


@cache
def concerned(face: str, scope: str) -> ColumnElement[bool]:
    """The events that a room is due; its values are those of `Followed.scope`."""
    of_face = FACE_COLUMNS[face].is_(True)
    whole_process = and_(
        Event.workshop_id.is_(None), Event.group_id.is_(None), Event.sitting_id.is_(None)
    )
    if scope == "seat":
        return and_(of_face, or_(Event.seat_id == bindparam("seat"), whole_process))
    if scope == "group":
        return and_(of_face, or_(concerns_group(), whole_process))
    here = Event.workshop_id == bindparam("workshop")
    if face == "screen":
        return and_(of_face, or_(and_(here, Event.group_id.is_(None)), whole_process))
    groups = select(Sitting.group_id).where(Sitting.workshop_id == bindparam("workshop"))
    return and_(of_face, or_(here, Event.group_id.in_(groups), whole_process))


def candidates(event: Event, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """The names of the rooms that an event may concern, whether anybody is in them or not."""
    names: list[str] = []
    rows = _sittings_of(event)
    for face in ("notepad", "desk", "screen"):
        if not getattr(event, f"for_{face}"):
            continue
        names += [f"{face}:{public_id}-{number}" for public_id, number in rows]
        names += [f"{face}:{public_id}" for public_id in dict.fromkeys(row[0] for row in rows)]
    if event.for_seat and event.seat_id:
        names.append(f"seat:{event.seat_id}")
    return [f"{name}.{language}" for name in names for language in languages]


def _sittings_of(event: Event) -> list[tuple[str, int]]:
    for reach in ("sitting_id", "group_id", "workshop_id", "process_id"):
        value = getattr(event, reach)
        if value is not None:
            key = (reach, value)
            kept = _places.get()
            if kept is None or key not in kept:
                rows = db.session.execute(SITTINGS_BY[reach], {"value": value})
                found = [(public_id, number) for public_id, number in rows]
                if kept is None:
                    return found
                kept[key] = found
            rooms: list[tuple[str, int]] = kept[key]
            return rooms
    return []
