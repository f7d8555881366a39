"""What the faces share: the workshop, the questions, the step and the sheets, read when asked for.

A view reads a thing when a template first asks for it, inside the snapshot of the page or patch;
so a patch of one counter costs one count.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select

from workshop.extensions import db
from workshop.meeting.finding import Place, questions, sittings
from workshop.method.steps import PRACTICE, Step, open_questions
from workshop.models import Note, NoteState, Process, Question, Seat, Workshop
from workshop.models.note import NOBODY
from workshop.pages.moment import moment_of
from workshop.pages.present import TOPICS
from workshop.pages.sheets import SheetData, read_sheet, voice_of
from workshop.pages.views import (
    Numbers,
    QuestionView,
    SheetView,
    StepView,
    Voice,
    WorkshopView,
)
from workshop.pages.wishes import with_standing
from workshop.room.present import values_of

T = TypeVar("T")

# One query: while people write, each note asks for these numbers again.
ON_SHEET = (
    Note.group_id == bindparam("group"),
    Note.question == bindparam("question"),
    Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
)
SEATED = (
    select(func.count())
    .select_from(Seat)
    .where(Seat.sitting_id == bindparam("sitting"), Seat.let_go.is_(False))
)
NUMBERS = select(
    func.count(func.distinct(func.nullif(Note.seat_id, NOBODY))), func.count(), SEATED.scalar_subquery()
).where(*ON_SHEET)


class WorkshopFace:
    """What every face of a workshop can say, in one language."""

    def __init__(self, workshop: Workshop, process: Process, language: str) -> None:
        self._workshop = workshop
        self._process = process
        self._moment = moment_of(process.id, process.seq)
        self.language = language
        self.w = workshop.public_id

    def once(self, key: object, read: Callable[[], T]) -> T:
        """Read at most once in this moment, whatever the face."""
        return self._moment.once(key, read)

    @cached_property
    def workshop(self) -> WorkshopView:
        """The workshop as pages speak of it."""
        return workshop_view(self._workshop, self._process)

    @cached_property
    def questions(self) -> list[QuestionView]:
        """All questions in order."""
        return list(self._question_views.values())

    @cached_property
    def _question_views(self) -> dict[int, QuestionView]:
        rows = self.once("questions", lambda: questions(self._process.id))
        return {row.number: question_view(row, self.language, self._beside) for row in rows}

    @property
    def _beside(self) -> list[str]:
        """The languages in which the question stands beside the reader's own."""
        return []


class GroupFace(WorkshopFace):
    """What every face of a group in a workshop can say. `approves` is the desk's, `wishes` a notepad's."""

    approves = False
    wishes = False
    covered = False  # behind the screen's curtain: nothing of the meeting is shown

    def __init__(self, place: Place, language: str) -> None:
        super().__init__(place.workshop, place.process, language)
        self._place = place

    @property
    def place(self) -> Place:
        """Where it looks."""
        return self._place

    @cached_property
    def voice(self) -> Voice:
        """The group's mark."""
        return voice_of(self._place.group)

    @cached_property
    def step(self) -> StepView:
        """Where the group stands; at welcome the question is the practice one."""
        step = self._place.step
        question: QuestionView | None = None
        if step.of_question:
            question = self._question_views.get(self._place.sitting.question)
        elif step is Step.WELCOME:
            question = practice_view(self.language)
        return StepView(step.value, question, self.questions)

    def present(self, topic: str) -> Any:
        """What is so just now about a topic, as this face may see it; None where there is nothing to say."""
        value = self._present.get(topic)
        return TOPICS[topic].view(self, value) if value is not None else None

    def word_on(self, topic: str) -> dict[str, Any] | None:
        """The latest word on a topic as it is kept; what of it a face may have, its view decides."""
        return self._present.get(topic)

    @cached_property
    def _present(self) -> dict[str, dict[str, Any]]:
        return values_of(self._place.sitting.id)

    @cached_property
    def numbers(self) -> Numbers:
        """How many sit and write."""
        return self.once(
            ("numbers", self._place.sitting.id), lambda: numbers_of(self._place)
        )

    def sheet_of(self, number: int) -> SheetView:
        """The group's sheet for one question, worded in the reader's language."""
        group = self._place.group
        data: SheetData = self.once(
            ("sheet", group.id, number), lambda: read_sheet(group, number)
        )
        question = self._question_views[number]
        sheet = SheetView(question, data.loose, data.criteria, data.counter, data.in_the_same_words)
        return with_standing(self, sheet)

    @property
    def sheets(self) -> list[SheetView]:
        """The sheets that lie open."""
        return [self.sheet_of(number) for number in self.open_sheets]

    @property
    def open_sheets(self) -> list[int]:
        """The questions whose sheets lie open on this face."""
        sitting = self._place.sitting
        numbers = open_questions(
            self._place.step, sitting.question, sitting.begun, sitting.looked
        )
        return [number for number in numbers if number in self._question_views]


def workshop_view(workshop: Workshop, process: Process) -> WorkshopView:
    """The workshop as pages speak of it."""
    return WorkshopView(
        w=workshop.public_id,
        title=workshop.title,
        place=workshop.place,
        town=process.territory or process.title,
        languages=list(workshop.languages),
        door_open=workshop.door_open,
        curtain=workshop.curtain,
        screen_group=workshop.screen_group,
        screen_text=workshop.screen_text,
        group_count=len(sittings(workshop.id)),
    )


def question_view(question: Question, language: str, others: list[str]) -> QuestionView:
    """A question for a reader of `language`, with its wordings in `others` beside it."""
    found, wording = question.worded(language)
    beside = [
        (other, question.wordings[other]["text"])
        for other in others
        if other != found and question.wordings.get(other, {}).get("text")
    ]
    return QuestionView(question.number, wording["text"], wording.get("hint", ""), found, beside)


def practice_view(language: str) -> QuestionView:
    """Question 0: to get used to writing and sending; read out and thrown away."""
    return QuestionView(PRACTICE, _("What is your favourite dish?"), "", language)


def numbers_of(place: Place) -> Numbers:
    """How many sit and write on the current question. The numbers alone, never what."""
    question = PRACTICE if place.step is Step.WELCOME else place.sitting.question
    asked = {"group": place.group.id, "question": question, "sitting": place.sitting.id}
    writers, written, seats = db.session.connection().execute(NUMBERS, asked).one()
    return Numbers(seats, writers, written)
