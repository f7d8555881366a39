"""The room helps, as a face shows it: the note in hand with the places that it may belong to, and what was proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop.meeting.finding import Place
from workshop.pages.hand import note_in_hand
from workshop.pages.moment import moment_of
from workshop.pages.sheets import read_sheet
from workshop.pages.views import CriterionView, NoteView, QuestionView, SheetView
from workshop.room.help import STEPS

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace


@dataclass(frozen=True, slots=True)
class HelpView:
    """The note in hand, None where there is none; the criteria of its sheet; and those of them that somebody proposed."""

    note: NoteView | None
    criteria: list[CriterionView]
    marks: list[str]


def help_view(face: GroupFace, value: dict[str, Any]) -> HelpView | None:
    """What the room is asked; None where this face may not see it."""
    place = face.place
    if face.covered or place.step not in STEPS:
        return None
    sheet = face.sheet_of(place.sitting.question)
    note = note_in_hand(place, sheet)
    proposed = value["criteria"] if note is not None and note.id == value["note"] else []
    marks = [criterion.id for criterion in sheet.criteria if criterion.id in proposed]
    return HelpView(note, sheet.criteria, marks)


def id_in_hand(place: Place) -> str | None:
    """The note that the group is on now."""
    group, number = place.group, place.sitting.question
    moment = moment_of(place.process.id, place.process.seq)
    data = moment.once(("sheet", group.id, number), lambda: read_sheet(group, number))
    question = QuestionView(number, "", "", "")
    note = note_in_hand(place, SheetView(question, data.loose, data.criteria, data.counter, data.in_the_same_words))
    return note.id if note is not None else None
