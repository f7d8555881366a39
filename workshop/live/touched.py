"""What a run of events touched, sorted by what a page has to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from workshop.extensions import db
from workshop.models import Criterion, Event, Note, Placement

WHOLE_FACE = frozenset(
    {"group.moved", "workshop.curtain", "workshop.screen", "workshop.door", "seat.moved"}
)
QUIET = frozenset({"note.posted", "note.reworded", "seat.taken", "seat.left"})
STRUCTURE = frozenset({"removed", "position"})
TOO_MANY = 60


@dataclass
class Touched:
    """Ids of notes and criteria, and which criteria came, went or changed places.

    `acts` says whether the desk did anything, or an author took a note back.
    """

    whole: bool = False
    seats: bool = False
    acts: bool = False
    notes: set[str] = field(default_factory=set)
    criteria: set[str] = field(default_factory=set)
    restructured: set[str] = field(default_factory=set)


def gather(events: Iterable[Event]) -> Touched:
    """Everything that these events touched, once."""
    found = Touched()
    for event in events:
        found.whole |= event.kind in WHOLE_FACE
        found.seats |= event.kind.startswith("seat.")
        found.acts |= event.kind not in QUIET
        for name, key in event.touched:
            if name == "note":
                found.notes.add(key)
            elif name == "criterion":
                found.criteria.add(key)
        for table, key, name, _before, _after in event.changes:
            if table == "criterion" and name in STRUCTURE:
                found.restructured.add(key)
    if len(found.notes) + len(found.criteria) > TOO_MANY:
        found.whole = True
    found.criteria |= found.restructured | _holding(found.notes)
    return found


def sheets_touched(found: Touched) -> set[int]:
    """The numbers of the questions whose sheets are concerned."""
    notes = select(Note.question).where(Note.id.in_(found.notes))
    criteria = select(Criterion.question).where(Criterion.id.in_(found.criteria))
    return {*db.session.scalars(notes), *db.session.scalars(criteria)}


def _holding(notes: set[str]) -> set[str]:
    if not notes:
        return set()
    return set(
        db.session.scalars(
            select(Placement.criterion_id).where(
                Placement.note_id.in_(notes), Placement.active.is_(True)
            )
        )
    )
