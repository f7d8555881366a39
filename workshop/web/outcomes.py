"""Taking the outcomes away: at any step, also while people write. A file is not a face."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from workshop.meeting import find_workshop
from workshop.method.refusals import NotFound
from workshop.models import Workshop
from workshop.outcomes import FILES, SCHEMA_FILE, file_name, make_file
from workshop.outcomes.files import plain_name
from workshop.web.proof import require_desk

area = Blueprint("outcomes", __name__)


@area.get("/w/<w>/outcomes")
def page(w: str) -> ResponseReturnValue:
    """What there is to take away, and what it is and is not."""
    workshop = find_workshop(w)
    require_desk(workshop)
    return render_template("outcomes/page.html", workshop=workshop)


@area.get("/w/<w>/outcomes.<ending>")
def outcomes(w: str, ending: str) -> ResponseReturnValue:
    """One file; `NotFound` for a kind that we don't make."""
    workshop = find_workshop(w)
    require_desk(workshop)
    kind = FILES.get(ending)
    if kind is None:
        raise NotFound(
            _("There is no such file. The outcomes come as a table (csv), a document (json) and lines to paste (txt)."),
            code="format",
        )
    body = make_file(kind, workshop.id, str(get_locale()))
    return _attachment(body, kind.media_type, _file_name(workshop, ending))


@area.get("/w/<w>/outcomes.schema.json")
def schema(w: str) -> ResponseReturnValue:
    """How the document is built. It holds nobody's words, so it is open to everybody."""
    find_workshop(w)
    response = make_response(SCHEMA_FILE.read_bytes())
    response.headers["Content-Type"] = "application/schema+json"
    return response


def _file_name(workshop: Workshop, ending: str) -> str:
    date = workshop.held_on.isoformat() if workshop.held_on else None
    return file_name(workshop.title, date, ending)


def _attachment(body: bytes, media_type: str, name: str) -> Response:
    """The name twice: in full, and in ASCII for what can't read that."""
    response = make_response(body)
    plain = plain_name(name).replace("\\", "").replace('"', "")
    response.headers["Content-Type"] = media_type
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response
