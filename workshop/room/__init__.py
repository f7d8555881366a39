"""What the room does just now and what is not history: its verbs write the latest word on a topic."""

from workshop.room.timer import lengthen_timer, start_timer, stop_timer

__all__ = ["lengthen_timer", "start_timer", "stop_timer"]
