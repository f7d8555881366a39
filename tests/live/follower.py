"""A viewer on a real line: patches are applied as they come, the line breaks and comes back, numbers bridge the gap."""

from __future__ import annotations

import threading
import traceback
from typing import Any

from tests.live.viewer import Viewer
from tests.tools.partials import apply
from tests.tools.visitors import Visitor, line

PATIENCE = 60.0


class Follower(Viewer):
    """A page of a real server. What goes wrong while patches come in stands in `trouble`.

    Whoever looks at `page` or `own` holds `changed` meanwhile.
    """

    def __init__(self, name: str, visitor: Visitor, path: str) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.trouble = ""
        self.reconnects = 0
        self.applied = 0
        self._line: Any = None
        self._greeted: set[str] = set()
        super().__init__(name, visitor, path)
        self.connect()

    @property
    def visitor(self) -> Visitor:
        visitor: Visitor = self.browser
        return visitor

    @property
    def connected(self) -> bool:
        return self._line is not None

    def connect(self) -> None:
        """Connect with the page's own numbers; returns once the batch of every room is here."""
        with self.changed:
            rooms, since = " ".join(self.rooms), min(self.own.values())
            self._greeted = set()
        opened = line()
        opened.on("*", lambda kind, data=None: self._hear(opened, kind, data))
        opened.on("disconnect", lambda *reason: self._lose(opened))
        self._line = opened
        opened.connect(
            self.visitor.server.address,
            headers={"Cookie": self.visitor.cookie_header},
            auth={"rooms": rooms, "since": since, "epoch": self.epoch},
            transports=["websocket"],
            wait_timeout=PATIENCE,
        )
        self.wait(lambda: self._greeted >= set(rooms.split()), "a batch for each room")

    def drop(self) -> None:
        """The line is gone, without a farewell; what was under way is not heard any more."""
        gone, self._line = self._line, None
        self.reconnects += 1
        if gone is not None:
            gone.disconnect()

    def ask(self, room: str) -> Any:
        changes = f"{self.path.rpartition('/')[0]}/changes"
        return self.visitor.get(changes, "json", room=room, since=str(self.own[room]), epoch=self.epoch)

    def wait_until_told(self) -> None:
        """Until the page has been told, over its line, everything that its rooms are due."""
        if not self.connected:
            self.connect()
        with self.changed:
            rooms = list(self.own)
        for room in rooms:
            self._wait_until_told(room)

    def _wait_until_told(self, room: str) -> None:
        while (patch := self.ask(room).json).get("reload"):  # far behind: more than is worth replaying is on its way
            applied = self.applied
            self.wait(lambda applied=applied: self.applied > applied, f"anything more in {room}")  # type: ignore[misc]
        if patch["html"]:
            self.wait(lambda: self.own.get(room, patch["seq"]) >= patch["seq"], f"number {patch['seq']} in {room}")

    def wait(self, condition: Any, what: str) -> None:
        """Wait as long as patches come; who is behind on a busy machine has all the more of them to take."""
        with self.changed:
            while not condition():
                assert not self.trouble, self.trouble
                applied = self.applied
                self.changed.wait_for(lambda applied=applied: self.applied > applied or condition(), PATIENCE)  # type: ignore[misc]
                moved = self.applied > applied or condition()
                assert moved, f"{self.name}, connected: {self.connected}, was not sent {what}; it is at {self.own}"

    def _lose(self, line: Any) -> None:
        """The server, or a busy machine, has ended the line: as when it was dropped, somebody has to connect again."""
        with self.changed:
            if line is self._line:
                self._line = None
                self.reconnects += 1

    def _hear(self, on: Any, kind: str, data: Any) -> None:
        with self.changed:
            if on is not self._line or self.trouble:
                return
            try:
                self._take(kind, data)
            except Exception:  # the line's own thread would only log it
                self.trouble = f"{self.name}: {traceback.format_exc()}"
            self.changed.notify_all()

    def _take(self, kind: str, data: Any) -> None:
        if kind == "now":
            apply(self.page, data["html"])
        elif kind == "patch":
            self.receive(data)
            self.story.clear()
            self.applied += 1
            if data["batch"]:
                self._greeted.add(data["room"])
