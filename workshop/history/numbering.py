"""The log's numbers: one after the other for each process, drawn in the act's own transaction."""

from __future__ import annotations

from sqlalchemy import bindparam, update

from workshop.extensions import db
from workshop.models import Process

PROCESS = Process.__table__
DRAW = (
    update(PROCESS)
    .where(PROCESS.c.id == bindparam("process"))
    .values(seq=PROCESS.c.seq + 1)
    .returning(PROCESS.c.seq)
)


def draw_number(process_id: int) -> int:
    """The next number; in PostgreSQL this row's lock also makes writers of a process wait."""
    drawn = db.session.connection().execute(DRAW, {"process": process_id}).scalar_one()
    return int(drawn)
