"""A desk: one group's sheets with what acts on them, or the overview of several groups."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.finding import Place, join_codes, place_of, sittings
from workshop.method.steps import PRACTICE, Step, may_sort
from workshop.models import NoteState, Process, Seat, Sitting, Workshop
from workshop.pages.common import GroupFace, WorkshopFace, numbers_of
from workshop.pages.hand import note_in_hand
from workshop.pages.removed import removed_criteria
from workshop.pages.sheets import counts_by_state, notes_in, voice_of
from workshop.pages.thread import thread_view
from workshop.pages.views import (
    GroupRow,
    JoinCard,
    NoteView,
    RemovedView,
    SeatRow,
    SheetView,
    ThreadView,
)

CodeOf = Callable[[str], JoinCard]


class DeskOverview(WorkshopFace):
    """The desk of a workshop; by itself, the overview of several groups.

    `here` are the ids of the seats that are connected.
    """

    sitting: int | None = None
    voice = None
    step = None

    def __init__(
        self,
        workshop: Workshop,
        process: Process,
        language: str,
        code_of: CodeOf,
        here: Collection[str],
    ) -> None:
        super().__init__(workshop, process, language)
        self._code_of = code_of
        self._here = here
        self.door_open = workshop.door_open
        self.curtain = workshop.curtain
        self.screen_group = workshop.screen_group

    @cached_property
    def codes(self) -> list[JoinCard]:
        """The codes that lead here."""
        return [self._code_of(code) for code in join_codes(self._workshop.id)]

    @cached_property
    def groups(self) -> list[GroupRow]:
        """Every group of the workshop with where it stands."""
        rows = sittings(self._workshop.id)
        return [_group_row(self._workshop, row) for row in rows]

    @cached_property
    def seats(self) -> list[SeatRow]:
        """The seats of the workshop."""
        return seat_rows(self._workshop.id, self._here)


class DeskView(GroupFace, DeskOverview):
    """One group's desk. While people write it has numbers; the texts of that question not yet."""

    approves = True

    def __init__(
        self, place: Place, language: str, code_of: CodeOf, here: Collection[str]
    ) -> None:
        DeskOverview.__init__(self, place.workshop, place.process, language, code_of, here)
        self._place = place
        self.sitting = place.sitting.number
        self.profile = place.group.profile

    @cached_property
    def seats(self) -> list[SeatRow]:
        """The seats of the group."""
        return seat_rows(self._workshop.id, self._here, self._place.sitting.id)

    @cached_property
    def sheets(self) -> list[SheetView]:
        """The sheets that may be worked on, in order."""
        return [self.sheet_of(number) for number in self.open_sheets]

    @property
    def open_sheets(self) -> list[int]:
        """The questions whose sheets may be worked on."""
        return [number for number in self._question_views if self._may(number)]

    @cached_property
    def sheet(self) -> SheetView | None:
        """The current question's sheet; None while it is being written."""
        current = self._place.sitting.question
        return next((s for s in self.sheets if s.question.number == current), None)

    @cached_property
    def hand(self) -> NoteView | None:
        """The note in hand on the current question's sheet."""
        return note_in_hand(self._place, self.sheet) if self.sheet else None

    @cached_property
    def next(self) -> NoteView | None:
        """The unshown note whose turn it is."""
        if self._reading is None or (self.sheet and not self.sheet.counter.unshown):
            return None
        waiting = [NoteState.UNSHOWN]
        notes = notes_in(self._place.group.id, self._reading, waiting, self.voice, limit=1)
        return notes[0] if notes else None

    @cached_property
    def next_left(self) -> int:
        """How many notes wait to be read out."""
        if self._reading is None:
            return 0
        return counts_by_state(self._place.group.id, self._reading)[NoteState.UNSHOWN.value]

    @cached_property
    def aside(self) -> list[NoteView]:
        """The notes that were set aside or hidden."""
        if self._reading is None or (self.sheet and not self.sheet.counter.aside):
            return []
        kept_back = [NoteState.ASIDE, NoteState.HIDDEN]
        return notes_in(self._place.group.id, self._reading, kept_back, self.voice)

    @cached_property
    def practice(self) -> list[NoteView]:
        """The practice notes that were read out."""
        if self._place.step is not Step.WELCOME:
            return []
        return notes_in(self._place.group.id, PRACTICE, [NoteState.SHOWN], self.voice)

    @cached_property
    def thread(self) -> ThreadView:
        """What was done on this group's sheets."""
        return thread_view(self._place)

    @cached_property
    def removed(self) -> list[RemovedView]:
        """The criteria that can be brought back."""
        return removed_criteria(self._place, self.open_sheets)

    @cached_property
    def _reading(self) -> int | None:
        """The question whose unshown notes come to the desk one by one."""
        if self._place.step is Step.WELCOME:
            return PRACTICE
        current = self._place.sitting.question
        return current if self._may(current) else None

    def _may(self, number: int) -> bool:
        sitting = self._place.sitting
        return may_sort(self._place.step, sitting.question, sitting.begun, number)


def seat_rows(
    workshop_id: int, here: Collection[str], sitting_id: int | None = None
) -> list[SeatRow]:
    """The seats of a workshop, or of one group in it."""
    query = (
        select(Seat.id, Seat.number)
        .where(Seat.workshop_id == workshop_id, Seat.let_go.is_(False))
        .order_by(Seat.number)
    )
    if sitting_id is not None:
        query = query.where(Seat.sitting_id == sitting_id)
    return [SeatRow(key, number, key in here) for key, number in db.session.execute(query)]


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
