"""Likeness: which ideas resemble which. It proposes and never moves anything.

The vectors live in a process of their own (`process`, asked by `asking`), so that nobody's Send waits
for them and their memory goes when it ends. Nothing here knows a table: it is given words and ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from workshop import database
from workshop.likeness.asking import Asking
from workshop.likeness.names import proposed_name
from workshop.method.steps import Step

__all__ = ["Alike", "Members", "Said", "compare", "init_app", "proposed_name"]

SORTING_BEGINS = {Step.READ.value, Step.SORT.value}


@dataclass(frozen=True, slots=True)
class Said:
    """A note as it is compared; `language` is that of the page on which it was written."""

    id: str
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Members:
    """A criterion as it is compared: the ids of its notes, and its name if somebody has given it one."""

    notes: Sequence[str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Ids of loose notes and of criteria, best first; not `ready` where the answer did not come in time."""

    notes: list[str]
    criteria: list[str]
    ready: bool = True


def init_app(app: Flask) -> None:
    """Bind the process to an application: started when first needed, or, with the setting
    LIKENESS_AHEAD, as soon as a group begins to read out; ended when words are erased for good.

    Where the setting LIKENESS is `off` there is none, and nothing is ever offered.
    """
    if app.config["LIKENESS"] == "off":
        return
    asking = Asking()
    app.extensions["likeness"] = asking
    database.when_words_are_erased(app, asking.forget)

    def begin(event: Any) -> None:
        if any(field == "step" and after in SORTING_BEGINS for *_, field, _before, after in event.changes):
            asking.start()

    if app.config["LIKENESS_AHEAD"]:
        database.subscribe(app, begin)


def compare(
    who: str, about: str, notes: Sequence[Said], loose: Sequence[str], criteria: Mapping[str, Members]
) -> Alike:
    """What resembles a note or a criterion (`about`) among the `loose` notes and the `criteria` of its sheet.

    `notes` are all that may be compared, the one asked about with them. Waits a moment at most;
    of several questions of one asker (`who`) the latest counts.
    """
    asking: Asking | None = current_app.extensions.get("likeness")
    if asking is None:
        return Alike([], [])
    asked = {
        "about": about,
        "notes": [(note.id, note.text, note.language) for note in notes],
        "loose": list(loose),
        "criteria": [(key, members.name, list(members.notes)) for key, members in criteria.items()],
    }
    found = asking.ask(who, asked)
    if found is None:
        return Alike([], [], ready=False)
    return Alike(found["notes"], found["criteria"])
