"""A participant: joins with the code, keeps the notepad open, posts one note after the other.

Behaves as the outbox of a device does: the id is made here, nothing counts as stored before an
answer says so by its `Note` header, and what could not be sent is sent again with the same id.
"""

from __future__ import annotations

import threading
import time
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from workshop.demo.browser import Answer, Browser, Unreachable
from workshop.demo.cast import Person
from workshop.demo.live import Live
from workshop.demo.statements import Statement

FIRST_PAUSE, LONGEST_PAUSE, GIVE_UP = 0.25, 5.0, 180.0


class Refused(Exception):
    """The server said no for good; the message holds the status and what it said."""


@dataclass(frozen=True)
class Stored:
    """A note that is on the server's disk, and the number it got in the log."""

    note_id: str
    seq: int
    statement: Statement


class Player:
    """`halt` ends every waiting and trying again."""

    def __init__(self, person: Person, address: str, code: str, halt: threading.Event) -> None:
        self.person = person
        self.retries = 0
        self.live: Live | None = None
        self._browser = Browser(address, person.language)
        self._code = code
        self._halt = halt
        self._notepad = ""
        self._turn = threading.Lock()

    def join(self) -> None:
        """Takes a seat and opens the notepad. Raises `Refused`."""
        answer = self._persist(f"/j/{self._code}", {}, "text/html")
        if answer.status != 303:
            raise Refused(f"joining: {answer.status} {_said(answer)}")
        self._notepad = urlsplit(answer.header("Location")).path
        self.live = Live(self._browser, self._notepad)
        self.live.open()

    def post(self, statement: Statement) -> Stored:
        """Sends one note until it is stored. Raises `Refused`, or `Unreachable` once halted or after three minutes."""
        fields = {"id": str(uuid.uuid4()), "question": statement.question, "text": statement.text}
        with self._turn:
            answer = self._persist(f"{self._notepad.rpartition('/')[0]}/notes", fields, "application/json")
        if answer.status not in (200, 201):
            raise Refused(f"note: {answer.status} {_said(answer)}")
        note_id, _, seq = answer.header("Note").partition(" ")
        return Stored(note_id, int(seq), statement)

    def leave(self) -> None:
        """Closes the connection; the seat stays."""
        if self.live is not None:
            self.live.close()

    def _persist(self, path: str, fields: dict[str, object], accept: str) -> Answer:
        """Tries until there is an answer that counts: not a lost link, a 429, a 5xx or a strange 2xx."""
        pause, give_up = FIRST_PAUSE, time.monotonic() + GIVE_UP
        while True:
            problem, wait = "", pause
            try:
                answer = self._browser.post(path, fields, accept=accept)
                if _counts(answer, fields):
                    return answer
                problem = f"{answer.status} {_said(answer)}"
                wait = _seconds(answer.header("Retry-After"), pause)
            except Unreachable as lost:
                problem = str(lost)
            self.retries += 1
            if self._halt.wait(wait) or time.monotonic() > give_up:
                raise Unreachable(f"not stored: {problem}")
            pause = min(pause * 2, LONGEST_PAUSE)


def _counts(answer: Answer, fields: dict[str, object]) -> bool:
    if answer.status == 429 or answer.status >= 500:
        return False
    if answer.status in (200, 201):
        return answer.header("Note").startswith(f"{fields.get('id')} ")
    return True


def _seconds(retry_after: str, otherwise: float) -> float:
    return float(retry_after) if retry_after.isdecimal() else otherwise


def _said(answer: Answer) -> str:
    return " ".join(answer.body.split())[:200]
