"""Matches what arrived with what was sent: who was due what, when it came, what came twice.

A patch covers the events after `prev` up to `seq`, so an act with number s has arrived at a
device with its first patch for which prev < s <= seq.
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from wire import PATCH, Device, Frame


class Unexpected(Exception):
    """The server answered otherwise than the contract says."""


@dataclass(frozen=True, slots=True)
class Act:
    """One POST that was accepted: its number in the log, and by which device."""

    seq: int
    sent: float
    answered: float
    author: Device


@dataclass(frozen=True, slots=True)
class Patch:
    at: float
    device: Device
    room: str
    seq: int
    prev: int
    batch: bool
    size: int


@dataclass
class Arrivals:
    """What became of the acts of one measurement. Times in milliseconds from the POST."""

    waits: list[float] = field(default_factory=list)
    expected: int = 0
    strays: int = 0
    doubled: int = 0
    gaps: int = 0
    frames: dict[str, list[int]] = field(default_factory=dict)


def read(frames: list[Frame]) -> list[Patch]:
    """Empties the list of frames and gives the patches among them, in order of arrival."""
    taken, frames[:] = frames[:], []
    return [patch(frame) for frame in taken if frame.payload.startswith(PATCH)]


def patch(frame: Frame) -> Patch:
    room, seq, prev, batch = heading(frame.payload)
    return Patch(frame.at, frame.device, room, seq, prev, batch, len(frame.payload))


@lru_cache(maxsize=4096)
def heading(payload: bytes) -> tuple[str, int, int, bool]:
    """The same bytes go to many devices and are read once."""
    body = json.loads(payload[2:])[1]
    if body.get("reload"):
        raise Unexpected(f"a device was told to fetch its view whole: {body['room']}")
    return body["room"], body["seq"], body["prev"], bool(body["batch"])


def match(acts: list[Act], patches: list[Patch], due: Callable[[Act], list[Device]]) -> Arrivals:
    """The first arrival of each act at each device that is due it, and everything that is wrong."""
    found = Arrivals()
    numbers = sorted(act.seq for act in acts)
    owed = {(act.seq, id(device)): act for act in acts for device in due(act)}
    first: dict[tuple[int, int], float] = {}
    for one in (one for one in patches if not one.batch):
        cover = [(seq, id(one.device)) for seq in covered(numbers, one)]
        news = any(pair in owed and pair not in first for pair in cover)
        found.strays += bool(cover) and cover[-1] not in owed and not news
        for pair in cover:
            first.setdefault(pair, one.at)
    found.expected = len(owed)
    found.waits = [(first[p] - act.sent) * 1000 for p, act in owed.items() if p in first]
    found.doubled, found.gaps = continuity(patches)
    found.frames = sizes(patches, acts)
    return found


def covered(numbers: list[int], one: Patch) -> list[int]:
    return numbers[bisect_right(numbers, one.prev) : bisect_right(numbers, one.seq)]


def continuity(patches: list[Patch]) -> tuple[int, int]:
    """Counts the patches that came twice and those that left a gap; moves each device's numbers."""
    seen: Counter[tuple[int, str, int]] = Counter()
    gaps = 0
    for one in patches:
        own = one.device.own.get(one.room, 0)
        if not one.batch:
            seen[id(one.device), one.room, one.seq] += 1
            gaps += own < one.prev
        one.device.own[one.room] = max(own, one.seq)
    return sum(count - 1 for count in seen.values()), gaps


def sizes(patches: list[Patch], acts: list[Act]) -> dict[str, list[int]]:
    """For each face the sizes of the frames that one act sends to one device there, as a mean."""
    authors = {id(act.author) for act in acts}
    lengths: defaultdict[str, list[int]] = defaultdict(list)
    devices: defaultdict[str, set[int]] = defaultdict(set)
    for one in (one for one in patches if not one.batch):
        wrote = one.device.face == "notepad" and id(one.device) in authors
        face = "author" if wrote else one.device.face
        lengths[face].append(one.size)
        devices[face].add(0 if wrote else id(one.device))
    shares = {face: len(acts) * len(devices[face]) for face in lengths}
    return {face: frames_of_one(lengths[face], share) for face, share in shares.items() if share}


def frames_of_one(lengths: list[int], share: int) -> list[int]:
    """So many frames of the mean size as one act causes; at least one, for patches may be merged."""
    return [round(sum(lengths) / len(lengths))] * max(1, round(len(lengths) / share))
