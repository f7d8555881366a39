"""The notepad as its rooms follow it: the group's side, and a person's own notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from markupsafe import Markup

from workshop.live.faces.base import Face
from workshop.live.rooms import Followed
from workshop.live.touched import Touched
from workshop.method.steps import Step
from workshop.pages.dealing import dealt_to
from workshop.pages.lists import insertions, removals
from workshop.pages.notepad import NotepadView, own_view
from workshop.pages.parts import deleted, macro, replaced
from workshop.pages.present import topics_of
from workshop.pages.views import NoteView, OwnNote, OwnView, SheetView


class NotepadFace(Face):
    """The group's side of a notepad: never a word of what a person wrote alone."""

    name = "notepad"
    has_sheets = True

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        assert followed.place is not None
        self.view = NotepadView(followed.place, self.language)

    @property
    def open_sheets(self) -> list[int]:
        return self.view.open_sheets

    def sheet_of(self, number: int) -> SheetView:
        return self.view.sheet_of(number)

    @property
    def shown(self) -> tuple[int, list[NoteView]] | None:
        if self.view.step.step != Step.READ or self.view.question is None:
            return None
        return self.view.question.number, self.view.shown

    def whole(self) -> str:
        view = self.view
        pieces = [
            replaced("notepad-head", macro("notepad_head", "notepad_head")(view)),
            replaced("ask", view.shared("ask", macro("ask", "ask_notepad"))),
            replaced("writing", macro("write", "write")(view, "")),
            replaced("shown", view.shared("shown", macro("shown", "shown_of"))),
            replaced("sheets", view.shared("sheets", macro("sheets", "sheets"))),
        ]
        pieces += self.present(topics_of(self.name))
        if view.step.step != Step.APPROVE:
            pieces.append(replaced("own-wishes", macro("wishes", "own")([], view.w)))
        if view.step.step != Step.WELCOME:
            pieces.append(deleted("own-part-0"))
        return "".join(pieces)


class OwnFace(Face):
    """A person's own notes."""

    name = "own"

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        assert followed.place is not None and followed.seat_id is not None
        self._place, self._seat_id = followed.place, followed.seat_id

    @cached_property
    def view(self) -> OwnView:
        """What the person has written."""
        return own_view(self._place, self._seat_id, self.language)

    def whole(self) -> str:
        follow = macro("follow", "follow")(notepad_rooms(self.followed))
        own = macro("own_note", "own")(self.view, self.w)
        return replaced("own", own) + replaced("follow", follow)

    def present(self, topics: Iterable[str]) -> list[str]:
        """The idea that was dealt to this device alone, whatever the topic: it has no other."""
        return [replaced("deal", macro("deal", "seat")(dealt_to(self._place, self._seat_id), self.w))]

    def small_parts(self, found: Touched) -> list[str]:
        lists = [(0, self.view.practice)] if self.view.practice else []
        lists += [(question.number, notes) for question, notes in self.view.questions]
        if found.seats or not self._stand(lists, found):
            return [self.whole()]
        pieces = removals("own-", found.notes)
        for number, notes in lists:
            by_id = {note.id: note for note in reversed(notes)}
            pieces += insertions(
                f"own-q{number}",
                "own-",
                list(by_id),
                found.notes,
                partial_of(macro("own_note", "own_note"), by_id, self.w),
            )
        return [*pieces, replaced("own-count", macro("own_note", "own_count")(self.view))]

    def _stand(self, lists: list[tuple[int, list[OwnNote]]], found: Touched) -> bool:
        """Whether every list concerned is on the page already, and stays there."""
        present = {note.id for _number, notes in lists for note in notes}
        begun = all(any(note.id not in found.notes for note in notes) for _n, notes in lists)
        return begun and found.notes <= present


def partial_of(
    render: Callable[..., Markup], by_id: dict[str, OwnNote], w: str
) -> Callable[[str], Markup]:
    """A renderer of own notes by id."""
    return lambda key: render(by_id[key], w)


def notepad_rooms(followed: Followed) -> str:
    """The rooms that a seat's notepad should be in now."""
    place = followed.place
    assert place is not None
    if not followed.seated:
        return ""
    language = followed.room.language
    return f"seat:{followed.seat_id}.{language} notepad:{place.room}.{language}"
