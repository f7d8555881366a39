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
from workshop.config import LANGUAGES
from workshop.extensions import socketio
from workshop.live.catch_up import Patch, live_patch
from workshop.live.connected import Connected
from workshop.live.presence import Presence
from workshop.live.rooms import candidates, keeping_places, parse
from workshop.live.socket import register
from workshop.models import Event

GATHER_SECONDS = 0.02
TOLD_LIMIT = 10_000


class Broadcast:
    """Follows one application's log and tells the rooms that are in use."""

    def __init__(self, app: Flask, connected: Connected) -> None:
        self._app = app
        self._connected = connected
        self._waiting: list[Event] = []
        self._working = False
        self._told: dict[str, int] = {}

    def __call__(self, event: Event) -> None:
        """Take note of a committed event; quick, and without touching the database."""
        if not self._connected.anybody() and not self._app.config["MESSAGE_QUEUE"]:
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
            if len(self._told) > TOLD_LIMIT:
                self._told.clear()
        finally:
            self._working = False

    def _tell(self, events: list[Event]) -> None:
        by_process: defaultdict[int, list[Event]] = defaultdict(list)
        for event in events:
            by_process[event.process_id].append(event)
        for gathered in by_process.values():
            patches: list[Patch] = []
            with database.snapshot(), keeping_places():
                for room in self._rooms(gathered):
                    try:
                        patches += self._patch(room, gathered[0].seq - 1)
                    except Exception:
                        current_app.logger.exception("a patch could not be made for a room")
            for patch in patches:
                socketio.emit("patch", patch, to=patch["room"])

    def _rooms(self, events: list[Event]) -> list[str]:
        names = dict.fromkeys(name for event in events for name in candidates(event, LANGUAGES))
        if self._app.config["MESSAGE_QUEUE"]:
            return list(names)
        return [name for name in names if self._connected.occupied(name)]

    def _patch(self, name: str, since: int) -> list[Patch]:
        room = parse(name)
        if room is None:
            return []
        with force_locale(room.language):
            patch = live_patch(room, max(since, self._told.get(name, 0)))
        if patch is None:
            return []
        self._told[name] = patch.get("seq", since)
        return [patch]


def init_app(app: Flask) -> None:
    """Have this application's log followed, and its sockets served."""
    connected = Connected()
    app.extensions["connected"] = connected
    app.extensions["presence"] = Presence(app, connected)
    database.subscribe(app, Broadcast(app, connected))
    register(app, connected)


def cut_sign_in(sign_in_id: int) -> None:
    """End the sockets of a revoked sign-in."""
    connected: Connected = current_app.extensions["connected"]
    server: Any = socketio.server
    for sid in connected.sockets_of_sign_in(sign_in_id):
        server.disconnect(sid)
