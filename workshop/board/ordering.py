"""The order of a sheet's criteria. Removed ones keep their places, should they come back."""

from __future__ import annotations

from sqlalchemy import select

from workshop import database
from workshop.board.sheets import find_criterion, record_act, require_same_sheet, sortable_criterion
from workshop.extensions import db
from workshop.history import Actor, Change, Thing
from workshop.models import Criterion, Event


def reorder(
    workshop_id: int, criterion_id: str, before_id: str | None, *, by: Actor
) -> Event | None:
    """Put a criterion before another one of its sheet, or last without one."""
    with database.write():
        criterion, place = sortable_criterion(workshop_id, criterion_id)
        before = find_criterion(workshop_id, before_id)[0] if before_id else None
        if before is not None:
            require_same_sheet(criterion, before)
        rows = _in_order(criterion)
        if before in (criterion, _next_on_sheet(rows, criterion)):
            return None
        rows.remove(criterion)
        rows.insert(len(rows) if before is None else rows.index(before), criterion)
        changes = _renumber(rows)
        touched: list[Thing] = [("criterion", criterion.id)]
        return record_act("criterion.ordered", place, by, touched, changes)


def shift(workshop_id: int, criterion_id: str, *, up: bool, by: Actor) -> Event | None:
    """Move a criterion one place up or down its sheet; None where it is at the end already."""
    criterion, _place = find_criterion(workshop_id, criterion_id)
    keys = [row.id for row in _in_order(criterion) if not row.removed]
    index = keys.index(criterion_id)
    if up:
        return reorder(workshop_id, criterion_id, keys[index - 1], by=by) if index else None
    after = keys[index + 2] if index + 2 < len(keys) else None
    return reorder(workshop_id, criterion_id, after, by=by)


def _in_order(criterion: Criterion) -> list[Criterion]:
    """Every criterion of the sheet; removed ones keep their places, should they come back."""
    return list(
        db.session.scalars(
            select(Criterion)
            .where(
                Criterion.group_id == criterion.group_id,
                Criterion.question == criterion.question,
            )
            .order_by(Criterion.position, Criterion.id)
        )
    )


def _next_on_sheet(rows: list[Criterion], criterion: Criterion) -> Criterion | None:
    following = rows[rows.index(criterion) + 1 :]
    return next((row for row in following if not row.removed), None)


def _renumber(ordered: list[Criterion]) -> list[Change]:
    changes: list[Change] = []
    for position, row in enumerate(ordered, 1):
        if row.position != position:
            changes.append(("criterion", row.id, "position", row.position, position))
            row.position = position
    return changes
