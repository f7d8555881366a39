"""A server of the demonstration's own: started as a user would, ended with the demonstration."""

from __future__ import annotations

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
from pathlib import Path

from flask_babel import gettext as _

START_PATIENCE = 60.0
END_PATIENCE = 8.0


class NoServer(Exception):
    """No server could be found or started; the message says what it said."""


@contextmanager
def running(data: Path, host: str | None, port: int, environment: dict[str, str]) -> Iterator[str]:
    """A server until the end of the block; gives its one-time sign-in link. Raises `NoServer`."""
    words = ["run", "--no-browser", "--data", str(data), "--port", str(port)]
    words += ["--host", host] if host else []
    child = subprocess.Popen(
        [sys.executable, "-m", "workshop", *words],
        env=environment,
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


def free_port(usual: int) -> int:
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
    raise NoServer(_("The server did not start:") + "\n" + "".join(said))


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
