"""Rendering a face's page: one read gives the number, the rooms and everything on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, make_response, render_template
from flask.wrappers import Response
from flask_babel import get_locale

from workshop import database
from workshop.history import head


def face_page(
    face: str, process_id: int, read: Callable[[str], dict[str, Any]], status: int = 200
) -> Response:
    """The page of a face. `read` is given the language and returns what the template needs.

    The log's head is read first and in the same snapshot, so that the page is exactly the state
    at `data-seq`.
    """
    language = str(get_locale())
    with database.snapshot():
        seq = head(process_id)
        context = read(language)
        html = render_template(
            f"{face}/page.html",
            face=face,
            seq=seq,
            epoch=current_app.config["EPOCH"],
            **context,
        )
    response = make_response(html)
    response.status_code = status
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response
