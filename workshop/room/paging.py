"""Which page the shared screen is on. The desk says where to go; each screen measures its own pages and says where it is.

Screens differ in size, so a turn is an order, not a place: its number counts up, and a screen carries out each
number once; `run` says how many turns in a row were the same, since only the latest word is sure to arrive. `at` is
where a screen said it was, and the next turn starts from there (`start`): a screen that is ahead of the others waits
for them. No screen ever moves because of what another one says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from workshop import database
from workshop.extensions import db
from workshop.meeting.finding import find_sitting
from workshop.method.refusals import Invalid, NotFound
from workshop.models import Criterion, Sitting
from workshop.room.present import put, value_of

TOPIC = "page"
MOST = 9999
SITTING_OF = (
    select(Sitting)
    .join(Criterion, Criterion.group_id == Sitting.group_id)
    .where(
        Sitting.workshop_id == bindparam("workshop"),
        Criterion.id == bindparam("criterion"),
        Criterion.removed.is_(False),
    )
)
PLACE = re.compile(r"now|earlier|shown|overview-q[0-9]{1,4}|(cover|pile)-q[0-9]{1,4}|c-[\w-]{1,40}", re.ASCII)


class Turn(StrEnum):
    """Where the desk can send the screen, besides to one criterion."""

    FORWARD = "forward"
    BACK = "back"
    FIRST = "first"
    OVERVIEW = "overview"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a screen is after turn number `turn`: the element `at`, the `page`-th of `pages`, and part of it."""

    turn: int
    at: str
    page: int
    pages: int
    part: int = 1
    parts: int = 1


def turn_page(workshop_id: int, turn: Turn, number: int | None = None) -> bool:
    """Send the screens of a group on, back, to the first page, the overview or the sheet."""
    with database.write():
        return _order(find_sitting(workshop_id, number), turn.value)


def turn_to_criterion(workshop_id: int, criterion_id: str) -> bool:
    """Send its group's screens to one criterion; `NotFound` where it is on no sheet of a group that sits here."""
    with database.write():
        sitting = db.session.scalar(SITTING_OF, {"workshop": workshop_id, "criterion": criterion_id})
        if sitting is None:
            raise NotFound(_("This criterion is no longer on the sheet."), code="criterion")
        return _order(sitting, f"c-{criterion_id}")


def report_page(workshop_id: int, stand: Stand, number: int | None = None, *, own: bool = False) -> bool:
    """Keep where a screen says it is. Of several screens after one turn, the one that has come least far counts.

    `own` says that somebody turned the page at the screen itself, which counts in any case.
    """
    _require_possible(stand)
    with database.write():
        sitting = find_sitting(workshop_id, number)
        value = _value(sitting)
        if stand.turn != value["turn"] or (not own and _is_ahead(stand, value)):
            return False
        stood = {"at": stand.at, "page": stand.page, "pages": stand.pages, "part": stand.part, "parts": stand.parts}
        return put(sitting.id, TOPIC, {**value, **stood, "for": value["turn"], **_position(sitting)})


def _order(sitting: Sitting, order: str) -> bool:
    value = _value(sitting)
    here = _is_here(sitting, value)
    run = value.get("run", 0) + 1 if here and value.get("order") == order else 1
    ordered = {"turn": value["turn"] + 1, "order": order, "run": run, "start": value.get("at", "") if here else ""}
    return put(sitting.id, TOPIC, {**value, **ordered, **_position(sitting)})


def _value(sitting: Sitting) -> dict[str, Any]:
    return value_of(sitting.id, TOPIC) or {"turn": 0}


def _position(sitting: Sitting) -> dict[str, Any]:
    """The position that a page belongs to: at another step the screen begins at its first page."""
    return {"step": sitting.step, "question": sitting.question}


def _is_here(sitting: Sitting, value: dict[str, Any]) -> bool:
    return (value.get("step"), value.get("question")) == (sitting.step, sitting.question)


def _is_ahead(stand: Stand, value: dict[str, Any]) -> bool:
    """Whether another screen, after the same turn on or back, has come less far."""
    if value.get("for") != stand.turn or value.get("order") not in (Turn.FORWARD, Turn.BACK):
        return False
    if value["at"] == stand.at:
        return False
    return bool(stand.page > value["page"] if value["order"] == Turn.FORWARD else stand.page < value["page"])


def _require_possible(stand: Stand) -> None:
    counts = (stand.page, stand.pages, stand.part, stand.parts)
    possible = PLACE.fullmatch(stand.at) and 1 <= stand.page <= stand.pages and 1 <= stand.part <= stand.parts
    if not possible or max(counts) > MOST:
        raise Invalid(_("The screen has no such page."), code="at")
