"""The facilitator's list: processes with their workshops, newest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from workshop.extensions import db
from workshop.models import Note, NoteState, Process, Workshop


@dataclass(frozen=True, slots=True)
class WorkshopRow:
    """A workshop in the list."""

    w: str
    title: str
    place: str
    held_on: date | None
    notes: int


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process with its workshops, newest first."""

    p: str
    title: str
    territory: str
    workshops: list[WorkshopRow]


def home_view() -> list[ProcessRow]:
    """Every process, newest first, with its workshops."""
    workshops: defaultdict[int, list[WorkshopRow]] = defaultdict(list)
    for row in db.session.execute(_workshops_with_notes()):
        workshops[row.process_id].append(_row(row))
    processes = db.session.scalars(select(Process).order_by(Process.id.desc()))
    return [
        ProcessRow(row.public_id, row.title, row.territory, workshops[row.id]) for row in processes
    ]


def workshop_rows(process_id: int) -> list[WorkshopRow]:
    """One process's workshops, newest first."""
    query = _workshops_with_notes().where(Workshop.process_id == process_id)
    return [_row(row) for row in db.session.execute(query)]


def _row(row: Any) -> WorkshopRow:
    return WorkshopRow(row.public_id, row.title, row.place, row.held_on, row.notes)


def _workshops_with_notes() -> Select[Any]:
    written = (
        select(Note.workshop_id, func.count().label("notes"))
        .where(
            Note.question > 0,
            Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
        )
        .group_by(Note.workshop_id)
        .subquery()
    )
    return (
        select(
            Workshop.process_id,
            Workshop.public_id,
            Workshop.title,
            Workshop.place,
            Workshop.held_on,
            func.coalesce(written.c.notes, 0).label("notes"),
        )
        .outerjoin(written, written.c.workshop_id == Workshop.id)
        .order_by(Workshop.id.desc())
    )
