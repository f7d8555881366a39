"""The log: what happened in a process, in order, without anybody's words."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.models.columns import Data, Key, Moment, Word, now


class Event(db.Model):  # type: ignore[name-defined,misc]
    """One act. `seq` counts up per process without gaps.

    `touched` lists the things concerned as [table, id]; `changes` the fields set, as
    [table, id, field, before, after]. `of` names the event that an undo or redo is about.
    The four `for_` columns say which faces are concerned; a `sitting_id` narrows them to one
    workshop, otherwise a `group_id` means that group wherever it sits.
    """

    __table_args__ = (
        UniqueConstraint("process_id", "seq"),
        Index("ix_event_act", "workshop_id", "group_id", "sign_in_id"),
    )

    id: Mapped[Key]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    seq: Mapped[int]
    kind: Mapped[Word]
    sign_in_id: Mapped[int | None]
    workshop_id: Mapped[int | None]
    group_id: Mapped[int | None]
    sitting_id: Mapped[int | None]
    seat_id: Mapped[str | None] = mapped_column(String(40))
    of: Mapped[int | None]
    touched: Mapped[Data]
    changes: Mapped[Data]
    for_desk: Mapped[bool] = mapped_column(Boolean)
    for_screen: Mapped[bool] = mapped_column(Boolean)
    for_notepad: Mapped[bool] = mapped_column(Boolean)
    for_seat: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[Moment] = mapped_column(default=now)
