"""Seats: anonymous participants, how they join, come back, and are let go."""

from workshop.seats.budget import WrongCodeBudget
from workshop.seats.joining import SEATS_PER_GROUP, join, let_go, restore_seat
from workshop.seats.limits import NoteAllowance

__all__ = ["SEATS_PER_GROUP", "NoteAllowance", "WrongCodeBudget", "join", "let_go", "restore_seat"]
