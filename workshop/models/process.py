"""A process: one territory's or institution's run of the method, its questions and its groups."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.method.questions import Wording, wording
from workshop.models.columns import Data, Key, Moment, PublicId, ShortText, Word, now


class GroupKind(StrEnum):
    """How a group is made up: of people alike, mixed, or everybody together."""

    MONOCHROME = "monochrome"
    RAINBOW = "rainbow"
    PLENARY = "plenary"


class Process(db.Model):  # type: ignore[name-defined,misc]
    """`seq` is the number of the newest event in this process's log; the log has no gaps."""

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    title: Mapped[ShortText]
    territory: Mapped[ShortText]
    languages: Mapped[Data]
    grid: Mapped[Word] = mapped_column(default="spiral")
    seq: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment] = mapped_column(default=now)


class Question(db.Model):  # type: ignore[name-defined,misc]
    """One of the open questions put to the groups, in order from 1."""

    __table_args__ = (UniqueConstraint("process_id", "number"),)

    id: Mapped[Key]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    number: Mapped[int]
    kind: Mapped[Word]
    wordings: Mapped[Data]

    def worded(self, language: str) -> tuple[str, Wording]:
        """The wording for a reader of `language`, with the language that it is really in."""
        return wording(self.wordings, language)


class Group(db.Model):  # type: ignore[name-defined,misc]
    """A group of the process. `profile` is for facilitators and outcomes only."""

    __table_args__ = (UniqueConstraint("process_id", "number"),)

    id: Mapped[Key]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    number: Mapped[int]
    name: Mapped[ShortText]
    kind: Mapped[Word]
    colour: Mapped[Word]
    shape: Mapped[Word]
    profile: Mapped[ShortText] = mapped_column(default="")
