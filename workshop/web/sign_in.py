"""Signing a device in at the desk by a one-time link."""

from __future__ import annotations

import re

from flask import Blueprint, Response, current_app, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop.live import cut_sign_in
from workshop.meeting import accept_invitation, revoke
from workshop.method.refusals import NotSeated
from workshop.web.answers import redirect_to
from workshop.web.proof import keep_token, sign_in

area = Blueprint("sign_in", __name__)

OWN_PATH = re.compile(r"/(?![/\\])")


@area.get("/sign-in/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Spend the link, keep the sign-in, go to the desk. A HEAD, as link checkers send, spends nothing."""
    if request.method == "HEAD":
        return Response(status=204)
    budget = current_app.extensions["wrong_codes"]
    budget.require()
    label = _("This computer") if request.remote_addr in ("127.0.0.1", "::1") else _("Another device")
    try:
        device_token, leads_to = accept_invitation(token, label)
    except NotSeated:
        budget.spend()
        raise
    keep_token(device_token)
    return redirect_to(leads_to if OWN_PATH.match(leads_to) else "/")


@area.post("/sign-out")
def leave() -> ResponseReturnValue:
    """End this device's sign-in, and cut what it has open at desks and screens."""
    found = sign_in()
    if found is not None:
        revoke(found.id)
        cut_sign_in(found.id)
    session.pop("token", None)
    return redirect_to("/")
