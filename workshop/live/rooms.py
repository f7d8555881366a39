"""Rooms: who follows what. A page names its rooms; the server checks that it may be in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

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
BY_SEAT = (
    select(Seat, Workshop, Sitting, Group, Process)
    .join(Workshop, Workshop.id == Seat.workshop_id)
    .join(Sitting, Sitting.id == Seat.sitting_id)
    .join(Group, Group.id == Sitting.group_id)
    .join(Process, Process.id == Workshop.process_id)
    .where(Seat.id == bindparam("seat"))
)


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


def follow(room: Room) -> Followed | None:
    """What the room looks at, by one query; None where there is no such thing."""
    if room.face == "seat":
        row = db.session.execute(BY_SEAT, {"seat": room.id}).one_or_none()
    elif room.number is None:
        row = db.session.execute(BY_WORKSHOP, {"workshop": room.id}).one_or_none()
    else:
        named = {"workshop": room.id, "number": room.number}
        row = db.session.execute(BY_SITTING, named).one_or_none()
    if row is None:
        return None
    if room.face != "seat" and room.number is None:
        return Followed(room, row.Workshop, row.Process, None)
    place = Place(row.Workshop, row.Sitting, row.Group, row.Process)
    if room.face == "seat":
        return Followed(room, row.Workshop, row.Process, place, room.id, not row.Seat.let_go)
    return Followed(room, row.Workshop, row.Process, place)


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
        for public_id, number in rows:
            names.append(f"{face}:{public_id}-{number}")
        names += [f"{face}:{public_id}" for public_id in dict.fromkeys(r[0] for r in rows)]
    if event.for_seat and event.seat_id:
        names.append(f"seat:{event.seat_id}")
    return [f"{name}.{language}" for name in names for language in languages]


def _sittings_of(event: Event) -> list[tuple[str, int]]:
    query = select(Workshop.public_id, Sitting.number).join(
        Sitting, Sitting.workshop_id == Workshop.id
    )
    if event.sitting_id is not None:
        query = query.where(Sitting.id == event.sitting_id)
    elif event.group_id is not None:
        query = query.where(Sitting.group_id == event.group_id)
    elif event.workshop_id is not None:
        query = query.where(Sitting.workshop_id == event.workshop_id)
    else:
        query = query.where(Workshop.process_id == event.process_id)
    return [(public_id, number) for public_id, number in db.session.execute(query)]
