"""The shared screen: what everybody in the room may see now."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.method.steps import PRACTICE, Step
from workshop.models import Event, JoinCode, NoteState, Process, Sitting, Workshop
from workshop.pages.common import (
    numbers_of,
    open_sheets,
    question_views,
    read_sheets,
    step_view,
    workshop_view,
)
from workshop.pages.sheets import notes_in, voice_of
from workshop.pages.views import JoinCard, NoteView, ScreenView, SheetView

LATEST_KINDS = ("note.shown", "note.placed", "criterion.made")


def screen_view(place: Place, language: str, code_of: Callable[[str], JoinCard]) -> ScreenView:
    """The screen of one group, behind its curtain if it is drawn."""
    workshop = workshop_view(place.workshop, place.process)
    if workshop.curtain:
        return curtain_view(place.workshop, place.process, place.sitting.number)
    others = list(place.workshop.languages)[:3]
    views = question_views(place.process, language, others)
    step = step_view(place, views, language)
    shown: list[NoteView] = []
    sheets: list[SheetView] = []
    if place.step is Step.WELCOME:
        shown = _shown(place, PRACTICE)
    else:
        sheets = read_sheets(place.group, open_sheets(place), views)
    if place.step is Step.READ:
        shown = _shown(place, place.sitting.question)
    current = place.sitting.question
    in_step = place.step in (Step.READ, Step.SORT, Step.LOOK)
    sheet = next((s for s in sheets if in_step and s.question.number == current), None)
    return ScreenView(
        workshop=workshop,
        number=place.sitting.number,
        voice=voice_of(place.group),
        step=step,
        question=step.question,
        join=join_card(place.workshop, place.sitting, code_of),
        numbers=numbers_of(place),
        shown=shown,
        latest=_latest(place, shown, sheet),
        sheet=sheet,
        sheets=[s for s in sheets if s is not sheet],
        curtain=False,
    )


def join_view(workshop: Workshop, code_of: Callable[[str], JoinCard]) -> ScreenView:
    """The screen before a group is put on it: how to join."""
    process = db.session.get_one(Process, workshop.process_id)
    if workshop.curtain:
        return curtain_view(workshop, process, None)
    return _empty(workshop, process, None, join_card(workshop, None, code_of), curtain=False)


def curtain_view(workshop: Workshop, process: Process, number: int | None) -> ScreenView:
    """Nothing but the curtain."""
    return _empty(workshop, process, number, None, curtain=True)


def join_card(
    workshop: Workshop, sitting: Sitting | None, code_of: Callable[[str], JoinCard]
) -> JoinCard | None:
    """The table's own code where it has one, else the workshop's; None while the door is closed."""
    if not workshop.door_open:
        return None
    rows = db.session.execute(
        select(JoinCode.code, JoinCode.sitting_id)
        .where(JoinCode.workshop_id == workshop.id, JoinCode.revoked.is_(False))
        .order_by(JoinCode.id)
    ).all()
    own = [code for code, sitting_id in rows if sitting and sitting_id == sitting.id]
    general = [code for code, sitting_id in rows if sitting_id is None]
    found = next(iter([*own, *general]), None)
    return code_of(found) if found else None


def _shown(place: Place, question: int) -> list[NoteView]:
    """What has been read out of a question, the newest first."""
    return notes_in(place.group.id, question, [NoteState.SHOWN], voice_of(place.group))[::-1]


def _latest(place: Place, shown: list[NoteView], sheet: SheetView | None) -> NoteView | None:
    """The note that was shown or placed last, as long as it can be seen."""
    visible = {note.id: note for note in shown}
    if sheet is not None:
        visible |= {note.id: note for note in sheet.loose}
        visible |= {note.id: note for criterion in sheet.criteria for note in criterion.notes}
    if not visible:
        return None
    rows = db.session.scalars(
        select(Event.touched)
        .where(
            Event.process_id == place.process.id,
            Event.group_id == place.group.id,
            Event.kind.in_(LATEST_KINDS),
        )
        .order_by(Event.seq.desc())
        .limit(20)
    )
    for touched in rows:
        for name, key in touched:
            if name == "note" and key in visible:
                return visible[key]
    return None


def _empty(
    workshop: Workshop, process: Process, number: int | None, join: JoinCard | None, *, curtain: bool
) -> ScreenView:
    return ScreenView(
        workshop=workshop_view(workshop, process),
        number=number,
        voice=None,
        step=None,
        question=None,
        join=join,
        numbers=None,
        shown=[],
        latest=None,
        sheet=None,
        sheets=[],
        curtain=curtain,
    )
