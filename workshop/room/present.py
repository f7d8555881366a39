"""The latest word on a topic, for a group in a workshop: kept until another one, or none, takes its place.

It is no part of the log: nothing of it is undone, exported or told again by number.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, select

from workshop import database
from workshop.extensions import db
from workshop.models import Present, PresentChange

Value = dict[str, Any]

VALUES = select(Present.topic, Present.value).where(Present.sitting_id == bindparam("sitting"))
ROW = select(Present).where(Present.sitting_id == bindparam("sitting"), Present.topic == bindparam("topic"))


def values_of(sitting_id: int) -> dict[str, Value]:
    """What is so just now, by topic."""
    rows = db.session.connection().execute(VALUES, {"sitting": sitting_id}).all()
    return {row.topic: row.value for row in rows}


def value_of(sitting_id: int, topic: str) -> Value | None:
    """The latest word on one topic."""
    return values_of(sitting_id).get(topic)


def put(sitting_id: int, topic: str, value: Value | None, only: Collection[str] = ()) -> bool:
    """Set the word on a topic, or take it away with None; whether that changed anything. Inside `database.write()`.

    `only` names the faces and seats for which it makes a difference, where it does not for all.
    """
    row = db.session.scalar(ROW, {"sitting": sitting_id, "topic": topic})
    if (row.value if row else None) == value:
        return False
    if row is None:
        db.session.add(Present(sitting_id=sitting_id, topic=topic, value=value))
    elif value is None:
        db.session.delete(row)
    else:
        row.value = value
    database.announce(PresentChange(sitting_id, topic, frozenset(only)))
    return True


def say_again(sitting_id: int, topic: str, only: Collection[str] = ()) -> None:
    """Have the same word told once more: the words of what it is about have changed. Inside `database.write()`."""
    database.announce(PresentChange(sitting_id, topic, frozenset(only)))
