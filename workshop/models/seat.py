"""A seat: an anonymous participant of a group. No name, no address, no device."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db


class Seat(db.Model):  # type: ignore[name-defined,misc]
    """`id` is random and proved by a signed cookie; `number` counts within the workshop."""

    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        Index("ix_seat_sitting_id", "sitting_id"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    number: Mapped[int]
    let_go: Mapped[bool] = mapped_column(Boolean, default=False)
