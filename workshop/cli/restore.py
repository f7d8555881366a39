"""`workshop restore FILE`: put a copy in the data's place. Refuses while a server runs on it."""

from __future__ import annotations

import argparse
import secrets
import sqlite3
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import create_engine

from workshop import schema
from workshop.cli import CannotRun
from workshop.cli.common import add_data_option
from workshop.cli.server_lock import AlreadyRunning, hold
from workshop.config import DATABASE_FILE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_data_option(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the copy to put back"))


def run(args: argparse.Namespace) -> int:
    """Check the copy, keep what was there, put the copy in its place under a new epoch."""
    if not args.file.is_file():
        raise CannotRun(_("There is no such file: %(file)s", file=args.file))
    try:
        lock = hold(args.data)
    except AlreadyRunning as running:
        raise CannotRun(
            _("The server at %(address)s uses this data. Stop it first.", address=str(running))
        ) from None
    with lock:
        kept = _put_back(args.file, args.data / DATABASE_FILE)
    if kept:
        print(_("What was there before: %(file)s", file=kept))
    print(_("Put back from %(file)s", file=args.file))
    return 0


def _put_back(copy: Path, target: Path) -> Path | None:
    """Prepare the copy beside the data; only then does it take the data's place."""
    fresh = target.with_name("restoring.sqlite3")
    _discard(fresh)
    try:
        schema.copy_sqlite(copy, fresh)
        engine = create_engine(f"sqlite:///{fresh}")
        schema.prepare(engine)
        engine.dispose()
        with sqlite3.connect(fresh) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO setting (key, value) VALUES ('epoch', ?)",
                (secrets.token_urlsafe(32),),
            )
        connection.close()
    except sqlite3.DatabaseError:
        _discard(fresh)
        raise CannotRun(_("This file is not a copy of Arc-en-ciel's data.")) from None
    kept = None
    if target.exists():
        engine = create_engine(f"sqlite:///{target}")
        kept = schema.back_up(engine, "before-restore")
        engine.dispose()
        _discard(target)
    fresh.replace(target)
    return kept


def _discard(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
