"""The timer as a face shows it: how much is left when the page is told."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace


@dataclass(frozen=True, slots=True)
class TimerView:
    """Seconds left and in all; none are left once the time is over."""

    left: int
    seconds: int

    @property
    def clock(self) -> str:
        """Minutes and seconds."""
        return f"{self.left // 60}:{self.left % 60:02}"


def timer_view(_face: GroupFace, value: dict[str, Any]) -> TimerView:
    """What is left of it."""
    return TimerView(max(0, round(value["ends"] - time.time())), value["seconds"])
