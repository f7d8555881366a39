"""Coding a note or a criterion with a component of the process's grid."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from workshop import database
from workshop.board.sheets import find_criterion, record_act
from workshop.history import Actor, Change
from workshop.method.refusals import Invalid
from workshop.models import Event
from workshop.notes.finding import find_note

COMPONENT = re.compile(r"[A-Z][0-9]{2}")


def code_note(
    workshop_id: int, note_id: str, component: str | None, *, by: Actor
) -> Event | None:
    """Give a note a component such as D03, or none; `Invalid` for anything else."""
    code = _component(component)
    with database.write():
        note, place = find_note(workshop_id, note_id)
        if note.component == code:
            return None
        change: Change = ("note", note.id, "component", note.component, code)
        note.component = code
        return record_act("note.coded", place, by, [("note", note.id)], [change])


def code_criterion(
    workshop_id: int, criterion_id: str, component: str | None, *, by: Actor
) -> Event | None:
    """Give a criterion a component, which its uncoded notes then go by."""
    code = _component(component)
    with database.write():
        criterion, place = find_criterion(workshop_id, criterion_id)
        if criterion.component == code:
            return None
        change: Change = ("criterion", criterion.id, "component", criterion.component, code)
        criterion.component = code
        return record_act("criterion.coded", place, by, [("criterion", criterion.id)], [change])


def _component(raw: str | None) -> str | None:
    if not raw:
        return None
    code = raw.strip().upper()
    if not COMPONENT.fullmatch(code):
        raise Invalid(_("A component is a letter and two figures, such as D03."))
    return code
