"""The devices that are signed in at the desk: listing, inviting another one, signing one out."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint, current_app, jsonify, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from workshop.live import cut_sign_in
from workshop.meeting import invite, revoke, signed_in_devices
from workshop.method.refusals import NotAllowed, NotFound
from workshop.pages.join_card import qr_svg
from workshop.web.answers import redirect_to, wants_json
from workshop.web.proof import require_sign_in

area = Blueprint("devices", __name__)

LOOPBACK = frozenset({"127.0.0.1", "::1"})


@area.get("/devices")
def listing() -> ResponseReturnValue:
    """Every device that is signed in, and the link that was just made for another one."""
    link = session.pop("invitation", None)
    return _page(SimpleNamespace(link=link, qr_svg=qr_svg(link)) if link else None)


@area.post("/devices")
def invitation() -> ResponseReturnValue:
    """A link that signs in one more device: from this computer itself or over https only.

    The page that follows shows it, once.
    """
    require_sign_in()
    if request.remote_addr not in LOOPBACK and not request.is_secure:
        raise NotAllowed(
            _("Invite another device from the computer on which the program runs."), code="loopback"
        )
    link = f"{current_app.config['ADDRESS']}/sign-in/{invite()}"
    if wants_json():
        return jsonify({"link": link})
    session["invitation"] = link
    return redirect_to("/devices")


@area.post("/devices/<int:sign_in_id>/revocation")
def revocation(sign_in_id: int) -> ResponseReturnValue:
    """Sign a device out and cut what it has open."""
    require_sign_in()
    if sign_in_id not in [row.id for row in signed_in_devices()]:
        raise NotFound(_("This device is not signed in any more."))
    revoke(sign_in_id)
    cut_sign_in(sign_in_id)
    return redirect_to("/devices")


def _page(shown: SimpleNamespace | None) -> str:
    own = require_sign_in().sign_in_id
    devices = [
        SimpleNamespace(id=row.id, label=row.label, here=row.id == own)
        for row in signed_in_devices()
    ]
    return render_template("setup/devices.html", devices=devices, invitation=shown)
