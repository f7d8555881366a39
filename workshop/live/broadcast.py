"""The one way out to browsers: after each commit, one patch for each occupied room.

A background task does the rendering, so that writers never wait for it. It starts at once when it
is idle; while it works, events gather, and a burst becomes few patches.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from flask import Flask, current_app
from flask_babel import force_locale

from workshop import database
from workshop.extensions import socketio
from workshop.live.catch_up import Patch
from workshop.live.connected import Connected
from workshop.live.due import rooms_of
from workshop.live.presence import Presence
from workshop.live.present import Announcer
from workshop.live.rooms import follow, keeping_places, parse
from workshop.live.socket import register
from workshop.live.told import Told
from workshop.models import Event

GATHER_SECONDS = 0.02


class Broadcast:
    """Follows one application's log and tells the rooms that are in use."""

    def __init__(self, app: Flask, connected: Connected) -> None:
        self._app = app
        self._connected = connected
        self._waiting: list[Event] = []
        self._working = False
        self._told = Told(alone=not app.config["MESSAGE_QUEUE"])

    def __call__(self, event: Any) -> None:
        """Take note of a committed event; quick, and without touching the database."""
        if not isinstance(event, Event):
            return
        if not self._connected.anybody() and not self._app.config["MESSAGE_QUEUE"]:
            self._told.forget_all()
            return
        self._waiting.append(event)
        if not self._working:
            self._working = True
            socketio.start_background_task(self._work)

    def _work(self) -> None:
        try:
            while self._waiting:
                gathered, self._waiting = self._waiting, []
                with self._app.app_context():
                    self._tell(gathered)
                socketio.sleep(GATHER_SECONDS if len(gathered) > 1 or self._waiting else 0)
        finally:
            self._working = False

    def _tell(self, events: list[Event]) -> None:
        by_process: defaultdict[int, list[Event]] = defaultdict(list)
        for event in events:
            by_process[event.process_id].append(event)
        for gathered in by_process.values():
            self._tell_process(gathered)

    def _tell_process(self, gathered: list[Event]) -> None:
        """What the room sees first: the shared screen, then everybody's notepads, which are many. The desk made it."""
        with database.snapshot(), keeping_places():
            rooms = self._rooms(gathered)
            seen = [name for face in ("screen:", "notepad:") for name in rooms if name.startswith(face)]
            others = [name for name in rooms if name not in seen]
            patches = self._patches({name: rooms[name] for name in seen or others}, gathered)
        _send(patches)
        if seen and others:
            with database.snapshot(), keeping_places():
                patches = self._patches({name: rooms[name] for name in others}, gathered)
            _send(patches)

    def _rooms(self, gathered: list[Event]) -> dict[str, list[Event]]:
        """The events that each room is due, where anybody may be in it."""
        everywhere = bool(self._app.config["MESSAGE_QUEUE"])
        found: dict[str, list[Event]] = {}
        for event in gathered:
            for name in rooms_of(event):
                if everywhere or self._connected.occupied(name):
                    found.setdefault(name, []).append(event)
                else:
                    self._told.forget(name)
        return found

    def _patches(self, rooms: dict[str, list[Event]], gathered: list[Event]) -> list[Patch]:
        found: list[Patch] = []
        for name, due in rooms.items():
            try:
                found += self._patch(name, due, gathered)
            except Exception:
                self._told.forget(name)
                current_app.logger.exception("a patch could not be made for a room")
        return found

    def _patch(self, name: str, due: list[Event], gathered: list[Event]) -> list[Patch]:
        room = parse(name)
        followed = follow(room) if room else None
        if followed is None:
            return []
        with force_locale(followed.room.language):
            patch = self._told.patch(followed, due, gathered)
        return [patch] if patch else []


def init_app(app: Flask) -> None:
    """Have this application's log followed, and its sockets served."""
    connected = Connected()
    app.extensions["connected"] = connected
    app.extensions["presence"] = Presence(app, connected)
    database.subscribe(app, Broadcast(app, connected))
    database.subscribe(app, Announcer(app, connected))
    register(app, connected)


def cut_sign_in(sign_in_id: int) -> None:
    """End the sockets of a revoked sign-in."""
    connected: Connected = current_app.extensions["connected"]
    _cut(connected.sockets_of_sign_in(sign_in_id))


def cut_seat(seat_id: str) -> None:
    """End the sockets of a seat that was let go or sits at another table: its rooms are others now."""
    connected: Connected = current_app.extensions["connected"]
    _cut(connected.sockets_of_seat(seat_id))


def _cut(sockets: list[str]) -> None:
    server: Any = socketio.server
    for sid in sockets:
        server.disconnect(sid)


def _send(patches: list[Patch]) -> None:
    """Put the patches on their way. The sockets get the processor next, before more is made."""
    for patch in patches:
        socketio.emit("patch", patch, to=patch["room"])
    socketio.sleep(0)
