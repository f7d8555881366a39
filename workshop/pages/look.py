"""Look here, as a face shows it: one note or one criterion, as far as the face may see it now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from workshop.method.refusals import WrongStep
from workshop.method.steps import Step, open_questions
from workshop.pages.sheets import shown_notes
from workshop.pages.views import CriterionView, NoteView, QuestionView
from workshop.room.look import TOPIC

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace


@dataclass(frozen=True, slots=True)
class LookView:
    """A note or a criterion, with what stands before and after it on its sheet, as (kind, id)."""

    question: QuestionView
    note: NoteView | None
    criterion: CriterionView | None
    previous: tuple[str, str] | None
    next: tuple[str, str] | None

    @property
    def key(self) -> str:
        """What is looked at, so that a page can tell whether it is another thing."""
        return f"note-{self.note.id}" if self.note else f"criterion-{self.criterion.id}" if self.criterion else ""


def look_view(face: GroupFace, value: dict[str, Any]) -> LookView | None:
    """What is looked at; None where this face may not see it."""
    kind = "criterion" if "criterion" in value else "note"
    criteria, notes = _in_order(face, value["question"])
    things: list[Any] = criteria if kind == "criterion" else notes
    for at, thing in enumerate(things):
        if value[kind] in _ids(thing):
            before = (kind, things[at - 1].id) if at else None
            after = (kind, things[at + 1].id) if at + 1 < len(things) else None
            note, criterion = (None, thing) if kind == "criterion" else (thing, None)
            question = next(one for one in face.questions if one.number == value["question"])
            return LookView(question, note, criterion, before, after)
    return None


def beside(face: GroupFace, *, forward: bool) -> tuple[str, str]:
    """What stands after or before the thing looked at, as (kind, id); `WrongStep` where nothing does."""
    looked_at: LookView | None = face.present(TOPIC)
    if looked_at is None:
        raise WrongStep(_("Nothing is being looked at."))
    found = looked_at.next if forward else looked_at.previous
    if found is None:
        raise WrongStep(_("There is nothing more in this direction."))
    return found


def _ids(thing: NoteView | CriterionView) -> list[str]:
    return [member.id for member in thing.members] if isinstance(thing, NoteView) else [thing.id]


def _in_order(face: GroupFace, question: int) -> tuple[list[CriterionView], list[NoteView]]:
    """The criteria of a sheet, and its notes: criterion by criterion, then the loose ones. Of the question that is
    being read out what has been shown, in the order of reading; of a sheet that the room may not see, nothing."""
    place = face.place
    sitting, step = place.sitting, place.step
    if face.covered:
        return [], []
    if question in open_questions(step, sitting.question, sitting.begun, sitting.looked):
        sheet = face.sheet_of(question)
        placed = [note for criterion in sheet.criteria for note in criterion.notes]
        once = {note.id: note for note in [*placed, *sheet.loose]}
        return sheet.criteria, list(once.values())
    if step is Step.READ and question == sitting.question:
        return [], list(shown_notes(place.group.id, question, face.voice).values())
    return [], []
