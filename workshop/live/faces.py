"""The faces as a room follows them: the whole of one, and its small parts, each by its id."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import current_app

from workshop.live.rooms import Followed
from workshop.live.touched import Touched
from workshop.meeting.finding import sittings
from workshop.method.steps import Step
from workshop.pages.desk import desk_view, overview
from workshop.pages.join_card import join_card_of
from workshop.pages.notepad import notepad_view, own_view
from workshop.pages.parts import deleted, macro, partial, rendered, replaced
from workshop.pages.screen import join_view, screen_view
from workshop.pages.views import DeskView, NoteView, NotepadView, ScreenView, SheetView


class Face:
    """A face as it is now. `shown` is the list of notes read out, where the face has one."""

    name = ""
    sheets: list[SheetView]
    shown: tuple[int, list[NoteView]] | None = None

    def __init__(self, followed: Followed) -> None:
        self.followed = followed
        self.language = followed.room.language
        self.w = followed.workshop.public_id
        self.sheets = []

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

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        assert followed.place is not None
        self.view: NotepadView = notepad_view(followed.place, self.language)
        self.sheets = self.view.sheets
        if self.view.step.step == Step.READ and self.view.question is not None:
            self.shown = (self.view.question.number, self.view.shown)

    def whole(self) -> str:
        view = self.view
        pieces = [
            replaced("ask", macro("ask", "ask_notepad")(view)),
            replaced("writing", macro("write", "write")(view, "")),
            replaced("shown", macro("shown", "shown_of")(view)),
            replaced("sheets", macro("sheets", "sheets")(view)),
        ]
        if view.step.step != Step.WELCOME:
            pieces.append(deleted("own-part-0"))
        return "".join(pieces)


class OwnFace(Face):
    """A person's own notes."""

    name = "own"

    def whole(self) -> str:
        place, seat_id = self.followed.place, self.followed.seat_id
        assert place is not None and seat_id is not None
        own = own_view(place, seat_id, self.language)
        follow = macro("follow", "follow")(notepad_rooms(self.followed))
        return replaced("own", macro("own_note", "own")(own, self.w)) + replaced("follow", follow)


class DeskFace(Face):
    """A desk, of one group or of all."""

    name = "desk"

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        here = presence(followed.workshop.id)
        if followed.place is None:
            self.view: DeskView = overview(
                followed.workshop, self.language, join_card_of, here
            )
        else:
            self.view = desk_view(followed.place, self.language, join_card_of, here)
        self.sheets = self.view.sheets

    def whole(self) -> str:
        html = rendered("desk/view.html", view=self.view, rooms=self.followed.room.name)
        return partial("face", "innerMorph", html)

    def small_parts(self, found: Touched) -> list[str]:
        view = self.view
        if view.voice is None:
            pieces = [replaced("groups", macro("groups", "groups")(view))]
            return pieces + self._room(found)
        pieces = self._room(found)
        pieces.append(replaced("numbers", macro("room", "numbers")(view.numbers)))
        if found.notes or found.criteria:
            pieces += [
                replaced("next", macro("next", "next")(view)),
                replaced("aside", macro("aside", "aside")(view.aside, self.w)),
                replaced("practice", macro("practice", "practice")(view)),
                replaced("thread", macro("thread", "thread")(view.thread, self.w, view.sitting)),
            ]
        return pieces

    def sheet_parts(self, sheet: SheetView) -> list[str]:
        number = sheet.question.number
        tiles = macro("tiles", "tiles")(sheet, self.w, self.view.sitting)
        return [*super().sheet_parts(sheet), replaced(f"tiles-q{number}", tiles)]

    def _room(self, found: Touched) -> list[str]:
        if not (found.seats or found.posted or found.notes):
            return []
        return [replaced("room", macro("room", "room")(self.view.seats, self.w))]


class ScreenFace(Face):
    """The shared screen."""

    name = "screen"

    def __init__(self, followed: Followed) -> None:
        super().__init__(followed)
        if followed.place is None:
            self.view: ScreenView = join_view(followed.workshop, join_card_of)
        else:
            self.view = screen_view(followed.place, self.language, join_card_of)
        self.sheets = [*([self.view.sheet] if self.view.sheet else []), *self.view.sheets]
        if self.view.step and self.view.step.step == Step.READ and self.view.question:
            self.shown = (self.view.question.number, self.view.shown)

    def whole(self) -> str:
        html = rendered("screen/view.html", view=self.view, rooms=screen_rooms(self.followed))
        return partial("face", "innerMorph", html)

    def small_parts(self, found: Touched) -> list[str]:
        view = self.view
        if view.curtain or view.step is None:
            return []
        pieces = [replaced("numbers", macro("screen_numbers", "screen_numbers")(view))]
        if found.notes:
            pieces.append(replaced("hand", macro("hand", "hand")(view.latest)))
        return pieces


FACES: dict[str, type[Face]] = {
    "notepad": NotepadFace,
    "seat": OwnFace,
    "desk": DeskFace,
    "screen": ScreenFace,
}


def face_of(followed: Followed) -> Face:
    """The face that a room follows, read now."""
    return FACES[followed.room.face](followed)


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
