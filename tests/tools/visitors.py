"""People at a real server: their requests over HTTP, and pages that stay open over Socket.IO.

Nothing here sleeps and hopes: who waits, waits for something, and says what was missing.
"""

from __future__ import annotations

import itertools
import logging
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import engineio
import httpx
import socketio
from socketio.exceptions import ConnectionError as SocketRefused

from tests.tools.cast import ASKING, Meeting
from tests.tools.dom import Element, difference, lines, parse
from tests.tools.partials import apply

if TYPE_CHECKING:
    from tests.tools.server import Server

PATIENCE = 15.0

logging.getLogger("socketio.client").setLevel(logging.CRITICAL)
logging.getLogger("engineio.client").setLevel(logging.CRITICAL)


@dataclass
class Answer:
    """An answer in the form that Flask's client gives it, so that the cast can play here too."""

    response: httpx.Response

    @property
    def status_code(self) -> int:
        return self.response.status_code

    @property
    def headers(self) -> httpx.Headers:
        return self.response.headers

    @property
    def json(self) -> Any:
        return self.response.json()

    def get_data(self, as_text: bool = True) -> str:
        return self.response.text


class Visitor:
    """One browser at the server: it keeps its cookie and sends its own origin along."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.address, timeout=PATIENCE)

    def get(self, path: str, asks: str = "page", headers: dict[str, str] | None = None, **query: str) -> Answer:
        return Answer(self.http.get(path, headers={**ASKING[asks], **(headers or {})}, params=query or None))

    def post(
        self,
        path: str,
        form: dict[str, Any] | None = None,
        *,
        asks: str = "json",
        origin: str | None = "",
        headers: dict[str, str] | None = None,
        **fields: Any,
    ) -> Answer:
        own = self.server.address if origin == "" else origin
        sent = {**ASKING[asks], **({"Origin": own} if own is not None else {}), **(headers or {})}
        named = {name.rstrip("_"): value for name, value in fields.items()}
        data = {name: value for name, value in {**(form or {}), **named}.items() if value is not None}
        return Answer(self.http.post(path, data=data, headers=sent))

    def open(self, path: str) -> OpenPage:
        """Open a face and stay connected."""
        page = OpenPage(self, path)
        page.connect()
        return page

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies.jar)


class RealMeeting(Meeting):
    """A workshop at a real server, prepared by the desk's own forms."""

    def __init__(self, server: Server, desk: Visitor, groups: int = 1, step: str = "welcome") -> None:
        self.server = server
        self._numbers = itertools.count(1)
        self.desk = desk
        title = "Bien-être à Drouot"
        made = desk.post("/workshops", title=title, asks="page")
        assert made.status_code == 303, made.get_data()
        self.w = made.headers["Location"].split("/")[2]
        if groups > 1:
            self._seat_groups(title, groups)
        page = parse(desk.get(self.at("desk")).get_data())
        self.code = next(link["href"] for link in page.find_all("a") if "/j/" in link.get("href")).rpartition("/")[2]
        if step != "welcome":
            self.step(step, 1)

    def _seat_groups(self, title: str, groups: int) -> None:
        """The same again as a second workshop of the process, in which several groups sit."""
        setup = self.desk.get(self.at("setup")).get_data()
        found = re.search(r"/p/(\w+)", setup)
        assert found, setup
        process = f"/p/{found[1]}"
        for number in range(2, groups + 1):
            assert self.desk.post(f"{process}/groups", name=f"Groupe {number}", asks="page").status_code == 303
        wanted = {"title": title, "languages": ["fr", "en"], "groups": [str(number) for number in range(1, groups + 1)]}
        made = self.desk.post(f"{process}/workshops", wanted, asks="page")
        assert made.status_code == 303, made.get_data()
        self.w = made.headers["Location"].split("/")[2]

    def facilitator(self) -> Any:
        """One more device at the desk, invited from there."""
        link = self.desk.post("/devices").json["link"]
        device = Visitor(self.server)
        assert device.get("/sign-in/" + link.rpartition("/")[2]).status_code == 303
        return device

    def participant(self, group: int | None = None) -> Any:
        visitor = Visitor(self.server)
        assert visitor.post(f"/j/{self.code}", group=group, asks="page").status_code == 303
        return visitor

    def stranger(self) -> Any:
        return Visitor(self.server)


def _of_this_device(element: Element, name: str) -> bool:
    """What may differ: folds, a note's new id, and where a screen without a fixed group would be."""
    if name == "value":
        return element.get("name") == "id"
    return name == "open" or (name == "data-rooms" and element.id == "follow")


class _InOrder(engineio.Client):  # type: ignore[misc]
    """Handles one message after the other. The usual client starts a thread for each, in any order."""

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        return super()._trigger_event(event, *args, **{**options, "run_async": False})

    def disconnect(self, abort: bool = False, reason: str | None = None) -> None:
        """As a closed page does: without waiting for the server's farewell."""
        if self.state == "connected":
            self.ws.close = partial(self.ws.close, timeout=0)
        super().disconnect(abort, reason)


class _Socket(socketio.Client):  # type: ignore[misc]
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder


