"""Presence: which seats are connected now. Not history: the latest word wins, sent whole."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import force_locale

from workshop import database
from workshop.extensions import db, socketio
from workshop.live.connected import Connected
from workshop.live.rooms import follow, parse
from workshop.models import Workshop
from workshop.pages.desk import seat_rows
from workshop.pages.parts import macro, replaced

GATHER_SECONDS = 0.4
SECONDS_A_SEAT = 0.002  # a thousand seats are half a megabyte to write, to send and to show


class Presence:
    """Tells the desks who is connected, a few times a second; the more there are, the less often."""

    def __init__(self, app: Flask, connected: Connected) -> None:
        self._app = app
        self._connected = connected
        self._waiting: set[int] = set()
        self._working = False

    def changed(self, workshop_id: int) -> None:
        """Somebody came or went."""
        self._waiting.add(workshop_id)
        if not self._working:
            self._working = True
            socketio.start_background_task(self._work)

    def _work(self) -> None:
        try:
            while self._waiting:
                seats = sum(len(self._connected.seats(workshop_id)) for workshop_id in self._waiting)
                socketio.sleep(GATHER_SECONDS + seats * SECONDS_A_SEAT)
                changed, self._waiting = self._waiting, set()
                with self._app.app_context():
                    for workshop_id in changed:
                        self._tell(workshop_id)
        finally:
            self._working = False

    def _tell(self, workshop_id: int) -> None:
        workshop = db.session.get(Workshop, workshop_id)
        if workshop is None:
            return
        for name in self._connected.rooms():
            if name.startswith(f"desk:{workshop.public_id}"):
                socketio.emit("now", self.message(name), to=name)

    def message(self, name: str) -> dict[str, Any]:
        """What a desk's room is told: the list of who is there, whole."""
        room = parse(name)
        assert room is not None
        with force_locale(room.language), database.snapshot():
            followed = follow(room)
            assert followed is not None
            sitting_id = followed.place.sitting.id if followed.place else None
            here = self._connected.seats(followed.workshop.id)
            rows = seat_rows(followed.workshop.id, here, sitting_id)
            html = replaced("room", macro("room", "room")(rows, followed.workshop.public_id))
        return {"topic": "presence", "html": html}
