"""What is so just now: for each topic its view, and the faces that have a part for it.

The part of a topic is the macro named after the face in `parts/<topic>.html`; its element bears the
topic as its id, on every page of that face, also while there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from workshop.pages.dealing import deal_view
from workshop.pages.help import help_view
from workshop.pages.look import look_view
from workshop.pages.page import page_view
from workshop.pages.timer import timer_view
from workshop.pages.wishes import talked_view, wish_marks, wishes_view


@dataclass(frozen=True, slots=True)
class Topic:
    """`mentions` says whether its part shows notes or criteria, which an act may have changed.

    `marks` gives the other parts of a face that have something of the topic on them, by their ids. A topic
    without faces is kept for its verbs alone.
    """

    view: Callable[[Any, dict[str, Any]], Any]
    faces: tuple[str, ...]
    mentions: bool = False
    marks: Callable[[Any, str], Iterable[tuple[str, Markup]]] | None = None


TOPICS = {
    "page": Topic(page_view, ("desk", "screen"), mentions=True),
    "timer": Topic(timer_view, ("desk", "screen", "notepad")),
    "look": Topic(look_view, ("desk", "screen", "notepad"), mentions=True),
    "help": Topic(help_view, ("desk", "screen", "notepad"), mentions=True),
    "deal": Topic(deal_view, ("desk", "seat"), mentions=True),
    "wishes": Topic(wishes_view, ("desk", "screen"), mentions=True, marks=wish_marks),
    "wished": Topic(lambda _face, _value: None, ()),
    "talked": Topic(talked_view, ("notepad",)),
}


def topics_of(face: str) -> list[str]:
    """The topics that have a part on this face."""
    return [name for name, topic in TOPICS.items() if face in topic.faces]
