"""The notes that an act at the desk is about: found, of one sheet, to be worked on, and where the desk saw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import BindParameter, bindparam, select

from workshop.extensions import db
from workshop.meeting.finding import Place, place_of_group
from workshop.method.refusals import Invalid, NotFound
from workshop.method.steps import PRACTICE
from workshop.models import Criterion, Note, NoteState, Placement
from workshop.notes.showing import require_workable

Seen = str | Sequence[str] | None
KEYS: BindParameter[list[str]] = bindparam("keys", expanding=True)
NOTES = select(Note).where(Note.id.in_(KEYS))
INSIDE = (
    select(Placement, Criterion.removed)
    .join(Criterion, Criterion.id == Placement.criterion_id)
    .where(Placement.note_id.in_(KEYS), Placement.active.is_(True))
    .order_by(Placement.position, Placement.id)
)


@dataclass(frozen=True)
class Chosen:
    """Notes of one sheet with their group's place, and where each is: its placements, and the criteria in sight."""

    notes: list[Note]
    place: Place
    placements: dict[str, list[Placement]] = field(default_factory=dict)
    criteria: dict[str, set[str]] = field(default_factory=dict)

    def leaving(self, note: Note, seen: str | None, to: str | None = None) -> list[Placement]:
        """What a note goes out of on its way to `to`: the place where it was seen, else every place.

        What undo has left in a criterion that is off the sheet goes along, where the note moves at all.
        """
        inside = [row for row in self.placements.get(note.id, []) if row.criterion_id != to]
        if seen:
            return [row for row in inside if row.criterion_id == seen]
        criteria = self.criteria.get(note.id, set())
        moves = bool(criteria - {to}) or (to is not None and to not in criteria)
        return inside if moves else []


def choose(workshop_id: int, note_ids: Sequence[str]) -> Chosen:
    """These notes, of one sheet, that the desk may work on now. Raises `NotFound`, `WrongStep`, `Invalid`.

    One of them may be unshown, no more: they are read out one by one.
    """
    notes = _found(note_ids)
    if not notes:
        raise Invalid(_("Choose an idea first."), code="note")
    places = {group: place_of_group(workshop_id, group) for group in {note.group_id: None for note in notes}}
    for note in notes:
        require_workable(note, places[note.group_id])
        if note.question == PRACTICE:
            raise Invalid(_("Practice ideas are read out and thrown away."))
    if sum(note.state != NoteState.SHOWN.value for note in notes) > 1:
        raise Invalid(_("Ideas that were not read out yet are placed one at a time."))
    if len({(note.group_id, note.question) for note in notes}) > 1:
        raise Invalid(_("These ideas are not on the same sheet."))
    chosen = Chosen(notes, places[notes[0].group_id])
    for placement, removed in db.session.execute(INSIDE, {"keys": [note.id for note in notes]}):
        chosen.placements.setdefault(placement.note_id, []).append(placement)
        if not removed:
            chosen.criteria.setdefault(placement.note_id, set()).add(placement.criterion_id)
    return chosen


def seen_at(note_ids: Sequence[str], was: Seen) -> dict[str, str | None]:
    """Where the desk saw each note: `was` is one place for all or one for each, "" for loose; None is not said."""
    if was is None or isinstance(was, str):
        return dict.fromkeys(note_ids, was)
    if len(was) != len(note_ids):
        raise Invalid(_("Say for each idea where it was."), code="was")
    return dict(zip(note_ids, was, strict=True))


def _found(note_ids: Iterable[str]) -> list[Note]:
    """The notes in the order asked for."""
    wanted = list(dict.fromkeys(note_ids))
    rows = {note.id: note for note in db.session.scalars(NOTES, {"keys": wanted})} if wanted else {}
    if len(rows) < len(wanted):
        raise NotFound(_("There is no such idea here."))
    return [rows[key] for key in wanted]
