"""What a run of events touched, sorted by what a page has to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import bindparam, select, union

from workshop import database
from workshop.models import Criterion, Event, Note, Placement

WHOLE_FACE = frozenset(
    {
        "group.moved",
        "preparation.edited",
        "seat.moved",
        "workshop.curtain",
        "workshop.door",
        "workshop.screen",
        "workshop.screen_text",
    }
)
QUIET = frozenset({"note.posted", "note.reworded", "paper.taken", "seat.taken", "seat.left"})
PLACING = frozenset({"note.placed", "note.also_placed"})
STRUCTURE = frozenset({"removed", "position"})
TOO_MANY = 60

KEYS = bindparam("keys", expanding=True)
QUESTIONS = union(
    select(Note.question).where(Note.id.in_(bindparam("notes", expanding=True))),
    select(Criterion.question).where(Criterion.id.in_(bindparam("criteria", expanding=True))),
)
HOLDING = (
    select(Placement.criterion_id)
    .where(Placement.note_id.in_(KEYS), Placement.active.is_(True))
    .distinct()
)


@dataclass
class Touched:
    """Ids of seats, notes and criteria, and which criteria came, went or changed places.

    `reworded` are the criteria of which more may have changed than which notes are in them.

    `acts` says whether the desk did anything, or an author took a note back.
    """

    whole: bool = False
    acts: bool = False
    seats: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    criteria: set[str] = field(default_factory=set)
    restructured: set[str] = field(default_factory=set)
    reworded: set[str] = field(default_factory=set)

    @cached_property
    def questions(self) -> set[int]:
        """The numbers of the questions whose sheets are concerned."""
        if not self.notes and not self.criteria:
            return set()
        keys = {"notes": list(self.notes), "criteria": list(self.criteria)}
        return {row[0] for row in database.rows(QUESTIONS, keys)}


def gather(events: Iterable[Event]) -> Touched:
    """Everything that these events touched, once."""
    found = Touched()
    for event in events:
        found.whole |= event.kind in WHOLE_FACE
        found.acts |= event.kind not in QUIET
        for name, key in event.touched:
            if name == "note":
                found.notes.add(key)
            elif name == "seat":
                found.seats.add(key)
            elif name == "criterion":
                found.criteria.add(key)
        if event.kind not in PLACING or any(change[0] == "note" for change in event.changes):
            found.reworded |= {key for name, key in event.touched if name == "criterion"}
        for table, key, name, _before, _after in event.changes:
            if table == "criterion" and name in STRUCTURE:
                found.restructured.add(key)
    if len(found.notes) + len(found.criteria) + len(found.seats) > TOO_MANY:
        found.whole = True
    found.criteria |= found.restructured
    if found.acts:
        found.criteria |= _holding(found.notes)
    return found


def _holding(notes: set[str]) -> set[str]:
    if not notes:
        return set()
    return {row[0] for row in database.rows(HOLDING, {"keys": list(notes)})}
