"""The shared screen: what everybody in the room may see now."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.meeting.finding import Place, join_codes
from workshop.method.steps import PRACTICE, Step
from workshop.models import Event, NoteState, Process, Sitting, Workshop
from workshop.pages.common import GroupFace, WorkshopFace
from workshop.pages.sheets import notes_in
from workshop.pages.views import JoinCard, NoteView, QuestionView, SheetView

CodeOf = Callable[[str], JoinCard]

LANGUAGES_SHOWN = 3
SHOWN_OR_PLACED = (
    select(Event.touched)
    .where(
        Event.process_id == bindparam("process"),
        Event.group_id == bindparam("group"),
        Event.kind.in_(["note.shown", "note.placed", "note.also_placed", "criterion.made"]),
    )
    .order_by(Event.seq.desc())
    .limit(20)
)


class JoinScreen(WorkshopFace):
    """The screen before a group is put on it: how to join. Behind a curtain, nothing but that."""

    step = None
    voice = None
    numbers = None
    question = None
    latest = None
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
        self.curtain = place.workshop.curtain

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
    def latest(self) -> NoteView | None:
        """The note that was shown or placed last, as long as it can be seen."""
        visible = {note.id: note for note in self.shown}
        if self.sheet is not None:
            placed = (note for criterion in self.sheet.criteria for note in criterion.notes)
            visible |= {member.id: note for note in (*self.sheet.loose, *placed) for member in note.members}
        for touched in self._shown_or_placed() if visible else ():
            for name, key in touched:
                if name == "note" and key in visible:
                    return visible[key]
        return None

    @property
    def _beside(self) -> list[str]:
        return list(self._workshop.languages)[:LANGUAGES_SHOWN]

    def _shown_or_placed(self) -> list[list[list[str]]]:
        place = {"process": self._place.process.id, "group": self._place.group.id}
        return list(db.session.scalars(SHOWN_OR_PLACED, place))


def join_card(workshop: Workshop, sitting: Sitting | None, code_of: CodeOf) -> JoinCard | None:
    """The table's own code where it has one, else the workshop's; None while the door is closed."""
    if not workshop.door_open:
        return None
    own = join_codes(workshop.id, sitting.id) if sitting else []
    found = next(iter([*own, *join_codes(workshop.id)]), None)
    return code_of(found) if found else None
