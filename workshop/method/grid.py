"""A coding grid: dimensions and their components in order, with what a source confirms of each row.

A grid is data that a process picks. Codes belong to the grid that they were given in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from workshop.method.refusals import Invalid

JOINER = "/"
MOST_COMPONENTS = 3  # as in the method's own example A01-11/P15/k
GENERAL = "00"


class Status(StrEnum):
    """What stands behind a row. OWN: the row of a grid that its makers answer for themselves."""

    CONFIRMED = "confirmed"
    BY_EXAMPLE = "confirmed_by_example"
    LABEL_OURS = "code_inferred_label_ours"
    RECALLED = "recall_unverified"
    UNKNOWN = "unknown"
    OWN = "own"

    @property
    def confirmed(self) -> bool:
        """Whether the row may be shown without a mark."""
        return self in (Status.CONFIRMED, Status.BY_EXAMPLE, Status.OWN)


@dataclass(frozen=True)
class Row:
    """A dimension, which has no parent, or a component; its labels by language, with the grid's own note."""

    code: str
    parent: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    status: Status = Status.OWN
    note: str = ""

    def label(self, language: str) -> tuple[str, str]:
        """The label for a reader of `language` and the language that it is really in; both empty without one."""
        for wanted in (language, "en"):
            if self.labels.get(wanted):
                return self.labels[wanted], wanted
        return next(((words, found) for found, words in self.labels.items() if words), ("", ""))

    @property
    def is_general(self) -> bool:
        """Whether it is the component for what is in doubt: x00."""
        return bool(self.parent) and self.code.endswith(GENERAL)

    @property
    def found_by(self) -> str:
        """Everything that a search may find it by: code, labels and note, without accents and case."""
        return plain(" ".join([self.code, *self.labels.values(), self.note]))

    def as_data(self) -> dict[str, Any]:
        """The row as the table of grids keeps it."""
        return {
            "code": self.code,
            "parent": self.parent,
            "labels": self.labels,
            "status": self.status.value,
            "note": self.note,
        }


@dataclass(frozen=True)
class Grid:
    """`key` is what codes belong to and a process picks."""

    key: str
    title: str
    rows: tuple[Row, ...] = ()

    @cached_property
    def dimensions(self) -> list[Row]:
        """The rows without a parent, in order."""
        return [row for row in self.rows if not row.parent]

    @cached_property
    def components(self) -> dict[str, list[Row]]:
        """What can be given, by dimension: the general component first, then as in the grid.

        A dimension without components is one itself, unless not even its name is known.
        """
        found: dict[str, list[Row]] = {row.code: [] for row in self.dimensions}
        for row in self.rows:
            if row.parent:
                found[self.dimension_of(row).code].append(row)
        for dimension in self.dimensions:
            if not found[dimension.code] and dimension.status is not Status.UNKNOWN:
                found[dimension.code].append(dimension)
        return {code: sorted(rows, key=lambda row: not row.is_general) for code, rows in found.items()}

    @cached_property
    def unconfirmed(self) -> list[Row]:
        """The rows that no source confirms."""
        return [row for row in self.rows if not row.status.confirmed]

    def row(self, code: str) -> Row | None:
        """The row with this code, in whatever case it is typed."""
        return self._by_code.get(code.strip().lower())

    def dimension_of(self, row: Row) -> Row:
        """The dimension that a row stands under; a dimension is its own."""
        while row.parent:
            row = self._by_code[row.parent.lower()]
        return row

    def component(self, raw: str) -> str:
        """A component of this grid, or two or three of them joined by `/`, as the grid writes them.

        Raises `Invalid` for anything else.
        """
        typed = [part.strip() for part in raw.split(JOINER)]
        codes = [self._givable(part) for part in typed]
        if len(codes) > MOST_COMPONENTS or len(set(codes)) < len(codes):
            raise Invalid(_("One to three different components can be given."))
        return JOINER.join(codes)

    def parts(self, component: str) -> list[Row]:
        """The rows of a component that was given, also of one that the grid has no row for."""
        return [self.row(code) or Row(code, status=Status.UNKNOWN) for code in component.split(JOINER)]

    @cached_property
    def _by_code(self) -> dict[str, Row]:
        return {row.code.lower(): row for row in self.rows}

    @cached_property
    def _can_be_given(self) -> set[str]:
        return {row.code for rows in self.components.values() for row in rows}

    def _givable(self, typed: str) -> str:
        row = self.row(typed)
        if row is None or row.code not in self._can_be_given:
            raise Invalid(_("There is no component “%(code)s” in this grid.", code=typed[:20]))
        return row.code


def rows_of_data(kept: Iterable[dict[str, Any]]) -> tuple[Row, ...]:
    """The rows as they were kept by `Row.as_data`."""
    return tuple(Row(**{**row, "status": Status(row["status"])}) for row in kept)


def plain(words: str) -> str:
    """Words as a search compares them: without accents, in small letters."""
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).lower()
