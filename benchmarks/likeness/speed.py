"""How long the desk waits for what resembles a note on a sheet of 300, what it costs, and whether a Send waits for it.

On the real server. Notes are posted at a steady rate four times: alone, while the process is started and reads
the sheet, while the desk asks without a pause, and alone again.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from uuid import uuid4

sys.path.append(str(Path(__file__).resolve().parent.parent))

from door import Visitor
from server import CORES, Server, cost, create, family, the_workshop
from statements import real, real_texts

SHEET = 300
AUTHORS = 30
PLACED = 100
RATE = 10.0
SECONDS = 8.0
PORT = 5310


@dataclass
class Room:
    """A sheet of real statements on a server, a desk, and people who write."""

    server: Server
    w: str
    desk: Visitor
    authors: list[Visitor]
    loose: list[str]

    async def alike(self, note: str) -> tuple[float, bool]:
        """How many milliseconds the answer took, and whether it was one."""
        answer = await self.desk._ask("GET", f"/w/{self.w}/notes/{note}/alike", b"", {"Accept": "application/json"})
        assert answer.status == 200, answer.body[:200]
        return 1000 * (answer.answered - answer.sent), json.loads(answer.body)["ready"]

    async def post(self, author: Visitor) -> float:
        """How many milliseconds a Send takes."""
        answer = await author.post(f"/w/{self.w}/notes", id=str(uuid4()), question="1", text="Encore une idée")
        assert answer.status == 201, answer.body[:200]
        return 1000 * (answer.answered - answer.sent)

    def process(self) -> int:
        """The process of the vectors."""
        assert self.server.process is not None
        return family(self.server.process.pid)[-1]


def measure() -> int:
    with TemporaryDirectory(prefix="likeness-") as folder:
        asyncio.run(_measure(Path(folder)))
    return 0


async def _measure(folder: Path) -> None:
    server = the_workshop(sys.executable, PORT, folder)
    server.start()
    try:
        link = server.wait_until_up()
        os.sched_setaffinity(server.process.pid, CORES)  # the vectors may use any core, as on a laptop
        room = await _fill(server, create(sys.executable, folder, "Likeness"), link)
        first, tries = await _until_ready(room)
        print(f"\nSheet of {SHEET} real statements, {PLACED} of them in criteria. Ready {first:.1f} s after the first question,"
              f" which was asked {tries} times.")  # fmt: skip
        await _ask_in_turn(room)
        print(f"Memory of the process: {cost(room.process()).rss:.0f} MB resident.")
        await _sends(room)
    finally:
        server.kill()


async def _fill(server: Server, made: dict[str, str], link: str) -> Room:
    labelled = {s.id: s.criterion for s in real()}
    texts = sorted(real_texts(), key=lambda one: one[0] not in labelled)[:SHEET]
    desk, authors = Visitor(server.port), [Visitor(server.port) for _ in range(AUTHORS)]
    await desk.get(link)
    for author in authors:
        await author.post(f"/j/{made['code']}", accept="text/html")
    home, criterion_of = f"/w/{made['id']}", {}
    await desk.post(f"{home}/step", step="write", question="1")
    for number, (key, text) in enumerate(texts):
        note = str(uuid4())
        criterion_of[note] = labelled.get(key)
        await authors[number % AUTHORS].post(f"{home}/notes", id=note, question="1", text=text)
    await desk.post(f"{home}/step", step="read", question="1")
    for note in criterion_of:
        await desk.post(f"{home}/notes/{note}/showing", **{"as": "shown"})
    made_criteria: dict[str, str] = {}
    placed = [note for note, criterion in criterion_of.items() if criterion][:PLACED]
    for note in placed:
        await _place(desk, home, note, str(criterion_of[note]), made_criteria)
    return Room(server, made["id"], desk, authors, [note for note in criterion_of if note not in placed])


async def _place(desk: Visitor, home: str, note: str, criterion: str, made: dict[str, str]) -> None:
    if criterion in made:
        answer = await desk.post(f"{home}/notes/{note}/placement", criterion=made[criterion])
    else:
        answer = await desk.post(f"{home}/criteria", question="1", group="1", name=criterion, note=note)
        made[criterion] = json.loads(answer.body)["criterion"]
    assert answer.status == 200, answer.body[:200]


async def _until_ready(room: Room) -> tuple[float, int]:
    """The process was started when reading out began; it has not read the sheet."""
    began, tries, ready = time.perf_counter(), 0, False
    while not ready:
        tries += 1
        ready = (await room.alike(room.loose[0]))[1]
    return time.perf_counter() - began, tries


async def _ask_in_turn(room: Room) -> None:
    answers = [await room.alike(note) for note in room.loose]
    late = sum(not ready for _, ready in answers)
    print(f"{len(answers)} notes one after the other: {_spread([ms for ms, _ in answers])}; {late} came too late.")


async def _sends(room: Room) -> None:
    print(f"\n| a Send at {RATE:g} a second | p50 | p95 | slowest, ms |\n|---|---|---|---|")
    for name, beside in (
        ("with nothing beside it", _nothing),
        ("while the process is started and reads the sheet", _start_again),
        ("while the desk asks without a pause", _ask_on),
        ("with nothing beside it, again", _nothing),
    ):
        async with _beside(beside, room):
            took = await _steadily(room)
        print(f"| {name} | {_spread(took, ' | ')} |")


async def _steadily(room: Room) -> list[float]:
    began, took = time.perf_counter(), []
    for number in range(int(RATE * SECONDS)):
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        took.append(await room.post(room.authors[number % AUTHORS]))
    return took


@asynccontextmanager
async def _beside(what: Callable[[Room], Awaitable[None]], room: Room) -> AsyncIterator[None]:
    task = asyncio.ensure_future(what(room))
    try:
        yield
    finally:
        task.cancel()


async def _nothing(_room: Room) -> None:
    return


async def _start_again(room: Room) -> None:
    while True:
        os.kill(room.process(), 9)
        await _until_ready(room)


async def _ask_on(room: Room) -> None:
    while True:
        for note in room.loose:
            await room.alike(note)


def _spread(took: list[float], between: str = " / ") -> str:
    parts = quantiles(took, n=20)
    return between.join(f"{value:.1f}" for value in (parts[9], parts[18], max(took)))
