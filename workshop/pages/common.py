"""What several faces share: the workshop, the questions and the step, as views."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from workshop.extensions import db
from workshop.meeting.finding import Place, questions
from workshop.method.steps import PRACTICE, Step, open_questions
from workshop.models import Group, Note, NoteState, Process, Question, Seat, Sitting, Workshop
from workshop.pages.sheets import SheetData, counts_by_state, read_sheet
from workshop.pages.views import Numbers, QuestionView, SheetView, StepView, WorkshopView


def workshop_view(workshop: Workshop, process: Process) -> WorkshopView:
    """The workshop as pages speak of it."""
    groups = db.session.scalar(
        select(func.count()).select_from(Sitting).where(Sitting.workshop_id == workshop.id)
    )
    return WorkshopView(
        w=workshop.public_id,
        title=workshop.title,
        place=workshop.place,
        town=process.territory or process.title,
        languages=list(workshop.languages),
        door_open=workshop.door_open,
        curtain=workshop.curtain,
        screen_group=workshop.screen_group,
        group_count=groups or 0,
    )


def question_view(question: Question, language: str, others: list[str] | None = None) -> QuestionView:
    """A question for a reader of `language`, with its wordings in `others` beside it."""
    found, wording = question.worded(language)
    beside = [
        (other, question.wordings[other]["text"])
        for other in others or []
        if other != found and question.wordings.get(other, {}).get("text")
    ]
    return QuestionView(question.number, wording["text"], wording.get("hint", ""), found, beside)


def practice_view(language: str) -> QuestionView:
    """Question 0: to get used to writing and sending; read out and thrown away."""
    return QuestionView(PRACTICE, _("What is your favourite dish?"), "", language)


def question_views(
    process: Process, language: str, others: list[str] | None = None
) -> dict[int, QuestionView]:
    """All questions of the process by number."""
    return {row.number: question_view(row, language, others) for row in questions(process.id)}


def step_view(place: Place, views: dict[int, QuestionView], language: str) -> StepView:
    """The group's step with the question that belongs to it."""
    step = place.step
    question: QuestionView | None = None
    if step.of_question:
        question = views.get(place.sitting.question)
    elif step is Step.WELCOME:
        question = practice_view(language)
    return StepView(step.value, question, list(views.values()))


def open_sheets(place: Place) -> list[int]:
    """The questions whose sheets lie open on every face now."""
    sitting = place.sitting
    return open_questions(place.step, sitting.question, sitting.begun, sitting.looked)


def sheet_view(data: SheetData, views: dict[int, QuestionView]) -> SheetView:
    """A sheet with its question in the reader's language."""
    return SheetView(views[data.question], data.loose, data.criteria, data.counter)


def read_sheets(group: Group, numbers: list[int], views: dict[int, QuestionView]) -> list[SheetView]:
    """The sheets of these questions, in order."""
    return [sheet_view(read_sheet(group, number), views) for number in numbers if number in views]


def numbers_of(place: Place) -> Numbers:
    """How many sit and write. The numbers alone, never what."""
    question = PRACTICE if place.step is Step.WELCOME else place.sitting.question
    seats = db.session.scalar(
        select(func.count())
        .select_from(Seat)
        .where(Seat.sitting_id == place.sitting.id, Seat.let_go.is_(False))
    )
    writers = db.session.scalar(
        select(func.count(func.distinct(Note.seat_id))).where(
            Note.group_id == place.group.id,
            Note.question == question,
            Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
        )
    )
    counts = counts_by_state(place.group.id, question)
    written = sum(count for state, count in counts.items() if not NoteState(state).gone)
    return Numbers(seats or 0, writers or 0, written)
