"""Which notes resemble which: vectors where their language is known, shared pieces of words everywhere.

Runs in the process of the vectors only. The numbers below were found on the development half of the
labelled statements (`benchmarks/likeness/`), never on the half that is published.
"""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from workshop.likeness.words import language_of, pieces, telling_words

NOT_LEARNT = frozenset({"el", "sv", "lv"})  # of the eleven languages; the vectors say nothing about them
LETTERS_A_PIECE = 2.2  # the library cuts words of unknown languages into crumbs
SHARED_WORDS = 0.2  # what shared pieces of words add to the vectors' likeness
WORDS_ALONE = 1.0  # what they count where there are no vectors
FEW = 5  # with about as many notes the middle of the sheet begins to mean something
NOTE_THRESHOLD = 0.33  # under it nothing is offered
CRITERION_THRESHOLD = 0.1
OFFERED = 5
CRITERIA_OFFERED = 3
KEPT = 5_000

Vector = NDArray[np.float32]
Features = dict[str, float]


class Encoder(Protocol):
    """What makes vectors of length one."""

    def encode(self, texts: list[str]) -> Any:
        """One row a text."""

    def letters_a_piece(self, text: str) -> float:
        """How well its words are known: letters for each piece that they are cut into."""


class Reader:
    """Reads texts once: vector, language and pieces of words, kept under a hash of the words."""

    def __init__(self, encoder: Encoder, kept: int = KEPT) -> None:
        self._encoder = encoder
        self._most = kept
        self._kept: OrderedDict[bytes, tuple[Vector | None, Features]] = OrderedDict()

    def read(self, notes: Sequence[tuple[str, str | None]]) -> list[tuple[Vector | None, Features]]:
        """The vector of each (text, language), None where it would say nothing, and its pieces of words."""
        keys = [_key(text, said) for text, said in notes]
        new = {key: note for key, note in zip(keys, notes, strict=True) if key not in self._kept}
        self._learn(new)
        for key in keys:
            self._kept.move_to_end(key)
        found = [self._kept[key] for key in keys]
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return found

    def _learn(self, new: dict[bytes, tuple[str, str | None]]) -> None:
        languages = {key: language_of(text, said) for key, (text, said) in new.items()}
        known = [key for key, (text, _) in new.items() if self._is_known(text, languages[key])]
        whole = [new[key][0] for key in known]
        telling = [" ".join(telling_words(new[key][0], languages[key])) or new[key][0] for key in known]
        vectors = self._encoder.encode([*whole, *telling]) if known else np.zeros((0, 1), np.float32)
        both = dict(zip(known, _of_length_one(vectors[: len(known)] + vectors[len(known) :]), strict=True))
        for key, (text, _) in new.items():
            counted = Counter(pieces(telling_words(text, languages[key])))
            self._kept[key] = both.get(key), {piece: 1 + math.log(times) for piece, times in counted.items()}

    def _is_known(self, text: str, language: str | None) -> bool:
        if language is None:
            return self._encoder.letters_a_piece(text) >= LETTERS_A_PIECE
        return language not in NOT_LEARNT


class Sheet:
    """The notes of one sheet, by id, as they resemble each other."""

    def __init__(self, reader: Reader, notes: dict[str, tuple[str, str | None]]) -> None:
        self._place = {key: place for place, key in enumerate(notes)}
        read = reader.read(list(notes.values()))
        self._known = np.array([vector is not None for vector, _ in read], dtype=bool)
        self._vectors = _centred([vector for vector, _ in read], self._known)
        self._words = _weighted([features for _, features in read])

    def likeness(self, keys: Iterable[str]) -> dict[str, float]:
        """How much every note of the sheet resembles these taken together: the sum over them."""
        places = [self._place[key] for key in keys]
        by_vector = self._vectors @ self._vectors[places].sum(axis=0)
        known = _sum([self._words[i] for i in places if self._known[i]])
        unknown = _sum([self._words[i] for i in places if not self._known[i]])
        found = {}
        for key, i in self._place.items():
            if self._known[i]:
                value = by_vector[i] + SHARED_WORDS * _dot(self._words[i], known)
            else:
                value = WORDS_ALONE * _dot(self._words[i], known)
            found[key] = float(value + WORDS_ALONE * _dot(self._words[i], unknown))
        return found

    def comparable(self, note: str, others: Iterable[str]) -> int:
        """How many of the others can be compared with a note by more than chance."""
        known = self._known[self._place[note]]
        return sum(1 for key in others if self._known[self._place[key]] == known)


