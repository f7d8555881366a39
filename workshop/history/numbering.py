"""The log's numbers: one after the other for each process, drawn in the act's own transaction."""

from __future__ import annotations

from sqlalchemy import update

from workshop.extensions import db
from workshop.models import Process


def draw_number(process_id: int) -> int:
    """The next number; in PostgreSQL this row's lock also makes writers of a process wait."""
    drawn = db.session.execute(
        update(Process)
        .where(Process.id == process_id)
        .values(seq=Process.seq + 1)
        .returning(Process.seq)
        .execution_options(synchronize_session=False)
    ).scalar_one()
    return int(drawn)
