"""Finding the workshop whose outcomes are wanted, also when its door is closed."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from workshop.extensions import db
from workshop.method.codes import as_typed
from workshop.method.refusals import NotFound
from workshop.models import JoinCode, Workshop


def find_by_id_or_code(raw: str) -> Workshop:
    """The workshop with this lasting id or one of whose join codes this is, even a revoked one.

    Raises `NotFound`.
    """
    found: Workshop | None = db.session.scalar(select(Workshop).where(Workshop.public_id == raw.strip()))
    if found is None:
        led_to = select(JoinCode.workshop_id).where(JoinCode.code == as_typed(raw))
        found = db.session.scalar(select(Workshop).where(Workshop.id.in_(led_to)))
    if found is None:
        raise NotFound(_("There is no workshop with the id or code %(word)s here.", word=raw))
    return found
