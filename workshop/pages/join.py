"""The door of a workshop: who meets, and which groups one can sit with."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.extensions import db
from workshop.meeting.finding import place_of, sittings
from workshop.models import Process, Sitting, Workshop
from workshop.pages.common import workshop_view
from workshop.pages.sheets import voice_of
from workshop.pages.views import Voice, WorkshopView


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group to sit with: `number` is its number in the workshop."""

    number: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class DoorView:
    """The door; with one choice there is nothing to choose."""

    workshop: WorkshopView
    code: str
    groups: list[GroupChoice]


def door_view(workshop: Workshop, table: Sitting | None, code: str) -> DoorView:
    """The door for whoever has typed or scanned `code`."""
    process = db.session.get_one(Process, workshop.process_id)
    rows = [table] if table else sittings(workshop.id)
    groups = [GroupChoice(row.number, voice_of(place_of(workshop, row).group)) for row in rows]
    return DoorView(workshop_view(workshop, process), code, groups)
