"""Answers: JSON to programs, fragments to htmx, pages to plain forms; never a redirect on refusal."""

from __future__ import annotations

import gzip
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from workshop.config import LANGUAGES
from workshop.extensions import htmx
from workshop.method.refusals import Refusal
from workshop.models import Event
from workshop.web.locale import COOKIE, direction

SMALL = 600


def init_app(app: Flask) -> None:
    """Bind how refusals and failures are answered, and what every template knows."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, storage_failed)
    app.register_error_handler(Exception, failed)
    app.after_request(keep_language)
    app.after_request(compress)
    app.context_processor(page_context)


def page_context() -> dict[str, Any]:
    """What every page knows: its language and direction."""
    language = str(get_locale())
    return {"language": language, "direction": direction(language)}


def wants_json() -> bool:
    """Whether a program asks: it says so in `Accept`."""
    return "application/json" in request.headers.get("Accept", "")


def done(event: Event | None, back: str, **made: str) -> Response:
    """An act that succeeded: its number to programs, a fragment to htmx, back to the page else.

    `made` names what the act made. The number is None where nothing had to change.
    """
    if wants_json():
        return jsonify({"seq": event.seq if event else None, **made})
    if htmx:
        return make_response(render_template("parts/done.html"))
    return redirect_to(came_from(back))


def came_from(back: str) -> str:
    """The very page that a plain form stood on, such as the overview, one group's desk or the page for
    coding, where the browser tells it and it is a page of the same workshop; else `back`."""
    page = urlsplit(back).path
    try:
        referrer = urlsplit(request.referrer or "")
    except ValueError:
        return back
    if referrer.netloc != request.host or referrer.path.rpartition("/")[0] != page.rpartition("/")[0]:
        return back
    return f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path


def redirect_to(place: str) -> Response:
    """The 303 that follows a plain form."""
    response: Response = make_response(redirect(place, 303))
    return response


def refused(refusal: Refusal) -> Response:
    """A rule said no: what happened, what was kept, and what to do."""
    return answer(refusal.status, refusal.code, refusal.message, refusal.retry_after)


def answer(status: int, code: str, message: str, retry_after: int | None = None) -> Response:
    """One refusal in the form that the asker understands."""
    if wants_json():
        response = jsonify({"code": code, "message": message})
    elif htmx:
        response = make_response(render_template("parts/refusal.html", message=message))
        response.headers["HX-Retarget"] = "#said"
        response.headers["HX-Reswap"] = "innerHTML"
    else:
        kept = kept_words(status)
        page = render_template("errors/refusal.html", status=status, message=message, kept=kept)
        response = make_response(page)
    response.status_code = status
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def kept_words(status: int) -> str:
    """The words that a plain form brought: whoever typed them gets them back."""
    if request.method != "POST" or status in (403, 413):
        return ""
    try:
        return request.form.get("text") or request.form.get("name") or ""
    except HTTPException:
        return ""


def http_error(error: HTTPException) -> Response:
    """What the framework refused: unknown addresses, bodies that are too large."""
    sentences = {
        400: _("This request could not be read."),
        404: _("There is nothing at this address."),
        405: _("This address does not take that."),
        413: _("This is too much at once. Nothing was stored; your words are still on your device."),
    }
    status = error.code or 500
    if status < 400:
        response: Response = make_response(error.get_response())
        return response
    return answer(status, f"http-{status}", sentences.get(status, _("This did not work.")))


def storage_failed(error: OperationalError) -> Response:
    """The disk is full or the database can't be reached: nothing was stored, and we say so."""
    current_app.logger.exception("the database refused")
    return answer(
        503,
        "storage",
        _("The server could not store this. Your words are kept on your device and sent again."),
        retry_after=5,
    )


def failed(error: Exception) -> Response:
    """The unexpected: a number that a person can read out, and that the log holds."""
    number = secrets.randbelow(900_000) + 100_000
    current_app.logger.exception("failure %s", number)
    return answer(
        500,
        "failure",
        _("Something went wrong on our side. Please say this number: %(number)s", number=number),
    )


def keep_language(response: Response) -> Response:
    """A language chosen in the address stays chosen on this device."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE, chosen, max_age=400 * 24 * 3600, samesite="Lax", httponly=True
        )
    return response


def compress(response: Response) -> Response:
    """Send pages compressed: on a crowded Wi-Fi bytes are what takes time."""
    if (
        response.direct_passthrough
        or response.status_code != 200
        or "Content-Encoding" in response.headers
        or not (response.mimetype.startswith("text/") or response.mimetype == "application/json")
        or "gzip" not in request.headers.get("Accept-Encoding", "")
    ):
        return response
    body = response.get_data()
    if len(body) > SMALL:
        response.set_data(gzip.compress(body, 5))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add("Vary", "Accept-Encoding")
    return response
