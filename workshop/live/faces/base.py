"""What every face has: its view, the whole of it and its small parts, each by its id."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from flask import current_app

from workshop.live.rooms import Followed
from workshop.live.touched import Touched
from workshop.pages.parts import macro, partial, rendered, replaced
from workshop.pages.present import TOPICS
from workshop.pages.views import CriterionView, NoteView, SheetView


class Face:
    """A face as it is now; what it holds is read when it is asked for."""

    name = ""
    has_sheets = False
    view: Any

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

    def present(self, topics: Iterable[str]) -> list[str]:
        """The parts of what is so just now, topic by topic."""
        pieces = []
        for topic in topics:
            pieces.append(replaced(topic, macro(topic, self.name)(self.view)))
            marks = TOPICS[topic].marks
            if marks is not None:
                pieces += [replaced(key, html) for key, html in marks(self.view, self.name)]
        return pieces

    def criterion_parts(self, criterion: CriterionView) -> list[str]:
        """The parts of a criterion beside its head and its notes."""
        return []

    def sheet_parts(self, sheet: SheetView) -> list[str]:
        """The parts of a sheet other than its notes and criteria."""
        number = sheet.question.number
        counter = macro("counter", "counter")(sheet.counter, number, self.name)
        return [replaced(f"counter-q{number}", counter)]


def renewed(template: str, **context: Any) -> str:
    """The partial that puts a template's present state in the place of all that a face holds."""
    return partial("face", "innerMorph", rendered(template, **context))


def presence(workshop_id: int) -> Collection[str]:
    """The seats of a workshop that are connected to this server."""
    connected: Any = current_app.extensions["connected"]
    found: Collection[str] = connected.seats(workshop_id)
    return found
