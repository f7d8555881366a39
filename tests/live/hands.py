"""A desk whose hands do whatever its page offers: each act is one that somebody could do on the page as it stands there.

The page may be behind by then; what the rules refuse is part of the play.
"""

from __future__ import annotations

import random
import threading
import uuid
from collections import Counter
from typing import Any

from tests.live.follower import Follower
from tests.tools.dom import Element
from tests.tools.visitors import RealMeeting, Visitor

NATURES = ("material", "immaterial", "both", "undecided")
STEPS = ("sort", "sort", "sort", "read", "look", "approve")
WEIGHTS = {
    "place": 40, "place_several": 8, "also": 7, "take_out": 7, "make": 7, "split": 3, "merge": 3, "remove": 3, "restore": 4,
    "undo": 14, "redo": 8, "back": 1, "name": 3, "nature": 3, "order": 4, "later": 4, "hand": 4, "hide": 2, "next": 8,
    "bring_back": 4, "post": 3, "erase": 1, "step": 1,
}  # fmt: skip
ACTS, ODDS = tuple(WEIGHTS), tuple(WEIGHTS.values())
MOST_CRITERIA = 9
EXPECTED = {200, 201, 404, 409, 422}


class Sheet:
    """What a desk's page shows now: stacks of loose notes, criteria with their stacks, and what is kept elsewhere."""

    def __init__(self, page: Element) -> None:
        self.me = page.find("body").get("data-by")
        self.loose: list[str] = []
        self.inside: dict[str, list[str]] = {}
        self.aside: list[str] = []
        self.removed: list[str] = []
        self.acts: list[str] = []
        self.next = ""
        for element in page.find("main", id="face").walk():
            self._see(element, element.id)

    def _see(self, element: Element, key: str) -> None:
        if key.startswith("loose-") and element.tag == "li":
            self.loose.append(_stack(element))
        elif element.get("data-criterion") and element.tag == "section":
            notes = element.find("ol", id=f"{key}-notes").children
            self.inside[element["data-criterion"]] = [_stack(note) for note in notes if isinstance(note, Element)]
        elif key.startswith("aside-"):
            self.aside.append(element["data-note"])
        elif key.startswith("removed-"):
            self.removed.append(key.removeprefix("removed-"))
        elif key.startswith("act-") and element.get("data-by") == self.me:
            self.acts.append(key.removeprefix("act-"))
        elif key == "next":
            forms = element.find_all("form")
            self.next = forms[0]["action"].split("/")[-2] if forms else ""

    @property
    def placed(self) -> list[tuple[str, str]]:
        """Every stack in a criterion, with the criterion."""
        return [(stack, criterion) for criterion, stacks in self.inside.items() for stack in stacks]


