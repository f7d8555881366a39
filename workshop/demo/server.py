"""The server that the demonstration plays on: the one that serves the data folder, or one of its own.

Speaks to it by the commands and addresses that anybody may use. What was started here is ended
here, and nothing else.
"""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from workshop.config import DEFAULT_PORT
from workshop.demo.browser import Browser, Unreachable

START_PATIENCE = 60.0
END_PATIENCE = 8.0
COMMAND_PATIENCE = 120.0


class NoServer(Exception):
    """No server could be found or started; the message says what it said."""


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
    with _own_server(wanted, urlsplit(address).port or DEFAULT_PORT) as facilitator:
        yield _stage(made, _origin(facilitator), True, facilitator)


def _stage(made: dict[str, str], address: str, started_here: bool, facilitator: str) -> Stage:
    port = urlsplit(address).port
    return Stage(
        address,
        started_here,
        made["id"],
        made["code"],
        join=_on_port(made["join"], port),
        screen=_on_port(made["screen"], port),
        desk=_on_port(made["desk"], port),
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


@contextmanager
def _own_server(wanted: Wanted, usual_port: int) -> Iterator[str]:
    """Runs a server until the end of the block; gives its one-time sign-in link."""
    words = ["run", "--no-browser", "--data", str(wanted.data)]
    words += ["--port", str(wanted.port or _free_port(usual_port))]
    words += ["--host", wanted.host] if wanted.host else []
    child = subprocess.Popen(
        [sys.executable, "-m", "workshop", *words],
        env=_environment(wanted),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        yield _wait_for_desk(child)
    finally:
        _end(child)


def _wait_for_desk(child: subprocess.Popen[str]) -> str:
    said: deque[str] = deque(maxlen=30)
    links: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_listen, args=(child, said, links), daemon=True).start()
    until = time.monotonic() + START_PATIENCE
    while time.monotonic() < until:
        try:
            return links.get(timeout=0.1)
        except queue.Empty:
            if child.poll() is not None:
                break
    raise NoServer("The server did not start:\n" + "".join(said))


def _listen(child: subprocess.Popen[str], said: deque[str], links: queue.Queue[str]) -> None:
    """Reads on to the end, so that the server never waits for a reader."""
    assert child.stdout is not None
    for line in child.stdout:
        said.append(line)
        if found := re.match(r"Desk: (\S+)", line):
            links.put(found[1])


def _end(child: subprocess.Popen[str]) -> None:
    """Asks first, as Ctrl-C would; a server that doesn't hear is ended."""
    for ask in (signal.SIGINT, signal.SIGTERM):
        if child.poll() is None:
            child.send_signal(ask if os.name == "posix" else signal.SIGTERM)
            try:
                child.wait(END_PATIENCE)
            except subprocess.TimeoutExpired:
                continue
    if child.poll() is None:
        child.kill()
        child.wait()


def _free_port(usual: int) -> int:
    """The usual port, or any other where that one is taken."""
    for port in (usual, 0):
        with socket.socket() as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    return usual


def _origin(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.scheme}://{parts.netloc}"


def _on_port(link: str, port: int | None) -> str:
    """The same link at the port where the server really listens."""
    parts = urlsplit(link)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return urlunsplit(parts._replace(netloc=f"{host}:{port}" if port else f"{host}"))
