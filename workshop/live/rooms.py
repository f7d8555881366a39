"""Rooms: a page names its rooms; what each of them looks at is read here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from workshop.config import LANGUAGES
from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.models import Event, Group, Process, Seat, Sitting, Workshop

NAME = re.compile(
    r"(?P<face>seat|notepad|desk|screen):(?P<id>[0-9a-z]+)(?:-(?P<number>\d{1,3}))?\.(?P<language>[a-z]{2,3})"
)
VALUE: BindParameter[Any] = bindparam("value")
BY_WORKSHOP = (
    select(Workshop, Process)
    .join(Process, Process.id == Workshop.process_id)
    .where(Workshop.public_id == VALUE)
)
PLACES = (
    select(Workshop, Sitting, Group, Process)
    .join(Sitting, Sitting.workshop_id == Workshop.id)
    .join(Group, Group.id == Sitting.group_id)
    .join(Process, Process.id == Workshop.process_id)
)
BY_NUMBER = PLACES.where(Workshop.public_id == VALUE, Sitting.number == bindparam("number"))
BY_REACH = {
    "sitting_id": PLACES.where(Sitting.id == VALUE),
    "group_id": PLACES.where(Sitting.group_id == VALUE),
    "workshop_id": PLACES.where(Sitting.workshop_id == VALUE),
    "process_id": PLACES.where(Workshop.process_id == VALUE),
}
SEAT = select(Seat.sitting_id, Seat.let_go).where(Seat.id == VALUE)


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
        """How far the room looks, and the values that `due.concerned` then needs."""
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


class Places:
    """Places and seats as they are read; inside `keeping_places` each of them once."""

    def __init__(self) -> None:
        self._reached: dict[tuple[str, Any], list[Place]] = {}
        self._numbered: dict[tuple[str, int], Place] = {}
        self._of_sitting: dict[int, Place] = {}
        self._seats: dict[str, Any] = {}

    def reached_by(self, event: Event) -> list[Place]:
        """Where the groups sit that the event reaches; `history.Audience` says how far that is."""
        for reach, query in BY_REACH.items():
            value = getattr(event, reach)
            if value is not None:
                if (reach, value) not in self._reached:
                    self._reached[reach, value] = self._read(query, value=value)
                return self._reached[reach, value]
        return []

    def numbered(self, public_id: str, number: int) -> Place | None:
        """The place of a group by its number in a workshop."""
        if (public_id, number) not in self._numbered:
            self._read(BY_NUMBER, value=public_id, number=number)
        return self._numbered.get((public_id, number))

    def of_sitting(self, sitting_id: int) -> Place | None:
        """The place around a sitting."""
        if sitting_id not in self._of_sitting:
            self._read(BY_REACH["sitting_id"], value=sitting_id)
        return self._of_sitting.get(sitting_id)

    def seat(self, seat_id: str) -> Any:
        """The row of a seat that says where it is and whether it was let go; None where there is no such seat."""
        if seat_id not in self._seats:
            self._seats[seat_id] = db.session.connection().execute(SEAT, {"value": seat_id}).one_or_none()
        return self._seats[seat_id]

    def _read(self, query: Any, **values: Any) -> list[Place]:
        found = [Place(*row) for row in db.session.execute(query, values)]
        for place in found:
            self._numbered[place.workshop.public_id, place.sitting.number] = place
            self._of_sitting[place.sitting.id] = place
        return found


_kept: ContextVar[Places | None] = ContextVar("kept", default=None)


@contextmanager
def keeping_places() -> Iterator[None]:
    """Inside one snapshot, read each place once for all the rooms that look at it."""
    token = _kept.set(Places())
    try:
        yield
    finally:
        _kept.reset(token)


def places() -> Places:
    """The places that are being kept, else none yet."""
    return _kept.get() or Places()


def parse(name: str) -> Room | None:
    """The room of this name, None where it isn't one; another spelling of a name is none."""
    found = NAME.fullmatch(name)
    if found is None or found["language"] not in LANGUAGES:
        return None
    number = int(found["number"]) if found["number"] else None
    room = Room(found["face"], found["id"], number, found["language"])
    of_seat = room.face == "seat" and number is not None
    return None if room.name != name or of_seat else room


def follow(room: Room) -> Followed | None:
    """What the room looks at; None where there is no such thing."""
    if room.face == "seat":
        return _follow_seat(room)
    if room.number is None:
        row = db.session.execute(BY_WORKSHOP, {"value": room.id}).one_or_none()
        return Followed(room, row.Workshop, row.Process, None) if row else None
    place = places().numbered(room.id, room.number)
    return Followed(room, place.workshop, place.process, place) if place else None


def _follow_seat(room: Room) -> Followed | None:
    known = places()
    seat = known.seat(room.id)
    place = known.of_sitting(seat.sitting_id) if seat else None
    if seat is None or place is None:
        return None
    return Followed(room, place.workshop, place.process, place, room.id, not seat.let_go)
