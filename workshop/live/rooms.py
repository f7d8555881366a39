"""Rooms: who follows what. A page names its rooms; the server checks that it may be in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from workshop.config import LANGUAGES
from workshop.extensions import db
from workshop.history.log import concerns_group
from workshop.meeting.finding import Place, find_sitting, find_workshop, place_of
from workshop.models import Event, Seat, Sitting, Workshop

NAME = re.compile(
    r"(?P<face>seat|notepad|desk|screen):(?P<id>[0-9a-z]+)(?:-(?P<number>\d{1,3}))?\.(?P<language>[a-z]{2,3})"
)
FACE_COLUMNS = {
    "desk": Event.for_desk,
    "screen": Event.for_screen,
    "notepad": Event.for_notepad,
    "seat": Event.for_seat,
}


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
    place: Place | None
    seat_id: str | None = None
    seated: bool = True

    @property
    def process_id(self) -> int:
        """Whose log the room follows."""
        return self.workshop.process_id


def parse(name: str) -> Room | None:
    """The room of this name, None where it isn't one."""
    found = NAME.fullmatch(name)
    if found is None or found["language"] not in LANGUAGES:
        return None
    number = int(found["number"]) if found["number"] else None
    return Room(found["face"], found["id"], number, found["language"])


def follow(room: Room) -> Followed | None:
    """What the room looks at; None where that is gone. `NotFound` for an unknown workshop."""
    if room.face == "seat":
        return _follow_seat(room)
    workshop = find_workshop(room.id)
    if room.number is None:
        return Followed(room, workshop, None)
    return Followed(room, workshop, place_of(workshop, find_sitting(workshop.id, room.number)))


def concerned(followed: Followed) -> ColumnElement[bool]:
    """The events that this room is due."""
    face = FACE_COLUMNS[followed.room.face].is_(True)
    if followed.seat_id is not None:
        return and_(face, Event.seat_id == followed.seat_id)
    if followed.place is not None:
        place = followed.place
        return and_(face, concerns_group(place.workshop.id, place.sitting.id, place.group.id))
    if followed.room.face == "screen":
        return and_(
            face, Event.workshop_id == followed.workshop.id, Event.group_id.is_(None)
        )
    groups = select(Sitting.group_id).where(Sitting.workshop_id == followed.workshop.id)
    return and_(
        face, or_(Event.workshop_id == followed.workshop.id, Event.group_id.in_(groups))
    )


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
    else:
        query = query.where(Sitting.workshop_id == event.workshop_id)
    return [(public_id, number) for public_id, number in db.session.execute(query)]


def _follow_seat(room: Room) -> Followed | None:
    seat = db.session.get(Seat, room.id)
    if seat is None:
        return None
    workshop = db.session.get_one(Workshop, seat.workshop_id)
    place = place_of(workshop, db.session.get_one(Sitting, seat.sitting_id))
    return Followed(room, workshop, place, seat.id, seated=not seat.let_go)
