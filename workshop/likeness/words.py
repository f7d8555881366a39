"""The words of a note as they are compared: folded, without those that say little, and whose language they are.

Pure text, no vectors: what proposes a name and what stands in for the vectors where a language is
not known to them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from workshop.likeness.stop_words import LISTED

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
ARTICLES = ("وال", "بال", "لل", "ال")  # written onto the Arabic word
SPECIAL = {  # letters by which a language gives itself away
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "lv": re.compile(r"[āēīūģķļņ]", re.IGNORECASE),
    "sv": re.compile(r"å", re.IGNORECASE),
    "pl": re.compile(r"[ąęłńśźż]", re.IGNORECASE),
    "tr": re.compile(r"[ığşİ]"),
    "pt": re.compile(r"[ãõ]", re.IGNORECASE),
    "de": re.compile(r"ß", re.IGNORECASE),
}
_UNDECOMPOSED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "œ": "oe", "æ": "ae", "ß": "ss", "ς": "σ", "ـ": None})


def folded(text: str) -> str:
    """Small letters without accents, so that *Été* and *ete* are one word."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_UNDECOMPOSED)


STOP_WORDS = {language: frozenset(folded(words).split()) for language, words in LISTED.items()}


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return WORD.findall(folded(text))


@lru_cache(maxsize=4096)
def telling_words(text: str, language: str | None) -> tuple[str, ...]:
    """The words that say something, in order; all of them where none would be left."""
    words = words_of(text)
    stop = STOP_WORDS.get(language or "", frozenset())
    return tuple(w for w in words if w not in stop and len(w) > 1) or tuple(words)


def stem(word: str) -> str:
    """What a word shares with its other forms, roughly: its first letters."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            word = word[len(article) :]
            break
    return word[:5] if len(word) < 8 else word[:6]


@lru_cache(maxsize=4096)
def language_of(text: str, said: str | None = None) -> str | None:
    """Which of the eleven languages a text is in, by its letters and small words; where they don't tell, `said`.

    `said` is the language in which its author read the page, which need not be the one written in.
    """
    words = words_of(text)
    if not words:
        return said
    points = {language: float(sum(w in stop for w in words)) for language, stop in STOP_WORDS.items()}
    for language, letters in SPECIAL.items():
        points[language] += 1.5 * min(2, len(letters.findall(text)))
    if said in points:
        points[said] += 0.75
    best = max(points, key=lambda language: points[language])
    return best if points[best] else said


def pieces(words: tuple[str, ...]) -> list[str]:
    """The words cut into three to five letters: forms of one word share most of them."""
    cut = []
    for word in words:
        bounded = f"^{without_article(word)}$"
        cut += [bounded[i : i + n] for n in (3, 4, 5) for i in range(len(bounded) - n + 1)]
    return cut


def without_article(word: str) -> str:
    """An Arabic word without what is written onto it."""
    for article in ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word
