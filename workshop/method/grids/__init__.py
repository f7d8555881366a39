"""The grid that comes with the software: SPIRAL's, as far as public sources confirm it.

`spiral.csv` says of each row what stands behind it; what no source confirms stays marked so.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workshop.method.grid import Grid
from workshop.method.grid_file import decoded, read_table

SPIRAL = "spiral"
FOLDER = Path(__file__).parent


@cache
def builtin() -> Grid:
    """The grid that every process has until it picks another one."""
    table = read_table(decoded((FOLDER / f"{SPIRAL}.csv").read_bytes()))
    assert not table.problems, table.problems
    return Grid(SPIRAL, "SPIRAL", tuple(table.rows))
