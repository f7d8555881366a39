"""What is so just now, on its way to browsers: `now` messages. Not history: the latest word wins, sent whole.

Each topic's part is rendered once for each occupied room, after the commit and in the background.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

from flask import Flask, current_app
from flask_babel import force_locale

from workshop import database
from workshop.extensions import socketio
from workshop.live.connected import Connected
from workshop.live.faces import face_of
from workshop.live.rooms import Followed, follow, keeping_places, parse
from workshop.models import PresentChange
from workshop.pages.moment import moment_of
from workshop.pages.present import TOPICS, topics_of
from workshop.room.present import values_of

ROOMS_AT_ONCE = 40


class Announcer:
    """Tells the rooms of a group when a topic says something else."""

    def __init__(self, app: Flask, connected: Connected) -> None:
        self._app = app
        self._connected = connected
        self._waiting: dict[PresentChange, None] = {}
        self._working = False

    def __call__(self, committed: Any) -> None:
        """Take note of a change; quick, and without touching the database."""
        if not isinstance(committed, PresentChange):
            return
        if not self._connected.anybody() and not self._app.config["MESSAGE_QUEUE"]:
            return
        self._waiting[committed] = None
        if not self._working:
            self._working = True
            socketio.start_background_task(self._work)

    def _work(self) -> None:
        try:
            while self._waiting:
                changes, self._waiting = list(self._waiting), {}
                with self._app.app_context():
                    for change in changes:
                        self._tell(change)
                socketio.sleep(0)
        finally:
            self._working = False

    def _tell(self, change: PresentChange) -> None:
        """Some rooms at a time: what is dealt out to hundreds of devices differs from one to the next."""
        names = [name for name in self._connected.rooms() if _hears(name, change)]
        for start in range(0, len(names), ROOMS_AT_ONCE):
            try:
                with database.snapshot(), keeping_places():
                    messages = list(self._messages(names[start : start + ROOMS_AT_ONCE], change))
            except Exception:
                current_app.logger.exception("what is so just now could not be told")
                continue
            for name, message in messages:
                socketio.emit("now", message, to=name)
            socketio.sleep(0)

    def _messages(self, names: list[str], change: PresentChange) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in names:
            room = parse(name)
            followed = follow(room) if room else None
            if followed and followed.place and followed.place.sitting.id == change.sitting_id:
                yield name, _topic(followed, change.topic)


def _hears(name: str, change: PresentChange) -> bool:
    """Whether a page in this room may look another way now."""
    room = parse(name)
    if room is None or room.face not in TOPICS[change.topic].faces:
        return False
    return not change.only or not change.only.isdisjoint((room.face, room.id))


def whole(followed: Followed) -> dict[str, Any] | None:
    """All that is so just now for a room that is being joined; None where its face has no such part."""
    topics = topics_of(followed.room.face)
    if followed.place is None or not topics:
        return None
    values = values_of(followed.place.sitting.id)
    asked = ("present", followed.room.name, json.dumps(values, sort_keys=True), int(time.time()))
    moment = moment_of(followed.process.id, followed.head)  # hundreds of them come back at once
    return moment.once(asked, lambda: {"topic": "present", "html": _parts(followed, topics)})


def mentioning(followed: Followed) -> list[str]:
    """The topics whose parts show notes or criteria on this face, and have something to say."""
    topics = [name for name in topics_of(followed.room.face) if TOPICS[name].mentions]
    if not topics or followed.place is None:
        return []
    return [name for name in values_of(followed.place.sitting.id) if name in topics]


def _topic(followed: Followed, topic: str) -> dict[str, Any]:
    return {"topic": topic, "html": _parts(followed, [topic])}


def _parts(followed: Followed, topics: list[str]) -> str:
    with force_locale(followed.room.language):
        return "".join(face_of(followed).present(topics))
