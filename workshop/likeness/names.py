"""A name for a criterion: a word, or a few words in a row, that its notes share. Never a sentence of our own."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workshop.likeness.words import STOP_WORDS, folded, language_of, stem

Said = tuple[str, str | None]
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
CLAUSE = re.compile(r"[.!?;:,()\n\r\"«»…،؛؟]+")
LONGEST = 4  # words of a phrase, small ones included
SHARED_BY = 2  # notes at least
SHARE = 0.25  # and of all notes of the criterion
A_WORD_MORE = 1.25  # a phrase says more than a word, where as many notes share it


@dataclass(frozen=True, slots=True)
class _Phrase:
    stems: tuple[str, ...]
    surface: str


def proposed_name(notes: Sequence[Said], others: Iterable[Said] = ()) -> str:
    """The words that best tell what these notes share and the sheet's `others` don't; empty where they share none."""
    inside = [_phrases(text, said) for text, said in notes]
    shared = Counter(stems for note in inside for stems in note)
    least = max(SHARED_BY, math.ceil(SHARE * len(notes)))
    candidates = [stems for stems, count in shared.items() if count >= least]
    if not candidates:
        return ""
    outside = [_phrases(text, said) for text, said in others]
    common = Counter(stems for note in outside for stems in note)

    def worth(stems: tuple[str, ...]) -> tuple[float, int]:
        rare = math.log((len(inside) + len(outside) + 1) / (shared[stems] + common[stems]))
        return shared[stems] * (0.2 + rare) * A_WORD_MORE ** (len(stems) - 1), len(stems)

    best = max(candidates, key=worth)
    surfaces = Counter(note[best] for note in inside if best in note)
    language = language_of(*notes[0])
    return _with_capital(surfaces.most_common(1)[0][0], language)


def _phrases(text: str, said: str | None) -> dict[tuple[str, ...], str]:
    """Every telling word and phrase of a note, by its stems; as it stands there."""
    language = language_of(text, said)
    stop = STOP_WORDS.get(language or "", frozenset())
    found: dict[tuple[str, ...], str] = defaultdict(str)
    for clause in CLAUSE.split(text):
        spans = [(match, _telling(match.group(), stop)) for match in WORD.finditer(clause)]
        for start, (first, telling) in enumerate(spans):
            if telling:
                _extend(found, clause, spans[start : start + LONGEST], first.start())
    return found


def _telling(word: str, stop: frozenset[str]) -> str:
    """The stem of a word, empty for one that says little: *d'amis* is *amis*, *the* is nothing."""
    parts = [part for part in re.split(r"['’]", folded(word)) if part]
    telling = [part for part in parts if part not in stop and len(part) > 2]
    return stem(telling[-1]) if telling else ""


def _extend(
    found: dict[tuple[str, ...], str], clause: str, spans: list[tuple[re.Match[str], str]], start: int
) -> None:
    stems: tuple[str, ...] = ()
    for match, telling in spans:
        if not telling:
            continue
        stems = (*stems, telling)
        found.setdefault(stems, _without_article(clause[start : match.end()]))


def _without_article(phrase: str) -> str:
    """*l'école* is called *école*: a short word before an apostrophe belongs to the sentence, not to the name."""
    return re.sub(r"^[^\W\d_]{1,2}['’](?=\w)", "", phrase)


def _with_capital(phrase: str, language: str | None) -> str:
    first = "İ" if language == "tr" and phrase[:1] == "i" else phrase[:1].upper()
    return (first if len(first) == 1 else phrase[:1]) + phrase[1:]
