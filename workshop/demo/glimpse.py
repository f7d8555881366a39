"""What a program needs to see of a page or a patch: its rooms, the next note, the criteria.

It reads element ids and data attributes, which the pages keep stable for patches anyway.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

SHOWING = re.compile(r"/notes/([^/]+)/showing$")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Glimpse:
    """`next_note` is None where the piece doesn't hold that part, empty where no note is left."""

    rooms: str = ""
    seq: int = 0
    epoch: str = ""
    next_note: str | None = None
    criteria: dict[str, str] = field(default_factory=dict)


def glimpse(html: str) -> Glimpse:
    """Reads a whole page, or any piece of one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


class _Reader(HTMLParser):
    """Keeps the chain of open elements, as (tag, id), to know inside what something stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Glimpse()
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "body":
            self._see_body(given)
        self._see_next(given)
        if given.get("data-criterion") and given.get("id") == f"c-{given['data-criterion']}":
            self.seen.criteria[given["data-criterion"]] = ""
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        for _tag, element_id in self._open:
            criterion = element_id.removeprefix("c-").removesuffix("-head")
            if data.strip() and criterion in self.seen.criteria and element_id == f"c-{criterion}-head":
                self.seen.criteria[criterion] += f" {data.strip()}"

    def _see_body(self, given: dict[str, str]) -> None:
        self.seen.rooms = given.get("data-rooms", "")
        self.seen.seq = int(given.get("data-seq") or 0)
        self.seen.epoch = given.get("data-epoch", "")

    def _see_next(self, given: dict[str, str]) -> None:
        """The note is known by where its form sends what the desk says of it."""
        if given.get("id") == "next":
            self.seen.next_note = ""
        inside = any(element_id == "next" for _tag, element_id in self._open)
        if inside and (showing := SHOWING.search(given.get("action", ""))):
            self.seen.next_note = showing[1]
