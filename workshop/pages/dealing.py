"""Ideas dealt out to be read aloud: how many are out, for the desk; and the one that a device holds, for it alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.method.steps import Step
from workshop.models import Note, NoteState, Text
from workshop.room.dealing import TOPIC
from workshop.room.present import value_of

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace


@dataclass(frozen=True, slots=True)
class DealView:
    """How many ideas are out, and how many of them are being read."""

    out: int
    now: int


@dataclass(frozen=True, slots=True)
class Dealt:
    """The note that one device holds; `now` once it is being read aloud."""

    id: str
    text: str
    language: str | None
    now: bool


def deal_view(face: GroupFace, value: dict[str, Any]) -> DealView | None:
    """The numbers, while ideas are read out; never who holds what."""
    if face.place.step is not Step.READ:
        return None
    return DealView(len(value["out"]), len(value["now"]))


def dealt_to(place: Place, seat_id: str) -> Dealt | None:
    """What this seat is to read aloud: an idea that nobody has seen yet, and never its own."""
    value = value_of(place.sitting.id, TOPIC) if place.step is Step.READ else None
    held = value["out"].get(seat_id) if value else None
    if value is None or held is None:
        return None
    row = db.session.execute(
        select(Note.language, Text.body)
        .join(Text, Text.id == Note.text_id)
        .where(
            Note.id == held,
            Note.state == NoteState.UNSHOWN.value,
            Note.question == place.sitting.question,
            Note.seat_id != seat_id,
        )
    ).one_or_none()
    return Dealt(held, row.body or "", row.language, held in value["now"]) if row else None
