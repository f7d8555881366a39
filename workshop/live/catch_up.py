"""Catching up by number: what a room is due after `since`, as one patch, or a word to reload."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import Select, bindparam, select

from workshop import database
from workshop.extensions import db
from workshop.live.due import concerned
from workshop.live.patches import patch_html
from workshop.live.rooms import Followed, Room, follow, keeping_places
from workshop.live.touched import Touched, gather
from workshop.models import Event
from workshop.pages.moment import moment_of

TOO_OLD = 400

Patch = dict[str, Any]


def batches(rooms: Iterable[Room], since: int, epoch: str) -> list[Patch]:
    """For each room what a page that knows everything up to `since` is to be told, from one read."""
    with database.snapshot(), keeping_places():
        return [_batch(room, since, epoch) for room in rooms]


def batch(room: Room, since: int, epoch: str) -> Patch:
    """The same for one room."""
    return batches([room], since, epoch)[0]


def _batch(room: Room, since: int, epoch: str) -> Patch:
    """A word to reload where what happened can't be told.

    That is another epoch, a number above the log's head, or more events than are worth replaying.
    """
    followed = follow(room) if epoch == current_app.config["EPOCH"] else None
    if followed is None or since > followed.head:
        return _reload(room, since, batch=True)
    if since == followed.head:
        return _patch(followed, since, batch=True, html="")
    if room.face != "notepad":
        return _caught_up(followed, since)
    moment = moment_of(followed.process.id, followed.head)  # hundreds of them come back at once
    return moment.once(("batch", room.name, since), lambda: _caught_up(followed, since))


def _caught_up(followed: Followed, since: int) -> Patch:
    with force_locale(followed.room.language):
        return covering(followed, last_before(followed, since), due(followed, since), batch=True)


def covering(followed: Followed, previous: int, events: list[Event], *, batch: bool = False) -> Patch:
    """The patch over these events, all that the room is due after `previous`; a reload if they are too many."""
    if len(events) > TOO_OLD:
        return _reload(followed.room, previous, batch=batch)
    html = patch_html(followed, _touched(followed, events)) if events else ""
    return _patch(followed, previous, batch=batch, html=html)


def due(followed: Followed, since: int) -> list[Event]:
    """The events after `since` that the room is due, oldest first, one more than are replayed."""
    scope, values = followed.scope
    values |= {"process": followed.process.id, "since": since}
    return list(db.session.scalars(_due_query(followed.room.face, scope), values))


def last_before(followed: Followed, since: int) -> int:
    """The number of the room's last event up to `since`, else 0."""
    scope, values = followed.scope
    values |= {"process": followed.process.id, "since": since}
    return db.session.scalar(_before_query(followed.room.face, scope), values) or 0


def _touched(followed: Followed, events: list[Event]) -> Touched:
    """Rooms that are due the same events share what they touched."""
    moment = moment_of(followed.process.id, followed.head)
    key = ("touched", *(event.seq for event in events))
    return moment.once(key, lambda: gather(events))


@cache
def _due_query(face: str, scope: str) -> Select[Any]:
    return (
        select(Event)
        .where(
            Event.process_id == bindparam("process"),
            Event.seq > bindparam("since"),
            concerned(face, scope),
        )
        .order_by(Event.seq)
        .limit(TOO_OLD + 1)
    )


@cache
def _before_query(face: str, scope: str) -> Select[Any]:
    return (
        select(Event.seq)
        .where(
            Event.process_id == bindparam("process"),
            Event.seq <= bindparam("since"),
            concerned(face, scope),
        )
        .order_by(Event.seq.desc())
        .limit(1)
    )


def _reload(room: Room, since: int, *, batch: bool) -> Patch:
    """A patch that moves nobody on: the page is to be fetched whole."""
    return {"room": room.name, "seq": since, "prev": since, "batch": batch, "html": "", "reload": True}


def _patch(followed: Followed, previous: int, *, batch: bool, html: str) -> Patch:
    return {
        "room": followed.room.name,
        "seq": followed.head,
        "prev": previous,
        "batch": batch,
        "html": html,
    }
