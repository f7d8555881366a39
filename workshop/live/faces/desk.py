"""The desk as its rooms follow it: one group's, and the overview of several."""

from __future__ import annotations

from workshop.live.faces.base import Face, presence, renewed
from workshop.live.rooms import Followed
from workshop.live.seats import seat_pieces
from workshop.live.touched import Touched
from workshop.method.steps import Step
from workshop.pages.desk import DeskOverview, DeskView
from workshop.pages.join_card import join_card_of
from workshop.pages.parts import macro, replaced
from workshop.pages.views import CriterionView, SheetView


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
        if view.step.step == Step.WELCOME:
            pieces.append(replaced("next", macro("next", "next")(view)))
            pieces.append(replaced("practice", macro("practice", "practice")(view)))
        elif view.step.step != Step.WRITE and (found.notes or found.acts):
            pieces.append(replaced("hand", macro("desk_hand", "desk_hand")(view)))
        if found.acts:
            pieces += [
                replaced("aside", macro("aside", "aside")(view.aside, self.w)),
                replaced("thread", macro("thread", "thread")(view.thread, self.w, view.sitting)),
                replaced("removed", macro("removed", "removed")(view)),
                *self._tiles(found),
            ]
        return pieces

    def _tiles(self, found: Touched) -> list[str]:
        """The tiles whose criteria were touched; all of a sheet where criteria came, went or changed places."""
        pieces = []
        for sheet in (self.sheet_of(number) for number in self.open_sheets if number in found.questions):
            number = sheet.question.number
            if found.restructured:
                tiles = macro("tiles", "tiles")(sheet, self.w, self.view.sitting)
                pieces.append(replaced(f"tiles-q{number}", tiles))
                continue
            touched = [criterion for criterion in sheet.criteria if criterion.id in found.criteria]
            pieces += [replaced(f"tile-{one.id}", macro("tiles", "tile")(one, number)) for one in touched]
        return pieces

    def criterion_parts(self, criterion: CriterionView) -> list[str]:
        return [replaced(f"c-{criterion.id}-acts", macro("criterion", "acts")(criterion, self.w))]

    def sheet_parts(self, sheet: SheetView) -> list[str]:
        number = sheet.question.number
        whole = macro("approval", "whole")(sheet, self.view)
        return [*super().sheet_parts(sheet), replaced(f"approval-q{number}", whole)]


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
