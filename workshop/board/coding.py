"""Coding a note or a criterion with components of the process's grid, usually afterwards at a desk.

Source: the method's page on coding. A note's own component comes before that of its criterion.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from workshop import database
from workshop.board.sheets import find_criterion, require_sortable
from workshop.history import Actor, Audience, Change, Thing, record
from workshop.meeting.finding import Place
from workshop.meeting.grids import grid_of
from workshop.method.refusals import Invalid, Refusal
from workshop.method.steps import PRACTICE
from workshop.models import Criterion, Event, Note
from workshop.notes.finding import find_note
from workshop.notes.showing import require_workable


class ChangedMeanwhile(Refusal):
    """Somebody else coded the same thing since this desk last looked."""

    code = "changed"


def code_note(
    workshop_id: int, note_id: str, component: str | None, *, was: str | None = None, by: Actor
) -> Event | None:
    """Give a note a component such as D03 or A01/P15, or none; refusals as `code_notes`."""
    return code_notes(workshop_id, [note_id], component, was=was, by=by)


def code_notes(
    workshop_id: int, note_ids: Sequence[str], component: str | None, *, was: str | None = None, by: Actor
) -> Event | None:
    """The same for notes of one sheet that say the same, as one act. None where nothing changes.

    `was` is the component that the desk saw, empty for none: `ChangedMeanwhile` where that is no longer so.
    Raises `Invalid` for what is not in the process's grid and for practice, `WrongStep` for a note that is
    gone or still being written.
    """
    with database.write():
        notes: list[Note] = []
        for note_id in dict.fromkeys(note_ids):
            note, place = find_note(workshop_id, note_id)
            require_workable(note, place)
            notes.append(note)
        if any(note.question == PRACTICE for note in notes):
            raise Invalid(_("Practice ideas are read out and thrown away."))
        if len({(note.group_id, note.question) for note in notes}) != 1:
            raise Invalid(_("These ideas are not on the same sheet."))
        return _give("note", notes, place, component, was, by)


def code_criterion(
    workshop_id: int, criterion_id: str, component: str | None, *, was: str | None = None, by: Actor
) -> Event | None:
    """Give a criterion a component, which its uncoded notes then go by; refusals as `code_notes`."""
    with database.write():
        criterion, place = find_criterion(workshop_id, criterion_id)
        require_sortable(place, criterion.question)
        return _give("criterion", [criterion], place, component, was, by)


def _give(
    table: str,
    things: Sequence[Note | Criterion],
    place: Place,
    component: str | None,
    was: str | None,
    by: Actor,
) -> Event | None:
    grid = grid_of(place.process)
    code = grid.component(component) if component and component.strip() else ""
    changes: list[Change] = []
    for thing in things:
        before = thing.codes.get(grid.key, "")
        if was is not None and before != was.strip():
            raise _changed(before)
        if before != code:
            others = {key: kept for key, kept in thing.codes.items() if key != grid.key}
            after = {**others, grid.key: code} if code else others
            changes.append((table, thing.id, "codes", thing.codes, after))
            thing.codes = after
    if not changes:
        return None
    return _record(table, place, by, changes)


def _changed(now: str) -> ChangedMeanwhile:
    if now:
        return ChangedMeanwhile(_("Somebody else coded this meanwhile: %(code)s. It stays so until you choose again.", code=now))
    return ChangedMeanwhile(_("Somebody else cleared this meanwhile. It stays so until you choose again."))


def _record(table: str, place: Place, by: Actor, changes: list[Change]) -> Event:
    """Components are the desk's business: neither screen nor notepads hear of them."""
    touched: list[Thing] = [change[:2] for change in changes]
    return record(
        place.process.id,
        f"{table}.coded",
        Actor(by.sign_in_id, None, place.workshop.id),
        Audience(place.group.id, desk=True),
        touched=touched,
        changes=changes,
    )
