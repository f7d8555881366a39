"""A stand-in for the people who would sort a file of statements: notes that share a word go together.

Used only where the file names no criteria, so that a sheet can be sorted before somebody's eyes. It
proposes nothing to a real group: there, people decide. What shares no word with others stays loose.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from workshop.demo.statements import Heading, Script, Statement

CRITERIA = 24
LEAST = 4
EVERYWHERE = 0.08
USUAL_WORDS = """
about access acces after allow allowed also always avoir been being better bring comme city could county dans
does elle entre être every faire from give good great have having help here improve increase into just keep less
like local look made make many more most much must need needed notre nous offer only other people place plus pour
problem provide quand quality required same should some such system than that their them then there these they
think this those time town using very want well were what when where which while will with without work would year
your allowed available around area before between option other right stop sure through under vous
"""
USUAL = frozenset(USUAL_WORDS.split())

_WORD = re.compile(r"\w{4,}")
_PLURAL = re.compile(r"(?<=ss)es$|(?<![isu])s$")


def by_shared_words(script: Script) -> Script:
    """The same script with a criterion for each of the most frequent words that tell notes apart."""
    words = _telling_words([s.text for s in script.statements])
    statements = tuple(_under(s, words) for s in script.statements)
    used = dict.fromkeys(s.criterion for s in statements if s.criterion)
    headings = tuple(Heading(1, word, {"": word.capitalize()}) for word in used)
    return replace(script, statements=statements, headings=headings)


def _telling_words(texts: list[str]) -> list[str]:
    """Words of several notes, without the usual ones and those of nearly all notes."""
    counts = Counter(word for text in texts for word in sorted(_words(text)))
    most = max(LEAST, int(len(texts) * EVERYWHERE))
    return [word for word, count in counts.most_common() if LEAST <= count <= most][:CRITERIA]


def _under(statement: Statement, words: list[str]) -> Statement:
    mine = _words(statement.text)
    return replace(statement, criterion=next((word for word in reversed(words) if word in mine), ""))


def _words(text: str) -> set[str]:
    """Lower case, singular where an s was all there was to it."""
    return {_PLURAL.sub("", word) for word in set(_WORD.findall(text.lower())) - USUAL} - USUAL
