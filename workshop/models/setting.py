"""What one installation keeps about itself: the epoch, the key that signs cookies."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db


class Setting(db.Model):  # type: ignore[name-defined,misc]
    """One value under one name."""

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(300))


def setting(key: str) -> str | None:
    """The value kept under `key`, if any."""
    row = db.session.get(Setting, key)
    return row.value if row else None
