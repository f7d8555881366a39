"""Notes: posting, changing and taking back one's own, showing them, erasing them for good."""

from workshop.notes.own import erase, reword, withdraw
from workshop.notes.paper import PaperNote, Taken, take_from_paper, withdraw_from_paper
from workshop.notes.posting import PostedNote, Receipt, post
from workshop.notes.showing import Showing, next_unshown, show

__all__ = [
    "PaperNote",
    "PostedNote",
    "Receipt",
    "Showing",
    "Taken",
    "erase",
    "next_unshown",
    "post",
    "reword",
    "show",
    "take_from_paper",
    "withdraw",
    "withdraw_from_paper",
]
