"""How large the shared screen's text is: the back row chooses it from a test line while people arrive."""

from __future__ import annotations

from flask_babel import gettext as _

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, record
from workshop.method.refusals import Invalid
from workshop.models import Event, Workshop

SIZES = range(1, 6)


def set_screen_text(workshop_id: int, size: int, *, by: Actor) -> Event | None:
    """Set everything on the screen in this size or larger; None where it is so already.

    1 is for a small room, 5 for a long one. `Invalid` (code `size`) for any other size.
    """
    if size not in SIZES:
        raise Invalid(_("The screen's text has five sizes, from 1 to 5."), code="size")
    with database.write():
        workshop = db.session.get_one(Workshop, workshop_id)
        before, workshop.screen_text = workshop.screen_text, size
        if before == size:
            return None
        return record(
            workshop.process_id,
            "workshop.screen_text",
            Actor(by.sign_in_id, by.seat_id, workshop_id),
            Audience(desk=True, screen=True),
            touched=[("workshop", workshop_id)],
            changes=[("workshop", workshop_id, "screen_text", before, size)],
        )
