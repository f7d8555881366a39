"""The real server as a user starts it: a process of its own, on a free port of this machine, on a data folder of its own.

It can be killed as by a power cut and started again on the same port and data.
"""

from __future__ import annotations

import json
import os
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

ROOT = Path(__file__).resolve().parent.parent.parent
START_PATIENCE = 60.0
END_PATIENCE = 15.0
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Made:
    """What `workshop create --json` says of a new workshop."""

    id: str
    code: str
    join: str
    desk: str
    screen: str


class Server:
    """One server: its `address`, its one-time `desk` link, and the lines that it `said`."""

    def __init__(self, data: Path, port: int | None = None, likeness: str = "off") -> None:
        self.data = data
        self.likeness = likeness
        self.port = port or free_port()
        self.address = f"http://{HOST}:{self.port}"
        self.desk = ""
        self.said: deque[str] = deque(maxlen=200)
        self._child: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it has given its desk's link, which it does when it listens."""
        where = ["--host", HOST, "--port", str(self.port), "--data", str(self.data)]
        self._child = self._popen(["run", "--no-browser", *where])
        linked = threading.Event()
        threading.Thread(target=self._listen, args=(self._child, linked), daemon=True).start()
        until = time.monotonic() + START_PATIENCE
        while not linked.wait(0.05):
            if self._child.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The server did not start:\n" + "".join(self.said))

    def kill(self) -> None:
        """End it as a power cut does: nothing is asked, nothing is finished."""
        assert self._child is not None
        self._child.kill()
        self._child.wait(END_PATIENCE)

    def stop(self) -> None:
        """End it as Ctrl-C does; one that doesn't hear is killed."""
        if self._child is None or self._child.poll() is not None:
            return
        self._child.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            self._child.wait(END_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def restart(self) -> None:
        """Kill it, and start it again on the same port and data."""
        self.kill()
        self.start()

    def create(self, title: str = "Bien-être à Drouot", *, groups: tuple[str, ...] = (), step: str = "") -> Made:
        """A workshop, made beside the running server by the command for programs."""
        words = ["create", "--json", "--data", str(self.data), "--title", title]
        for name in groups:
            words += ["--group", name]
        child = self._popen([*words, "--step", step] if step else words)
        output, errors = child.communicate(timeout=START_PATIENCE)
        assert child.returncode == 0, errors or "".join(self.said)
        return Made(**json.loads(output))

    def _popen(self, words: list[str]) -> subprocess.Popen[str]:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return subprocess.Popen(
            [sys.executable, "-m", "workshop", *words],
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "WORKSHOP_LIKENESS": self.likeness},
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if words[0] == "run" else subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )

    def _listen(self, child: subprocess.Popen[str], linked: threading.Event) -> None:
        """Reads on to the end, so that the server never waits for a reader."""
        assert child.stdout is not None
        for line in child.stdout:
            self.said.append(line)
            if found := re.match(r"Desk: (\S+)", line):
                self.desk = found[1]
                linked.set()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(data: Path, likeness: str = "off") -> Iterator[Server]:
    """A server on `data` until the end of the block; without the process that finds likeness, unless it is wanted."""
    data.mkdir(parents=True, exist_ok=True)
    server = Server(data, likeness=likeness)
    server.start()
    try:
        yield server
    finally:
        server.stop()
