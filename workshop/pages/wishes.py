"""What the faces say while the group approves: which criteria it approved, and what somebody wishes to talk about.

The desk may mark criteria as approved; a notepad may say a wish; desk and screen have a mark for those
that were said. None of it stands anywhere before its step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from workshop.method.steps import Step
from workshop.pages.parts import macro
from workshop.pages.views import CriterionView, NoteView, SheetView
from workshop.room.wishes import WISHES, Thing, thing_of

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace

OPEN, SAID = "open", "said"


@dataclass(frozen=True, slots=True)
class WishView:
    """A thing that somebody wishes to talk about: its words, and the id at which it stands on the page."""

    kind: str
    id: str
    words: str
    language: str | None
    stands_at: str

    @property
    def key(self) -> str:
        """How it is written down."""
        return Thing(self.kind, self.id).key


def with_standing(face: GroupFace, sheet: SheetView) -> SheetView:
    """The sheet with what the step allows this face to say or to see of approval and wishes."""
    step = face.step.step
    if step == Step.CLOSE and face.approves:
        return replace(sheet, criteria=[replace(row, approving=True) for row in sheet.criteria])
    if step != Step.APPROVE:
        return sheet
    if face.wishes:
        return replace(
            sheet,
            criteria=[replace(row, wish=OPEN) for row in sheet.criteria],
            loose=[replace(note, wish=OPEN) for note in sheet.loose],
        )
    said = _said(face)
    return replace(
        sheet,
        criteria=[_criterion(row, said, face.approves) for row in sheet.criteria],
        loose=[_note(note, said) for note in sheet.loose],
    )


def wishes_view(face: GroupFace, _value: dict[str, Any]) -> list[WishView]:
    """What somebody wishes to talk about, in the order of the open sheets."""
    return [wish for sheet in face.sheets for wish in _wishes_on(sheet)]


def talked_view(_face: GroupFace, value: dict[str, int]) -> str:
    """The things that were talked about and how often: a device whose own wish is among them asks afresh."""
    return " ".join(f"{key}={times}" for key, times in sorted(value.items()))


def wish_marks(face: GroupFace, name: str) -> Iterator[tuple[str, Markup]]:
    """The parts of a page on which a mark has come or gone, by their ids: of everything that was ever wished."""
    things = {thing_of(key) for key in face.word_on(WISHES) or {}}
    for sheet in face.sheets if things else ():
        for criterion in sheet.criteria:
            if Thing("criterion", criterion.id) in things:
                yield f"c-{criterion.id}-marks", macro("approval", "marks")(criterion, name, face.w)
        for note, at in _notes(sheet):
            if any(Thing("note", member.id) in things for member in note.members):
                yield at, macro("note", "note")(note, at, name, face.w, sheet.question.number)


def own_wishes_view(things: Iterable[Thing], sheets: Iterable[SheetView]) -> list[WishView]:
    """A person's own wishes in words, as far as the things are still on the sheets."""
    wanted = set(things)
    on_sheets = [wish for sheet in sheets for wish in _things_on(sheet)]
    return [wish for wish in on_sheets if Thing(wish.kind, wish.id) in wanted]


def _said(face: GroupFace) -> set[str]:
    wishes: dict[str, bool] = face.word_on(WISHES) or {}
    return {key for key, said in wishes.items() if said}


def _criterion(criterion: CriterionView, said: set[str], approving: bool) -> CriterionView:
    wish = SAID if Thing("criterion", criterion.id).key in said else ""
    return replace(criterion, approving=approving, wish=wish, notes=[_note(note, said) for note in criterion.notes])


def _note(note: NoteView, said: set[str]) -> NoteView:
    """A wish for one of the notes that stand together is a wish for all of them."""
    return replace(note, wish=SAID) if any(Thing("note", member.id).key in said for member in note.members) else note


def _wishes_on(sheet: SheetView) -> Iterator[WishView]:
    for criterion in sheet.criteria:
        if criterion.wish == SAID:
            yield _of_criterion(criterion)
    seen: set[str] = set()
    for note, at in _notes(sheet):
        if note.wish == SAID and note.id not in seen:
            seen.add(note.id)
            yield WishView("note", note.id, note.text, note.language, at)


def _things_on(sheet: SheetView) -> Iterator[WishView]:
    seen: set[str] = set()
    for criterion in sheet.criteria:
        yield _of_criterion(criterion)
    for note, at in _notes(sheet):
        for member in note.members:
            if member.id not in seen:
                seen.add(member.id)
                yield WishView("note", member.id, member.text, member.language, at)


def _of_criterion(criterion: CriterionView) -> WishView:
    return WishView("criterion", criterion.id, criterion.name, criterion.language, f"c-{criterion.id}")


def _notes(sheet: SheetView) -> Iterator[tuple[NoteView, str]]:
    """Every note of a sheet with the id at which it stands, once in each criterion that it is in."""
    for note in sheet.loose:
        yield note, f"loose-{note.id}"
    for criterion in sheet.criteria:
        for note in criterion.notes:
            yield note, f"c-{criterion.id}-{note.id}"
