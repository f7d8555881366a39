"""The timer as a face shows it: how much is left when the page is told."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace


@dataclass(frozen=True, slots=True)
class TimerView:
    """Seconds left and in all; none are left once the time is over. `key` tells one run from another."""

    left: int
    seconds: int
    key: str

    @property
    def clock(self) -> str:
        """Minutes and seconds."""
        return f"{self.left // 60}:{self.left % 60:02}"

    @property
    def minutes(self) -> int:
        """All of its minutes, begun ones too."""
        return math.ceil(self.seconds / 60)

    @property
    def minutes_left(self) -> int:
        """The minutes that are left, begun ones too."""
        return math.ceil(self.left / 60)


def timer_view(_face: GroupFace, value: dict[str, Any]) -> TimerView:
    """What is left of it."""
    left = max(0, round(value["ends"] - time.time()))
    return TimerView(left, value["seconds"], f"{value['began']:.3f}")
