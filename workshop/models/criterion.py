"""A criterion: one idea that the group recognises as its own; and which notes are in it."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.models.columns import Data, Key, Word


class Nature(StrEnum):
    """Mulhouse's distinction; both and undecided are answers too."""

    MATERIAL = "material"
    IMMATERIAL = "immaterial"
    BOTH = "both"
    UNDECIDED = "undecided"


class Criterion(db.Model):  # type: ignore[name-defined,misc]
    """Never deleted: `removed` takes it off the sheet, so that undo can put it back.

    `codes` holds a component for each grid that it was coded with. `approved` is a mark of its
    name and notes as the group approved them, None where it has not.
    """

    __table_args__ = (Index("ix_criterion_group_id_question", "group_id", "question"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id"))
    question: Mapped[int]
    name_id: Mapped[int] = mapped_column(ForeignKey("text.id"))
    nature: Mapped[Word] = mapped_column(default=Nature.UNDECIDED.value)
    codes: Mapped[Data] = mapped_column(default=dict)
    approved: Mapped[str | None] = mapped_column(String(40))
    position: Mapped[int]
    removed: Mapped[bool] = mapped_column(Boolean, default=False)


class Placement(db.Model):  # type: ignore[name-defined,misc]
    """A note in a criterion while `active`; `position` orders the notes within it."""

    __table_args__ = (
        UniqueConstraint("note_id", "criterion_id"),
        Index("ix_placement_criterion_id", "criterion_id"),
    )

    id: Mapped[Key]
    note_id: Mapped[str] = mapped_column(ForeignKey("note.id"))
    criterion_id: Mapped[str] = mapped_column(ForeignKey("criterion.id"))
    active: Mapped[bool] = mapped_column(Boolean)
    position: Mapped[int]
