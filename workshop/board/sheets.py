"""What the board's verbs share: finding criteria, the steps that allow sorting, the log entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from workshop.extensions import db
from workshop.history import Actor, Audience, Change, Thing, record
from workshop.meeting.finding import Place, place_of_group
from workshop.method.refusals import Invalid, NotFound, WrongStep
from workshop.method.steps import may_sort
from workshop.models import Criterion, Event, Placement

IN_CRITERION = select(Placement).where(
    Placement.criterion_id == bindparam("criterion"), Placement.note_id.in_(bindparam("keys", expanding=True))
)
LAST = select(func.max(Placement.position)).where(Placement.criterion_id == bindparam("criterion"))


def find_criterion(workshop_id: int, criterion_id: str, known: Place | None = None) -> tuple[Criterion, Place]:
    """A criterion on the sheet and its group's place here; `NotFound` for a removed one too.

    `known` is a place that has been found already: it is not asked for again where it is this one.
    """
    criterion = db.session.get(Criterion, criterion_id)
    if criterion is None or criterion.removed:
        raise NotFound(_("There is no such criterion on this sheet any more."))
    if known is not None and known.group.id == criterion.group_id:
        return criterion, known
    return criterion, place_of_group(workshop_id, criterion.group_id)


def sortable_criterion(workshop_id: int, criterion_id: str) -> tuple[Criterion, Place]:
    """The same where its sheet may be worked on now; `WrongStep` where it may not."""
    criterion, place = find_criterion(workshop_id, criterion_id)
    require_sortable(place, criterion.question)
    return criterion, place


def require_sortable(place: Place, question: int) -> None:
    """`WrongStep` unless the sheet of this question may be worked on now."""
    sitting = place.sitting
    if not may_sort(place.step, sitting.question, sitting.begun, question):
        raise WrongStep(_("This sheet can be sorted once the writing is over."))


def require_same_sheet(one: Criterion, other: Criterion) -> None:
    """`Invalid` unless both stand on one sheet."""
    if (one.group_id, one.question) != (other.group_id, other.question):
        raise Invalid(_("These two are not on the same sheet."))


def record_act(
    kind: str,
    place: Place,
    by: Actor,
    touched: Iterable[Thing],
    changes: Sequence[Change],
    seat_id: str | None = None,
) -> Event:
    """Log an act on the sheet: it concerns every face of the group, wherever it sits."""
    return record(
        place.process.id,
        kind,
        Actor(by.sign_in_id, None, place.workshop.id),
        Audience(place.group.id, desk=True, screen=True, notepad=True, seat=seat_id is not None),
        touched=dict.fromkeys(touched),
        changes=changes,
        seat_id=seat_id,
    )


def active_placements(*, note_id: str | None = None, criterion_id: str | None = None) -> list[Placement]:
    """Where a note is, or what is in a criterion, in order."""
    query = select(Placement).where(Placement.active.is_(True)).order_by(Placement.position, Placement.id)
    if note_id is not None:
        query = query.where(Placement.note_id == note_id)
    if criterion_id is not None:
        query = query.where(Placement.criterion_id == criterion_id)
    return list(db.session.scalars(query))


def put_in(note_ids: Sequence[str], criterion_id: str) -> list[Change]:
    """Put notes at the end of a criterion, one after the other; the changes, none for those that are in already."""
    rows = {
        row.note_id: row
        for row in db.session.scalars(IN_CRITERION, {"criterion": criterion_id, "keys": list(note_ids)})
    }
    position = db.session.scalar(LAST, {"criterion": criterion_id}) or 0
    changes: list[Change] = []
    for note_id in note_ids:
        row = rows.get(note_id)
        if row is None or not row.active:
            position += 1
            changes += _put_back(row, position) if row else _put_first(note_id, criterion_id, position)
    return changes


def take_from(placements: Iterable[Placement]) -> list[Change]:
    """Take notes out of criteria; the changes."""
    changes: list[Change] = []
    for row in placements:
        row.active = False
        changes.append(("placement", row.id, "active", True, False))
    return changes


def _put_first(note_id: str, criterion_id: str, position: int) -> list[Change]:
    """A note comes into a criterion for the first time."""
    row = Placement(note_id=note_id, criterion_id=criterion_id, active=True, position=position)
    db.session.add(row)
    db.session.flush()
    return [("placement", row.id, "active", False, True)]


def _put_back(row: Placement, position: int) -> list[Change]:
    """A note comes back to where it was once, at the end."""
    changes: list[Change] = [("placement", row.id, "active", False, True)]
    if row.position != position:
        changes.append(("placement", row.id, "position", row.position, position))
    row.active, row.position = True, position
    return changes
