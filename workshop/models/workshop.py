"""A workshop: one live meeting, the codes that lead to it and the groups that sit in it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.method.steps import Step
from workshop.models.columns import Data, Key, Moment, PublicId, ShortText, Word, now


class Workshop(db.Model):  # type: ignore[name-defined,misc]
    """`screen_group` is the number of the group that the shared screen shows, None the join card.

    `screen_text` is the size that the back row can read, from 1 to 5.
    """

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), index=True)
    title: Mapped[ShortText]
    place: Mapped[ShortText] = mapped_column(default="")
    held_on: Mapped[date | None]
    languages: Mapped[Data]
    door_open: Mapped[bool] = mapped_column(Boolean, default=True)
    curtain: Mapped[bool] = mapped_column(Boolean, default=False)
    screen_group: Mapped[int | None]
    screen_text: Mapped[int] = mapped_column(default=2)
    created_at: Mapped[Moment] = mapped_column(default=now)


class Sitting(db.Model):  # type: ignore[name-defined,misc]
    """A group in a workshop, and its position there.

    `number` counts within the workshop from 1. `begun` lists the questions whose writing has
    begun, `looked` those whose sheets have been looked at.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        UniqueConstraint("workshop_id", "group_id"),
        Index("ix_sitting_group_id", "group_id"),
    )

    id: Mapped[Key]
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id"))
    number: Mapped[int]
    question: Mapped[int] = mapped_column(default=1)
    step: Mapped[Word] = mapped_column(default=Step.WELCOME.value)
    begun: Mapped[Data]
    looked: Mapped[Data]


class JoinCode(db.Model):  # type: ignore[name-defined,misc]
    """A code for the whole workshop, or for one table where `sitting_id` is set."""

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    revoked: Mapped[bool] = mapped_column(Boolean, default=False)
