"""A coding grid that was loaded from a table; the one that comes with the software is a file of the method."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.models.columns import Data, Key, Moment, PublicId, ShortText, now


class Grid(db.Model):  # type: ignore[name-defined,misc]
    """`key` is what a code belongs to and a process picks; `rows` are the dimensions and components in order.

    A row is {code, parent, labels: {language: words}, status, note}; a dimension has no parent.
    """

    id: Mapped[Key]
    key: Mapped[PublicId]
    title: Mapped[ShortText]
    rows: Mapped[Data]
    loaded_at: Mapped[Moment] = mapped_column(default=now)
