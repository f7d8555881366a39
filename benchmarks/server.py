"""Starts the servers that are measured, as a user would, and reads from /proc what they cost.

A server runs on the first core that we may use, the load on the others. Only processes that
were started here are ended here, each by its id. Linux alone has the figures.
"""

import json
import os
import re
import resource
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
CORES = sorted(os.sched_getaffinity(0))
USUAL_FILES = resource.getrlimit(resource.RLIMIT_NOFILE)
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


class Down(Exception):
    """The server did not start, or a command of it failed; the message ends with its output."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds used so far, and memory in MB (PSS shares the pages that processes share)."""

    cpu: float
    rss: float
    pss: float


@dataclass
class Server:
    """One server process on one port, which can be killed and started again."""

    name: str
    command: list[str]
    port: int
    output: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it on its core, with the limit of open files that a user has."""
        os.sched_setaffinity(0, CORES[:1])
        try:
            with self.output.open("wb") as out:
                self.process = subprocess.Popen(self.command, cwd=ROOT, env=environment(), stdout=out, stderr=subprocess.STDOUT)
        finally:
            os.sched_setaffinity(0, CORES[1:] or CORES)
        resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, USUAL_FILES)

    def wait_until_up(self) -> str:
        """Waits for the door to open and gives the desk's one-time link of the output."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            link = re.search(r"^Desk: (\S+)", self.said(), re.MULTILINE)
            if link and self.answers():
                return link[1]
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise Down(f"{self.name} did not start:\n{self.said()[-2000:]}")

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def said(self) -> str:
        return self.output.read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL to the process and to what it started, each by its id."""
        if self.process is None:
            return
        for pid in reversed(family(self.process.pid)):
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self.process.wait()

    def cost(self) -> Cost:
        assert self.process is not None
        parts = [cost(pid) for pid in family(self.process.pid)]
        return Cost(sum(p.cpu for p in parts), sum(p.rss for p in parts), sum(p.pss for p in parts))


def the_workshop(python: str, port: int, folder: Path) -> Server:
    """The real server, by the command of the documentation."""
    command = [python, "-m", "workshop", "run", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--data", str(folder / "data"), "--no-browser"]
    return Server("workshop", command, port, folder / "workshop.log")


def the_floor(python: str, port: int, folder: Path) -> Server:
    """The bare application beside it, started with the same interpreter."""
    command = [python, str(ROOT / "benchmarks" / "floor.py"), "--port", str(port)]
    return Server("floor", command, port, folder / "floor.log")


def create(python: str, folder: Path, title: str) -> dict[str, str]:
    """A new workshop by the command of the documentation; its one JSON object."""
    command = [python, "-m", "workshop", "create", "--title", title, "--json"]
    command += ["--data", str(folder / "data")]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise Down(f"workshop create failed:\n{done.stderr[-2000:]}")
    made: dict[str, str] = json.loads(done.stdout)
    return made


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def family(pid: int) -> list[int]:
    """The process and its descendants, parents first."""
    found = [pid]
    for one in found:
        try:
            tasks = list(Path(f"/proc/{one}/task").iterdir())
            found += [int(c) for t in tasks for c in (t / "children").read_text().split()]
        except FileNotFoundError:
            continue
    return found


def cost(pid: int) -> Cost:
    """What one process used until now; nothing for one that has ended."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return Cost(0, 0, 0)
    sizes = dict(re.findall(r"^(Rss|Pss):\s+(\d+) kB", rollup, re.MULTILINE))
    cpu = (int(after_name[11]) + int(after_name[12])) / TICKS
    return Cost(cpu, int(sizes.get("Rss", 0)) / 1024, int(sizes.get("Pss", 0)) / 1024)


def free_our_files() -> None:
    """A thousand sockets need more open files than a shell usually allows."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (USUAL_FILES[1], USUAL_FILES[1]))
