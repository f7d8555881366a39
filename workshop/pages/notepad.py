"""A notepad: the group's side, the same for everybody at the table, and a person's own notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from markupsafe import Markup
from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.method.steps import PRACTICE, Step
from workshop.models import Note, NoteState, Text
from workshop.pages.common import GroupFace
from workshop.pages.sheets import shown_notes
from workshop.pages.views import NoteView, OwnNote, OwnView, QuestionView, SheetView

OWN_NOTES = (
    select(Note.id, Text.body, Note.question, Note.state, Note.late)
    .join(Text, Text.id == Note.text_id)
    .where(
        Note.seat_id == bindparam("seat"),
        Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
    )
    .order_by(Note.posted_seq)
)


class NotepadView(GroupFace):
    """What the step gives to every notepad of this group, and nothing else."""

    next_steps = ""
    wishes = True

    @cached_property
    def question(self) -> QuestionView | None:
        """The question that the box is for."""
        current = self._place.sitting.question
        return self.step.question or self._question_views.get(current)

    @cached_property
    def can_post(self) -> bool:
        """Whether notes are taken."""
        return self._place.step is not Step.CLOSE

    @cached_property
    def late(self) -> bool:
        """Whether a note would come after its time."""
        return self._place.step not in (Step.WELCOME, Step.WRITE, Step.CLOSE)

    @cached_property
    def shown(self) -> list[NoteView]:
        """What has been read out of the current question, the newest first."""
        if self._place.step is not Step.READ:
            return []
        group, question = self._place.group, self._place.sitting.question
        return list(reversed(shown_notes(group.id, question, self.voice).values()))

    @cached_property
    def sheets(self) -> list[SheetView]:
        """The sheets that lie open."""
        return [self.sheet_of(number) for number in self.open_sheets]

    def shared(self, name: str, part: Callable[[NotepadView], Markup]) -> Markup:
        """A part that is the same at every notepad of the group: a whole room that comes back shares it."""
        key = (name, self._place.sitting.id, self.language)
        return self.once(key, lambda: part(self))


def own_view(place: Place, seat_id: str, language: str) -> OwnView:
    """One's own notes by question. Practice is there during the welcome only."""
    grouped: dict[int, list[OwnNote]] = {}
    for note in _own_notes(seat_id):
        grouped.setdefault(note.question, []).append(note)
    practice = grouped.get(PRACTICE, []) if place.step is Step.WELCOME else []
    views = GroupFace(place, language).questions
    written = [(view, grouped[view.number]) for view in views if view.number in grouped]
    return OwnView(practice, written)


def _own_notes(seat_id: str) -> list[OwnNote]:
    rows = db.session.execute(OWN_NOTES, {"seat": seat_id})
    return [
        OwnNote(
            id=key,
            text=body or "",
            question=question,
            state=_state_word(NoteState(state), late),
            can_change=state in (NoteState.UNSHOWN.value, NoteState.ASIDE.value),
        )
        for key, body, question, state, late in rows
    ]


def _state_word(state: NoteState, late: bool) -> str:
    if state is NoteState.UNSHOWN:
        return "late" if late else "received"
    if state in (NoteState.ASIDE, NoteState.HIDDEN):
        return "aside"
    return "shown"
