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
from contextlib import contextmanager
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
    made = json.loads(_command(wanted, "create", "--title", title, "--json"))
    address = _origin(made["desk"])
    if _serves(address, made["code"]):
        link = re.search(r"https?://\S+", _command(wanted, "link"))
        if link is None:
            raise NoServer("workshop link printed no link.")
        yield _stage(made, address, False, link[0])
        return
    port = wanted.port or free_port(urlsplit(address).port or DEFAULT_PORT)
    with running(wanted.data, wanted.host, port, _environment(wanted)) as facilitator:
        yield _stage(made, _origin(facilitator), True, facilitator)


def _stage(made: dict[str, str], address: str, started_here: bool, facilitator: str) -> Stage:
    """Desk and screen at one address, which the sign-in's cookie needs; joining where phones can."""
    return Stage(
        address,
        started_here,
        made["id"],
        made["code"],
        join=_on_port(made["join"], urlsplit(address).port),
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


def _serves(address: str, code: str) -> bool:
    """Whether who answers there knows this code: another folder's server doesn't."""
    try:
        return Browser(address).get(f"/j/{code}").status == 200
    except Unreachable:
        return False


def _origin(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"


def _at(address: str, link: str) -> str:
    there = urlsplit(address)
    return urlunsplit(urlsplit(link)._replace(scheme=there.scheme, netloc=there.netloc))


def _on_port(link: str, port: int | None) -> str:
    """The same link at the port where the server really listens."""
    parts = urlsplit(link)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return urlunsplit(parts._replace(netloc=f"{host}:{port}" if port else f"{host}"))
