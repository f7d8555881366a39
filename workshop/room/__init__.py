"""What the room does just now and what is not history: its verbs write the latest word on a topic."""

from workshop.room.paging import Stand, Turn, report_page, turn_page, turn_to_criterion
from workshop.room.timer import lengthen_timer, start_timer, stop_timer

__all__ = [
    "Stand",
    "Turn",
    "lengthen_timer",
    "report_page",
    "start_timer",
    "stop_timer",
    "turn_page",
    "turn_to_criterion",
]
