"""`workshop restore FILE`: put a copy in the data's place. Refuses while a server runs on it."""

from __future__ import annotations

import argparse
from pathlib import Path

from flask_babel import gettext as _

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
        try:
            kept = schema.restore(args.file, args.data / DATABASE_FILE)
        except schema.NotACopy:
            raise CannotRun(_("This file is not a copy of Arc-en-ciel's data.")) from None
    if kept:
        print(_("What was there before: %(file)s", file=kept))
    print(_("Put back from %(file)s", file=args.file))
    return 0
