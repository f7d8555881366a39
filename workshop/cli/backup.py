"""`workshop backup FILE`: one whole, consistent copy of the data, also while the server runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from flask_babel import gettext as _

from workshop.cli import CannotRun
from workshop.cli.common import add_data_option
from workshop.config import DATABASE_FILE
from workshop.schema import copy_sqlite


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_data_option(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the copy to write"))


def run(args: argparse.Namespace) -> int:
    """Write the copy under another name first, so that FILE is whole or not there."""
    source = args.data / DATABASE_FILE
    if not source.exists():
        raise CannotRun(_("There is no data in %(folder)s yet.", folder=args.data))
    if args.file.exists():
        raise CannotRun(_("%(file)s is there already. Choose another name.", file=args.file))
    partly = args.file.with_name(args.file.name + ".part")
    partly.unlink(missing_ok=True)
    try:
        copy_sqlite(source, partly)
        partly.replace(args.file)
    except OSError as error:
        partly.unlink(missing_ok=True)
        raise CannotRun(
            _("The copy can't be written: %(why)s", why=error.strerror or error)
        ) from None
    print(_("Copied to %(file)s", file=args.file))
    return 0
