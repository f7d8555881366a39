"""Looks into the database file from outside, as a restart would find it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ledger import Unexpected


@dataclass
class Disk:
    """The SQLite file of a server that runs; each look is a read of its own."""

    file: Path
    checked: int = 0
    missing: int = 0

    def __post_init__(self) -> None:
        self._rows = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, isolation_level=None)

    def check(self, note: str) -> None:
        self.checked += 1
        self.missing += self._count(note) != 1

    def lost_or_doubled(self, notes: list[str]) -> int:
        """How many of these notes do not stand in the file exactly once."""
        return sum(self._count(note) != 1 for note in notes)

    def _count(self, note: str) -> int:
        return int(self._rows.execute("SELECT count(*) FROM note WHERE id = ?", (note,)).fetchone()[0])


def open_disk(folder: Path) -> Disk:
    files = [f for f in (folder / "data").rglob("*") if f.is_file() and f.read_bytes()[:6] == b"SQLite"]
    with_notes = [f for f in files if "note" in tables(f)]
    if not with_notes:
        raise Unexpected(f"no SQLite file with notes below the data folder: {files}")
    return Disk(with_notes[0])


def tables(file: Path) -> set[str]:
    rows = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    return {row[0] for row in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
