"""Reading what was pasted or saved from a spreadsheet: which ideas are in it, and what can't be taken as one.

Nothing is cut and nothing is guessed in silence: whoever pasted sees how it was read, and can have it read
otherwise. Words stay as they were written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext as _

from workshop.method import words
from workshop.method.refusals import Invalid

SEPARATORS = ("\t", ";", ",")
# What people call these columns, in the words of our own table, of the network's lines and of everyday lists.
WORDS_HEADERS = frozenset({
    "idea", "ideas", "idée", "idées", "expression", "expressions", "statement", "statements", "text", "texte",
    "note", "notes", "post-it", "criterion", "critère", "mots", "words",
})  # fmt: skip
COUNT_HEADERS = frozenset({
    "count", "number", "nombre", "nb", "n", "times", "fois", "number of expressions", "nombre d'expressions",
})  # fmt: skip
QUOTED_LINES = re.compile(r'"((?:[^"]|"")*)"[ \t]*(?=\n|$)')
COUNT_LIMIT = 500


class Layout(StrEnum):
    """How a paste is read: one idea a line, or a table whose words stand in one column."""

    LINES = "lines"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants it read; None means as it looks."""

    layout: Layout | None = None
    column: int | None = None
    header: bool | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class TooLong:
    """An idea that no note can hold: where it stands, how long it is, how it begins."""

    line: int
    length: int
    beginning: str


@dataclass(frozen=True, slots=True)
class Paste:
    """What was found. `ideas` keeps repeated ones: they are several people's. `columns` are those of a table."""

    layout: Layout
    ideas: list[str]
    empty: int = 0
    too_long: list[TooLong] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    column: int = 0
    header: bool = False
    count_column: int | None = None
    counted: bool = False


def decoded(raw: bytes) -> str:
    """A file's text in the encoding that it has: UTF-8, UTF-16 or Windows-1252. `Invalid` for what is no text."""
    if raw.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Invalid(_not_text(), code="file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    if b"\x00" in raw:
        return _utf16(raw)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def read_paste(text: str, wish: Wish = Wish()) -> Paste:
    """The ideas in a text, one a line or from a table's column."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    table = _table(clean) if wish.layout is not Layout.LINES else []
    looks_like_one = bool(table) and (wish.layout is Layout.TABLE or _is_table(table))
    return _from_table(table, wish) if looks_like_one else _from_lines(clean)


def _not_text() -> str:
    said: str = _("This file is not plain text, so nothing was read. In the spreadsheet, choose Save as, then CSV.")
    return said


def _utf16(raw: bytes) -> str:
    """UTF-16 without a mark: the empty halves of its letters tell which way round."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    if max(even, odd) * 4 < len(raw) // 2:
        raise Invalid(_not_text(), code="file")
    return raw.decode("utf-16-be" if even > odd else "utf-16-le", errors="replace")


def _from_lines(text: str) -> Paste:
    found, line, at = [], 1, 0
    while at < len(text):
        quoted = QUOTED_LINES.match(text, at)
        if quoted and ("\n" in quoted[1] or '""' in quoted[1]):  # a spreadsheet's cell with line breaks in it
            found.append((line, quoted[1].replace('""', '"')))
            end = quoted.end()
        else:
            end = text.find("\n", at) if "\n" in text[at:] else len(text)
            found.append((line, text[at:end]))
        line += text.count("\n", at, end) + 1
        at = end + 1
    ideas, empty, too_long = _sorted_out(found)
    return Paste(Layout.LINES, ideas, empty, too_long)


def _table(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their line numbers, by the separator that gives the most of them the same width."""
    best: list[tuple[int, list[str]]] = []
    for separator in SEPARATORS:
        rows = _rows(text, separator)
        if _evenness(rows) > _evenness(best):
            best = rows
    return best


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Quotes as a spreadsheet sets them; where they are somebody's own, they stay."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=True)
        try:
            rows, before = [], 0
            for row in reader:
                rows.append((before + 1, row))
                before = reader.line_num
            return rows
        except csv.Error:
            continue
    return []


def _evenness(rows: Sequence[tuple[int, list[str]]]) -> float:
    """The share of rows with more than one cell and as many as the first, 0 where there is no table at all."""
    filled = [row for _line, row in rows if any(cell.strip() for cell in row)]
    if not filled or len(filled[0]) < 2:
        return 0
    return sum(len(row) == len(filled[0]) for row in filled) / len(filled)


def _is_table(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Sentences hold commas too: it is a table where every row has the same width and there are several."""
    return len(rows) > 1 and _evenness(rows) == 1 and (_is_header(rows[0][1]) or not _is_prose(rows))


def _is_prose(rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether the cells after a comma begin with a blank, as they do within a sentence."""
    rest = [cell for _line, row in rows for cell in row[1:] if cell.strip()]
    return bool(rest) and sum(cell.startswith(" ") for cell in rest) * 2 > len(rest)


def _is_header(row: Sequence[str]) -> bool:
    return any(cell.strip().casefold() in WORDS_HEADERS | COUNT_HEADERS for cell in row)


def _from_table(rows: list[tuple[int, list[str]]], wish: Wish) -> Paste:
    header = _is_header(rows[0][1]) if wish.header is None else wish.header
    body = rows[1:] if header else rows
    width = max(len(row) for _line, row in rows)
    columns = [rows[0][1][i].strip() if header and i < len(rows[0][1]) else "" for i in range(width)]
    counting = _count_column(columns, body)
    column = wish.column if wish.column is not None and wish.column < width else _words_column(columns, body, counting)
    counting = counting if counting != column else None
    counted = wish.counted and counting is not None
    found = []
    for line, row in body:
        times = _times(row, counting) if counted else 1
        found += [(line, row[column] if column < len(row) else "")] * times
    ideas, empty, too_long = _sorted_out(found)
    return Paste(Layout.TABLE, ideas, empty, too_long, columns, column, header, counting, counted)


def _words_column(columns: Sequence[str], rows: Sequence[tuple[int, list[str]]], counting: int | None) -> int:
    for index, name in enumerate(columns):
        if name.casefold() in WORDS_HEADERS:
            return index
    lengths = [sum(len(row[i]) for _line, row in rows if i < len(row)) for i in range(len(columns))]
    candidates = [i for i in range(len(columns)) if i != counting] or [0]
    return max(candidates, key=lambda i: lengths[i])


def _count_column(columns: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> int | None:
    """The column of whole numbers that is called so; where columns have no names, the first one of whole numbers."""
    named = any(columns)
    for index, name in enumerate(columns):
        cells = [row[index].strip() for _line, row in rows if index < len(row) and row[index].strip()]
        if cells and all(map(_is_count, cells)) and (not named or name.casefold() in COUNT_HEADERS):
            return index
    return None


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and 0 < int(cell) <= COUNT_LIMIT


def _times(row: Sequence[str], counting: int | None) -> int:
    cell = row[counting].strip() if counting is not None and counting < len(row) else ""
    return int(cell) if _is_count(cell) else 1


def _sorted_out(found: Sequence[tuple[int, str]]) -> tuple[list[str], int, list[TooLong]]:
    """The ideas as they can be stored, how many lines are empty, and which hold more than a note can."""
    ideas: list[str] = []
    too_long: list[TooLong] = []
    empty = 0
    for line, raw in found:
        text = words.as_written(raw.strip())
        if not words.is_visible(text):
            empty += 1
        elif len(text) > words.NOTE_LIMIT:
            too_long.append(TooLong(line, len(text), text[:40]))
        else:
            ideas.append(text)
    return ideas, empty, too_long
