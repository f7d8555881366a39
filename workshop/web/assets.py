"""Static files: one hash for the whole tree in their address, kept for good, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

STATIC = Path(__file__).resolve().parent.parent / "static"
COMPRESSED = frozenset({".js", ".css", ".svg", ".json", ".txt"})
YEAR = 365 * 24 * 3600

area = Blueprint("assets", __name__)


def init_app(app: Flask) -> None:
    """Give templates `asset()` and serve what it names."""
    build = fingerprint()
    app.config["BUILD"] = build
    app.jinja_env.globals["asset"] = lambda name: f"/static/{build}/{name}"
    app.register_blueprint(area)


@area.get("/static/<build>/<path:name>")
def static_file(build: str, name: str) -> Response:
    """One file, immutable under its build's address; an older page's build is answered too."""
    found = (STATIC / name).resolve()
    if not found.is_relative_to(STATIC) or not found.is_file():
        abort(404)
    body, encoding = _body(found, _takes_gzip(found))
    response = Response(body, mimetype=_mimetype(found))
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    lasting = build == current_app.config["BUILD"]
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if lasting else "no-cache"
    )
    return response


def fingerprint() -> str:
    """A hash over every static file, so that relative imports between scripts stay right."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(STATIC)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=256)
def _body(path: Path, compress: bool) -> tuple[bytes, str | None]:
    content = path.read_bytes()
    return (gzip.compress(content, 9), "gzip") if compress else (content, None)


def _takes_gzip(path: Path) -> bool:
    return path.suffix in COMPRESSED and "gzip" in request.headers.get("Accept-Encoding", "")


def _mimetype(path: Path) -> str:
    if path.suffix == ".woff2":
        return "font/woff2"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
