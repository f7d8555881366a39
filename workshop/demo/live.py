"""One page's live connection: Socket.IO over a websocket, and the numbers that tell what was missed.

Follows the live protocol of the browser: a number for each room, patches applied in order, a gap
asked for by number. What a patch shows is handed on; nothing is written through the socket.
"""

from __future__ import annotations

import json
import logging
import random
import threading
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import engineio
import socketio
from socketio.exceptions import SocketIOError

from workshop.demo.browser import Browser, Unreachable
from workshop.demo.glimpse import Glimpse, glimpse

GAP_PATIENCE = 0.3
CONNECT_PATIENCE = 10

logging.getLogger("socketio.client").setLevel(logging.CRITICAL)
logging.getLogger("engineio.client").setLevel(logging.CRITICAL)


class NoPage(Exception):
    """The face was not given; the message holds the status."""


class _InOrder(engineio.Client):  # type: ignore[misc]
    """Handles one message after the other. The usual client starts a thread for each, in any order."""

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        return super()._trigger_event(event, *args, **{**options, "run_async": False})

    def disconnect(self, abort: bool = False, reason: str | None = None) -> None:
        """As a closed page does: without waiting for the server's farewell, up to 3 s a person."""
        if self.state == "connected":
            self.ws.close = partial(self.ws.close, timeout=0)
        super().disconnect(abort, reason)


class _Socket(socketio.Client):  # type: ignore[misc]
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder


class Live:
    """A face that somebody has open. `on_html` is called with every piece of page that comes in."""

    def __init__(self, browser: Browser, path: str, on_html: Callable[[str], None] | None = None) -> None:
        self.browser = browser
        self.path = path
        self.patches = 0
        self.page = Glimpse()
        self._on_html = on_html
        self._own: dict[str, int] = {}
        self._asking: set[str] = set()
        self._lock = threading.Lock()
        self._socket: socketio.Client | None = None

    def open(self) -> None:
        """Fetches the page and connects. Raises `NoPage` and `Unreachable`."""
        self.fetch()
        socket = _Socket(
            handle_sigint=False,
            reconnection_delay=0.5,
            reconnection_delay_max=4,
            websocket_extra_options={"skip_utf8_validation": True},  # decoding does it, a hundred times faster
        )
        socket.on("patch", self._patched)
        try:
            socket.connect(
                self.browser.address,
                headers={"Cookie": self.browser.cookie_header()},
                auth=self._credentials,
                transports=["websocket"],
                wait_timeout=CONNECT_PATIENCE,
            )
        except (SocketIOError, ValueError) as problem:
            raise Unreachable(str(problem)) from problem
        self._socket = socket

    def fetch(self) -> None:
        """The page as it is now; its rooms and numbers replace ours."""
        answer = self.browser.get(self.path)
        if answer.status != 200:
            raise NoPage(f"{self.path}: {answer.status}")
        page = glimpse(answer.body)
        with self._lock:
            self.page = page
            self._own = dict.fromkeys(page.rooms.split(), page.seq)
        self._hand_on(answer.body)

    def close(self) -> None:
        """Closes the connection, and gives up connecting again."""
        if self._socket is not None:
            self._socket.shutdown()

    @property
    def connected(self) -> bool:
        return bool(self._socket and self._socket.connected)

    def _credentials(self) -> dict[str, object]:
        with self._lock:
            since = min(self._own.values(), default=self.page.seq)
            return {"rooms": list(self._own), "since": since, "epoch": self.page.epoch}

    def _patched(self, patch: dict[str, Any]) -> None:
        room, seq, prev = patch["room"], patch["seq"], patch["prev"]
        with self._lock:
            own = self._own.get(room)
            if own is None or own >= seq:
                return
            missed = own < prev and not patch.get("batch")
            if not missed:
                self._own[room] = seq
                self.patches += 1
            ask = missed and room not in self._asking
            self._asking |= {room} if ask else set()
        if ask:
            wait = GAP_PATIENCE * (1 + random.random())
            threading.Timer(wait, self._catch_up, (room, prev)).start()
        if not missed:
            self._hand_on(patch.get("html", ""))

    def _catch_up(self, room: str, needed: int) -> None:
        with self._lock:
            self._asking.discard(room)
            own = self._own.get(room, needed)
        if own >= needed:
            return
        query = urlencode({"room": room, "since": own, "epoch": self.page.epoch})
        try:
            answer = self.browser.get(f"{self.path.rpartition('/')[0]}/changes?{query}")
            caught = json.loads(answer.body) if answer.status == 200 else {"reload": True}
            self.fetch() if caught.get("reload") else self._patched(caught)
        except (Unreachable, NoPage, ValueError):
            return

    def _hand_on(self, html: str) -> None:
        if self._on_html is not None and html:
            self._on_html(html)
