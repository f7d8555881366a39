"""How long each moment of the simulated meeting lasts."""

from __future__ import annotations

from dataclasses import dataclass

QUESTION_SECONDS = 56.0
MOST_A_SECOND = 4.0


@dataclass(frozen=True)
class Pace:
    """Seconds for one question, from the first word to the look at the full sheet."""

    question: float = QUESTION_SECONDS

    @classmethod
    def of(cls, notes: int, speed: float = 1.0) -> Pace:
        """As calm as a minute a question allows; more notes take longer, so that one can follow."""
        return cls(max(QUESTION_SECONDS, notes / MOST_A_SECOND) / speed)

    @property
    def joining(self) -> float:
        return 0.09 * self.question

    @property
    def practice(self) -> float:
        return 0.05 * self.question

    @property
    def writing(self) -> float:
        return 0.27 * self.question

    @property
    def reading(self) -> float:
        return 0.26 * self.question

    @property
    def sorting(self) -> float:
        return 0.26 * self.question

    @property
    def looking(self) -> float:
        return 0.07 * self.question
