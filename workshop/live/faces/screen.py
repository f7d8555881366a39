"""The shared screen as its rooms follow it: of a group, and before one is put on it."""

from __future__ import annotations

from workshop.live.faces.base import Face, renewed
from workshop.live.rooms import Followed
from workshop.live.touched import Touched
from workshop.meeting.finding import sittings
from workshop.method.steps import Step
from workshop.pages.join_card import join_card_of
from workshop.pages.parts import macro, replaced
from workshop.pages.screen import JoinScreen, ScreenView
from workshop.pages.views import NoteView, SheetView


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
        step = view.step.step
        if step in (Step.WELCOME, Step.WRITE):
            numbers = macro("screen_numbers", "screen_numbers")(view)
            pieces.append(replaced("numbers", numbers))
        if step in (Step.WELCOME, Step.READ, Step.SORT):
            pieces.append(replaced("hand", macro("hand", "hand")(view.hand)))
        if step == Step.SORT and found.acts:
            pieces.append(replaced("placed", macro("placed", "placed")(view.placed_last)))
        if found.acts:
            for number in view.open_sheets:
                pieces += self._names(view.sheet_of(number), found) if number in found.questions else []
        return pieces

    def _names(self, sheet: SheetView, found: Touched) -> list[str]:
        """The criteria's names with their counts: those concerned, or the list where one came, went or moved."""
        if found.restructured:
            return [replaced(f"names-q{sheet.question.number}", macro("names", "names")(sheet))]
        one = macro("names", "one_name")
        concerned = [criterion for criterion in sheet.criteria if criterion.id in found.criteria]
        return [replaced(f"name-{criterion.id}", one(criterion)) for criterion in concerned]


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


def screen_rooms(followed: Followed) -> str:
    """The room that a screen without a fixed group should be in now."""
    workshop, language = followed.workshop, followed.room.language
    if workshop.screen_group is None:
        several = len(sittings(workshop.id)) > 1
        return f"screen:{workshop.public_id}.{language}" if several else followed.room.name
    return f"screen:{workshop.public_id}-{workshop.screen_group}.{language}"
