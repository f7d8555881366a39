"""Bringing back a criterion that was removed or merged away, to its place, with those of its notes that are loose now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy import BindParameter, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from workshop import database
from workshop.board.sheets import record_act, require_sortable, take_from
from workshop.extensions import db
from workshop.history import Actor, Change, Thing
from workshop.history.undo import DONE_AGAIN, TAKEN_BACK
from workshop.meeting.finding import place_of_group
from workshop.method.refusals import NotFound
from workshop.models import Criterion, Event, Note, NoteState, Placement

TAKEN_OFF = ("criterion.removed", "criterion.merged")
ACT, ELSEWHERE, STILL = aliased(Event), aliased(Placement), aliased(Criterion)
KEYS: BindParameter[list[int]] = bindparam("keys", expanding=True)
WENT_OFF = (
    select(Event.kind, ACT.kind, Event.changes)
    .outerjoin(ACT, ACT.id == Event.of)
    .where(
        Event.process_id == bindparam("process"),
        Event.group_id == bindparam("group"),
        Event.kind.in_([*TAKEN_OFF, TAKEN_BACK, DONE_AGAIN]),
    )
    .order_by(Event.seq.desc())
)
LOOSE_NOW = (
    select(Placement, Note.state)
    .join(Note, Note.id == Placement.note_id)
    .where(
        Placement.criterion_id.in_(bindparam("criteria", expanding=True)),
        or_(Placement.id.in_(KEYS), Placement.active.is_(True)),
        Note.state.not_in([state.value for state in NoteState if state.gone]),
        ~exists().where(
            ELSEWHERE.note_id == Placement.note_id,
            ELSEWHERE.active.is_(True),
            ELSEWHERE.criterion_id == STILL.id,
            STILL.removed.is_(False),
        ),
    )
    .order_by(Placement.position, Placement.id)
)


def restore(workshop_id: int, criterion_id: str, *, by: Actor) -> Event | None:
    """Bring a criterion back to its place on the sheet; None where it stands there already.

    Of the notes that were in it those come along that are loose now; others stay where they are.
    Raises `NotFound` for what was never removed, `WrongStep` while the question is being written.
    """
    with database.write():
        criterion = db.session.get(Criterion, criterion_id)
        if criterion is None:
            raise NotFound(_("There is no such criterion here."))
        place = place_of_group(workshop_id, criterion.group_id)
        require_sortable(place, criterion.question)
        if not criterion.removed:
            return None
        found = coming_back(criterion.process_id, criterion.group_id, [criterion.id])
        if criterion.id not in found:
            raise NotFound(_("There is no such criterion here."))
        touched: list[Thing] = [("criterion", criterion.id)]
        changes: list[Change] = [("criterion", criterion.id, "removed", True, False)]
        changes += take_from(_left_behind(criterion.id, [row.id for row, _state in found[criterion.id]]))
        criterion.removed = False
        for row, _state in found[criterion.id]:
            touched.append(("note", row.note_id))
            changes.append(("placement", row.id, "active", row.active, True))
            row.active = True
        return record_act("criterion.restored", place, by, touched, changes)


def coming_back(
    process_id: int, group_id: int, criterion_ids: Collection[str]
) -> dict[str, list[tuple[Placement, str]]]:
    """For each of these criteria that was removed or merged away, the notes that would come back with it.

    A criterion whose making was taken back is not among them: redo is what brings it back.
    """
    left = dict(_left_with(process_id, group_id, set(criterion_ids)))
    keys = [key for placements in left.values() for key in placements]
    found: dict[str, list[tuple[Placement, str]]] = {key: [] for key in left}
    for row, state in db.session.execute(LOOSE_NOW, {"keys": keys, "criteria": list(left)}) if left else ():
        found[row.criterion_id].append((row, state))
    return found


def _left_behind(criterion_id: str, coming: Sequence[int]) -> list[Placement]:
    """What undo has left in a criterion off the sheet, of notes that have another place by now."""
    rows = db.session.scalars(select(Placement).where(Placement.criterion_id == criterion_id, Placement.active.is_(True)))
    return [row for row in rows if row.id not in coming]


def _left_with(process_id: int, group_id: int, wanted: set[str]) -> Iterator[tuple[str, Sequence[int]]]:
    """The criteria with the placements that ended when each was last taken off the sheet."""
    rows = db.session.execute(WENT_OFF, {"process": process_id, "group": group_id})
    for kind, act, changes in rows:
        for table, key, name, _before, after in changes:
            if (table, name, after) != ("criterion", "removed", True) or key not in wanted:
                continue
            if kind == TAKEN_BACK and act != "criterion.made":
                continue  # a restoration was taken back: what it had been taken off with still holds
            wanted.discard(key)
            if kind != TAKEN_BACK:
                yield key, [change[1] for change in changes if change[0] == "placement" and not change[4]]
