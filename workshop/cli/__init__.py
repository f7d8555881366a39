"""The command line: parse, call one verb, answer with words and an exit code."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Sequence
from typing import Protocol

from flask import Flask
from flask.ctx import AppContext
from flask_babel import Babel
from flask_babel import gettext as _

from workshop.config import LANGUAGES
from workshop.schema import NewerDatabase


class Command(Protocol):
    """What a module of this package offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Describe the command's options."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; 0 is success."""


def run_command(words: Sequence[str]) -> int:
    """Parse and run one command in the language of this computer; its exit code.

    0 done, 1 it could not be done (the sentence is on standard error), 2 the words were wrong.
    """
    with _speaking():
        parser, commands = _parser()
        args = parser.parse_args(list(words))
        try:
            return commands[args.command].run(args)
        except CannotRun as reason:
            print(reason, file=sys.stderr)
            return 1
        except NewerDatabase:
            print(_newer_data(), file=sys.stderr)
            return 1
        except PermissionError as error:
            where = error.filename or ""
            print(_("This may not be written here: %(path)s", path=where), file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130


class CannotRun(Exception):
    """A command can't do what was asked; the message says why in plain words."""


def _newer_data() -> str:
    return _(
        "This data was written by a newer version of Arc-en-ciel. "
        "Start that version, or choose another data folder. Nothing was changed."
    )


def _parser() -> tuple[argparse.ArgumentParser, dict[str, Command]]:
    from workshop.cli import backup, create, demo, export, link, restore, run

    described: dict[str, tuple[Command, str]] = {
        "run": (run, _("start the server and open the desk")),
        "link": (link, _("print another sign-in link for the desk")),
        "create": (create, _("make a workshop")),
        "demo": (demo, _("play a meeting of simulated people")),
        "export": (export, _("write a workshop's outcomes")),
        "backup": (backup, _("copy all data into one file")),
        "restore": (restore, _("put back the data from such a file")),
    }
    parser = argparse.ArgumentParser(
        prog="workshop", description=_("Arc-en-ciel: live workshops on well-being.")
    )
    choices = parser.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for name, (module, help_text) in described.items():
        module.add_arguments(choices.add_parser(name, help=help_text, description=help_text))
    return parser, {name: module for name, (module, _help) in described.items()}


def _speaking() -> AppContext:
    """A context in which sentences come in this computer's language, before any data is opened."""
    speaker = Flask("workshop", static_folder=None)
    Babel(speaker, default_locale=system_language())
    return speaker.app_context()


def system_language() -> str:
    """The language of this computer, if we speak it, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    code = spoken.lower()[:2]
    return code if code in LANGUAGES else "en"
