"""Approving: the sheet is put to the group as a whole and approved aloud; the desk notes what was said.

What is kept is a mark of the very thing that was approved: the criterion's name and its shown notes.
A criterion that bears another mark today was changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from workshop import database
from workshop.board.sheets import find_criterion, record_act, require_sortable
from workshop.extensions import db
from workshop.history import Actor, Change
from workshop.meeting.finding import Place, find_place, questions
from workshop.method.refusals import Invalid, WrongStep
from workshop.method.steps import Step
from workshop.models import Criterion, Event, Note, NoteState, Placement, Workshop

APPROVING = (Step.APPROVE, Step.CLOSE)
MARK_LENGTH = 16

SHOWN_IN = (
    select(Placement.note_id)
    .join(Note, Note.id == Placement.note_id)
    .where(
        Placement.criterion_id == bindparam("criterion"),
        Placement.active.is_(True),
        Note.state == NoteState.SHOWN.value,
    )
)


def approve(
    workshop_id: int,
    criterion_ids: Sequence[str] = (),
    *,
    question: int | None = None,
    number: int | None = None,
    approved: bool = True,
    by: Actor,
) -> Event | None:
    """Note that the group approved these criteria, or a whole sheet by its `question`; or that it did not.

    What was changed since it was approved is approved anew. None where nothing changes. Raises
    `WrongStep` before the step approve, `NotFound`, and `Invalid` for a sheet without criteria or
    criteria of several sheets. What an earlier meeting of the group approved stays so.
    """
    with database.write():
        if question is None:
            criteria, place = _named(workshop_id, criterion_ids)
        else:
            place = find_place(db.session.get_one(Workshop, workshop_id), number)
            criteria = _on_sheet(place, question)
        _require_approving(place, criteria)
        changes = [change for criterion in criteria for change in _marked(criterion, approved)]
        if not changes:
            return None
        touched = [change[:2] for change in changes]
        return record_act("criterion.approved", place, by, touched, changes)


def fingerprint(name_id: int, shown: Iterable[str]) -> str:
    """A short mark of a criterion's name and of its shown notes, in whatever order they stand."""
    said = "\n".join([str(name_id), *sorted(shown)])
    return hashlib.sha256(said.encode()).hexdigest()[:MARK_LENGTH]


def _named(workshop_id: int, criterion_ids: Sequence[str]) -> tuple[list[Criterion], Place]:
    found = [find_criterion(workshop_id, key) for key in dict.fromkeys(criterion_ids)]
    if not found:
        raise Invalid(_("Say which criterion."), code="criterion")
    criteria = [criterion for criterion, _place in found]
    if len({(row.group_id, row.question) for row in criteria}) > 1:
        raise Invalid(_("These two are not on the same sheet."))
    return criteria, found[0][1]


def _on_sheet(place: Place, question: int) -> list[Criterion]:
    if question not in [row.number for row in questions(place.process.id)]:
        raise Invalid(_("There is no such question."), code="question")
    require_sortable(place, question)
    found = db.session.scalars(
        select(Criterion)
        .where(Criterion.group_id == place.group.id, Criterion.question == question, Criterion.removed.is_(False))
        .order_by(Criterion.position, Criterion.id)
    )
    criteria = list(found)
    if not criteria:
        raise Invalid(_("There is no criterion on this sheet yet."), code="question")
    return criteria


def _require_approving(place: Place, criteria: Sequence[Criterion]) -> None:
    require_sortable(place, criteria[0].question)
    if place.step not in APPROVING:
        raise WrongStep(_("A sheet is approved at the step Approve. Take that step first."))


def _marked(criterion: Criterion, approved: bool) -> list[Change]:
    shown = db.session.scalars(SHOWN_IN, {"criterion": criterion.id})
    mark = fingerprint(criterion.name_id, shown) if approved else None
    if criterion.approved == mark:
        return []
    change: Change = ("criterion", criterion.id, "approved", criterion.approved, mark)
    criterion.approved = mark
    return [change]
