"""The faces as a room follows them: the whole of one, and its small parts, each by its id."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from flask import current_app
from markupsafe import Markup

from workshop.live.rooms import Followed
from workshop.live.seats import seat_pieces
from workshop.live.touched import Touched
from workshop.meeting.finding import sittings
from workshop.method.steps import Step
from workshop.pages.desk import DeskOverview, DeskView
from workshop.pages.join_card import join_card_of
from workshop.pages.lists import insertions, removals
from workshop.pages.notepad import NotepadView, own_view
from workshop.pages.parts import deleted, macro, partial, rendered, replaced
from workshop.pages.screen import JoinScreen, ScreenView
from workshop.pages.views import NoteView, OwnNote, SheetView


class Face:
    """A face as it is now; what it holds is read when it is asked for."""

    name = ""
    has_sheets = False

    def __init__(self, followed: Followed) -> None:
        self.followed = followed
        self.language = followed.room.language
        self.w = followed.workshop.public_id

    @property
    def open_sheets(self) -> list[int]:
        """The questions whose sheets lie open on it."""
        return []

    def sheet_of(self, number: int) -> SheetView:
        """One of them."""
        raise NotImplementedError

    @property
    def shown(self) -> tuple[int, list[NoteView]] | None:
        """The list of notes read out, with its question, where the face has one."""
        return None

    def whole(self) -> str:
        """The partials that renew the face."""
        raise NotImplementedError

    def small_parts(self, found: Touched) -> list[str]:
        """The parts outside the sheets that these events may have changed."""
        return []

    def sheet_parts(self, sheet: SheetView) -> list[str]:
        """The parts of a sheet other than its notes and criteria."""
        number = sheet.question.number
        counter = macro("counter", "counter")(sheet.counter, number, self.name)
        return [replaced(f"counter-q{number}", counter)]


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
        if view.step.step != Step.WELCOME:
            pieces.append(deleted("own-part-0"))
        return "".join(pieces)


class OwnFace(Face):
    """A person's own notes."""

    name = "own"

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        place, seat_id = followed.place, followed.seat_id
        assert place is not None and seat_id is not None
        self.view = own_view(place, seat_id, self.language)

    def whole(self) -> str:
        follow = macro("follow", "follow")(notepad_rooms(self.followed))
        own = macro("own_note", "own")(self.view, self.w)
        return replaced("own", own) + replaced("follow", follow)

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


class DeskFace(Face):
    """One group's desk."""

    name = "desk"
    has_sheets = True

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        assert followed.place is not None
        here = presence(followed.workshop.id)
        self.view = DeskView(followed.place, self.language, join_card_of, here)

    @property
    def open_sheets(self) -> list[int]:
        return self.view.open_sheets

    def sheet_of(self, number: int) -> SheetView:
        return self.view.sheet_of(number)

    def whole(self) -> str:
        rooms = self.followed.room.name
        return renewed("desk/view.html", view=self.view, rooms=rooms, language=self.language)

    def small_parts(self, found: Touched) -> list[str]:
        view, pieces = self.view, []
        if found.seats:
            pieces += seat_pieces(view.seats, found.seats, self.w)
        if view.step.step in (Step.WELCOME, Step.WRITE):
            pieces.append(replaced("numbers", macro("room", "numbers")(view.numbers)))
        if view.step.step != Step.WRITE and found.notes:
            pieces.append(replaced("next", macro("next", "next")(view)))
        if view.step.step == Step.WELCOME:
            pieces.append(replaced("practice", macro("practice", "practice")(view)))
        if found.acts:
            pieces += [
                replaced("aside", macro("aside", "aside")(view.aside, self.w)),
                replaced("thread", macro("thread", "thread")(view.thread, self.w, view.sitting)),
            ]
        return pieces

    def sheet_parts(self, sheet: SheetView) -> list[str]:
        number = sheet.question.number
        tiles = macro("tiles", "tiles")(sheet, self.w, self.view.sitting)
        return [*super().sheet_parts(sheet), replaced(f"tiles-q{number}", tiles)]


