"""The criteria that were removed from a sheet or merged away, and how many notes would come back with each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from workshop.board.restoring import coming_back
from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.models import Criterion, Note, NoteState, Text
from workshop.pages.moment import moment_of
from workshop.pages.sheets import NAMED
from workshop.pages.views import RemovedView

REMOVED = (
    select(Criterion.id, Criterion.question, NAMED, Note.language)
    .join(Text, Text.id == Criterion.name_id)
    .outerjoin(Note, Note.id == Text.note_id)
    .where(Criterion.group_id == bindparam("group"), Criterion.removed.is_(True))
    .order_by(Criterion.question, Criterion.position, Criterion.id)
)


def removed_criteria(place: Place, open_sheets: list[int]) -> list[RemovedView]:
    """What can be brought back on the sheets that may be worked on, in the sheets' order."""
    moment = moment_of(place.process.id, place.process.seq)
    found: list[RemovedView] = moment.once(("removed", place.group.id), lambda: _read(place))
    return [criterion for criterion in found if criterion.question in open_sheets]


def _read(place: Place) -> list[RemovedView]:
    rows = db.session.execute(REMOVED, {"group": place.group.id}).all()
    if not rows:
        return []
    back = coming_back(place.process.id, place.group.id, [row[0] for row in rows])
    return [
        RemovedView(key, name or "", language, question, _shown(back[key]))
        for key, question, name, language in rows
        if key in back
    ]


def _shown(coming: Sequence[tuple[object, str]]) -> int:
    return sum(state == NoteState.SHOWN.value for _row, state in coming)