def line(**handshake: str) -> _Socket:
    """A line, not yet open, on which one message is heard after the other."""
    return _Socket(handle_sigint=False, reconnection=False, websocket_extra_options=handshake)


class OpenPage:
    """A page as it was given, and everything that was sent to it since: `frames` of (kind, data) in order."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.visitor = visitor
        self.path = path
        answer = visitor.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.get_data()[:400]}"
        self.html = answer.get_data()
        self.page: Element = parse(self.html)
        body = self.page.find("body")
        self.rooms = body["data-rooms"].split()
        self.seq = int(body["data-seq"])
        self.epoch = body["data-epoch"]
        self.frames: list[tuple[str, dict[str, Any]]] = []
        self.connected = False
        self.refused: list[Any] = []
        self._changed = threading.Condition()
        self._socket: _Socket | None = None

    def connect(self, **instead: Any) -> None:
        """Connect as the page says, or with something else `instead`; returns once every room's batch is here."""
        known = len(self.batches)
        since = min(self.own(room) for room in self.rooms)
        self.try_to_connect({"rooms": " ".join(self.rooms), "since": since, "epoch": self.epoch, **instead})
        self.wait(lambda: set(self.rooms) <= {patch["room"] for patch in self.batches[known:]}, "a batch for each room")

    def try_to_connect(self, auth: Any, **handshake: str) -> None:
        """Connect with exactly this; `handshake` may hold an `origin` and a `host`. Raises `SocketRefused`."""
        socket = line(**handshake)
        socket.on("*", self._heard)
        socket.on("connect", lambda: self._set_connected(True))
        socket.on("disconnect", lambda *reason: self._set_connected(False))
        socket.on("connect_error", self.refused.append)
        self._socket = socket
        sent = {"Cookie": self.visitor.cookie_header}
        try:
            socket.connect(self.visitor.server.address, headers=sent, auth=auth, transports=["websocket"], wait_timeout=PATIENCE)
        except ValueError as nothing_said:  # the handshake itself was refused
            raise SocketRefused("no answer") from nothing_said

    def close(self) -> None:
        if self._socket is not None:
            self._socket.disconnect()

    def send(self, event: str, *data: Any) -> None:
        assert self._socket is not None
        self._socket.emit(event, *data)

    @property
    def patches(self) -> list[dict[str, Any]]:
        return [data for kind, data in list(self.frames) if kind == "patch"]

    @property
    def batches(self) -> list[dict[str, Any]]:
        return [patch for patch in self.patches if patch["batch"]]

    @property
    def heard(self) -> str:
        """All HTML that came over the socket."""
        return "".join(str(data.get("html", "")) for _, data in list(self.frames))

    @property
    def head(self) -> int:
        """The highest number that came."""
        return max((patch["seq"] for patch in self.patches if "seq" in patch), default=0)

    def reach(self, seq: int) -> None:
        """Wait until the page has been told everything up to this number."""
        self.wait(lambda: self.head >= seq, f"number {seq}; it is at {self.head}")

    def difference_from_a_fresh_page(self) -> str:
        """Where the page, as what was sent has made it, is not what it would be given now; empty if nowhere."""
        own = dict.fromkeys(self.rooms, self.seq)
        made = parse(self.html)
        for kind, data in list(self.frames):
            if kind == "patch":
                assert data["prev"] <= own[data["room"]], f"a gap before {data}"
                if data["seq"] <= own[data["room"]]:
                    continue
                own[data["room"]] = data["seq"]
            apply(made, data["html"])
        fresh = parse(self.visitor.get(self.path).get_data())
        sides = (lines(tree.find("main", id="face"), _of_this_device) for tree in (made, fresh))
        return difference(*sides, ("by what was sent", "a fresh page"))

    def catch_up_with_the_server(self) -> None:
        """Wait until the page has been told everything that its rooms are due."""
        for room in self.rooms:
            changes = self.path.rpartition("/")[0] + "/changes"
            due = self.visitor.get(changes, "json", room=room, since=str(self.own(room)), epoch=self.epoch)
            seq = due.json["seq"]
            if due.json["prev"] > self.own(room) or due.json["html"]:
                self.wait(lambda room=room, seq=seq: self.own(room) >= seq, f"number {seq} in {room}")  # type: ignore[misc]

    def own(self, room: str) -> int:
        """The page's number in a room."""
        return max((patch["seq"] for patch in self.patches if patch["room"] == room and "seq" in patch), default=self.seq)

    def wait(self, condition: Callable[[], bool], what: str = "what was waited for") -> None:
        until = time.monotonic() + PATIENCE
        with self._changed:
            while not condition():
                left = until - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"{self.path} was not sent {what}; it was sent {self.frames[-5:]}")
                self._changed.wait(left)

    def _heard(self, kind: str, *data: Any) -> None:
        with self._changed:
            self.frames.append((kind, data[0] if data else {}))
            self._changed.notify_all()

    def _set_connected(self, connected: bool) -> None:
        with self._changed:
            self.connected = connected
            self._changed.notify_all()


__all__ = ["OpenPage", "RealMeeting", "SocketRefused", "Visitor", "line"]
