"""What is so just now: for each topic its view, and the faces that have a part for it.

The part of a topic is the macro named after the face in `parts/<topic>.html`; its element bears the
topic as its id, on every page of that face, also while there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workshop.pages.timer import timer_view


@dataclass(frozen=True, slots=True)
class Topic:
    """`mentions` says whether its part shows notes or criteria, which an act may have changed."""

    view: Callable[[Any, dict[str, Any]], Any]
    faces: tuple[str, ...]
    mentions: bool = False


TOPICS = {
    "timer": Topic(timer_view, ("desk", "screen", "notepad")),
}


def topics_of(face: str) -> list[str]:
    """The topics that have a part on this face."""
    return [name for name, topic in TOPICS.items() if face in topic.faces]
