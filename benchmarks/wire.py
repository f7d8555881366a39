"""A room full of live lines: Socket.IO over WebSocket, spoken by hand on picows.

A frame costs one clock reading and one copy when it arrives; it is parsed after the measurement.
"""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from door import Page, Visitor
from picows import WSError, WSFrame, WSListener, WSTransport, ws_connect

PATCH = b'42["patch",'
LONGEST_FRAME = 64 * 1024 * 1024


@dataclass(slots=True)
class Frame:
    """One Socket.IO message as it came."""

    at: float
    device: "Device"
    payload: bytes


@dataclass(eq=False)
class Device:
    """A page that stays open: notepad, desk or screen. It comes back by itself if told to."""

    face: str
    visitor: Visitor
    page: Page
    frames: list[Frame] = field(repr=False)
    own: dict[str, int] = field(default_factory=dict)
    lacking: set[str] = field(default_factory=set)
    caught_up_at: float = 0.0
    refused: str = ""
    comes_back: bool = False
    line: "Line | None" = field(default=None, repr=False)
    caught_up: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def __post_init__(self) -> None:
        self.own = dict.fromkeys(self.page.rooms.split(), self.page.since)

    async def connect(self) -> None:
        """Opens the line; `caught_up` is set when each room's batch has come."""
        self.caught_up.clear()
        self.lacking = set(self.own)
        url = f"ws://127.0.0.1:{self.visitor.port}/socket.io/?EIO=4&transport=websocket"
        headers = {"Origin": self.visitor.origin, "Cookie": self.visitor.cookie}
        await ws_connect(
            lambda: Line(self),
            url,
            extra_headers=headers,
            max_frame_size=LONGEST_FRAME,
            websocket_handshake_timeout=20,
        )

    async def come_back(self) -> None:
        """As the browser does: first after up to a second, then again every second or so."""
        wait = random.uniform(0, 1)
        while self.comes_back:
            await asyncio.sleep(wait)
            wait = random.uniform(0.5, 1.5)
            try:
                return await self.connect()
            except (OSError, TimeoutError, WSError):
                continue

    def auth(self) -> str:
        since = min(self.own.values(), default=self.page.since)
        return json.dumps({"rooms": self.page.rooms, "since": since, "epoch": self.page.epoch})

    def joined(self, at: float, payload: bytes) -> None:
        """A message while batches are lacking; the last batch makes the device whole."""
        event, patch = json.loads(payload[2:])
        if event == "patch" and patch["batch"]:
            self.lacking.discard(patch["room"])
        if not self.lacking:
            self.caught_up_at = at
            self.caught_up.set()

    def close(self) -> None:
        self.comes_back = False
        if self.line and self.line.transport:
            self.line.transport.disconnect()


class Line(WSListener):
    """One connection of a device, from the handshake to its end."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.transport: WSTransport | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        self.device.line = self

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        at = time.perf_counter()
        payload = frame.get_payload_as_bytes()
        kind = payload[:2]
        if kind == b"42":
            self.device.frames.append(Frame(at, self.device, payload))
            if self.device.lacking:
                self.device.joined(at, payload)
        elif kind == b"2":
            transport.send(frame.msg_type, b"3")
        elif kind[:1] == b"0":
            transport.send(frame.msg_type, f"40{self.device.auth()}".encode())
        elif kind == b"44":
            self.device.refused = payload.decode()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        if self.device.comes_back and self.device.line is self:
            asyncio.get_running_loop().create_task(self.device.come_back())


async def all_caught_up(devices: list[Device], within: float) -> int:
    """How many devices have every batch, after at most so many seconds."""
    waits = [asyncio.create_task(device.caught_up.wait()) for device in devices]
    _, late = await asyncio.wait(waits, timeout=within)
    for task in late:
        task.cancel()
    return len(devices) - len(late)


async def quiet(frames: list[Frame], still: float = 0.4, within: float = 15.0) -> None:
    """Waits until nothing has arrived for a while."""
    until, seen = time.monotonic() + within, -1
    while seen != len(frames) and time.monotonic() < until:
        seen = len(frames)
        await asyncio.sleep(still)


async def in_turns(work: Sequence[Callable[[], Awaitable[object]]], at_once: int) -> None:
    """Runs coroutine functions, so many at a time."""
    gate = asyncio.Semaphore(at_once)

    async def one(job: Callable[[], Awaitable[object]]) -> None:
        async with gate:
            await job()

    await asyncio.gather(*(one(job) for job in work))
