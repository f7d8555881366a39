"""The note in hand: derived from what happened, so that every desk, the screen and undo agree on it by themselves.

While notes are read out it is the one shown last, as long as it is loose. While they are sorted, and
once the last one that was read out has found its place, it is the first of the loose ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.method.steps import Step
from workshop.models import Event
from workshop.pages.moment import moment_of
from workshop.pages.views import NoteView, SheetView

SHOWN = (
    select(Event.touched)
    .where(
        Event.process_id == bindparam("process"),
        Event.group_id == bindparam("group"),
        Event.kind.in_(["note.shown", "note.taken"]),
    )
    .order_by(Event.seq.desc())
    .limit(20)
)


def note_in_hand(place: Place, sheet: SheetView) -> NoteView | None:
    """The note that the group is on, None where it is on none."""
    if not sheet.loose:
        return None
    if place.step is not Step.READ:
        return sheet.loose[0]
    placed = [note for criterion in sheet.criteria for note in criterion.notes]
    latest = shown_last(place, [*sheet.loose, *placed])
    if latest in sheet.loose:
        return latest
    return None if sheet.counter.unshown else sheet.loose[0]


def shown_last(place: Place, notes: Iterable[NoteView]) -> NoteView | None:
    """The one of these notes that was shown or taken in hand last."""
    found = {member.id: note for note in notes for member in note.members}
    return next((found[key] for key in _shown(place) if key in found), None)


def _shown(place: Place) -> list[str]:
    """The notes that were shown or taken in hand, the latest first."""
    asked = {"process": place.process.id, "group": place.group.id}
    moment = moment_of(place.process.id, place.process.seq)
    touched = moment.once(("shown", place.group.id), lambda: list(db.session.scalars(SHOWN, asked)))
    return [key for things in touched for name, key in things if name == "note"]
