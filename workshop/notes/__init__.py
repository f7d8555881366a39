"""Notes: posting, changing and taking back one's own, showing them, erasing them for good."""

from workshop.notes.own import erase, reword, withdraw
from workshop.notes.posting import PostedNote, Receipt, post
from workshop.notes.showing import Showing, next_unshown, show

__all__ = [
    "PostedNote",
    "Receipt",
    "Showing",
    "erase",
    "next_unshown",
    "post",
    "reword",
    "show",
    "withdraw",
]
