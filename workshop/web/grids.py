"""The grids of a process: which one it uses, what else there is, loading one from a table, taking one away as a table."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from workshop.meeting import delete_grid, find_grid, find_process, keep_grid, pick_grid
from workshop.method.grid import Row
from workshop.method.grid_file import decoded, read_table, written
from workshop.method.refusals import Refusal
from workshop.models import Process
from workshop.outcomes.files import plain_name
from workshop.pages.grids import grids_view, preview_view
from workshop.web.answers import redirect_to
from workshop.web.forms import again
from workshop.web.proof import require_sign_in

area = Blueprint("grids", __name__)


@area.get("/p/<p>/grids")
def page(p: str) -> ResponseReturnValue:
    """The grid in use and the others."""
    require_sign_in()
    process = find_process(p)
    return render_template("grids/page.html", view=grids_view(process, str(get_locale())))


@area.post("/p/<p>/grids/preview")
def preview(p: str) -> ResponseReturnValue:
    """What a table holds and what is wrong with it, before it is kept."""
    require_sign_in()
    process = find_process(p)
    text = _table_field()
    title = request.form.get("title", "").strip() or _name_of_the_file() or _("A grid of our own")
    shown = preview_view(title, read_table(text), str(get_locale()))
    html = render_template("grids/preview.html", process=process, shown=shown, title=title, table=text or "")
    return html, 422 if shown.problems else 200


@area.post("/p/<p>/grids")
def keep(p: str) -> ResponseReturnValue:
    """Keep a table as a grid, and use it if that is asked for."""
    actor = require_sign_in()
    process = find_process(p)
    try:
        grid = keep_grid(request.form.get("title", ""), request.form.get("table", ""))
    except Refusal as refusal:
        return _again(process, refusal)
    if request.form.get("then") == "use":
        pick_grid(process.id, grid.key, by=actor)
    return redirect_to(f"/p/{p}/grids")


@area.post("/p/<p>/grid")
def pick(p: str) -> ResponseReturnValue:
    """Have the process use a grid."""
    actor = require_sign_in()
    process = find_process(p)
    pick_grid(process.id, request.form.get("grid", ""), by=actor)
    return redirect_to(f"/p/{p}/grids")


@area.post("/p/<p>/grids/<key>/deletion")
def delete(p: str, key: str) -> ResponseReturnValue:
    """Delete a loaded grid that nobody uses."""
    require_sign_in()
    process = find_process(p)
    try:
        delete_grid(key)
    except Refusal as refusal:
        return _again(process, refusal)
    return redirect_to(f"/p/{p}/grids")


@area.get("/p/<p>/grids/<key>.csv")
def table(p: str, key: str) -> ResponseReturnValue:
    """A grid as a table, which can be changed in a spreadsheet and loaded again; `empty` is a beginning."""
    require_sign_in()
    process = find_process(p)
    if key == "empty":
        return _attachment(written(_beginning(), process.languages), _("grid"))
    grid = find_grid(key)
    return _attachment(written(grid.rows), grid.title)


def _beginning() -> list[Row]:
    """Two rows that show how a grid is written."""
    language = str(get_locale())
    dimension, general = _("A dimension"), _("In general")
    return [Row("A", "", {language: dimension}), Row("A00", "A", {language: general})]


def _table_field() -> str | None:
    """The table as a file, else as it was pasted."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return decoded(file.read())
    return request.form.get("table", "")


def _name_of_the_file() -> str:
    file = request.files.get("file")
    return (file.filename or "").rpartition(".")[0] if file else ""


def _attachment(table: str, title: str) -> Response:
    response = make_response(table.encode())
    name = f"{title}.csv".replace("/", " ")
    plain = plain_name(name).replace("\\", "").replace('"', "") or "grid.csv"
    response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


def _again(process: Process, refusal: Refusal) -> ResponseReturnValue:
    return again("grids/page.html", refusal, view=grids_view(process, str(get_locale())))
