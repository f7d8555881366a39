"""Finding a note within a workshop, for its author or for the desk."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _

from workshop.extensions import db
from workshop.meeting.finding import Place, place_of_group
from workshop.method.refusals import NotAllowed, NotFound
from workshop.models import Note


def find_note(workshop_id: int, note_id: str) -> tuple[Note, Place]:
    """The note and the place of its group in this workshop; `NotFound` for another workshop's."""
    note = db.session.get(Note, note_id)
    if note is None:
        raise NotFound(_("There is no such idea here."))
    return note, place_of_group(workshop_id, note.group_id)


def find_own_note(workshop_id: int, note_id: str, seats: Collection[str]) -> tuple[Note, Place]:
    """The same for one of the seats' own notes; `NotAllowed` for anybody else's."""
    note, place = find_note(workshop_id, note_id)
    if note.seat_id not in seats:
        raise NotAllowed(_("Only the person who wrote an idea can do this."))
    return note, place
