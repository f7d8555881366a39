"""What a document says of the grid: which one it is, and of each component in use what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workshop.method.grid import Grid, Row


def grid_document(grid: Grid, components: Iterable[str | None]) -> dict[str, Any]:
    """The grid with the rows that these components name, in its order; what it has no row for comes last."""
    order = {row.code: place for place, row in enumerate(grid.rows)}
    used = {row.code: row for component in components if component for row in grid.parts(component)}
    rows = sorted(used.values(), key=lambda row: (order.get(row.code, len(order)), row.code))
    return {"key": grid.key, "title": grid.title, "components": [_component(row) for row in rows]}


def _component(row: Row) -> dict[str, Any]:
    return {"code": row.code, "labels": row.labels, "status": row.status.value, "confirmed": row.status.confirmed}
