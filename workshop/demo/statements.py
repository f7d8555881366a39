"""What the simulated people say: the invented statements of this folder, or a file of somebody else's.

A script also knows the criteria as a group might name them, and whose words must be named where
they are shown. It doesn't know when anything is said: that is the meeting's.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _

FOLDER = Path(__file__).parent / "statements"
FILES = {0: "practice.tsv", 1: "well_being.tsv", 2: "ill_being.tsv", 3: "action.tsv"}
ASIDE = "aside"

POLIS_COLUMNS = {"statement_id", "person", "written_at_ms", "text"}
POLIS_ATTRIBUTION = "Polis (compdemocracy.org/polis), The Computational Democracy Project, CC BY 4.0"


class Unreadable(Exception):
    """The file can't be played; the message says why."""


@dataclass(frozen=True)
class Statement:
    """One idea in somebody's words.

    `criterion` is the key of the heading it belongs under, `aside`, or empty for one that stands
    alone. `person` is known only where a file says who wrote what.
    """

    question: int
    text: str
    language: str = ""
    profile: str = ""
    criterion: str = ""
    person: str = ""


@dataclass(frozen=True)
class Heading:
    """A criterion before it is made: its name by language and its nature."""

    question: int
    key: str
    names: dict[str, str]
    nature: str = "undecided"

    def name(self, language: str) -> str:
        return self.names.get(language) or next(iter(self.names.values()))


@dataclass(frozen=True)
class Script:
    """All that is said in one meeting. `attribution` is empty where nobody's right asks for one."""

    source: str
    invented: bool
    statements: tuple[Statement, ...]
    headings: tuple[Heading, ...] = ()
    attribution: str = ""
    practice: tuple[Statement, ...] = field(default=(), repr=False)

    def questions(self) -> list[int]:
        return sorted({statement.question for statement in self.statements})

    def said_at(self, question: int) -> list[Statement]:
        return [statement for statement in self.statements if statement.question == question]

    def headings_of(self, question: int) -> list[Heading]:
        return [heading for heading in self.headings if heading.question == question]


def invented() -> Script:
    """The statements that were invented for this demonstration."""
    everything = [s for number, name in FILES.items() for s in _statements(number, FOLDER / name)]
    return Script(
        source="",
        invented=True,
        statements=tuple(s for s in everything if s.question),
        practice=tuple(s for s in everything if not s.question),
        headings=tuple(_headings(FOLDER / "criteria.tsv")),
    )


def from_file(path: Path, attribution: str = "") -> Script:
    """A comma separated file with at least a column `text`, all of it said to question 1.

    Columns `person`, `language` and `criterion` are used where they are there; a criterion is
    called by what the column says. Raises `Unreadable`.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            columns = set(reader.fieldnames or ())
            rows = [row for row in reader if (row.get("text") or "").strip()]
    except OSError as problem:
        raise Unreadable(f"{path}: {problem.strerror}") from problem
    except (UnicodeDecodeError, csv.Error) as problem:
        raise Unreadable(f"{path}: {problem}") from problem
    if "text" not in columns:
        raise Unreadable(_("%(file)s: there is no column called text in the first line.", file=path))
    if not rows:
        raise Unreadable(_("%(file)s: there is nothing to play in it.", file=path))
    polis = columns >= POLIS_COLUMNS
    statements = tuple(_from_row(row, "en" if polis else "") for row in rows)
    return Script(
        source=path.stem,
        invented=False,
        statements=statements,
        headings=tuple(_called_by_the_file(statements)),
        attribution=attribution or (POLIS_ATTRIBUTION if polis else ""),
    )


def _from_row(row: dict[str, str], language: str) -> Statement:
    return Statement(
        question=1,
        text=row["text"].strip(),
        language=(row.get("language") or language).strip(),
        criterion=(row.get("criterion") or "").strip(),
        person=(row.get("person") or "").strip(),
    )


def _called_by_the_file(statements: Iterable[Statement]) -> list[Heading]:
    keys = dict.fromkeys(s.criterion for s in statements if s.criterion not in ("", ASIDE))
    return [Heading(1, key, {"": key}) for key in keys]


def _statements(question: int, path: Path) -> list[Statement]:
    return [Statement(question=question, **row) for row in _rows(path)]


def _headings(path: Path) -> list[Heading]:
    return [
        Heading(int(row["question"]), row["key"], {"fr": row["fr"], "en": row["en"]}, row["nature"])
        for row in _rows(path)
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE))
