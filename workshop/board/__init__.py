"""The board: criteria, and which notes are in them. The heart of a meeting."""

from workshop.board.approval import approve
from workshop.board.coding import code_criterion, code_note, code_notes
from workshop.board.criteria import add_criterion, merge, remove
from workshop.board.naming import name_criterion, set_nature
from workshop.board.ordering import reorder, shift
from workshop.board.placing import place, place_together, take_out
from workshop.board.restoring import restore

__all__ = [
    "add_criterion",
    "approve",
    "code_criterion",
    "code_note",
    "code_notes",
    "merge",
    "name_criterion",
    "place",
    "place_together",
    "remove",
    "reorder",
    "restore",
    "set_nature",
    "shift",
    "take_out",
]
