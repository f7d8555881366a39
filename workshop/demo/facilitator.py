"""The one at the desk: moves the steps, reads the notes out in the order dealt, sorts them.

Works from what the desk shows: the next note, and the criteria there are. The only other thing
it knows is what a note is about, as a facilitator learns it from the room.
"""

from __future__ import annotations

import threading
import time

from workshop.demo.browser import Browser, Unreachable
from workshop.demo.glimpse import glimpse
from workshop.demo.live import Live
from workshop.demo.player import GIVE_UP, Refused

SENT = (200, 201, 204, 303)
A_WHILE = 2.0


class Overtaken(Refused):
    """It can't be done any more: somebody else at a desk was quicker, or a note was taken back."""


class Facilitator:
    """A desk that is signed in. `halt` ends every waiting."""

    def __init__(self, address: str, workshop_id: str, language: str, halt: threading.Event) -> None:
        self.live: Live | None = None
        self._browser = Browser(address, language)
        self._workshop = f"/w/{workshop_id}"
        self._halt = halt
        self._changed = threading.Condition()
        self._next = ""
        self._criteria: dict[str, str] = {}

    def sign_in(self, link: str) -> None:
        """Spends a sign-in link and opens the desk. Raises `Refused`, `NoPage` and `Unreachable`."""
        answer = self._browser.get(link)
        if answer.status != 200:
            raise Refused(f"signing in: {answer.status}")
        self.live = Live(self._browser, f"{self._workshop}/desk", self._look)
        self.live.open()

    def leave(self) -> None:
        if self.live is not None:
            self.live.close()

    def step(self, step: str, question: int | None = None) -> None:
        """Moves every group. What was next before isn't next any more."""
        with self._changed:
            self._next = ""
        self._act("step", {"step": step} | ({"question": question} if question else {}))

    def next_note(self, after: str = "") -> str:
        """The note whose turn it is, once it is another one than `after`; empty when none is left."""
        with self._changed:
            self._changed.wait_for(lambda: self._next != after or self._halt.is_set(), A_WHILE)
            if self._next and self._next != after:
                return self._next
        self._fetch()
        return "" if self._next == after else self._next

    def show(self, note_id: str, as_: str = "shown") -> None:
        """`as_` is what the desk may say of a note: shown, later, aside, hidden."""
        self._act(f"notes/{note_id}/showing", {"as": as_})

    def make_criterion(self, question: int, name: str, note_id: str) -> str:
        """A criterion with one note in it; without a name it takes the note's words. Its id."""
        before = set(self._criteria)
        self._act("criteria", {"question": question, "name": name, "note": note_id})
        with self._changed:
            self._changed.wait_for(lambda: set(self._criteria) - before or self._halt.is_set(), A_WHILE)
        if not set(self._criteria) - before:
            self._fetch()
        made = set(self._criteria) - before
        named = [criterion for criterion in made if name and name in self._criteria[criterion]]
        if not made:
            raise Refused(f"a criterion was made and is not on the desk: {name}")
        return named[0] if named else made.pop()

    def set_nature(self, criterion_id: str, nature: str) -> None:
        self._act(f"criteria/{criterion_id}/nature", {"nature": nature})

    def place(self, note_id: str, criterion_id: str) -> None:
        self._act(f"notes/{note_id}/placement", {"criterion": criterion_id})

    def _act(self, noun: str, fields: dict[str, object]) -> None:
        give_up = time.monotonic() + GIVE_UP
        while True:
            try:
                answer = self._browser.post(f"{self._workshop}/{noun}", fields)
            except Unreachable:
                if self._halt.wait(1) or time.monotonic() > give_up:
                    raise
                continue
            if answer.status in SENT:
                return
            refusal = Overtaken if answer.status in (404, 409) else Refused
            raise refusal(f"{noun.rpartition('/')[2]}: {answer.status} {answer.body[:200]}")

    def _fetch(self) -> None:
        if self.live is not None and not self._halt.is_set():
            self.live.fetch()

    def _look(self, html: str) -> None:
        seen = glimpse(html)
        with self._changed:
            if seen.next_note is not None:
                self._next = seen.next_note
            self._criteria |= seen.criteria
            self._changed.notify_all()
