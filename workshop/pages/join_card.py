"""The join card: address and code in words, and the same as a QR picture."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from workshop.pages.views import JoinCard

QUIET_ZONE = 4


def join_card_of(code: str) -> JoinCard:
    """The card of a join code at the server's present address."""
    address: str = current_app.config["ADDRESS"]
    link = f"{address}/j/{code}"
    shown = address.removeprefix("http://").removeprefix("https://")
    return JoinCard(code, shown, link, qr_svg(link.upper()))


@lru_cache(maxsize=256)
def qr_svg(content: str) -> Markup:
    """A QR as one SVG path; upper-case content makes a smaller picture. The same stands beside it in words."""
    picture = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    picture.add_data(content)
    picture.make(fit=True)
    matrix = picture.get_matrix()
    size = len(matrix) + 2 * QUIET_ZONE
    path = "".join(
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(matrix)
        for x, dark in enumerate(row)
        if dark
    )
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        'aria-hidden="true" shape-rendering="crispEdges"><rect width="{size}" height="{size}" '
        'fill="#fff"></rect><path d="{path}" fill="#000"></path></svg>'
    ).format(size=size, path=path)
