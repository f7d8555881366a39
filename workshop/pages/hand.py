"""The note in hand: derived from what happened, so that every desk, the screen and undo agree on it by themselves.

While notes are read out it is the one shown last, as long as it is loose and was not put off since. While they are sorted, and
once the last one that was read out has found its place, it is the first of the loose ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.method.steps import Step
from workshop.models import Event, Note
from workshop.pages.moment import moment_of
from workshop.pages.views import NoteView, SheetView

SHOWN = (
    select(Event.touched, Event.seq)
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
    if latest is not None and latest in sheet.loose and not _put_off(place, latest):
        return latest
    return None if sheet.counter.unshown else sheet.loose[0]


def shown_last(place: Place, notes: Iterable[NoteView]) -> NoteView | None:
    """The one of these notes that was shown or taken in hand last."""
    found = {member.id: note for note in notes for member in note.members}
    return next((found[key] for key in _shown(place) if key in found), None)


def _put_off(place: Place, note: NoteView) -> bool:
    """Whether it was put behind the others after it was shown: its turn is then a later number of the log."""
    shown = next(seq for key, seq in _shown(place).items() if key in {member.id for member in note.members})
    turn = db.session.scalar(select(Note.turn).where(Note.id == note.id))
    return turn is not None and turn > shown


def _shown(place: Place) -> dict[str, int]:
    """The notes that were shown or taken in hand, with the number of the act, the latest first."""
    asked = {"process": place.process.id, "group": place.group.id}
    moment = moment_of(place.process.id, place.process.seq)
    acts = moment.once(("shown", place.group.id), lambda: db.session.execute(SHOWN, asked).all())
    found: dict[str, int] = {}
    for touched, seq in acts:
        for name, key in touched:
            if name == "note":
                found.setdefault(key, seq)
    return found
