"""What happens in the room while we measure: notes, a burst, sorting, a step change, a restart."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ledger import Act, Arrivals, match, read
from server import Cost
from stage import Stage
from wire import Device, all_caught_up, quiet

BURST_NOTES = 100
BURST_SECONDS = 0.5
MOVES = ("look", "sort", "look", "approve", "sort", "look", "approve")
WARM_UP = 3
HEARTBEAT = 0.005

Due = Callable[[Act], list[Device]]
Job = Callable[[], Awaitable[Act]]


@dataclass
class Result:
    """One scenario on one server. Milliseconds, percent of a core, MB."""

    scenario: str
    server: str
    arrivals: Arrivals
    acknowledged: list[float] = field(default_factory=list)
    cpu: float = 0.0
    cost: Cost = field(default_factory=lambda: Cost(0, 0, 0))
    load_cpu: float = 0.0
    load_lags: list[float] = field(default_factory=list)
    seconds: float = 0.0
    since_up: float = 0.0
    back: str = ""


async def write(stage: Stage, rate: float, seconds: float) -> Result:
    """Participants post notes one after another, at a steady rate."""
    await stage.stand_at("write")
    return await measure(stage, "write", steadily(rate, seconds), writer(stage), to_author(stage))


async def burst(stage: Stage, rate: float, seconds: float) -> Result:
    """A hundred notes of as many participants within half a second."""
    await stage.stand_at("write")
    times = [number * BURST_SECONDS / BURST_NOTES for number in range(BURST_NOTES)]
    return await measure(stage, "burst", times, writer(stage), to_author(stage))


async def sort(stage: Stage, rate: float, seconds: float) -> Result:
    """The desk places shown notes into criteria, at a steady rate; everybody is to see it."""
    await stage.stand_at("sort")
    return await measure(stage, "sort", steadily(rate, seconds), stage.place, to_all(stage))


async def step(stage: Stage, rate: float, seconds: float) -> Result:
    """The desk moves the group on; each move waits until the one before has been seen."""
    moves = iter(MOVES)
    times = [2.0 * number for number in range(len(MOVES) - WARM_UP)]
    return await measure(stage, "step", times, lambda: stage.step(next(moves)), to_all(stage))


async def restart(stage: Stage, rate: float, seconds: float) -> Result:
    """SIGKILL right after an acknowledged act, a new start, and everybody comes back by itself."""
    await settle(stage)
    for device in stage.devices:
        device.comes_back = True
        device.caught_up.clear()
    last = await stage.place()
    killed = time.perf_counter()
    stage.server.kill()
    stage.server.start()
    await asyncio.to_thread(stage.server.wait_until_up)
    up = time.perf_counter()
    back = await all_caught_up(stage.devices, within=30)
    await settle(stage)
    result = await measure(stage, "restart", [0.0, 0.2], stage.place, to_all(stage))
    behind = sum(max(device.own.values()) < last.seq for device in stage.devices)
    came = [device.caught_up_at for device in stage.devices if device.caught_up.is_set()]
    result.seconds, result.since_up = max(came) - killed, max(came) - up
    result.back = f"{back - behind}/{len(stage.devices)}"
    return result


SCENARIOS = {"write": write, "burst": burst, "sort": sort, "step": step, "restart": restart}


def writer(stage: Stage) -> Job:
    """Each call is the next participant's note."""
    authors = stage.notepads
    return lambda: stage.post_note(authors[len(stage.notes) % len(authors)])


def to_author(stage: Stage) -> Due:
    """While people write: the author's own devices, the desk and the screen; nobody else."""
    numbers = [stage.one("desk"), stage.one("screen")]
    return lambda act: [act.author, *numbers]


def to_all(stage: Stage) -> Due:
    return lambda act: stage.devices


def steadily(rate: float, seconds: float) -> list[float]:
    return [number / rate for number in range(max(1, round(rate * seconds)))]


async def measure(stage: Stage, name: str, times: list[float], job: Job, due: Due) -> Result:
    """Plays one act at each of the times, unless it has to wait, and matches what arrives."""
    for _ in range(WARM_UP):
        await job()
    await settle(stage)
    lags: list[float] = []
    watch = asyncio.create_task(heartbeat(lags))
    before, began, load = stage.server.cost(), time.perf_counter(), time.process_time()
    acts = await play(times, job)
    await quiet(stage.frames, still=0.1)
    took, load = time.perf_counter() - began, time.process_time() - load
    after = stage.server.cost()
    await quiet(stage.frames)
    watch.cancel()
    result = Result(name, stage.server.name, match(acts, read(stage.frames), due))
    result.acknowledged = [(act.answered - act.sent) * 1000 for act in acts]
    result.cpu, result.cost = (after.cpu - before.cpu) / took * 100, after
    result.load_cpu, result.load_lags = load / took * 100, lags
    return result


async def play(times: list[float], job: Job) -> list[Act]:
    began = time.perf_counter()
    running = []
    for moment in times:
        await asyncio.sleep(max(0.0, began + moment - time.perf_counter()))
        running.append(asyncio.ensure_future(job()))
    return list(await asyncio.gather(*running))


async def settle(stage: Stage) -> None:
    await quiet(stage.frames)
    stage.forget()


async def heartbeat(lags: list[float]) -> None:
    """How late the load itself is, in milliseconds: what it adds to every figure at worst."""
    while True:
        due = time.perf_counter() + HEARTBEAT
        await asyncio.sleep(HEARTBEAT)
        lags.append((time.perf_counter() - due) * 1000)
