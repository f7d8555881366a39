"""The steps of a meeting and what each allows.

Source: the table "Position and what it allows" of the design, which follows the method: people
write alone and in silence, then read out, then sort together.
"""

from __future__ import annotations

from enum import StrEnum

PRACTICE = 0
FIRST_QUESTION = 1


class Step(StrEnum):
    """Where a group stands. WRITE to LOOK belong to a question, the others to the meeting."""

    WELCOME = "welcome"
    WRITE = "write"
    READ = "read"
    SORT = "sort"
    LOOK = "look"
    APPROVE = "approve"
    CLOSE = "close"

    @property
    def of_question(self) -> bool:
        """Whether the step is repeated for each question."""
        return self in QUESTION_STEPS

    @property
    def shows_all_sheets(self) -> bool:
        """Whether every sheet lies open, whatever the current question."""
        return self in (Step.APPROVE, Step.CLOSE)


QUESTION_STEPS = (Step.WRITE, Step.READ, Step.SORT, Step.LOOK)


def takes_notes(step: Step, current: int, begun: list[int], question: int) -> bool:
    """Whether a note for `question` is taken now, in time or late."""
    if step is Step.CLOSE:
        return False
    if step is Step.WRITE and question == current:
        return True
    return question in begun


def may_sort(step: Step, current: int, begun: list[int], question: int) -> bool:
    """Whether the sheet of `question` may be worked on: any whose writing is over."""
    if step is Step.WELCOME or question not in begun:
        return False
    return not (step is Step.WRITE and question == current)


def open_questions(step: Step, current: int, begun: list[int], looked: list[int]) -> list[int]:
    """The questions whose sheets lie open on every face, in order.

    The current one once its writing is over, those already looked at, and all of them from
    approve on. At welcome nothing lies open but what was looked at before.
    """
    if step.shows_all_sheets:
        return sorted(begun)
    shown = set(looked)
    if step in (Step.READ, Step.SORT, Step.LOOK):
        shown.add(current)
    if step is Step.WRITE:
        shown.discard(current)
    return sorted(shown)
