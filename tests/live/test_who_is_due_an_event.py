"""One rule said twice: the rooms that an event names are the rooms whose look into the log finds it."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask

from workshop import database, history
from workshop.history import Actor, Audience
from workshop.live.catch_up import due
from workshop.live.due import rooms_of
from workshop.live.rooms import follow, parse
from workshop.meeting import GroupPlan, create_workshop
from workshop.meeting.finding import sittings
from workshop.models import Event, Workshop
from workshop.seats import join

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])
FACES = ("desk", "screen", "notepad")


class Town:
    """Two meetings of one process: Soleil sits in both, Colline only in the first; a person at each table."""

    def __init__(self) -> None:
        self.first = create_workshop(None, "First", new_groups=[GroupPlan("Soleil"), GroupPlan("Colline")])
        soleil = sittings(self.first.id)[0].group_id
        self.second = create_workshop(self.first.process_id, "Second", group_ids=[soleil])
        self.elsewhere = create_workshop(None, "Elsewhere")
        places = [(self.first, 1), (self.first, 2), (self.second, 1), (self.elsewhere, 1)]
        self.seats = [join(workshop.id, number, []).id for workshop, number in places]

    @property
    def rooms(self) -> list[str]:
        names = [f"seat:{seat}" for seat in self.seats]
        for workshop in (self.first, self.second, self.elsewhere):
            names += [f"{face}:{workshop.public_id}" for face in ("desk", "screen")]
            for sitting in sittings(workshop.id):
                names += [f"{face}:{workshop.public_id}-{sitting.number}" for face in FACES]
        return [f"{name}.{language}" for name in names for language in ("fr", "en")]

    def happen(self, workshop: Workshop | None, audience: Audience, seat: str | None) -> Event:
        actor = Actor(workshop_id=workshop.id if workshop else None)
        with database.write():
            return history.record(self.first.process_id, "note.posted", actor, audience, seat_id=seat)

    def audiences(self) -> list[tuple[Workshop | None, Audience]]:
        """Every reach that an event can have, for every set of faces."""
        one, two = sittings(self.first.id)
        reaches: list[tuple[Workshop | None, int | None, int | None]] = [
            (None, None, None),
            (self.first, None, None),
            (self.second, None, None),
            (self.first, one.group_id, None),
            (self.second, one.group_id, None),
            (self.first, two.group_id, None),
            (self.first, one.group_id, one.id),
            (self.first, two.group_id, two.id),
        ]
        faces = list(product((True, False), repeat=4))
        return [(workshop, Audience(group, sitting, *told)) for workshop, group, sitting in reaches for told in faces]


def test_the_rooms_that_an_event_names_are_those_that_find_it_in_the_log(app: Flask) -> None:
    with app.test_request_context():
        town = Town()
        followed = [(name, follow(parse(name))) for name in town.rooms]  # type: ignore[arg-type]
        for workshop, audience in town.audiences():
            event = town.happen(workshop, audience, town.seats[1])
            finding = {name for name, room in followed if room and event.seq in {e.seq for e in due(room, event.seq - 1)}}
            assert set(rooms_of(event)) == finding, (workshop and workshop.title, audience)


def test_no_room_of_another_process_is_ever_named(app: Flask) -> None:
    with app.test_request_context():
        town = Town()
        for workshop, audience in town.audiences():
            named = rooms_of(town.happen(workshop, audience, town.seats[1]))
            assert not [name for name in named if town.elsewhere.public_id in name]
