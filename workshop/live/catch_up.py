"""Catching up by number: what a room is due after `since`, as one patch, or a word to reload."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.history import head, last_before
from workshop.live.patches import patch_html
from workshop.live.rooms import Followed, Room, concerned, follow
from workshop.live.touched import gather
from workshop.models import Event

TOO_OLD = 400

Patch = dict[str, Any]


def live_patch(room: Room, since: int) -> Patch | None:
    """What the room is due after `since`, None where it is due nothing; a reload if it is too much."""
    followed = follow(room)
    if followed is None:
        return None
    newest = head(followed.process_id)
    events = _due(followed, since)
    if not events:
        return None
    return _covering(followed, since, newest, events, batch=False)


def batch(room: Room, since: int, epoch: str) -> Patch:
    """What a page that knows everything up to `since` is to be told, from one read.

    A word to reload where that can't be told: another epoch, a number above the log's head, or
    more events than are worth replaying.
    """
    if epoch == current_app.config["EPOCH"]:
        with force_locale(room.language), database.snapshot():
            followed = follow(room)
            if followed is not None:
                newest = head(followed.process_id)
                if since == newest:
                    return _patch(followed, newest, since, batch=True, html="")
                if since < newest:
                    events = _due(followed, since)
                    return _covering(followed, since, newest, events, batch=True)
    return {"room": room.name, "batch": True, "reload": True}


def _due(followed: Followed, since: int) -> list[Event]:
    return list(
        db.session.scalars(
            select(Event)
            .where(
                Event.process_id == followed.process_id,
                Event.seq > since,
                concerned(followed),
            )
            .order_by(Event.seq)
            .limit(TOO_OLD + 1)
        )
    )


def _covering(
    followed: Followed, since: int, newest: int, events: list[Event], *, batch: bool
) -> Patch:
    if len(events) > TOO_OLD:
        return {"room": followed.room.name, "batch": batch, "reload": True}
    previous = last_before(followed.process_id, since, concerned(followed))
    html = patch_html(followed, gather(events)) if events else ""
    return _patch(followed, newest, previous, batch=batch, html=html)


def _patch(followed: Followed, seq: int, previous: int, *, batch: bool, html: str) -> Patch:
    return {
        "room": followed.room.name,
        "seq": seq,
        "prev": previous,
        "batch": batch,
        "html": html,
    }
