"""The tables, one concept a file, with what concerns one row alone."""

from workshop.models.criterion import Criterion, Nature, Placement
from workshop.models.event import Event
from workshop.models.grid import Grid
from workshop.models.note import Note, NoteState, Source, Text
from workshop.models.present import Present, PresentChange
from workshop.models.process import Group, GroupKind, Process, Question
from workshop.models.seat import Seat
from workshop.models.setting import Setting
from workshop.models.sign_in import Invitation, SignIn
from workshop.models.workshop import JoinCode, Sitting, Workshop

__all__ = [
    "Criterion",
    "Event",
    "Grid",
    "Group",
    "GroupKind",
    "Invitation",
    "JoinCode",
    "Nature",
    "Note",
    "NoteState",
    "Placement",
    "Present",
    "PresentChange",
    "Process",
    "Question",
    "Seat",
    "Setting",
    "SignIn",
    "Sitting",
    "Source",
    "Text",
    "Workshop",
]
