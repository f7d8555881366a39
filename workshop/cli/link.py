"""`workshop link`: another one-time sign-in link for the desk."""

from __future__ import annotations

import argparse

from workshop.cli.common import add_data_option, opened
from workshop.meeting import invite


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_data_option(parser)


def run(args: argparse.Namespace) -> int:
    """Print the link."""
    with opened(args.data) as app:
        print(f"Desk: {app.config['ADDRESS']}/sign-in/{invite()}")
    return 0
