"""The page for paper: where ideas are typed in one by one, and where a paste is looked at before it is stored."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workshop.meeting.finding import Place
from workshop.notes.paper import AT_ONCE, PaperNote, may_be_read_out, may_take, paper_words
from workshop.notes.pasting import Paste
from workshop.pages.common import GroupFace
from workshop.pages.views import QuestionView

LEAVE, ADD = "leave", "add"


class PaperView(GroupFace):
    """A group's page for paper. It shows no words but those that were typed on it."""

    def __init__(self, place: Place, language: str, question: int | None) -> None:
        super().__init__(place, language)
        self._asked = question
        self.sitting = place.sitting.number

    @cached_property
    def open_questions(self) -> list[QuestionView]:
        """The questions for which ideas are taken in now."""
        return [view for view in self.questions if may_take(self._place, view.number)]

    @cached_property
    def question(self) -> QuestionView | None:
        """The one that this page is for: the one asked for, else the group's own, else the last one begun."""
        known = {view.number: view for view in self.open_questions}
        for number in (self._asked, self._place.sitting.question):
            if number in known:
                return known[number]
        return self.open_questions[-1] if self.open_questions else None

    @cached_property
    def may_be_read_out(self) -> bool:
        """Whether what comes from paper may stand on the sheet at once."""
        return self.question is not None and may_be_read_out(self._place, self.question.number)

    @cached_property
    def so_far(self) -> int:
        """How many ideas have come from paper for this question."""
        return sum(paper_words(self._place, self.question.number).values()) if self.question else 0

    @property
    def at(self) -> str:
        """This page's address, of its group and question."""
        question = f"&question={self.question.number}" if self.question else ""
        return f"/w/{self.w}/paper?group={self.sitting}{question}"


@dataclass(frozen=True, slots=True)
class Preview:
    """A paste as it would be stored: `batch` makes its ids, `seen` stands for exactly what was looked at."""

    batch: str
    text: str
    paste: Paste
    here: frozenset[int]  # the places of those that came from paper before
    read_out: bool = False
    problem: str = ""
    repeated: list[tuple[str, int]] = field(default_factory=list)

    @property
    def here_already(self) -> int:
        """How many of them came from paper before."""
        return len(self.here)

    @property
    def number(self) -> int:
        """How many ideas there are in it."""
        return len(self.paste.ideas)

    @property
    def too_many(self) -> bool:
        """Whether there are more than are taken in at once."""
        return self.number > AT_ONCE

    @property
    def seen(self) -> str:
        """A mark of what was looked at."""
        return mark_of(self.text, self.paste)


def preview_of(text: str, paste: Paste, known: Counter[str], *, read_out: bool = False, problem: str = "") -> Preview:
    """What would be stored, and how much of it came from paper before."""
    counts = Counter(paste.ideas)
    notes = notes_of(str(uuid.uuid4()), paste.ideas)
    fresh = {note.id for note in without(notes, known)}
    here = frozenset(index for index, note in enumerate(notes) if note.id not in fresh)
    repeated = [(words, times) for words, times in counts.items() if times > 1]
    return Preview(str(uuid.uuid4()), text, paste, here, read_out, problem, repeated)


def mark_of(text: str, paste: Paste) -> str:
    """Equal for the same text read in the same way."""
    same_breaks = text.replace("\r\n", "\n").replace("\r", "\n")  # a form sends its own
    read = "\n".join([paste.layout.value, str(paste.column), str(paste.header), str(paste.counted), same_breaks])
    return hashlib.sha256(read.encode()).hexdigest()[:16]


def notes_of(batch: str, ideas: Sequence[str]) -> list[PaperNote]:
    """The ideas with their ids: the same paste of the same preview gives the same ones."""
    names = uuid.UUID(batch)
    return [PaperNote(str(uuid.uuid5(names, f"{place} {words}")), words) for place, words in enumerate(ideas)]


def without(notes: Sequence[PaperNote], known: Counter[str]) -> list[PaperNote]:
    """Those that did not come from paper before: each of these words as often as it stands here more often."""
    left = known.copy()
    kept = []
    for note in notes:
        if left[note.text] > 0:
            left[note.text] -= 1
        else:
            kept.append(note)
    return kept
