"""The page of the shared screen as a face shows it: the desk where the screen is, the screen where it is to go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshop.pages.views import CriterionView

if TYPE_CHECKING:
    from workshop.pages.common import GroupFace


@dataclass(frozen=True, slots=True)
class PageView:
    """Turn number `turn` and what it asks for, the `run`-th time in a row; and where the screen said that it was, from
    page 1, 0 where it has not said so.
    """

    turn: int
    order: str
    run: int
    start: str
    at: str
    page: int
    pages: int
    part: int
    parts: int
    criterion: CriterionView | None

    @property
    def kind(self) -> str:
        """What sort of page it is: now, earlier, shown, overview, cover, pile, c."""
        return self.at.partition("-")[0]


def page_view(face: GroupFace, value: dict[str, Any]) -> PageView:
    """What was asked for and said at another step is no longer true; its number still is."""
    question = face.step.question.number if face.step.step in ("write", "read", "sort", "look") and face.step.question else None
    here = value.get("step") == face.step.step and question in (None, value.get("question"))
    said = value if here else {}
    at = str(said.get("at", ""))
    return PageView(
        turn=value["turn"],
        order=said.get("order", ""),
        run=said.get("run", 0),
        start=said.get("start", ""),
        at=at,
        page=said.get("page", 0),
        pages=said.get("pages", 0),
        part=said.get("part", 0),
        parts=said.get("parts", 0),
        criterion=_criterion(face, at.removeprefix("c-")) if at.startswith("c-") else None,
    )


def _criterion(face: GroupFace, key: str) -> CriterionView | None:
    """The criterion, if it is on a sheet that this face may see."""
    criteria = (criterion for number in face.open_sheets for criterion in face.sheet_of(number).criteria)
    return next((criterion for criterion in criteria if criterion.id == key), None)
