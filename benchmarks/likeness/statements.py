"""The labelled statements: read, split into two halves for good, and laid out as sheets."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared" / "data" / "bowling_green_2018.csv"
NOT_LEARNT = ("el", "sv", "lv")
ALONE = "alone"


@dataclass(frozen=True)
class Statement:
    """A statement as somebody wrote it, and the criterion that we put it in by hand."""

    id: str
    language: str
    criterion: str
    text: str

    @property
    def half(self) -> str:
        """`dev`, on which the numbers of the ranking were chosen, or `test`, which is published."""
        return "dev" if hashlib.sha256(f"half {self.id}".encode()).digest()[0] < 128 else "test"


def sheets(half: str) -> dict[str, list[Statement]]:
    """One sheet a table; without the real statements where the shared data is missing."""
    mixed, more = invented("mixed"), invented("more")
    found = {"real, English": real(), "invented, French": invented("french"), "invented, eleven languages": mixed}
    for language in NOT_LEARNT:
        found[f"invented, {language} alone"] = [s for s in mixed + more if s.language == language]
    return {name: [s for s in sheet if s.half == half] for name, sheet in found.items() if sheet}


def real() -> list[Statement]:
    """The statements of Bowling Green that are labelled; none where the file is not on this machine."""
    said = dict(real_texts())
    if not said:
        return []
    labelled = [(row["statement_id"], row["criterion"]) for row in rows("bowling_green_labels")]
    return [Statement(key, "en", criterion, said[key]) for key, criterion in labelled]


def real_texts() -> list[tuple[str, str]]:
    """All statements of Bowling Green, by id."""
    if not SHARED.exists():
        return []
    with SHARED.open(encoding="utf-8", newline="") as file:
        return [(row["statement_id"], row["text"]) for row in csv.DictReader(file)]


def invented(table: str) -> list[Statement]:
    """Statements that we made up."""
    return [Statement(r["id"], r["language"], r["criterion"], r["text"]) for r in rows(f"invented_{table}")]


def rows(table: str) -> list[dict[str, str]]:
    with (HERE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_criterion(sheet: list[Statement]) -> dict[str, list[str]]:
    """The ids of each criterion's statements."""
    found: dict[str, list[str]] = defaultdict(list)
    for statement in sheet:
        if statement.criterion != ALONE:
            found[statement.criterion].append(statement.id)
    return found
