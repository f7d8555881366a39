"""Who acts: a signed-in device at the desk, a seat, or neither (a command)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`sign_in_id` for the desk, `seat_id` for a participant; `workshop_id` is where it happens."""

    sign_in_id: int | None = None
    seat_id: str | None = None
    workshop_id: int | None = None