def notes_like(sheet: Sheet, note: str, loose: Iterable[str]) -> list[str]:
    """The loose notes that resemble a note, best first; none that don't."""
    return _best(sheet.likeness([note]), (key for key in loose if key != note), NOTE_THRESHOLD, OFFERED)


def criteria_for(sheet: Sheet, note: str, criteria: dict[str, list[str]]) -> list[str]:
    """The criteria that a note may belong to, best first."""
    return _best(belonging(sheet, note, criteria), criteria, CRITERION_THRESHOLD, CRITERIA_OFFERED)


def belonging(sheet: Sheet, note: str, criteria: dict[str, list[str]]) -> dict[str, float]:
    """How much a note is like each of the criteria, however little."""
    alike = sheet.likeness([note])
    scores = {}
    for key, members in criteria.items():
        others = [member for member in members if member != note]
        scores[key] = _share(sum(alike[member] for member in others), sheet.comparable(note, others))
    return scores


def notes_for(sheet: Sheet, members: list[str], loose: Iterable[str]) -> list[str]:
    """The loose notes that resemble the notes of a criterion, best first."""
    alike = sheet.likeness(members)
    outside = [key for key in loose if key not in members]
    scores = {key: _share(alike[key], sheet.comparable(key, members)) for key in outside}
    return _best(scores, outside, CRITERION_THRESHOLD, OFFERED)


def _share(total: float, others: int) -> float:
    """How like a criterion a note is: one note that is like it says less than several."""
    return total / (others + 1)


def _best(scores: dict[str, float], among: Iterable[str], threshold: float, most: int) -> list[str]:
    enough = [key for key in among if scores[key] >= threshold]
    return sorted(enough, key=lambda key: scores[key], reverse=True)[:most]


def _key(text: str, said: str | None) -> bytes:
    return blake2b(f"{said}\n{text}".encode("utf-8", "replace"), digest_size=16).digest()


def _of_length_one(vectors: Vector) -> Vector:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)


def _centred(vectors: list[Vector | None], known: NDArray[np.bool_]) -> Vector:
    """Vectors without what all notes of the sheet have in common: they answer the same question."""
    size = next((len(vector) for vector in vectors if vector is not None), 1)
    rows = np.array([np.zeros(size, np.float32) if vector is None else vector for vector in vectors], dtype=np.float32)
    count = int(known.sum())
    if count:
        rows[known] -= rows[known].mean(axis=0) * (count / (count + FEW))
    return _of_length_one(rows)


def _weighted(notes: list[Features]) -> list[Features]:
    """Pieces of words, the rare ones heavier; each note of length one."""
    seen = Counter(piece for features in notes for piece in features)
    weight = {piece: math.log((len(notes) + 1) / times) for piece, times in seen.items()}
    found = []
    for features in notes:
        weighted = {piece: value * weight[piece] for piece, value in features.items()}
        length = math.sqrt(sum(value * value for value in weighted.values())) or 1.0
        found.append({piece: value / length for piece, value in weighted.items()})
    return found


def _sum(notes: list[Features]) -> Features:
    total: Features = {}
    for features in notes:
        for piece, value in features.items():
            total[piece] = total.get(piece, 0.0) + value
    return total


def _dot(one: Features, other: Features) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum(value * other[piece] for piece, value in one.items() if piece in other)
