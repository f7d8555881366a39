"""The desk's list of seats, brought up to date seat by seat: with a thousand of them it is long."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workshop.pages.lists import insertions, removals
from workshop.pages.parts import macro, replaced
from workshop.pages.views import SeatRow


def seat_pieces(rows: Sequence[SeatRow], touched: Collection[str], w: str) -> list[str]:
    """What changed in the list where seats were taken, or left."""
    by_id = {row.id: row for row in rows}
    render = macro("room", "seat")
    return [
        *removals("seat-", touched),
        *insertions("room-seats", "seat-", list(by_id), touched, lambda key: render(by_id[key], w)),
        replaced("room-joined", macro("room", "joined")(rows)),
        replaced("room-here", macro("room", "here")(rows)),
    ]
