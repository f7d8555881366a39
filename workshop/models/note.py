"""A note: one idea in a person's own words; and the one table that holds words."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Boolean, ForeignKey, Index, String
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.models.columns import Data, Key, Word


class NoteState(StrEnum):
    """Where a note stands.

    UNSHOWN waits to be read out; SHOWN is on the sheet, loose or placed; ASIDE was kept back
    before it was shown, HIDDEN afterwards: both are counted and can come back. WITHDRAWN and
    ERASED leave a count only.
    """

    UNSHOWN = "unshown"
    SHOWN = "shown"
    ASIDE = "aside"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"

    @property
    def gone(self) -> bool:
        """Whether only a count is left."""
        return self in (NoteState.WITHDRAWN, NoteState.ERASED)


class Source(StrEnum):
    """How a note came: typed on a participant's device, or at the desk from paper."""

    DEVICE = "device"
    PAPER = "paper"


# The seat of a note that came from paper: nobody's. No seat has this id.
NOBODY = ""


class Text(db.Model):  # type: ignore[name-defined,misc]
    """Words of a person, or a name given to a criterion. `body` is None once erased.

    Every wording that a note has had stays here under its `note_id`, so that it can be erased
    from one place.
    """

    __table_args__ = (Index("ix_text_note_id", "note_id"),)

    id: Mapped[Key]
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    note_id: Mapped[str | None] = mapped_column(String(36))
    body: Mapped[str | None] = mapped_column(LongText)


class Note(db.Model):  # type: ignore[name-defined,misc]
    """`question` is the question's number, 0 for practice.

    Notes are read out by (`turn`, `draw`): `draw` is random, `turn` is 0 for a note written in
    time, and for one that came late or was put off the number of that event; one that was taken
    in hand has that number below zero. `posted_seq` is the number of the event that stored it.
    `codes` holds a component for each grid that it was coded with.
    """

    __table_args__ = (
        Index("ix_note_group_id_question", "group_id", "question"),
        Index("ix_note_seat_id", "seat_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id"))
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    seat_id: Mapped[str] = mapped_column(String(40))
    question: Mapped[int]
    text_id: Mapped[int] = mapped_column(ForeignKey("text.id"))
    language: Mapped[str | None] = mapped_column(String(12))
    state: Mapped[Word] = mapped_column(default=NoteState.UNSHOWN.value)
    late: Mapped[bool] = mapped_column(Boolean, default=False)
    turn: Mapped[int] = mapped_column(default=0)
    draw: Mapped[int]
    posted_seq: Mapped[int]
    source: Mapped[Word] = mapped_column(default=Source.DEVICE.value)
    codes: Mapped[Data] = mapped_column(default=dict)
