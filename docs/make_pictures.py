"""Renders the pictures of these documents: a real server, a real browser, a meeting of simulated people.

    .venv/bin/python docs/make_pictures.py

Needs what `python3 run.py test` installs. Every statement in the pictures was invented for the demonstration.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.tools.browser import ARGUMENTS, find  # noqa: E402
from workshop.demo.cast import cast  # noqa: E402
from workshop.demo.facilitator import Facilitator  # noqa: E402
from workshop.demo.player import Player  # noqa: E402
from workshop.demo.stage import Stage, Wanted, stage  # noqa: E402
from workshop.demo.statements import ASIDE, Heading, Statement, invented  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
TITLES = {"en": "Lime Tree Quarter", "fr": "Quartier des Tilleuls"}
HALF_WRITTEN = {
    "en": "Somebody who rings at my door when I have not been seen for two days",
    "fr": "Quelqu’un qui sonne chez moi quand on ne m’a pas vue depuis deux jours",
}
PEOPLE = 12
QUESTION = 1
PLACED_SO_FAR = 34
PROJECTOR: ViewportSize = {"width": 1280, "height": 720}
TABLET: ViewportSize = {"width": 1180, "height": 820}
PHONE: ViewportSize = {"width": 390, "height": 640}
COLOURS = 128
SETTLED_MS = 900


class Photographer:
    """One language's pages, and the folder that their pictures go to."""

    def __init__(self, browser: Browser, found: Stage, language: str) -> None:
        self._browser = browser
        self._found = found
        self._language = language
        self._folder = FOLDER / language
        self._folder.mkdir(parents=True, exist_ok=True)
        self.screen = self._device(PROJECTOR)
        self.screen.goto(found.desk)
        self.desk = self._device(TABLET)
        self.desk.goto(self._invitation())
        self.desk.goto(f"{found.address}/w/{found.workshop_id}/desk")
        self.screen.goto(found.screen)
        self.phone = self._join()

    def take(self, page: Page, name: str) -> None:
        """A picture of what the page shows once patches and fonts have settled, with few colours to be small."""
        page.bring_to_front()
        page.wait_for_timeout(SETTLED_MS)
        picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(self._folder / f"{name}.png", optimize=True)
        print(self._folder.relative_to(ROOT) / f"{name}.png")

    def _device(self, size: ViewportSize) -> Page:
        return self._browser.new_context(locale=self._language, viewport=size).new_page()

    def _invitation(self) -> str:
        """A sign-in link for one more device, from the page that shows it."""
        self.screen.goto(f"{self._found.address}/devices")
        self.screen.locator("form[action='/devices'] button").click()
        return self.screen.locator(".invitation-link").inner_text()

    def _join(self) -> Page:
        """A phone that comes in by the join address, as a participant's does."""
        phone = self._browser.new_context(
            locale=self._language, viewport=PHONE, device_scale_factor=1.5, is_mobile=True, has_touch=True
        ).new_page()
        phone.goto(f"{self._found.address}/j/{self._found.code}")
        phone.locator("form.join-groups button").first.click()
        phone.wait_for_selector("#write")
        return phone


class Room:
    """The simulated people and the one who leads them; knows what each note says, to sort it."""

    def __init__(self, found: Stage, language: str, halt: threading.Event) -> None:
        script = invented()
        self._language = language
        self._headings = {heading.key: heading for heading in script.headings_of(QUESTION)}
        self._players = [Player(person, found.address, found.code, halt) for person in cast(script, PEOPLE - 1)]
        self._criteria: dict[str, str] = {}
        self._loose: list[str] = []
        self.said: dict[str, Statement] = {}
        self.desk = Facilitator(found.address, found.workshop_id, language, halt)
        self.desk.sign_in(found.facilitator)

    def come_in(self) -> None:
        for player in self._players:
            player.join()

    def write(self) -> None:
        self.desk.step("write", QUESTION)
        for player in self._players:
            for statement in player.person.said_at(QUESTION):
                self.said[player.post(statement).note_id] = statement

    def read_out(self, most: int = 1000) -> None:
        """Shows the next notes in the order dealt; what would hurt somebody is set aside."""
        note_id = ""
        for _turn in range(most):
            note_id = self.desk.next_note(after=note_id)
            if not note_id:
                return
            self.desk.show(note_id, "aside" if self._key(note_id) == ASIDE else "shown")

    def sort(self, before: int) -> None:
        """Places some notes, the last of them one that the reader of the picture understands."""
        self._loose = [note_id for note_id in self.said if self._key(note_id) != ASIDE]
        understood = (note_id for note_id in self._loose[before:] if self.said[note_id].language == self._language)
        for note_id in [*self._loose[:before], next(understood)]:
            self._place(note_id)

    def sort_all(self) -> None:
        for note_id in list(self._loose):
            self._place(note_id)

    def leave(self) -> None:
        self.desk.leave()
        for player in self._players:
            player.leave()

    def _key(self, note_id: str) -> str:
        said = self.said.get(note_id)
        return said.criterion if said else ""

    def _place(self, note_id: str) -> None:
        self._loose.remove(note_id)
        key = self._key(note_id)
        if key in self._criteria:
            self.desk.place(note_id, self._criteria[key])
            return
        heading: Heading | None = self._headings.get(key)
        made = self.desk.make_criterion(QUESTION, heading.name(self._language) if heading else "", note_id)
        if heading:
            self._criteria[key] = made
            self.desk.set_nature(made, heading.nature)


def main() -> None:
    """Both languages, each on a server and data of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        for language, title in TITLES.items():
            os.environ["LC_ALL"] = language  # for what the commands name
            with meeting(title, language) as (found, room):
                photograph(Photographer(browser, found, language), room, language)
        browser.close()


@contextmanager
def meeting(title: str, language: str) -> Iterator[tuple[Stage, Room]]:
    """A server on this machine alone, with a workshop and its people."""
    halt = threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        wanted = Wanted(data=Path(folder), own_data=True, host="127.0.0.1")
        with stage(wanted, title) as found:
            room = Room(found, language, halt)
            try:
                yield found, room
            finally:
                halt.set()
                room.leave()


def photograph(by: Photographer, room: Room, language: str) -> None:
    """The meeting from the join card to the sheet that the group looks at."""
    room.come_in()
    by.take(by.screen, "screen-join")
    room.write()
    by.phone.locator("#text").fill(HALF_WRITTEN[language])
    by.take(by.phone, "notepad-write")
    by.take(by.screen, "screen-write")
    room.desk.step("read", QUESTION)
    room.read_out(9)
    by.take(by.desk, "desk-read")
    room.read_out()
    room.desk.step("sort", QUESTION)
    room.sort(PLACED_SO_FAR)
    by.take(by.screen, "screen-sort")
    by.take(by.desk, "desk-sort")
    room.sort_all()
    room.desk.step("look", QUESTION)
    by.take(by.screen, "screen-look")


if __name__ == "__main__":
    main()
