"""`workshop demo`: plays a meeting of simulated people on a running server."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from types import FrameType

from flask_babel import gettext as _

from workshop.cli import CannotRun, system_language
from workshop.config import LANGUAGES, default_data_folder
from workshop.demo.browser import Unreachable
from workshop.demo.live import NoPage
from workshop.demo.player import Refused
from workshop.demo.progress import Progress
from workshop.demo.server import NoServer
from workshop.demo.show import Options, show
from workshop.demo.stage import Wanted
from workshop.demo.statements import Unreadable

INTERRUPTED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """All options of the command, `--data` included."""
    parser.add_argument("--people", type=_positive, metavar="N", help=_("how many people take part (default 40)"))
    parser.add_argument("--questions", type=_positive, metavar="N", help=_("play the first N questions only"))
    pace = parser.add_mutually_exclusive_group()
    pace.add_argument("--speed", type=_above_zero, default=1.0, metavar="N", help=_("N times as fast (default 1)"))
    pace.add_argument("--minutes", type=_above_zero, metavar="M", help=_("minutes for each question (default 1)"))
    parser.add_argument(
        "--statements", type=Path, metavar="FILE", help=_("play a CSV file with a column called text instead")
    )
    parser.add_argument("--attribution", default="", metavar="TEXT", help=_("whose words the file holds, to be shown"))
    parser.add_argument("--language", choices=LANGUAGES, default=system_language(), help=_("language of title and criteria"))
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help=_("data folder (default: one of the demonstration's own)")
    )
    parser.add_argument("--host", metavar="H", help=_("address to listen on, if a server is started"))
    parser.add_argument("--port", type=_positive, metavar="P", help=_("port to listen on, if a server is started"))
    parser.add_argument("--no-browser", action="store_true", help=_("open no pages"))
    parser.add_argument(
        "--stay",
        action=argparse.BooleanOptionalAction,
        help=_("keep the pages up afterwards (default: in a terminal, or with pages open)"),
    )


def run(args: argparse.Namespace) -> int:
    """Plays until the end or Ctrl-C: 0 done, 1 not possible or something was refused, 130 interrupted."""
    progress, halt = Progress(), threading.Event()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return show(_options(args), progress, halt)
    except (Unreadable, NoServer) as problem:
        raise CannotRun(str(problem)) from problem
    except (Refused, NoPage, Unreachable) as problem:
        raise CannotRun(_("The demonstration can't go on: %(problem)s", problem=problem)) from problem
    except KeyboardInterrupt:
        progress.say(_("Ended. What was written stays in %(folder)s", folder=_wanted(args).data))
        return INTERRUPTED
    finally:
        halt.set()


def _options(args: argparse.Namespace) -> Options:
    pages = not args.no_browser and _has_display()
    return Options(
        server=_wanted(args),
        language=args.language,
        people=args.people,
        questions=args.questions,
        speed=args.speed,
        minutes=args.minutes,
        statements=args.statements,
        attribution=args.attribution,
        stay=args.stay if args.stay is not None else pages or sys.stderr.isatty(),
        open_page=webbrowser.open if pages else None,
    )


def _wanted(args: argparse.Namespace) -> Wanted:
    """Without `--data` a folder of its own, so that invented notes never mix with real ones."""
    return Wanted(
        data=args.data or default_data_folder() / "demo",
        own_data=args.data is None,
        host=args.host,
        port=args.port,
    )


def _has_display() -> bool:
    """Without one, Linux would offer a browser inside the terminal."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """A polite end by another program is an end like Ctrl-C."""
    raise KeyboardInterrupt


def _positive(raw: str) -> int:
    number = int(raw)
    if number < 1:
        raise argparse.ArgumentTypeError(_("must be 1 or more"))
    return number


def _above_zero(raw: str) -> float:
    number = float(raw)
    if not number > 0:
        raise argparse.ArgumentTypeError(_("must be more than 0"))
    return number
