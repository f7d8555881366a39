"""What commands share: the data folder's option, and an application on it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _

from workshop.config import DEFAULT_PORT, default_data_folder


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """`--data DIR`, the folder that holds everything."""
    parser.add_argument(
        "--data",
        type=Path,
        default=default_data_folder(),
        metavar="DIR",
        help=_("folder that holds the data (default: instance)"),
    )


def make_app(data: Path, **settings: Any) -> Flask:
    """The application on a data folder, at the address of the server that runs on it, if any."""
    from workshop.app import create_app
    from workshop.cli.server_lock import running_address

    address = running_address(data) or f"http://localhost:{DEFAULT_PORT}"
    return create_app({"DATA": str(data), "ADDRESS": address, **settings})


@contextmanager
def opened(data: Path) -> Iterator[Flask]:
    """An application's context for a command that reads or writes beside the server."""
    from workshop.cli import system_language

    app = make_app(data)
    with app.app_context(), force_locale(system_language()):
        yield app
