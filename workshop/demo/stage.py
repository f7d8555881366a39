"""Where the demonstration plays: a workshop of its own, on the server that serves the data folder.

Speaks by the commands and addresses that anybody may use. Where no server runs, one is started.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from workshop.config import DEFAULT_PORT
from workshop.demo.browser import Browser, Unreachable
from workshop.demo.server import NoServer, free_port, running

COMMAND_PATIENCE = 120.0


@dataclass(frozen=True)
class Wanted:
    """What the demonstration was asked for; None leaves the choice to the server's own defaults."""

    data: Path
    own_data: bool
    host: str | None = None
    port: int | None = None


@dataclass(frozen=True)
class Stage:
    """A running server with a workshop in it, and the one-time links that sign desks in."""

    address: str
    started_here: bool
    workshop_id: str
    code: str
    join: str
    screen: str
    desk: str
    facilitator: str


@contextmanager
def stage(wanted: Wanted, title: str) -> Iterator[Stage]:
    """A workshop called `title` on a running server. Raises `NoServer`."""
    with ExitStack() as until_the_end:
        port = wanted.port or free_port(DEFAULT_PORT)
        refusal: NoServer | None = None
        try:
            own = running(wanted.data, wanted.host, port, _environment(wanted))
            facilitator = until_the_end.enter_context(own)
        except NoServer as problem:
            facilitator, refusal = _link(wanted), problem
        made = json.loads(_command(wanted, "create", "--title", title, "--json"))
        if refusal and not _serves(_origin(facilitator), made["code"]):
            raise refusal
        yield _stage(made, facilitator, started_here=refusal is None)


def _link(wanted: Wanted) -> str:
    """To the server that runs on this data already, if that is why ours could not start."""
    found = re.search(r"https?://\S+", _command(wanted, "link"))
    if found is None:
        raise NoServer("workshop link printed no link.")
    return found[0]


def _serves(address: str, code: str) -> bool:
    """Whether who answers there knows this code: a server on other data doesn't."""
    try:
        return Browser(address).get(f"/j/{code}").status == 200
    except Unreachable:
        return False


def _stage(made: dict[str, str], facilitator: str, started_here: bool) -> Stage:
    """Desk and screen at one address, which the sign-in's cookie needs; joining where phones can."""
    address = _origin(facilitator)
    return Stage(
        address,
        started_here,
        made["id"],
        made["code"],
        join=made["join"],
        screen=_at(address, made["screen"]),
        desk=_at(address, made["desk"]),
        facilitator=facilitator,
    )


def _command(wanted: Wanted, *words: str) -> str:
    """What a command prints. Raises `NoServer` with what it complains of."""
    whole = [sys.executable, "-m", "workshop", *words, "--data", str(wanted.data)]
    try:
        done = subprocess.run(
            whole, env=_environment(wanted), capture_output=True, encoding="utf-8", timeout=COMMAND_PATIENCE
        )
    except subprocess.TimeoutExpired as late:
        raise NoServer(f"workshop {words[0]} did not answer within {COMMAND_PATIENCE:.0f} seconds.") from late
    if done.returncode:
        raise NoServer(f"workshop {words[0]}: {done.stderr.strip()[-1000:]}")
    return done.stdout


def _environment(wanted: Wanted) -> dict[str, str]:
    """A database server that an installation names is not for invented statements."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    if wanted.own_data:
        environment.pop("WORKSHOP_DATABASE_URL", None)
    return environment


def _origin(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"


def _at(address: str, link: str) -> str:
    there = urlsplit(address)
    return urlunsplit(urlsplit(link)._replace(scheme=there.scheme, netloc=there.netloc))
