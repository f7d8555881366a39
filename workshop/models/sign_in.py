"""Who may work at a desk: sign-ins, and the invitations that lead to one."""

from __future__ import annotations

from sqlalchemy import Boolean, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.extensions import db
from workshop.models.columns import Key, Moment, ShortText, now


class SignIn(db.Model):  # type: ignore[name-defined,misc]
    """A device at the desk. The token itself is in its cookie only; here is its hash."""

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[ShortText] = mapped_column(default="")
    revoked: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[Moment] = mapped_column(default=now)


class Invitation(db.Model):  # type: ignore[name-defined,misc]
    """A link that signs in one device once, until `expires_at`, then leads to `leads_to`."""

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[Moment]
    spent: Mapped[bool] = mapped_column(Boolean, default=False)
    leads_to: Mapped[ShortText] = mapped_column(default="/")
