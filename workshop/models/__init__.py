"""The tables, one concept a file, with what concerns one row alone."""

from workshop.models.criterion import Criterion, Nature, Placement
from workshop.models.event import Event
from workshop.models.note import Note, NoteState, Text
from workshop.models.process import Group, GroupKind, Process, Question
from workshop.models.seat import Seat
from workshop.models.setting import Setting
from workshop.models.sign_in import Invitation, SignIn
from workshop.models.workshop import JoinCode, Sitting, Workshop

__all__ = [
    "Criterion",
    "Event",
    "Group",
    "GroupKind",
    "Invitation",
    "JoinCode",
    "Nature",
    "Note",
    "NoteState",
    "Placement",
    "Process",
    "Question",
    "Seat",
    "Setting",
    "SignIn",
    "Sitting",
    "Text",
    "Workshop",
]
