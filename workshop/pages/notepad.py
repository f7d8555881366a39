"""A notepad: the group's side, the same for everybody at the table, and a person's own notes."""

from __future__ import annotations

from sqlalchemy import select

from workshop.extensions import db
from workshop.meeting.finding import Place
from workshop.method.steps import PRACTICE, Step
from workshop.models import Note, NoteState, Text
from workshop.pages.common import (
    open_sheets,
    practice_view,
    question_views,
    read_sheets,
    step_view,
    workshop_view,
)
from workshop.pages.sheets import shown_notes, voice_of
from workshop.pages.views import NotepadView, OwnNote, OwnView, QuestionView


def notepad_view(place: Place, language: str) -> NotepadView:
    """What the step gives to every notepad of this group, and nothing else."""
    views = question_views(place.process, language)
    step = step_view(place, views, language)
    voice = voice_of(place.group)
    shown = []
    if place.step is Step.READ:
        newest_first = reversed(shown_notes(place.group.id, place.sitting.question, voice).values())
        shown = list(newest_first)
    return NotepadView(
        workshop=workshop_view(place.workshop, place.process),
        number=place.sitting.number,
        voice=voice,
        step=step,
        question=step.question or views.get(place.sitting.question),
        can_post=place.step is not Step.CLOSE,
        late=place.step not in (Step.WELCOME, Step.WRITE, Step.CLOSE),
        shown=shown,
        sheets=read_sheets(place.group, open_sheets(place), views),
    )


def own_view(place: Place, seat_id: str, language: str) -> OwnView:
    """One's own notes by question. Practice is there during the welcome only."""
    views = question_views(place.process, language)
    if place.step is Step.WELCOME:
        views = {PRACTICE: practice_view(language), **views}
    grouped: dict[int, list[OwnNote]] = {}
    for note in _own_notes(seat_id):
        grouped.setdefault(note.question, []).append(note)
    parts: list[tuple[QuestionView, list[OwnNote]]] = [
        (view, grouped[number]) for number, view in views.items() if number in grouped
    ]
    return OwnView(parts)


def _own_notes(seat_id: str) -> list[OwnNote]:
    rows = db.session.execute(
        select(Note.id, Text.body, Note.question, Note.state, Note.late)
        .join(Text, Text.id == Note.text_id)
        .where(
            Note.seat_id == seat_id,
            Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
        )
        .order_by(Note.posted_seq)
    )
    return [
        OwnNote(
            id=key,
            text=body or "",
            question=question,
            state=_state_word(NoteState(state), late),
            can_change=state == NoteState.UNSHOWN.value,
        )
        for key, body, question, state, late in rows
    ]


def _state_word(state: NoteState, late: bool) -> str:
    if state is NoteState.UNSHOWN:
        return "late" if late else "received"
    if state in (NoteState.ASIDE, NoteState.HIDDEN):
        return "aside"
    return "shown"
