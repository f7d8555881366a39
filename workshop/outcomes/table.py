"""The table: one row a note, for somebody who opens it with a double click.

UTF-8 with a byte order mark, without which Excel takes the accents for something else. The
separator is `;`: it is what spreadsheets expect by default where a comma parts decimals, as in
most towns that use the method, and people's sentences hold fewer of them than commas.

A spreadsheet would run a cell that begins with `=`, `+`, `-` or `@` as a formula. Such a cell gets
an apostrophe in front (`'- more buses`), also when blanks or apostrophes come before that sign.
To have the words back: where, after any blanks and apostrophes, one of these signs follows, drop
the first apostrophe. No other cell is changed.
"""

from __future__ import annotations

import csv
import io
import re

from flask_babel import gettext as _

from workshop.models import Nature, NoteState
from workshop.outcomes.document import Document
from workshop.outcomes.sheets import Lookup, lookup

BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = ";"
JOINER = " | "
RISKY = re.compile(r"[\s']*[=+\-@\t\r\n＝＋－＠]")
GUARDED = re.compile(r"'" + RISKY.pattern)


def table(document: Document, language: str) -> str:
    """All notes that have words, in the order of the sheets, with a row of headers."""
    known = lookup(document, language)
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=SEPARATOR, lineterminator="\r\n")
    columns = _columns()
    rows.writerow([guarded(header) for header in columns])
    states = _state_words()
    natures = _nature_words()
    for note in document["notes"]:
        rows.writerow([guarded(cell) for cell in _cells(note, known, states, natures)])
    return BYTE_ORDER_MARK + written.getvalue()


def guarded(cell: str) -> str:
    """The cell so that no spreadsheet runs it; `unguarded` gives the words back."""
    return f"'{cell}" if RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The words as they were written."""
    return cell[1:] if GUARDED.match(cell) else cell


def _columns() -> list[str]:
    return [
        _("Group"),
        _("Profile"),
        _("Question number"),
        _("Question"),
        _("Idea"),
        _("Criteria"),
        _("Approved"),
        _("Nature"),
        _("Component"),
        _("State"),
        _("Late"),
        _("Language"),
        _("Workshop"),
        _("Date"),
        _("Ids of the criteria"),
        _("Id of the idea"),
    ]


def _cells(
    note: Document, known: Lookup, states: dict[str, str], natures: dict[str, str]
) -> list[str]:
    group = known.groups[note["group"]]
    workshop = known.workshops[note["workshop"]]
    criteria = known.criteria_of(note)
    return [
        group["name"],
        group["profile"],
        str(note["question"]),
        known.questions[note["question"]],
        note["text"],
        JOINER.join(known.name_of(criterion) or _("(words erased)") for criterion in criteria),
        JOINER.join(_approval_words(criterion) for criterion in criteria),
        JOINER.join(natures[criterion["nature"]] for criterion in criteria),
        JOINER.join(known.components_of(note)),
        states[note["state"]],
        _("late") if note["late"] else "",
        note["language"] or "",
        workshop["title"],
        workshop["date"] or "",
        JOINER.join(note["criterion_ids"]),
        note["id"],
    ]


def _state_words() -> dict[str, str]:
    return {
        NoteState.UNSHOWN.value: _("not read out yet"),
        NoteState.SHOWN.value: _("on the sheet"),
        NoteState.ASIDE.value: _("set aside"),
        NoteState.HIDDEN.value: _("hidden"),
    }


def _approval_words(criterion: Document) -> str:
    if criterion["changed_since"]:
        return _("changed since it was approved")
    return _("approved") if criterion["approved"] else _("not approved")


def _nature_words() -> dict[str, str]:
    return {
        Nature.MATERIAL.value: _("material"),
        Nature.IMMATERIAL.value: _("immaterial"),
        Nature.BOTH.value: _("both"),
        Nature.UNDECIDED.value: _("undecided"),
    }
