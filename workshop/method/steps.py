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
    """The questions whose sheets lie open on notepads and screen, in order.

    The current one once it is being sorted (while it is read out, what has been shown stands by
    itself), those already looked at, and all of them from approve on. Nothing at welcome.
    """
    if step is Step.WELCOME:
        return []
    if step.shows_all_sheets:
        return sorted(begun)
    shown = set(looked)
    if step in (Step.SORT, Step.LOOK):
        shown.add(current)
    else:
        shown.discard(current)
    return sorted(shown)
