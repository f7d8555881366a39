"""What the room looks at ends with the thing itself, in the same change: a note that is hidden, a step that is over."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.models import Event, Present, Sitting
from workshop.room import dealing, help, look
from workshop.room.present import put

UNCONCERNED = frozenset({"note.posted", "seat.taken"})
AT_GROUPS = (
    select(Sitting, Present.topic, Present.value)
    .join(Present, Present.sitting_id == Sitting.id)
    .where(
        Sitting.group_id.in_(bindparam("groups", expanding=True)),
        Present.topic.in_([look.TOPIC, help.TOPIC, dealing.TOPIC]),
    )
)


def settle(committed: list[Any]) -> None:
    """Bring what the groups of these events look at in line with what happened; inside `database.write()`."""
    events = [one for one in committed if isinstance(one, Event) and one.kind not in UNCONCERNED]
    groups = {event.group_id for event in events if event.group_id is not None}
    if not groups:
        return
    for sitting, topic, value in db.session.execute(AT_GROUPS, {"groups": list(groups)}).all():
        concerned = [event for event in events if event.group_id == sitting.group_id]
        if topic == look.TOPIC:
            put(sitting.id, topic, look.settled_look(sitting, value))
        elif topic == help.TOPIC:
            put(sitting.id, topic, help.settled_help(sitting, value, concerned))
        else:
            dealing.settle_deal(sitting, value, concerned)
