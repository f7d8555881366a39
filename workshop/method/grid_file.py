"""A grid as a table: read from what a spreadsheet saves, with every problem named by line and column; and written.

Takes UTF-8, UTF-16 and Windows-1252, parted by comma, semicolon or tab. The first line names the columns.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from flask_babel import gettext as _

from workshop.method.grid import Row, Status

ROWS_LIMIT = 500
LABEL_LIMIT = 200
NOTE_LIMIT = 500
SEPARATORS = ";,\t"
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,11}")
LABEL = re.compile(r"label(?:_([a-z]{2,3}))?")
KNOWN_COLUMNS = ("code", "parent", "status", "note")
FORMULA = ("=", "+", "-", "@")
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Problem:
    """Why a table can't be a grid; `line` is 0 for the table as a whole, `column` empty for a whole line."""

    said: str
    line: int = 0
    column: str = ""


@dataclass
class Table:
    """What was read, and what is wrong with it."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, said: str, line: int = 0, column: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(said, line, column))


def decoded(raw: bytes) -> str | None:
    """The text of a file; None where it is none, such as a spreadsheet's own format."""
    try:
        text = raw.decode("utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return None if "\x00" in text or "\ufffd" in text else text


def read_table(text: str | None) -> Table:
    """The grid in a text, with all that is wrong with it at once; `None` is a file that was no text."""
    table = Table()
    if text is None:
        table.wrong(_("This file is not a table saved as text. In the spreadsheet, choose “Save as” and “CSV”."))
        return table
    lines = _lines(text.removeprefix(BYTE_ORDER_MARK), table)
    if not lines:
        table.wrong(_("There is nothing in this table yet."))
        return table
    _number, header = lines.pop(0)
    columns = _columns(header, table)
    if table.problems:
        return table
    if len(lines) > ROWS_LIMIT:
        table.wrong(_("This table has %(rows)s rows; there is room for %(limit)s.", rows=len(lines), limit=ROWS_LIMIT))
        return table
    seen: dict[str, int] = {}
    for number, cells in lines:
        _read_row(table, number, columns, cells, seen)
    if not table.rows and not table.problems:
        table.wrong(_("There is nothing in this table yet."))
    return table


def written(rows: Iterable[Row], languages: Iterable[str] = ()) -> str:
    """The table of a grid, as `read_table` takes it and a spreadsheet opens it with a double click."""
    rows = list(rows)
    used = dict.fromkeys([*languages, *(language for row in rows for language in row.labels)])
    kept = io.StringIO(newline="")
    cells = csv.writer(kept, delimiter=";", lineterminator="\r\n")
    cells.writerow(["code", "parent", *(f"label_{language}" if language else "label" for language in used), "status", "note"])
    for row in rows:
        labels = [row.labels.get(language, "") for language in used]
        cells.writerow([row.code, row.parent, *labels, "" if row.status is Status.OWN else row.status.value, row.note])
    return BYTE_ORDER_MARK + kept.getvalue()


def _lines(text: str, table: Table) -> list[tuple[int, list[str]]]:
    """The lines that have something in them, each with its number in the file."""
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    found: list[tuple[int, list[str]]] = []
    number = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            trimmed = [" ".join(cell.split()) for cell in cells]
            if any(trimmed):
                found.append((number, trimmed))
            number = reader.line_num + 1
    except csv.Error:
        table.wrong(_("This line can't be read. Is a quotation mark missing?"), number)
        return []
    return found


def _columns(header: list[str], table: Table) -> list[str]:
    """The names of the columns; what we don't know is left out of the grid, and what is missing is said."""
    columns = [name.lower() for name in header]
    if "code" not in columns:
        table.wrong(_("The first line names the columns. A column “code” is missing."), 1, "code")
    if not any(LABEL.fullmatch(name) for name in columns):
        table.wrong(_("A column with labels is missing: call it “label_en”, “label_fr” or “label”."), 1, "label")
    for name in {name for name in columns if columns.count(name) > 1 and (name in KNOWN_COLUMNS or LABEL.fullmatch(name))}:
        table.wrong(_("Two columns have this name."), 1, name)
    return columns


def _read_row(table: Table, line: int, columns: list[str], cells: list[str], seen: dict[str, int]) -> None:
    """Add one row, and note everything that is wrong with it."""
    found = dict(zip(columns, cells, strict=False))
    before = len(table.problems)
    code, parent = found.get("code", ""), found.get("parent", "")
    _check_code(table, line, code, seen)
    _check_parent(table, line, code, parent, seen)
    status = _status(table, line, found.get("status", ""))
    labels = _labels(table, line, found)
    if not labels and status is not Status.UNKNOWN and before == len(table.problems):
        table.wrong(_("This row has no label."), line, next(name for name in columns if LABEL.fullmatch(name)))
    if len(found.get("note", "")) > NOTE_LIMIT:
        table.wrong(_("This is longer than %(limit)s letters.", limit=NOTE_LIMIT), line, "note")
    seen.setdefault(code.lower(), line)
    if before == len(table.problems):
        table.rows.append(Row(code, parent, labels, status, found.get("note", "")))


def _check_code(table: Table, line: int, code: str, seen: dict[str, int]) -> None:
    if not code:
        table.wrong(_("This row has no code."), line, "code")
    elif not CODE.fullmatch(code):
        table.wrong(_("“%(code)s” is no code: letters, figures, - and . only, 12 at most.", code=code[:20]), line, "code")
    elif code.lower() in seen:
        table.wrong(_("“%(code)s” stands in line %(line)s already.", code=code, line=seen[code.lower()]), line, "code")


def _check_parent(table: Table, line: int, code: str, parent: str, seen: dict[str, int]) -> None:
    if parent and (parent.lower() not in seen or parent.lower() == code.lower()):
        table.wrong(_("“%(code)s” stands in no line above this one.", code=parent[:20]), line, "parent")


def _status(table: Table, line: int, raw: str) -> Status:
    try:
        return Status(raw.lower() or Status.OWN)
    except ValueError:
        words = ", ".join(status.value for status in Status)
        table.wrong(_("“%(word)s” is not known here. The words are: %(words)s.", word=raw[:30], words=words), line, "status")
        return Status.UNKNOWN


def _labels(table: Table, line: int, found: dict[str, str]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for name, words in found.items():
        matched = LABEL.fullmatch(name)
        if not matched or not words:
            continue
        if len(words) > LABEL_LIMIT:
            table.wrong(_("This is longer than %(limit)s letters.", limit=LABEL_LIMIT), line, name)
        if words.startswith(FORMULA):
            table.wrong(_("A label can't begin with =, +, - or @: a spreadsheet would take it for a formula."), line, name)
        labels[matched[1] or ""] = words
    return labels
