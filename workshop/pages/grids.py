"""What a grid looks like to a reader: its rows in the reader's language, and which grids a process can pick."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.grids import coded_with, grid_of, grids, said
from workshop.method.grid import Grid, Row, Status
from workshop.method.grid_file import Table
from workshop.method.grids import builtin
from workshop.models import Process


@dataclass(frozen=True, slots=True)
class RowView:
    """A row for a reader; `label` is empty where no source gives one."""

    code: str
    label: str
    language: str
    status: str
    confirmed: bool
    general: bool
    note: str
    found_by: str


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension with what can be given of it, the general component first."""

    row: RowView
    components: list[RowView]


@dataclass(frozen=True, slots=True)
class GridView:
    """A grid in the list of grids."""

    key: str
    title: str
    dimensions: list[DimensionView]
    components: int
    unconfirmed: int
    builtin: bool
    coded: int
    used: bool


@dataclass(frozen=True, slots=True)
class GridsView:
    """The grid that a process uses, and the others."""

    p: str
    title: str
    used: GridView
    others: list[GridView]


@dataclass(frozen=True, slots=True)
class PreviewView:
    """A table before it is kept: what it holds, and what is wrong with it."""

    grid: GridView
    problems: list[str]


def grids_view(process: Process, language: str) -> GridsView:
    """The grids as the process's page shows them."""
    used = grid_of(process)
    others = [grid_view(grid, language) for grid in grids() if grid.key != used.key]
    return GridsView(process.public_id, process.title, grid_view(used, language), others)


def preview_view(title: str, table: Table, language: str) -> PreviewView:
    """What would be kept of a table."""
    grid = grid_view(Grid("", title, tuple(table.rows)), language)
    return PreviewView(grid, [said(problem) for problem in table.problems])


def grid_view(grid: Grid, language: str) -> GridView:
    """A grid with its numbers."""
    dimensions = dimension_views(grid, language)
    return GridView(
        key=grid.key,
        title=grid.title,
        dimensions=dimensions,
        components=sum(len(dimension.components) for dimension in dimensions),
        unconfirmed=len(grid.unconfirmed),
        builtin=grid.key == builtin().key,
        coded=coded_with(grid.key) if grid.key else 0,
        used=bool(db.session.scalar(select(Process.id).where(Process.grid == grid.key).limit(1))),
    )


def dimension_views(grid: Grid, language: str) -> list[DimensionView]:
    """The dimensions in order."""
    return [
        DimensionView(row_view(row, language), [row_view(found, language) for found in grid.components[row.code]])
        for row in grid.dimensions
    ]


def row_view(row: Row, language: str) -> RowView:
    """A row for a reader of `language`."""
    label, found = row.label(language)
    return RowView(
        code=row.code,
        label=label,
        language=found,
        status=Status(row.status).value,
        confirmed=row.status.confirmed,
        general=row.is_general,
        note=row.note,
        found_by=row.found_by,
    )
