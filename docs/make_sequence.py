"""Sorts a whole sheet by hand, so to speak: a real desk and a real screen in a browser, and pictures on the way.

    .venv/bin/python docs/make_sequence.py FOLDER --by keyboard
    .venv/bin/python docs/make_sequence.py FOLDER --by touch --statements statements.csv

Without a file the statements are those invented for the demonstration. Each note in hand goes where its
statement belongs: by the desk's keys, or by taps on a tablet. Prints how many presses it took. The pictures
of a file of somebody else's words are not part of these documents; its attribution is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.tools.browser import ARGUMENTS, find  # noqa: E402
from workshop.demo.cast import cast  # noqa: E402
from workshop.demo.player import Player  # noqa: E402
from workshop.demo.stage import Stage, Wanted, stage  # noqa: E402
from workshop.demo.statements import ASIDE, Script, Statement, from_file, invented  # noqa: E402
from workshop.demo.themes import by_shared_words  # noqa: E402

QUESTION = 1
THE_REST = "the rest"
DIGITS = 9
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 720}}
TABLET: dict[str, Any] = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}
HAND = "document.querySelector('#hand')?.dataset.handIs ?? ''"
PATIENCE = 15_000


class Sorter:
    """One person at the desk, who knows where each statement belongs, and how hands do it."""

    def __init__(self, desk: Page, said: dict[str, Statement], themes: list[str]) -> None:
        self._desk = desk
        self._said = said
        self._themes = themes
        self._criteria: dict[str, str] = {}
        self.presses = 0
        self.placed = 0

    def next(self) -> bool:
        """Deals with the note in hand; False once there is none."""
        note = self._hand()
        if not note:
            return False
        theme = self._theme(self._said[note])
        if theme == ASIDE:
            self.aside()
        elif theme in self._criteria:
            self.place(list(self._criteria).index(theme), self._criteria[theme])
        else:
            self.new()
        self._desk.wait_for_function(f"(was) => ({HAND}) !== was", arg=note, timeout=PATIENCE)
        if theme not in (ASIDE, *self._criteria):
            self._criteria[theme] = self._tiles()[-1]
        self.placed += 1
        return True

    def aside(self) -> None:
        raise NotImplementedError

    def place(self, number: int, criterion: str) -> None:
        raise NotImplementedError

    def new(self) -> None:
        raise NotImplementedError

    def _hand(self) -> str:
        return str(self._desk.evaluate(HAND))

    def _theme(self, statement: Statement) -> str:
        theme = statement.criterion or THE_REST
        return theme if theme in self._themes or theme == ASIDE else THE_REST

    def _tiles(self) -> list[str]:
        found: list[str] = self._desk.eval_on_selector_all(
            f"#tiles-q{QUESTION} [id^=tile-][value]", "all => all.map((tile) => tile.value).filter(Boolean)"
        )
        return found


class Keyboard(Sorter):
    """Nothing but key presses."""

    def aside(self) -> None:
        self._press("a")

    def place(self, number: int, criterion: str) -> None:
        if number < DIGITS:
            return self._press(str(number + 1))
        self._press("m")
        self._desk.wait_for_function("() => document.activeElement?.type === 'radio'", timeout=PATIENCE)
        for _ in range(number):
            self._press("ArrowDown")
        self._press("Enter")
        self._press("Escape")

    def new(self) -> None:
        self._press("n")

    def _press(self, key: str) -> None:
        self._desk.keyboard.press(key)
        self.presses += 1


class Touch(Sorter):
    """Nothing but taps."""

    _last = ""

    def aside(self) -> None:
        self._tap("#hand [name=as][value=aside]")

    def place(self, number: int, criterion: str) -> None:
        self._tap(f"#tile-{criterion}")

    def new(self) -> None:
        self._tap(f"#tiles-q{QUESTION} .tile-new")

    def _tap(self, selector: str) -> None:
        if selector == self._last:
            self._desk.wait_for_timeout(420)  # a second tap on the same place within 0.4 s is not meant
        self._desk.tap(selector)
        self._last = selector
        self.presses += 1


KINDS: dict[str, tuple[type[Sorter], dict[str, Any]]] = {"keyboard": (Keyboard, LAPTOP), "touch": (Touch, TABLET)}


def main() -> None:
    options = parse()
    script = by_shared_words(from_file(options.statements)) if options.statements else invented()
    statements = script.said_at(QUESTION)[: options.most]
    options.folder.mkdir(parents=True, exist_ok=True)
    if script.attribution:
        print(f"Statements: {script.attribution}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        with room(script, len(statements)) as (found, said):
            play(browser, found, said, options)
        browser.close()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--by", choices=KINDS, default="keyboard")
    parser.add_argument("--statements", type=Path, help="a CSV file with a column `text`")
    parser.add_argument("--most", type=int, default=1000, help="at most so many statements")
    parser.add_argument("--pictures", type=int, default=12, help="how many moments are kept")
    parser.add_argument("--language", default="en")
    parser.add_argument("--criteria", type=int, default=11, help="at most so many criteria; the others go into one more")
    return parser.parse_args()


@contextmanager
def room(script: Script, most: int) -> Iterator[tuple[Stage, dict[str, Statement]]]:
    """A server with everybody's notes on question 1 in it."""
    halt = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        wanted = Wanted(data=Path(folder), own_data=True, host="127.0.0.1")
        with stage(wanted, "Sorting") as found:
            players = [Player(person, found.address, found.code, halt) for person in cast(script, 12)]
            desk = signed_in(found)
            desk.step("write", QUESTION)
            said: dict[str, Statement] = {}
            for player in players:
                player.join()
                for statement in player.person.said_at(QUESTION):
                    if len(said) < most:
                        said[player.post(statement).note_id] = statement
                player.leave()
            desk.leave()
            yield found, said


