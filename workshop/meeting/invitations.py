"""Signing in at the desk: one-time links, the tokens that devices keep, revoking them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from workshop import database
from workshop.extensions import db
from workshop.method.refusals import NotSeated
from workshop.models import Invitation, SignIn
from workshop.models.columns import now

LINK_LIFE = timedelta(minutes=10)


def invite(leads_to: str = "/") -> str:
    """A token that signs in one device once within ten minutes, then leads to `leads_to`."""
    token = secrets.token_urlsafe(24)
    with database.write() as session:
        session.add(
            Invitation(
                token_hash=_hash(token), expires_at=now() + LINK_LIFE, spent=False, leads_to=leads_to
            )
        )
    return token


def accept_invitation(token: str, label: str = "") -> tuple[str, str]:
    """Spend an invitation: the device's own token and where to go; `NotSeated` if it is too late."""
    device_token = secrets.token_urlsafe(32)
    with database.write() as session:
        row = session.scalar(select(Invitation).where(Invitation.token_hash == _hash(token)))
        if row is None or row.spent or row.expires_at < now():
            raise NotSeated(
                _("This link has been used or is older than ten minutes. Ask for a new one."),
                code="link",
            )
        row.spent = True
        session.add(SignIn(token_hash=_hash(device_token), label=label))
        return device_token, row.leads_to


def signed_in(device_token: str | None) -> SignIn | None:
    """The sign-in that this token proves, unless it was revoked."""
    if not device_token:
        return None
    return db.session.scalar(
        select(SignIn).where(SignIn.token_hash == _hash(device_token), SignIn.revoked.is_(False))
    )


def signed_in_devices() -> list[SignIn]:
    """Every device that is signed in, the newest first."""
    return list(
        db.session.scalars(
            select(SignIn).where(SignIn.revoked.is_(False)).order_by(SignIn.id.desc())
        )
    )


def revoke(sign_in_id: int) -> None:
    """End a sign-in: its token proves nothing any more."""
    with database.write() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(revoked=True))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
