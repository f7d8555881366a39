"""How often the right criterion is among the first three, and how often an idea that is offered belongs with the one in hand.

Leave one out: each statement against the criteria made of all others of its sheet. The baseline counts shared words.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from statements import ALONE, Statement, by_criterion

from workshop.likeness import ranking
from workshop.likeness.ranking import Reader, Sheet
from workshop.likeness.words import language_of, telling_words

SHUFFLES = 20


@dataclass
class Share:
    """So many of so many."""

    right: float = 0
    of: int = 0

    def add(self, right: float) -> None:
        self.right += right
        self.of += 1

    def __str__(self) -> str:
        return f"{100 * self.right / self.of:.0f} %" if self.of else "none"


def by_lot(scores: dict[str, float], right: str, most: int) -> float:
    """How likely the right one is among the first ones, where those that are equal come by lot."""
    above = sum(1 for value in scores.values() if value > scores[right])
    level = sum(1 for value in scores.values() if value == scores[right])
    return min(1.0, max(0.0, (most - above) / level))


class Tried:
    """One sheet, with what is found on it."""

    def __init__(self, reader: Reader, statements: list[Statement]) -> None:
        self.statements = statements
        self.criterion_of = {s.id: s.criterion for s in statements}
        self.criteria = by_criterion(statements)
        self.sheet = Sheet(reader, {s.id: (s.text, None) for s in statements})  # nobody tells the language
        self.words = {s.id: set(telling_words(s.text, language_of(s.text))) for s in statements}

    def asked(self, language: str | None = None) -> list[Statement]:
        """The statements that have a criterion with others in it."""
        return [
            s
            for s in self.statements
            if s.criterion != ALONE and len(self.criteria[s.criterion]) > 1 and language in (None, s.language)
        ]

    def among_first(self, most: int, language: str | None = None) -> Share:
        """How often the right criterion is among the first ones, however little they resemble."""
        share = Share()
        for statement in self.asked(language):
            scores = ranking.belonging(self.sheet, statement.id, self._others(statement.id))
            share.add(by_lot(scores, statement.criterion, most))
        return share

    def by_shared_words(self, most: int, language: str | None = None) -> Share:
        """The same by counting shared words."""
        share = Share()
        for statement in self.asked(language):
            scores = {key: self._shared(statement.id, members) for key, members in self._others(statement.id).items()}
            share.add(by_lot(scores, statement.criterion, most))
        return share

    def by_chance(self, most: int) -> float:
        """The same by lot alone, in per cent."""
        return 100 * most / len(self.criteria)

    def perhaps(self, language: str | None = None) -> tuple[Share, Share, Share]:
        """What the desk says: how often it names a criterion, how often it is right, and how often among up to three."""
        offered, first, among = Share(), Share(), Share()
        for statement in self.statements:
            if language not in (None, statement.language):
                continue
            found = ranking.criteria_for(self.sheet, statement.id, self._others(statement.id))
            offered.add(bool(found))
            if found:
                first.add(found[0] == statement.criterion)
                among.add(statement.criterion in found)
        return offered, first, among

    def others_like(self, language: str | None = None) -> tuple[Share, Share]:
        """For how many something is offered, and how much of what is offered is of the same criterion."""
        offered, right = Share(), Share()
        for statement in self.statements:
            if language not in (None, statement.language):
                continue
            found = ranking.notes_like(self.sheet, statement.id, self.criterion_of)
            offered.add(bool(found))
            for key in found:
                right.add(statement.criterion != ALONE and self.criterion_of[key] == statement.criterion)
        return offered, right

    def others_by_chance(self) -> float:
        """How many of all pairs are of one criterion, in per cent."""
        pairs = sum(len(keys) * (len(keys) - 1) for keys in self.criteria.values())
        return 100 * pairs / (len(self.statements) * (len(self.statements) - 1))

    def for_criteria(self) -> tuple[Share, Share]:
        """With half of the sheet placed: for how many criteria loose ones are offered, and how many of these are right."""
        offered, right = Share(), Share()
        for shuffle in range(SHUFFLES):
            lot = random.Random(shuffle)
            placed = {s.id for s in self.statements if lot.random() < 0.5}
            loose = [s.id for s in self.statements if s.id not in placed]
            for criterion, keys in self.criteria.items():
                members = [key for key in keys if key in placed]
                if members:
                    found = ranking.notes_for(self.sheet, members, loose)
                    offered.add(bool(found))
                    for key in found:
                        right.add(self.criterion_of[key] == criterion)
        return offered, right

    def left_alone(self) -> Share:
        """How many of those that fit nowhere are offered nothing at all."""
        share = Share()
        for statement in self.statements:
            if statement.criterion == ALONE:
                found = ranking.notes_like(self.sheet, statement.id, self.criterion_of)
                share.add(not found and not ranking.criteria_for(self.sheet, statement.id, self.criteria))
        return share

    def _others(self, key: str) -> dict[str, list[str]]:
        others = {c: [member for member in members if member != key] for c, members in self.criteria.items()}
        return {criterion: members for criterion, members in others.items() if members}

    def _shared(self, key: str, members: list[str]) -> float:
        return sum(len(self.words[key] & self.words[member]) for member in members) / (len(members) + 1)
