"""Somebody who looks at a face: a page that is brought up to date by patches alone, as the browser's script does it."""

from __future__ import annotations

from typing import Any

from tests.tools.cast import Browser
from tests.tools.dom import Element, difference, lines, parse
from tests.tools.partials import apply

Patch = dict[str, Any]


class Viewer:
    """A page with its numbers; `gone` once its face is refused. A `fixed` screen stays with its group.

    `behind` are the rooms of which it has missed a patch without knowing; `story` is every page and
    every patch that it took, in order.
    """

    def __init__(self, name: str, browser: Browser, path: str, *, fixed: bool = False) -> None:
        self.name = name
        self.browser = browser
        self.path = path
        self.fixed = fixed
        self.gone = False
        self.story: list[tuple[str, str]] = []
        self.fetch()

    @property
    def rooms(self) -> list[str]:
        return [] if self.gone else list(self.own)

    def fetch(self) -> None:
        """The page as it is now; its rooms and numbers replace those from before."""
        self.own: dict[str, int] = {}
        self.behind: set[str] = set()
        answer = self.browser.get(self.path)
        self.gone = answer.status_code != 200
        if self.gone:
            assert answer.status_code == 401, f"{self.name}: {answer.status}"
            return
        html = answer.get_data(as_text=True)
        self.story.append(("page", html))
        self.page = parse(html)
        body = self.page.find("body")
        self.epoch = body["data-epoch"]
        self.own = dict.fromkeys(body["data-rooms"].split(), int(body["data-seq"]))

    def receive(self, patch: Patch) -> None:
        """One patch, by the rule of numbers: what is known is ignored, a gap is asked for."""
        room = patch["room"]
        own = self.own.get(room)
        if own is None:
            return
        if "topic" in patch:  # what is so just now has no number: the latest wins
            self.story.append(("now", patch["html"]))
            apply(self.page, patch["html"])
            return
        if room not in self.behind:
            assert patch.get("reload") or patch["prev"] <= own, f"{self.name} was not told what came before {patch}"
        if patch.get("reload"):
            self.fetch()
        elif own < patch["prev"]:
            assert not patch["batch"], f"{self.name}: a batch from {own} leaves out what came before {patch['prev']}"
            self.catch_up(room)
        elif own < patch["seq"]:
            self._apply(patch)
        self.behind.discard(room)

    def catch_up(self, room: str) -> None:
        """Ask by number, as after a gap, a sleep or a lost link."""
        answer = self.ask(room)
        if answer.status_code == 403:
            self.fetch()
            return
        patch = answer.json
        if patch.get("reload"):
            self.fetch()
            return
        assert patch["batch"] and patch["room"] == room and patch["prev"] <= self.own[room] <= patch["seq"], patch
        if patch["seq"] > self.own[room]:
            self._apply(patch)
        self.behind.discard(room)

    def ask(self, room: str) -> Any:
        """What the server says that the page is due in a room."""
        asked = {"room": room, "since": str(self.own[room]), "epoch": self.epoch}
        return self.browser.client.get(f"{self.path.rpartition('/')[0]}/changes", query_string=asked)

    def catch_up_everything(self) -> None:
        for room in self.rooms:
            if room in self.own:
                self.catch_up(room)

    def _apply(self, patch: Patch) -> None:
        self.story.append(("patch", patch["html"]))
        apply(self.page, patch["html"])
        self.own[patch["room"]] = patch["seq"]
        if not self.fixed and self.page.find(id="follow")["data-rooms"] != self.page.find("body")["data-rooms"]:
            self.fetch()

    def difference_from_a_fresh_page(self) -> str:
        """Empty where the page is what a new visitor would be given now."""
        answer = self.browser.get(self.path)
        if self.gone and answer.status_code == 200:
            self.fetch()  # who was let go has sat down again
        if self.gone or answer.status_code != 200:
            return "" if self.gone == (answer.status_code == 401) else f"{self.name}: {answer.status}"
        fresh = parse(answer.get_data(as_text=True))
        mine, theirs = self._face(self.page), self._face(fresh)
        return difference(mine, theirs, (f"{self.name} by patches", "a fresh page"))

    def _face(self, page: Element) -> list[str]:
        return lines(page.find("main", id="face"), self._ignored)

    def _ignored(self, element: Element, name: str) -> bool:
        """What a browser keeps to itself: folds, a note's new id; and where a fixed screen should have been."""
        if name == "value" and element.get("name") == "id":
            return True
        if name == "data-rooms" and element.id == "follow":
            return self.fixed
        return name == "open"
