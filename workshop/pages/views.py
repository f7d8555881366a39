"""What templates are given: plain values, nothing that could query."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Voice:
    """A group's mark."""

    number: int
    name: str
    colour: str
    shape: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as a face may see it.

    `same` are the other notes of its list that say the same in the same words: they stand with it.
    `also` are the other criteria that it is in, as (id, name).
    `wish` is `open` where a device can say that one would like to talk about it, `said` where somebody did.
    """

    id: str
    text: str
    language: str | None
    late: bool
    voice: Voice | None
    state: str
    same: tuple[NoteView, ...] = ()
    wish: str = ""
    also: tuple[tuple[str, str], ...] = ()

    @property
    def count(self) -> int:
        """How many times it was written."""
        return 1 + len(self.same)

    @property
    def members(self) -> tuple[NoteView, ...]:
        """The note and those that stand with it."""
        return (self, *self.same)

    @property
    def also_in(self) -> dict[str, str]:
        """The names of the other criteria that any of these is in, by id."""
        return dict(other for member in self.members for other in member.also)


@dataclass(frozen=True, slots=True)
class StripSegment:
    """One voice's share of a criterion, `x` and `width` in per cent of the strip."""

    voice: Voice
    count: int
    x: float
    width: float
    missing: bool


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion with its notes; `name` is empty where its words were erased.

    `count` says how many notes are in it, those that stand with another one too.
    `approved` says whether the group has approved it, `changed_since` whether it was another one then;
    `approving`, whether the desk can say so now. `wish` is as a note's.
    """

    id: str
    name: str
    language: str | None
    named: bool
    nature: str
    notes: list[NoteView]
    strip: list[StripSegment]
    number: int
    count: int
    codes: dict[str, str] = field(default_factory=dict)
    approved: bool = False
    changed_since: bool = False
    approving: bool = False
    wish: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """Where the notes of a sheet are. `left` are those still to be placed, shown or not."""

    placed: int
    shown: int
    aside: int
    unshown: int

    @property
    def left(self) -> int:
        """Notes still to be placed: unshown, or shown and loose."""
        return self.unshown + self.shown - self.placed

    @property
    def total(self) -> int:
        """All notes that still have words."""
        return self.shown + self.unshown + self.aside


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question in the reader's language; `others` are further wordings as (language, text)."""

    number: int
    text: str
    hint: str
    language: str
    others: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A group's notes and criteria for one question, as far as the face may see them."""

    question: QuestionView
    loose: list[NoteView]
    criteria: list[CriterionView]
    counter: Counter
    in_the_same_words: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StepView:
    """Where a group stands, with all questions for the bar of steps."""

    step: str
    question: QuestionView | None
    questions: list[QuestionView]


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """What pages say of the workshop; `w` is its lasting public id."""

    w: str
    title: str
    place: str
    town: str
    languages: list[str]
    door_open: bool
    curtain: bool
    screen_group: int | None
    screen_text: int
    group_count: int


@dataclass(frozen=True, slots=True)
class OwnNote:
    """One of a person's own notes."""

    id: str
    text: str
    question: int
    state: str
    can_change: bool


@dataclass(frozen=True, slots=True)
class OwnView:
    """A person's own notes by question, oldest first; practice apart, at welcome only."""

    practice: list[OwnNote]
    questions: list[tuple[QuestionView, list[OwnNote]]]

    @property
    def notes(self) -> list[OwnNote]:
        """All of them but practice."""
        return [note for _question, notes in self.questions for note in notes]


@dataclass(frozen=True, slots=True)
class ThreadItem:
    """One act in words. `by` stands for the device that did it, 0 for none: a number, never a name.

    `undone` says that it is taken back now; `reversal`, that it took something back or did it again.
    """

    seq: int
    words: str
    by: int
    undone: bool
    reversal: bool


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What happened on this group's sheets, newest first; `more` is the number before which there is more.

    `undo_by` and `redo_by` are the devices that have something to take back, or to do again.
    """

    items: list[ThreadItem]
    more: int | None = None
    undo_by: list[int] = field(default_factory=list)
    redo_by: list[int] = field(default_factory=list)

    @property
    def last(self) -> str | None:
        """The newest act."""
        return self.items[0].words if self.items else None

    @property
    def can_undo(self) -> bool:
        """Whether any device has something to take back."""
        return bool(self.undo_by)

    @property
    def can_redo(self) -> bool:
        """Whether any device has something to do again."""
        return bool(self.redo_by)


@dataclass(frozen=True, slots=True)
class RemovedView:
    """A criterion that can be brought back, and how many notes that are loose now would come with it."""

    id: str
    name: str
    language: str | None
    question: int
    count: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the desk's overview; `question` is a number, None outside the questions."""

    number: int
    voice: Voice
    profile: str
    step: str
    question: int | None
    seats: int
    notes: int


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat at the desk: a number, never a name."""

    id: str
    number: int
    connected: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many sit, how many have written, how many notes there are on the current question."""

    seats: int
    writers: int
    written: int


@dataclass(frozen=True, slots=True)
class JoinCard:
    """A join code, the address that leads to it, and both as a picture for a phone's camera."""

    code: str
    address: str
    link: str
    qr_svg: Markup
