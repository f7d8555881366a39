"""Coding a note or a criterion with a component of the process's grid."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from workshop import database
from workshop.board.sheets import find_criterion, record_act
from workshop.history import Actor, Change
from workshop.meeting.finding import Place
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
        codes = _recoded(note.codes, place, code)
        if note.codes == codes:
            return None
        change: Change = ("note", note.id, "codes", note.codes, codes)
        note.codes = codes
        return record_act("note.coded", place, by, [("note", note.id)], [change])


def code_criterion(
    workshop_id: int, criterion_id: str, component: str | None, *, by: Actor
) -> Event | None:
    """Give a criterion a component, which its uncoded notes then go by."""
    code = _component(component)
    with database.write():
        criterion, place = find_criterion(workshop_id, criterion_id)
        codes = _recoded(criterion.codes, place, code)
        if criterion.codes == codes:
            return None
        change: Change = ("criterion", criterion.id, "codes", criterion.codes, codes)
        criterion.codes = codes
        return record_act("criterion.coded", place, by, [("criterion", criterion.id)], [change])


def _recoded(codes: dict[str, str], place: Place, code: str | None) -> dict[str, str]:
    """The codes with this one for the process's grid; those of other grids stay."""
    others = {key: value for key, value in codes.items() if key != place.process.grid}
    return {**others, place.process.grid: code} if code else others


def _component(raw: str | None) -> str | None:
    if not raw:
        return None
    code = raw.strip().upper()
    if not COMPONENT.fullmatch(code):
        raise Invalid(_("A component is a letter and two figures, such as D03."))
    return code
