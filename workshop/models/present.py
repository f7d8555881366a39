"""What a room looks at or does just now, and what is not history: a timer, one note large on all devices."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.models.columns import Data, Key, Word


class Present(db.Model):  # type: ignore[name-defined,misc]
    """The latest word on a topic for a group in a workshop; no row where there is nothing to say.

    `value` holds ids and numbers alone, never people's words: what a face may see of them is
    decided when it is shown.
    """

    __table_args__ = (UniqueConstraint("sitting_id", "topic"),)

    id: Mapped[Key]
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    topic: Mapped[Word]
    value: Mapped[Data]


# What was said for one step alone, and goes when the group moves on.
OF_THE_STEP = frozenset({"wishes", "wished", "talked"})


@dataclass(frozen=True, slots=True)
class PresentChange:
    """Handed on after the commit: this topic says something else now.

    `only` names the faces, or the seats by their ids, that have to hear of it; empty where all have.
    """

    sitting_id: int
    topic: str
    only: frozenset[str] = frozenset()
