"""`workshop export`: writes the outcomes of a workshop to a file or to standard output.

Only reads, so it works beside a running server and in the middle of a meeting.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
from pathlib import Path

from flask_babel import get_locale
from flask_babel import gettext as _

from workshop.cli import CannotRun
from workshop.cli.common import add_data_option, opened
from workshop.config import settings
from workshop.method.refusals import NotFound
from workshop.outcomes import FILES, find_by_id_or_code, make_file

ENDINGS = {"json": "json", "csv": "csv", "network": "txt"}
UNKNOWN = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """All options of the command, `--data` included."""
    parser.add_argument(
        "workshop", metavar="ID-or-CODE", help=_("the workshop's id, as in its address, or a join code of it")
    )
    parser.add_argument(
        "--format",
        choices=ENDINGS,
        required=True,
        help=_("json: everything, for other programs; csv: a table of all ideas; network: lines to paste"),
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("write to this file instead of standard output"))
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """0 written, 2 no such workshop; raises `CannotRun` where there is no data or no way to write."""
    _require_data(args.data)
    with opened(args.data):
        try:
            workshop = find_by_id_or_code(args.workshop)
        except NotFound as refusal:
            print(refusal.message, file=sys.stderr)
            return UNKNOWN
        body = make_file(FILES[ENDINGS[args.format]], workshop.id, str(get_locale()))
    if args.out is None:
        _print(body)
    else:
        _write(args.out, body)
    return 0


def _require_data(folder: Path) -> None:
    """Never make an empty database where somebody mistyped a folder."""
    url = settings({"DATA": str(folder)})["SQLALCHEMY_DATABASE_URI"]
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        raise CannotRun(_("There is no data of Arc-en-ciel in %(folder)s.", folder=folder))


def _print(body: bytes) -> None:
    """The bytes as they are: a terminal's encoding must not change anybody's words."""
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def _write(target: Path, body: bytes) -> None:
    """The whole file or none of it: an earlier export stays until this one is complete."""
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        reason = error.strerror or error
        raise CannotRun(_("%(path)s can't be written: %(reason)s", path=target, reason=reason)) from error
    print(_("Written: %(path)s", path=target), file=sys.stderr)
