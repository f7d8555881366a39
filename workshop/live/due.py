"""Which room is due which event: the same rule for one room over the log, and for one event over the rooms.

A test holds the two together.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, and_, bindparam, or_, select

from workshop.config import LANGUAGES
from workshop.history.log import concerns_group
from workshop.live.rooms import places
from workshop.models import Event, Sitting

FACE_COLUMNS = {
    "desk": Event.for_desk,
    "screen": Event.for_screen,
    "notepad": Event.for_notepad,
    "seat": Event.for_seat,
}


def rooms_of(event: Event) -> list[str]:
    """The names of the rooms that are due the event, whether anybody is in them or not."""
    names: list[str] = []
    reached = places().reached_by(event)
    rooms = [place.room for place in reached]
    workshops = list(dict.fromkeys(place.workshop.public_id for place in reached))
    if event.for_notepad:
        names += [f"notepad:{room}" for room in rooms]
    if event.for_seat and event.seat_id:
        names.append(f"seat:{event.seat_id}")
    if event.for_screen:
        names += [f"screen:{room}" for room in rooms]
        if event.group_id is None:
            names += [f"screen:{workshop}" for workshop in workshops]
    if event.for_desk:
        names += [f"desk:{room}" for room in [*rooms, *workshops]]
    return [f"{name}.{language}" for name in names for language in LANGUAGES]


@cache
def concerned(face: str, scope: str) -> ColumnElement[bool]:
    """The events that a room is due; its values are those of `Followed.scope`."""
    of_face = FACE_COLUMNS[face].is_(True)
    whole_process = and_(
        Event.workshop_id.is_(None), Event.group_id.is_(None), Event.sitting_id.is_(None)
    )
    if scope == "seat":
        return and_(of_face, Event.seat_id == bindparam("seat"))
    if scope == "group":
        return and_(of_face, or_(concerns_group(), whole_process))
    here = Event.workshop_id == bindparam("workshop")
    if face == "screen":
        return and_(of_face, or_(and_(here, Event.group_id.is_(None)), whole_process))
    groups = select(Sitting.group_id).where(Sitting.workshop_id == bindparam("workshop"))
    wherever_it_sits = and_(Event.sitting_id.is_(None), Event.group_id.in_(groups))
    return and_(of_face, or_(here, wherever_it_sits, whole_process))
