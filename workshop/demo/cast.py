"""Who says what: deals the statements of a script out to a number of people.

A person writes in one language and, where the script knows it, has one profile, so that a page
in Polish sends Polish notes. Where a file says who wrote what, that is kept.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from workshop.demo.statements import Script, Statement


@dataclass
class Person:
    """One participant before joining: a language and the statements still in the head."""

    number: int
    language: str = ""
    says: list[Statement] = field(default_factory=list)

    def said_at(self, question: int) -> list[Statement]:
        return [statement for statement in self.says if statement.question == question]


def cast(script: Script, people: int | None = None) -> list[Person]:
    """The people of the meeting, in the order in which they come in.

    `people` left out means 40, or everybody whom a file knows. Nobody comes who has nothing to say.
    """
    known = dict.fromkeys(s.person for s in script.statements if s.person)
    wanted = max(1, people or len(known) or 40)
    hands = _by_person(script, wanted) if known else _by_voice(script, wanted)
    return [Person(n, hand[0].language, hand) for n, hand in enumerate(hands, 1)]


def _by_person(script: Script, wanted: int) -> list[list[Statement]]:
    """One hand for each person of the file; more persons than `wanted` share, in turn."""
    numbers: dict[str, int] = {}
    hands: dict[int, list[Statement]] = defaultdict(list)
    for statement in script.statements:
        hands[numbers.setdefault(statement.person, len(numbers)) % wanted].append(statement)
    return list(hands.values())


def _by_voice(script: Script, wanted: int) -> list[list[Statement]]:
    """People of each language and profile in proportion to what was said in that voice."""
    voices: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in (*script.practice, *script.statements):
        voices[statement.language, statement.profile].append(statement)
    ordered = sorted(voices.values(), key=len, reverse=True)
    shares = _shares([len(voice) for voice in ordered], wanted)
    hands = [voice[turn::share] for voice, share in zip(ordered, shares, strict=True) for turn in range(share)]
    return _shared(hands, wanted)


def _shares(sizes: list[int], wanted: int) -> list[int]:
    """How many people speak for each size: at least one, never more than there are statements."""
    shares = [1] * len(sizes)
    for _more in range(wanted - len(sizes)):
        room = [n for n in range(len(sizes)) if shares[n] < sizes[n]]
        if not room:
            break
        shares[max(room, key=lambda n: sizes[n] / shares[n])] += 1
    return shares


def _shared(hands: list[list[Statement]], wanted: int) -> list[list[Statement]]:
    """With fewer people than voices, some speak for several."""
    return [list(chain.from_iterable(hands[n::wanted])) for n in range(min(wanted, len(hands)))]