def signed_in(found: Stage) -> Any:
    from workshop.demo.facilitator import Facilitator

    desk = Facilitator(found.address, found.workshop_id, "en", threading.Event())
    desk.sign_in(found.facilitator)
    return desk


def play(browser: Browser, found: Stage, said: dict[str, Statement], options: argparse.Namespace) -> None:
    kind, device = KINDS[options.by]
    context = browser.new_context(locale=options.language, **device)
    desk = context.new_page()
    desk.goto(found.desk)
    beside = browser.new_context(locale=options.language, storage_state=context.storage_state(), **LAPTOP)
    screen = beside.new_page()
    screen.goto(found.screen)
    for step in ("read", "sort"):
        desk.locator(f"#steps button[value={step}]").first.press("Enter")
        desk.locator(f"#steps button[value={step}][aria-current=step]").first.wait_for()
    desk.evaluate("document.activeElement.blur()")
    desk.wait_for_timeout(600)  # after a change of step taps rest
    sorter = kind(desk, said, most_said(said, options.criteria))
    every = max(1, len(said) // options.pictures)
    began = time.monotonic()
    while sorter.next():
        if sorter.placed % every == 0:
            take(desk, screen, options.folder, f"{options.by}-{sorter.placed:03}")
    take(desk, screen, options.folder, f"{options.by}-end")
    took = time.monotonic() - began
    print(f"{sorter.placed} ideas in {took:.0f} s, {sorter.presses} presses; {desk.locator('.counter').first.inner_text()}")


def most_said(said: dict[str, Statement], criteria: int) -> list[str]:
    counts = Counter(statement.criterion for statement in said.values() if statement.criterion not in ("", ASIDE))
    return [theme for theme, _count in counts.most_common(criteria)]


def take(desk: Page, screen: Page, folder: Path, name: str) -> None:
    for page, face in ((desk, "desk"), (screen, "screen")):
        page.wait_for_timeout(250)
        page.screenshot(path=folder / f"{name}-{face}.png")


if __name__ == "__main__":
    main()
