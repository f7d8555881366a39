"""A timer that everybody sees. Off until the facilitator starts it; it never closes anything by itself.

Times are the server's: devices are told how much is left, since their own clocks may be wrong.
"""

from __future__ import annotations

import time

from flask_babel import gettext as _

from workshop import database
from workshop.extensions import db
from workshop.meeting.finding import find_sitting, sittings
from workshop.method.refusals import Invalid, WrongStep
from workshop.models import Sitting, Workshop
from workshop.room.present import put, value_of

TOPIC = "timer"
LONGEST = 3 * 3600


def start_timer(workshop_id: int, seconds: int, number: int | None = None) -> bool:
    """Start it for group `number`, or for all; a running one starts anew. At most three hours."""
    _require_length(seconds)
    with database.write():
        began = time.time()
        value = {"began": began, "ends": began + seconds, "seconds": seconds}
        changed = [put(sitting.id, TOPIC, value) for sitting in _of(workshop_id, number)]
        return any(changed)


def lengthen_timer(workshop_id: int, seconds: int, number: int | None = None) -> bool:
    """Add time to a running timer, or to one that is over; `WrongStep` where there is none."""
    _require_length(seconds)
    with database.write():
        changed = False
        for sitting in _of(workshop_id, number):
            value = value_of(sitting.id, TOPIC)
            if value is None:
                continue
            left = max(0.0, value["ends"] - time.time())
            _require_length(int(left) + seconds)
            longer = {"ends": time.time() + left + seconds, "seconds": value["seconds"] + seconds}
            put(sitting.id, TOPIC, {**value, **longer})
            changed = True
        if not changed:
            raise WrongStep(_("No timer is running."))
        return changed


def stop_timer(workshop_id: int, number: int | None = None) -> bool:
    """Take it away, before or after its end."""
    with database.write():
        changed = [put(sitting.id, TOPIC, None) for sitting in _of(workshop_id, number)]
        return any(changed)


def _of(workshop_id: int, number: int | None) -> list[Sitting]:
    db.session.get_one(Workshop, workshop_id)
    return sittings(workshop_id) if number is None else [find_sitting(workshop_id, number)]


def _require_length(seconds: int) -> None:
    if not 0 < seconds <= LONGEST:
        raise Invalid(_("A timer runs between one second and three hours."), code="seconds")
