"""The lines that the network's public tool takes: `Number;Statement;Component`, ready to paste.

Source: the method's page on what the central side takes. A line stands for one distinct statement
as written, with the count of identical notes and the component of the note, else of the criteria
that it is in. The heading lines and the reasons are the same in every language: programs read
them. What has no place in such a line is listed at the end with the reason, so that nothing drops
out unseen.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

from workshop.method.grid import JOINER
from workshop.outcomes.document import Document
from workshop.outcomes.sheets import KEPT_BACK, Lookup, lookup

NOT_WRITTEN = "== not written =="
UNCODED = "uncoded"
SEVERAL = "several components"
JOINED = "joined components"  # a line has room for one
SEMICOLON = ";"
LINE_BREAK = "line break"
SET_ASIDE = "set aside"
LINE_BREAK_SIGN = " ⏎ "


def network(document: Document, language: str) -> str:
    """A block for each (group, question), then what was not written: `reasons | number | words | sheet`."""
    known = lookup(document, language)
    notes_of: dict[tuple[int, int], list[Document]] = {}
    for note in document["notes"]:
        notes_of.setdefault((note["group"], note["question"]), []).append(note)
    lines: list[str] = []
    left_out: list[str] = []
    for sheet in document["sheets"]:
        name = f"{known.groups[sheet['group']]['name']} / {known.questions[sheet['question']]}"
        lines.append(f"== {name} ==")
        written, others = _sort_out(notes_of.get((sheet["group"], sheet["question"]), []), known)
        lines += [f"{number};{words};{component}" for (words, component), number in written.items()]
        left_out += [
            f"{', '.join(reasons)} | {number} | {words} | {name}"
            for (words, reasons), number in others.items()
        ]
    return "\n".join([*lines, NOT_WRITTEN, *left_out]) + "\n"


def statement(text: str) -> str:
    """What makes two notes identical: the words as written, surrounding blanks apart."""
    return unicodedata.normalize("NFC", text).strip()


def _sort_out(
    notes: list[Document], known: Lookup
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, tuple[str, ...]]]]:
    """The lines of one sheet with their counts, and what can't be one; in the order of the sheet."""
    written: Counter[tuple[str, str]] = Counter()
    others: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for note in notes:
        words = statement(note["text"])
        components = known.components_of(note)
        reasons = _reasons(note, words, components)
        if reasons:
            others[LINE_BREAK_SIGN.join(words.splitlines()), reasons] += 1
        else:
            written[words, components[0]] += 1
    return written, others


def _reasons(note: Document, words: str, components: list[str]) -> tuple[str, ...]:
    """Why a note can't be a line. Which of several components is meant, people decide."""
    if note["state"] in KEPT_BACK:
        return (SET_ASIDE,)
    said = {
        UNCODED: not components,
        SEVERAL: len(components) > 1,
        JOINED: any(JOINER in component for component in components),
        SEMICOLON: SEMICOLON in words,
        LINE_BREAK: len(words.splitlines()) > 1,
    }
    return tuple(reason for reason, holds in said.items() if holds)
