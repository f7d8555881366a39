"""The grids of this server side by side: the one that comes with the software, and those that were loaded.

A process picks one. What was coded with another stays with it, and comes back when that is picked again.
"""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, String, cast, func, select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, record
from workshop.meeting.preparation import TITLE_LIMIT
from workshop.method import words
from workshop.method.codes import public_id
from workshop.method.grid import Grid, rows_of_data
from workshop.method.grid_file import Problem, read_table
from workshop.method.grids import builtin
from workshop.method.refusals import Invalid, NotFound, Refusal
from workshop.models import Criterion, Event, Note, Process
from workshop.models import Grid as LoadedGrid

GRIDS_LIMIT = 50


def grids() -> list[Grid]:
    """Every grid: the one that comes with the software first, then the loaded ones, newest first."""
    loaded = db.session.scalars(select(LoadedGrid).order_by(LoadedGrid.id.desc()))
    return [builtin(), *(_grid(row) for row in loaded)]


def find_grid(key: str) -> Grid:
    """The grid of this key; `NotFound` where there is none."""
    if key == builtin().key:
        return builtin()
    row = _loaded(key)
    if row is None:
        raise NotFound(_("There is no such grid here."))
    return _grid(row)


def grid_of(process: Process) -> Grid:
    """The grid that a process uses; one without rows where a restore has lost it."""
    try:
        return find_grid(process.grid)
    except NotFound:
        return Grid(process.grid, process.grid)


def keep_grid(title: str, table: str) -> Grid:
    """Load a grid under a title; `Invalid` names the first problem of the table by line and column."""
    read = read_table(table)
    if read.problems:
        raise Invalid(said(read.problems[0]), code="table")
    grid = Grid(public_id(), words.name(title, TITLE_LIMIT), tuple(read.rows))
    with database.write() as session:
        if (session.scalar(select(func.count()).select_from(LoadedGrid)) or 0) >= GRIDS_LIMIT:
            raise Invalid(_("There are %(limit)s grids already. Delete one that nobody uses.", limit=GRIDS_LIMIT))
        session.add(LoadedGrid(key=grid.key, title=grid.title, rows=[row.as_data() for row in grid.rows]))
    return grid


def pick_grid(process_id: int, key: str, *, by: Actor) -> Event | None:
    """Have a process use this grid; codes given in another one stay. None where it uses it already."""
    with database.write() as session:
        process = session.get_one(Process, process_id)
        find_grid(key)
        if process.grid == key:
            return None
        process.grid = key
        return record(process_id, "grid.picked", Actor(by.sign_in_id), Audience(desk=True))


def delete_grid(key: str) -> None:
    """Delete a loaded grid. Refused while a process uses it or anything is coded with it."""
    with database.write() as session:
        row = _loaded(key)
        if row is None:
            raise NotFound(_("There is no such grid here, or it comes with the software."))
        if session.scalar(select(Process.id).where(Process.grid == key).limit(1)):
            raise Refusal(_("A process uses this grid. Pick another one there first."), code="used")
        if coded_with(key):
            raise Refusal(_("Something is coded with this grid, so it stays."), code="coded")
        session.delete(row)


def coded_with(key: str) -> int:
    """How many ideas and criteria have a component of this grid, in any process."""
    return sum(db.session.scalar(select(func.count()).where(_mentions(table, key))) or 0 for table in (Note, Criterion))


def said(problem: Problem) -> str:
    """A problem of a table as a sentence."""
    if problem.line and problem.column:
        where = _("Line %(line)s, column “%(column)s”:", line=problem.line, column=problem.column)
    elif problem.line:
        where = _("Line %(line)s:", line=problem.line)
    else:
        return problem.said
    return f"{where} {problem.said}"


def _loaded(key: str) -> LoadedGrid | None:
    found: LoadedGrid | None = db.session.scalar(select(LoadedGrid).where(LoadedGrid.key == key))
    return found


def _grid(row: LoadedGrid) -> Grid:
    return Grid(row.key, row.title, rows_of_data(row.rows))


def _mentions(table: type[Note] | type[Criterion], key: str) -> ColumnElement[bool]:
    """Keys are letters and figures, so that they are found in the column's text as they stand."""
    return cast(table.codes, String).like(f'%"{key}"%')
