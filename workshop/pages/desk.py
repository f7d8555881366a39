"""A desk: one group's sheets with what acts on them, or the overview of several groups."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import and_, func, select

from workshop.extensions import db
from workshop.meeting.finding import Place, place_of, sittings
from workshop.method.steps import PRACTICE, Step, may_sort
from workshop.models import JoinCode, Note, NoteState, Process, Seat, Sitting, Workshop
from workshop.pages.common import (
    numbers_of,
    question_views,
    read_sheets,
    step_view,
    workshop_view,
)
from workshop.pages.sheets import counts_by_state, notes_in, voice_of
from workshop.pages.thread import thread_view
from workshop.pages.views import DeskView, GroupRow, JoinCard, NoteView, SeatRow

CodeOf = Callable[[str], JoinCard]


def desk_view(place: Place, language: str, code_of: CodeOf, here: Collection[str]) -> DeskView:
    """One group's desk; `here` are the ids of the seats that are connected.

    While people write it gets numbers: the texts of that question are not there yet.
    """
    views = question_views(place.process, language)
    voice = voice_of(place.group)
    sitting = place.sitting
    workable = [n for n in views if may_sort(place.step, sitting.question, sitting.begun, n)]
    sheets = read_sheets(place.group, workable, views)
    waiting, left, aside = _unshown(place)
    return DeskView(
        workshop=workshop_view(place.workshop, place.process),
        codes=_codes(place.workshop.id, code_of),
        seats=seat_rows(place.workshop.id, here, sitting.id),
        groups=group_rows(place.workshop),
        questions=list(views.values()),
        sitting=sitting.number,
        voice=voice,
        profile=place.group.profile,
        step=step_view(place, views, language),
        sheet=next((s for s in sheets if s.question.number == sitting.question), None),
        sheets=sheets,
        numbers=numbers_of(place),
        next=waiting,
        next_left=left,
        aside=aside,
        practice=_practice(place),
        thread=thread_view(place),
    )


def overview(
    workshop: Workshop, language: str, code_of: CodeOf, here: Collection[str]
) -> DeskView:
    """The desk of a workshop in which several groups sit."""
    process = db.session.get_one(Process, workshop.process_id)
    return DeskView(
        workshop=workshop_view(workshop, process),
        codes=_codes(workshop.id, code_of),
        seats=seat_rows(workshop.id, here),
        groups=group_rows(workshop),
        questions=list(question_views(process, language).values()),
    )


def seat_rows(
    workshop_id: int, here: Collection[str], sitting_id: int | None = None
) -> list[SeatRow]:
    """The seats of a workshop, or of one group in it, with their number of notes."""
    query = (
        select(Seat.id, Seat.number, func.count(Note.id))
        .outerjoin(
            Note,
            and_(
                Note.seat_id == Seat.id,
                Note.question != PRACTICE,
                Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
            ),
        )
        .where(Seat.workshop_id == workshop_id, Seat.let_go.is_(False))
        .group_by(Seat.id, Seat.number)
        .order_by(Seat.number)
    )
    if sitting_id is not None:
        query = query.where(Seat.sitting_id == sitting_id)
    rows = db.session.execute(query)
    return [SeatRow(key, number, key in here, count) for key, number, count in rows]


def group_rows(workshop: Workshop) -> list[GroupRow]:
    """Every group of the workshop with where it stands."""
    return [_group_row(workshop, row) for row in sittings(workshop.id)]


def _codes(workshop_id: int, code_of: CodeOf) -> list[JoinCard]:
    codes = db.session.scalars(
        select(JoinCode.code)
        .where(JoinCode.workshop_id == workshop_id, JoinCode.revoked.is_(False))
        .order_by(JoinCode.id)
    )
    return [code_of(code) for code in codes]


def _unshown(place: Place) -> tuple[NoteView | None, int, list[NoteView]]:
    """The note whose turn it is, how many wait, and those that were set aside or hidden."""
    question = PRACTICE if place.step is Step.WELCOME else place.sitting.question
    sitting = place.sitting
    workable = may_sort(place.step, sitting.question, sitting.begun, question)
    if question != PRACTICE and not workable:
        return None, 0, []
    voice = voice_of(place.group)
    group_id = place.group.id
    waiting = notes_in(group_id, question, [NoteState.UNSHOWN], voice, limit=1)
    left = counts_by_state(group_id, question)[NoteState.UNSHOWN.value]
    aside = notes_in(group_id, question, [NoteState.ASIDE, NoteState.HIDDEN], voice)
    return (waiting[0] if waiting else None), left, aside


def _practice(place: Place) -> list[NoteView]:
    if place.step is not Step.WELCOME:
        return []
    return notes_in(place.group.id, PRACTICE, [NoteState.SHOWN], voice_of(place.group))


def _group_row(workshop: Workshop, sitting: Sitting) -> GroupRow:
    place = place_of(workshop, sitting)
    numbers = numbers_of(place)
    return GroupRow(
        number=sitting.number,
        voice=voice_of(place.group),
        profile=place.group.profile,
        step=sitting.step,
        question=sitting.question if place.step.of_question else None,
        seats=numbers.seats,
        notes=numbers.written,
    )