class OverviewFace(Face):
    """The desk of a workshop in which several groups sit."""

    name = "desk"

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        workshop, process = followed.workshop, followed.process
        here = presence(workshop.id)
        self.view = DeskOverview(workshop, process, self.language, join_card_of, here)

    def whole(self) -> str:
        rooms = self.followed.room.name
        return renewed("desk/view.html", view=self.view, rooms=rooms, language=self.language)

    def small_parts(self, found: Touched) -> list[str]:
        pieces = [replaced("groups", macro("groups", "groups")(self.view))]
        if found.seats:
            pieces += seat_pieces(self.view.seats, found.seats, self.w)
        return pieces


class ScreenFace(Face):
    """The shared screen of one group."""

    name = "screen"
    has_sheets = True

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        assert followed.place is not None
        self.view = ScreenView(followed.place, self.language, join_card_of)

    @property
    def open_sheets(self) -> list[int]:
        return self.view.open_sheets

    def sheet_of(self, number: int) -> SheetView:
        return self.view.sheet_of(number)

    @property
    def shown(self) -> tuple[int, list[NoteView]] | None:
        view = self.view
        if view.curtain or view.step.step != Step.READ or view.question is None:
            return None
        return view.question.number, view.shown

    def whole(self) -> str:
        rooms = screen_rooms(self.followed)
        return renewed("screen/view.html", view=self.view, rooms=rooms, language=self.language)

    def small_parts(self, found: Touched) -> list[str]:
        view, pieces = self.view, []
        if view.curtain:
            return []
        if view.step.step in (Step.WELCOME, Step.WRITE):
            numbers = macro("screen_numbers", "screen_numbers")(view)
            pieces.append(replaced("numbers", numbers))
        if found.notes and view.step.step in (Step.WELCOME, Step.READ, Step.SORT):
            pieces.append(replaced("hand", macro("hand", "hand")(view.latest)))
        return pieces


class JoinFace(Face):
    """The shared screen before a group is put on it."""

    name = "screen"

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        workshop, process = followed.workshop, followed.process
        self.view = JoinScreen(workshop, process, self.language, join_card_of)

    def whole(self) -> str:
        rooms = screen_rooms(self.followed)
        return renewed("screen/view.html", view=self.view, rooms=rooms, language=self.language)


OF_GROUP: dict[str, type[Face]] = {
    "notepad": NotepadFace,
    "seat": OwnFace,
    "desk": DeskFace,
    "screen": ScreenFace,
}
OF_WORKSHOP: dict[str, type[Face]] = {"desk": OverviewFace, "screen": JoinFace}


def face_of(followed: Followed) -> Face:
    """The face that a room follows."""
    kinds = OF_WORKSHOP if followed.place is None else OF_GROUP
    return kinds[followed.room.face](followed)


def renewed(template: str, **context: Any) -> str:
    """The partial that puts a template's present state in the place of all that a face holds."""
    return partial("face", "innerMorph", rendered(template, **context))


def notepad_rooms(followed: Followed) -> str:
    """The rooms that a seat's notepad should be in now."""
    place = followed.place
    assert place is not None
    if not followed.seated:
        return ""
    language = followed.room.language
    return f"seat:{followed.seat_id}.{language} notepad:{place.room}.{language}"


def screen_rooms(followed: Followed) -> str:
    """The room that a screen without a fixed group should be in now."""
    workshop, language = followed.workshop, followed.room.language
    if workshop.screen_group is None:
        several = len(sittings(workshop.id)) > 1
        return f"screen:{workshop.public_id}.{language}" if several else followed.room.name
    return f"screen:{workshop.public_id}-{workshop.screen_group}.{language}"


def presence(workshop_id: int) -> Collection[str]:
    """The seats of a workshop that are connected to this server."""
    connected: Any = current_app.extensions["connected"]
    found: Collection[str] = connected.seats(workshop_id)
    return found