class Hands(threading.Thread):
    """One desk at work: `times` acts, one after the other, and now and then its line breaks."""

    def __init__(self, meeting: RealMeeting, page: Follower, others: list[Follower], authors: list[Visitor], seed: int) -> None:
        super().__init__(daemon=True)
        self.meeting = meeting
        self.page = page
        self.others = others
        self.authors = authors
        self.chance = random.Random(seed)
        self.times = 0
        self.posted: list[str] = []
        self.erased: list[str] = []
        self.gone: list[str] = []
        self.answers: Counter[tuple[str, int]] = Counter()
        self.trouble: BaseException | None = None

    def run(self) -> None:
        try:
            for _ in range(self.times):
                self._break_lines()
                with self.page.changed:
                    assert not self.page.trouble, self.page.trouble
                    sheet = Sheet(self.page.page)
                getattr(self, self.chance.choices(ACTS, ODDS)[0])(sheet)
        except BaseException as trouble:  # a thread's end is not heard of otherwise
            self.trouble = trouble

    def _break_lines(self) -> None:
        """One's own line, or that of somebody who only looks on, goes or comes back."""
        pages = [self.page, *self.others]
        for page, odds in zip(pages, [0.02, *[0.01] * len(self.others)], strict=True):
            if page.connected and self.chance.random() < odds:
                page.drop()
            elif not page.connected and self.chance.random() < 0.3:
                page.connect()

    def place(self, sheet: Sheet) -> None:
        """A loose note, or one in a criterion, goes into a criterion: from where this desk sees it."""
        where = [(stack, "") for stack in sheet.loose] * 2 + sheet.placed
        if where and sheet.inside:
            stack, was = self.chance.choice(where)
            first, _, along = stack.partition(" ")
            self._do("place", f"notes/{first}/placement", criterion=self._criterion(sheet), was=was, **{"with": along})

    def place_several(self, sheet: Sheet) -> None:
        if sheet.loose and sheet.inside:
            stacks = self._some(sheet.loose, 4)
            self._do("place_several", "placements", note=stacks, criterion=self._criterion(sheet), was="")

    def also(self, sheet: Sheet) -> None:
        if sheet.placed:
            stack, was = self.chance.choice(sheet.placed)
            self._do("also", "placements", note=stack, criterion=self._criterion(sheet), also="1", was=was)

    def take_out(self, sheet: Sheet) -> None:
        if sheet.placed:
            stack, was = self.chance.choice(sheet.placed)
            self._do("take_out", "placements", note=stack, criterion="", was=was)

    def make(self, sheet: Sheet) -> None:
        if len(sheet.inside) < MOST_CRITERIA and sheet.loose:
            named = {"name": f"Critère {self.chance.randrange(1000)}"} if self.chance.random() < 0.5 else {}
            self._do("make", "criteria", note=self._some(sheet.loose, 2), was="", question=1, **named)

    def split(self, sheet: Sheet) -> None:
        """Some of a criterion's notes become a criterion of their own."""
        criteria = [(stacks, criterion) for criterion, stacks in sheet.inside.items() if stacks]
        if len(sheet.inside) < MOST_CRITERIA and criteria:
            stacks, was = self.chance.choice(criteria)
            self._do("split", "criteria", note=self._some(stacks, 3), was=was, question=1)

    def merge(self, sheet: Sheet) -> None:
        if len(sheet.inside) > 2:
            self._take_off("merge", "merger", self._criterion(sheet), into=self._criterion(sheet))

    def remove(self, sheet: Sheet) -> None:
        if len(sheet.inside) > 2:
            self._take_off("remove", "removal", self._criterion(sheet))

    def restore(self, sheet: Sheet) -> None:
        gone = sheet.removed or self.gone
        if gone and len(sheet.inside) < MOST_CRITERIA:
            self._do("restore", f"criteria/{self.chance.choice(gone)}/restoration")

    def undo(self, _sheet: Sheet) -> None:
        self._do("undo", "undo", group=1)

    def redo(self, _sheet: Sheet) -> None:
        self._do("redo", "redo", group=1)

    def back(self, sheet: Sheet) -> None:
        if sheet.acts:
            self._do("back", "undo", group=1, to=self.chance.choice(sheet.acts))

    def name(self, sheet: Sheet) -> None:
        if sheet.inside:
            self._do("name", f"criteria/{self._criterion(sheet)}/name", name=f"Nom {self.chance.randrange(1000)}")

    def nature(self, sheet: Sheet) -> None:
        if sheet.inside:
            self._do("nature", f"criteria/{self._criterion(sheet)}/nature", nature=self.chance.choice(NATURES))

    def order(self, sheet: Sheet) -> None:
        if sheet.inside:
            before = self.chance.choice([*sheet.inside, ""])
            self._do("order", f"criteria/{self._criterion(sheet)}/order", before=before)

    def later(self, sheet: Sheet) -> None:
        self._show("later", sheet.loose)

    def hand(self, sheet: Sheet) -> None:
        self._show("hand", sheet.loose)

    def hide(self, sheet: Sheet) -> None:
        self._show("hidden", [*sheet.loose, *(stack for stack, _ in sheet.placed)])

    def bring_back(self, sheet: Sheet) -> None:
        self._show("shown", sheet.aside)

    def next(self, sheet: Sheet) -> None:
        self._show(self.chance.choice(("shown", "shown", "later", "aside")), [sheet.next] if sheet.next else [])

    def post(self, _sheet: Sheet) -> None:
        """Somebody has a late idea; some say what others say."""
        note = str(uuid.uuid4())
        said = f"Une idée tardive {self.chance.randrange(30)}"
        answer = self.chance.choice(self.authors).post(self.meeting.at("notes"), id=note, question=1, text=said)
        self._count("post", answer.status_code)
        if answer.status_code == 201:
            self.posted.append(note)

    def erase(self, sheet: Sheet) -> None:
        """Seldom, and only while there are many: the sheet is not to become empty."""
        if len(sheet.loose) > 6:
            note = self.chance.choice(sheet.loose).split()[0]
            if self._do("erase", f"notes/{note}/erasure", desk=1) == 200:
                self.erased.append(note)

    def step(self, _sheet: Sheet) -> None:
        self._do("step", "step", step=self.chance.choice(STEPS), question=1)

    def _show(self, as_: str, stacks: list[str]) -> None:
        if stacks:
            self._do(as_, f"notes/{self.chance.choice(stacks).split()[0]}/showing", **{"as": as_})

    def _take_off(self, what: str, noun: str, criterion: str, **form: str) -> None:
        if self._do(what, f"criteria/{criterion}/{noun}", **form) == 200:
            self.gone.append(criterion)

    def _criterion(self, sheet: Sheet) -> str:
        return self.chance.choice(list(sheet.inside))

    def _some(self, stacks: list[str], most: int) -> list[str]:
        return self.chance.sample(stacks, min(len(stacks), self.chance.randint(1, most)))

    def _do(self, what: str, noun: str, **form: Any) -> int:
        answer = self.page.visitor.post(self.meeting.at(noun), form)
        self._count(what, answer.status_code)
        return answer.status_code

    def _count(self, what: str, status: int) -> None:
        assert status in EXPECTED, f"{what}: {status}"
        self.answers[what, status] += 1


def _stack(note: Element) -> str:
    return next(box["value"] for box in note.find_all("input") if box.get("name") == "note")
