"""The log: recording acts, reading what came after a number, taking acts back.

Restores values of fields and calls no verb.
"""

from workshop.history.actor import Actor
from workshop.history.back import WentBack, back_to
from workshop.history.log import Audience, Change, Thing, head, record
from workshop.history.numbering import draw_number
from workshop.history.undo import Stacks, redo, stacks, undo

__all__ = [
    "Actor",
    "Audience",
    "Change",
    "Stacks",
    "Thing",
    "WentBack",
    "back_to",
    "draw_number",
    "head",
    "record",
    "redo",
    "stacks",
    "undo",
]
