"""The page on which a sheet is coded: what is to be coded, what is in hand, and the grid.

What is to be coded stands in the order of the sheet. A note without a component of its own goes by that
of its criterion; where its criteria say different things, it waits for a decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.finding import Place, place_of, sittings
from workshop.meeting.grids import grid_of
from workshop.method.grid import JOINER, Grid
from workshop.method.steps import Step, may_sort
from workshop.models import Note, NoteState
from workshop.pages.common import GroupFace
from workshop.pages.grids import DimensionView, RowView, dimension_views, row_view
from workshop.pages.sheets import notes_in, voice_of
from workshop.pages.thread import thread_view
from workshop.pages.views import CriterionView, NoteView, SheetView, ThreadView, Voice


@dataclass(frozen=True, slots=True)
class CodeView:
    """A component as it was given, with the rows that it names."""

    code: str
    parts: list[RowView]

    @property
    def confirmed(self) -> bool:
        """Whether a source confirms all of it."""
        return all(part.confirmed for part in self.parts)

    @property
    def takes_another(self) -> bool:
        """Whether the page offers to join another component to it."""
        return len(self.parts) == 1


@dataclass(frozen=True, slots=True)
class Thing:
    """A note or a criterion to be coded. `also` are the notes that stand with it in the same words."""

    kind: str
    id: str
    text: str
    language: str | None
    own: CodeView | None
    also: tuple[str, ...] = ()
    inherited: tuple[CodeView, ...] = ()
    criteria: tuple[CriterionView, ...] = ()
    all_notes_coded: bool = False

    @property
    def key(self) -> str:
        """Its name in an address."""
        return f"{self.kind[0]}-{self.id}"

    @property
    def count(self) -> int:
        """How many times it was written."""
        return 1 + len(self.also)

    @property
    def settled(self) -> bool:
        """Whether nothing has to be decided about it any more."""
        return self.own is not None or len(self.inherited) == 1 or self.all_notes_coded


@dataclass(frozen=True, slots=True)
class CriterionToCode:
    """A criterion with its notes."""

    thing: Thing
    notes: list[Thing]


class CodingView(GroupFace):
    """One sheet on its way to components.

    `at` is the thing to take in hand; else it is the first unsettled one after `after`, or of all. `by` is the
    device that looks: undo takes back its own acts.
    """

    def __init__(
        self, place: Place, language: str, question: int | None, at: str = "", after: str = "", *, by: int | None
    ) -> None:
        super().__init__(place, language)
        self.number = place.sitting.number
        self._wanted, self._at, self._after, self._by = question, at, after, by

    @cached_property
    def process(self) -> str:
        """The process's id in addresses."""
        return self._process.public_id

    @cached_property
    def grid(self) -> Grid:
        """The grid that the process uses."""
        return grid_of(self._process)

    @cached_property
    def dimensions(self) -> list[DimensionView]:
        """The grid's dimensions with what can be given."""
        return dimension_views(self.grid, self.language)

    @cached_property
    def groups(self) -> list[tuple[int, Voice]]:
        """The groups of the workshop by number."""
        rows = sittings(self._workshop.id)
        return [(row.number, voice_of(place_of(self._workshop, row).group)) for row in rows]

    @cached_property
    def open_sheets(self) -> list[int]:
        """The questions whose sheets can be coded."""
        sitting = self._place.sitting
        step = self._place.step
        return [n for n in self._question_views if may_sort(step, sitting.question, sitting.begun, n)]

    @cached_property
    def question_number(self) -> int | None:
        """The question that was asked for, else the current one, else the first that can be coded."""
        wanted = (self._wanted, self._place.sitting.question)
        found = next((number for number in wanted if number in self.open_sheets), None)
        return found or next(iter(self.open_sheets), None)

    @cached_property
    def sheet(self) -> SheetView | None:
        """The sheet."""
        return self.sheet_of(self.question_number) if self.question_number else None

    @cached_property
    def criteria(self) -> list[CriterionToCode]:
        """The criteria of the sheet with their notes."""
        found = []
        for criterion in self.sheet.criteria if self.sheet else ():
            notes = list(self._things(criterion.notes))
            coded = bool(notes) and all(note.own for note in notes)
            own = self._code(criterion.codes.get(self.grid.key))
            name = criterion.name
            thing = Thing("criterion", criterion.id, name, criterion.language, own, all_notes_coded=coded)
            found.append(CriterionToCode(thing, notes))
        return found

    @cached_property
    def loose(self) -> list[Thing]:
        """The notes that are in no criterion."""
        return list(self._things(self.sheet.loose)) if self.sheet else []

    @cached_property
    def kept_back(self) -> list[Thing]:
        """The notes that were set aside or hidden."""
        return self._in_states(NoteState.ASIDE, NoteState.HIDDEN)

    @cached_property
    def unshown(self) -> list[Thing]:
        """The notes that nobody read out; not before the meeting is closed."""
        return self._in_states(NoteState.UNSHOWN) if self._place.step is Step.CLOSE else []

    @cached_property
    def hand(self) -> Thing | None:
        """What is to be coded now; None where everything is settled and nothing was asked for."""
        everything = [*self._in_order, *self.kept_back, *self.unshown]
        asked = next((thing for thing in everything if thing.key == self._at), None)
        return asked or self._next_after(self._after)

    @cached_property
    def coded(self) -> int:
        """How many notes of the sheet have a component, their own or their criterion's."""
        return sum(thing.count for thing in self._notes.values() if thing.settled)

    @cached_property
    def total(self) -> int:
        """How many notes the sheet has."""
        return sum(thing.count for thing in self._notes.values())

    @cached_property
    def thread(self) -> ThreadView:
        """What was done on this group's sheets."""
        return thread_view(self._place)

    @property
    def can_undo(self) -> bool:
        """Whether this device has something to take back."""
        return self._by in self.thread.undo_by

    @property
    def can_redo(self) -> bool:
        """Whether this device has something to do again."""
        return self._by in self.thread.redo_by

    def address(self, **more: str | int) -> str:
        """This sheet's page, with something more in its query."""
        query = {"group": self.number, "question": self.question_number or "", **more}
        return f"/w/{self.w}/coding?" + "&".join(f"{key}={value}" for key, value in query.items() if value != "")

    def value(self, row: RowView, joined: bool) -> str:
        """What a row's button gives: its component, `joined` to the one that there is."""
        own = self.hand.own if self.hand and joined else None
        return f"{own.code}{JOINER}{row.code}" if own else row.code

    @property
    def _in_order(self) -> list[Thing]:
        placed = [thing for each in self.criteria for thing in (each.thing, *each.notes)]
        return [*placed, *self.loose]

    @cached_property
    def _notes(self) -> dict[str, Thing]:
        """Every note of the sheet once, also one in two criteria."""
        return {thing.key: thing for thing in self._in_order if thing.kind == "note"}

    def _next_after(self, key: str) -> Thing | None:
        things = self._in_order
        keys = [thing.key for thing in things]
        start = keys.index(key) + 1 if key in keys else 0
        return next((thing for thing in [*things[start:], *things[:start]] if not thing.settled), None)

    def _in_states(self, *states: NoteState) -> list[Thing]:
        if not self.sheet:
            return []
        notes = notes_in(self._place.group.id, self.sheet.question.number, states, self.voice)
        return list(self._things(notes))

    def _things(self, notes: Iterable[NoteView]) -> Iterator[Thing]:
        """The notes as things to be coded; those in the same words together while they are coded alike."""
        for note in notes:
            alike: dict[str, list[str]] = {}
            for member in note.members:
                alike.setdefault(self._codes.get(member.id, ""), []).append(member.id)
            for code, (first, *others) in alike.items():
                criteria = tuple(self._holding.get(first, ()))
                own, inherited = self._code(code), self._inherited(criteria)
                yield Thing("note", first, note.text, note.language, own, tuple(others), inherited, criteria)

    def _inherited(self, criteria: Iterable[CriterionView]) -> tuple[CodeView, ...]:
        """The different components of these criteria."""
        given = dict.fromkeys(criterion.codes.get(self.grid.key) for criterion in criteria)
        return tuple(view for code in given if (view := self._code(code)))

    def _code(self, code: str | None) -> CodeView | None:
        if not code:
            return None
        return CodeView(code, [row_view(row, self.language) for row in self.grid.parts(code)])

    @cached_property
    def _holding(self) -> dict[str, list[CriterionView]]:
        """The criteria that each note is in."""
        found: dict[str, list[CriterionView]] = {}
        for criterion in self.sheet.criteria if self.sheet else ():
            for note in criterion.notes:
                for member in note.members:
                    found.setdefault(member.id, []).append(criterion)
        return found

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The notes' own components in the process's grid."""
        rows = db.session.execute(
            select(Note.id, Note.codes).where(
                Note.group_id == self._place.group.id, Note.question == self.question_number
            )
        )
        return {key: codes[self.grid.key] for key, codes in rows if codes.get(self.grid.key)}
