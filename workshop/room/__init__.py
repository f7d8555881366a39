"""What the room does just now and what is not history: its verbs write the latest word on a topic."""

from workshop.room.dealing import collect, deal_each, deal_one, pass_on, read_now
from workshop.room.ends import settle
from workshop.room.help import close_to_room, open_to_room, propose
from workshop.room.look import look_at_criterion, look_at_note, look_away
from workshop.room.paging import Stand, Turn, report_page, turn_page, turn_to_criterion
from workshop.room.timer import lengthen_timer, start_timer, stop_timer

__all__ = [
    "Stand",
    "Turn",
    "close_to_room",
    "collect",
    "deal_each",
    "deal_one",
    "lengthen_timer",
    "look_at_criterion",
    "look_at_note",
    "look_away",
    "open_to_room",
    "pass_on",
    "propose",
    "read_now",
    "report_page",
    "settle",
    "start_timer",
    "stop_timer",
    "turn_page",
    "turn_to_criterion",
]
