"""The shared screen: what everybody in the room may see now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.meeting.finding import Place, join_codes
from workshop.method.steps import PRACTICE, Step
from workshop.models import Event, NoteState, Process, Sitting, Workshop
from workshop.pages.common import GroupFace, WorkshopFace
from workshop.pages.hand import note_in_hand, shown_last
from workshop.pages.sheets import notes_in
from workshop.pages.views import CriterionView, JoinCard, NoteView, QuestionView, SheetView

CodeOf = Callable[[str], JoinCard]

LANGUAGES_SHOWN = 3
PLACED_LAST = 3
PLACED = (
    select(Event.touched)
    .where(
        Event.process_id == bindparam("process"),
        Event.group_id == bindparam("group"),
        Event.kind.in_(["note.placed", "note.also_placed", "criterion.made"]),
    )
    .order_by(Event.seq.desc())
    .limit(20)
)


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note with the criteria that it is in now."""

    note: NoteView
    criteria: list[CriterionView]


class JoinScreen(WorkshopFace):
    """The screen before a group is put on it: how to join. Behind a curtain, nothing but that."""

    step = None
    voice = None
    numbers = None
    question = None
    hand = None
    shown: list[NoteView] = []
    sheets: list[SheetView] = []
    next_steps = ""
    earlier: list[SheetView] = []

    def __init__(
        self, workshop: Workshop, process: Process, language: str, code_of: CodeOf
    ) -> None:
        super().__init__(workshop, process, language)
        self._code_of = code_of
        self.curtain = workshop.curtain

    @cached_property
    def join(self) -> JoinCard | None:
        """How to join; None while the door is closed."""
        return join_card(self._workshop, None, self._code_of)


class ScreenView(GroupFace):
    """The screen of one group. While the curtain is drawn a page shows nothing else of it."""

    next_steps = ""

    def __init__(self, place: Place, language: str, code_of: CodeOf) -> None:
        super().__init__(place, language)
        self._code_of = code_of
        self.curtain = self.covered = place.workshop.curtain
        self.sitting = place.sitting.number

    @cached_property
    def join(self) -> JoinCard | None:
        """How to join this table; None while the door is closed."""
        return join_card(self._workshop, self._place.sitting, self._code_of)

    @cached_property
    def question(self) -> QuestionView | None:
        """The question that is put to the group."""
        return self.step.question

    @cached_property
    def shown(self) -> list[NoteView]:
        """What has been read out, the newest first: of practice, or of the current question."""
        place = self._place
        if place.step not in (Step.WELCOME, Step.READ):
            return []
        question = PRACTICE if place.step is Step.WELCOME else place.sitting.question
        return notes_in(place.group.id, question, [NoteState.SHOWN], self.voice)[::-1]

    @cached_property
    def sheets(self) -> list[SheetView]:
        """The sheets that lie open, the current one among them."""
        return [self.sheet_of(number) for number in self.open_sheets]

    @property
    def open_sheets(self) -> list[int]:
        """None behind the curtain, and none once everybody has been thanked."""
        if self.curtain or self._place.step is Step.CLOSE:
            return []
        return super().open_sheets

    @cached_property
    def sheet(self) -> SheetView | None:
        """The current question's sheet while it is sorted or looked at."""
        if self._place.step not in (Step.SORT, Step.LOOK):
            return None
        current = self._place.sitting.question
        return next((s for s in self.sheets if s.question.number == current), None)

    @cached_property
    def earlier(self) -> list[SheetView]:
        """The sheets that stay open below what is going on now."""
        if self._place.step is Step.APPROVE:
            return []
        return [sheet for sheet in self.sheets if sheet is not self.sheet]

    @cached_property
    def hand(self) -> NoteView | None:
        """The note that the room looks at: the one in hand, and while notes are read out the one shown last."""
        if self._place.step is Step.WELCOME:
            return shown_last(self._place, self.shown)
        if self._place.step is Step.READ:
            sheet = self.sheet_of(self._place.sitting.question)
            return note_in_hand(self._place, sheet) or shown_last(self._place, self.shown)
        return note_in_hand(self._place, self.sheet) if self._place.step is Step.SORT and self.sheet else None

    @cached_property
    def placed_last(self) -> list[PlacedNote]:
        """The notes that were placed last and are in a criterion still, the latest first; three at most."""
        if self._place.step is not Step.SORT or self.sheet is None:
            return []
        found: dict[str, PlacedNote] = {}
        for key in self._placed() if self.sheet.counter.placed else ():
            placed = self._where.get(key)
            if placed is not None and len(found) < PLACED_LAST:
                found.setdefault(placed.note.id, placed)
        return list(found.values())

    @property
    def _where(self) -> dict[str, PlacedNote]:
        """For each placed note of the current sheet where it stands."""
        assert self.sheet is not None
        sheet = self.sheet
        return self.once(("where", self._place.group.id, sheet.question.number), lambda: where_each_is(sheet))

    def _placed(self) -> Iterator[str]:
        place = {"process": self._place.process.id, "group": self._place.group.id}
        touched = self.once(("placed", self._place.group.id), lambda: list(db.session.scalars(PLACED, place)))
        return (key for things in touched for name, key in things if name == "note")

    @property
    def _beside(self) -> list[str]:
        return list(self._workshop.languages)[:LANGUAGES_SHOWN]


def where_each_is(sheet: SheetView) -> dict[str, PlacedNote]:
    """Each placed note by its id, those that stand with another one too, with all the criteria that it is in."""
    found: dict[str, PlacedNote] = {}
    for criterion in sheet.criteria:
        for note in criterion.notes:
            for member in note.members:
                found.setdefault(member.id, PlacedNote(note, [])).criteria.append(criterion)
    return found


def join_card(workshop: Workshop, sitting: Sitting | None, code_of: CodeOf) -> JoinCard | None:
    """The table's own code where it has one, else the workshop's; None while the door is closed."""
    if not workshop.door_open:
        return None
    own = join_codes(workshop.id, sitting.id) if sitting else []
    found = next(iter([*own, *join_codes(workshop.id)]), None)
    return code_of(found) if found else None
