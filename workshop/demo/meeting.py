"""The plot: who comes in, what is written when, how the notes are read out and sorted.

Knows the order of a meeting and nothing of HTTP: players and facilitator do what is done.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from flask_babel import gettext as _

from workshop.demo.browser import Unreachable
from workshop.demo.facilitator import Facilitator
from workshop.demo.live import NoPage
from workshop.demo.pace import Pace
from workshop.demo.player import Player, Refused, Stored
from workshop.demo.progress import Progress
from workshop.demo.statements import ASIDE, Script, Statement

HANDS = 24

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass
class Tally:
    """What came of it. `refused` holds what the server said no to, in its words."""

    joined: int = 0
    stored: int = 0
    shown: int = 0
    aside: int = 0
    placed: int = 0
    criteria: int = 0
    refused: list[str] = field(default_factory=list)


class Meeting:
    """One simulated meeting. `halt` ends it at the next breath."""

    def __init__(
        self,
        script: Script,
        players: Sequence[Player],
        facilitator: Facilitator,
        pace: Pace,
        progress: Progress,
        halt: threading.Event,
        language: str = "fr",
    ) -> None:
        self.tally = Tally()
        self._script = script
        self._players = players
        self._facilitator = facilitator
        self._pace = pace
        self._progress = progress
        self._halt = halt
        self._language = language
        self._chance = random.Random(2005)
        self._known: dict[str, Statement] = {}
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="demo")

    def play(self, questions: Sequence[int]) -> None:
        """From welcome to approve."""
        self._welcome()
        for question in questions:
            self._write(question)
            read = self._read(question)
            self._sort(question, read)
            self._look(question)
        self._facilitator.step("approve")

    def connected(self) -> int:
        """How many participants' pages are live at this moment."""
        return sum(player.live is not None and player.live.connected for player in self._players)

    def end(self) -> None:
        """Everybody closes the page."""
        self._halt.set()
        self._hands.shutdown(cancel_futures=True)
        with ThreadPoolExecutor(HANDS) as leaving:
            list(leaving.map(lambda who: who.leave(), [*self._players, self._facilitator]))

    def _welcome(self) -> None:
        self._progress.moment(_("People come in"), len(self._players))
        joining = [self._start(player.join) for player in self._spread(self._players, self._pace.joining)]
        self.tally.joined = len(self._ended(joining))
        practising = [(player, s) for player in self._players for s in player.person.said_at(0)]
        if practising:
            self._practise(practising)

    def _practise(self, practising: Sequence[tuple[Player, Statement]]) -> None:
        self._progress.moment(_("Practice: a favourite dish"), len(practising))
        self._ended(self._post(practising, self._pace.practice))
        if dish := self._facilitator.next_note():
            self._facilitator.show(dish)

    def _write(self, question: int) -> None:
        self._facilitator.step("write", question)
        writing = [(player, s) for player in self._players for s in player.person.said_at(question)]
        self._chance.shuffle(writing)
        self._progress.moment(_("Question %(number)s, writing", number=question), len(writing))
        stored = self._ended(self._post(writing, self._pace.writing))
        self._known |= {note.note_id: note.statement for note in stored}
        self.tally.stored += len(stored)

    def _read(self, question: int) -> list[str]:
        """Every note that the desk deals out, in its order; those shown are returned."""
        self._facilitator.step("read", question)
        expected = len([s for s in self._known.values() if s.question == question])
        self._progress.moment(_("Question %(number)s, reading out", number=question), expected)
        shown: list[str] = []
        beat, start, note_id = self._pace.reading / max(1, expected), time.monotonic(), ""
        while note_id := self._facilitator.next_note(after=note_id):
            if self._read_out(note_id):
                shown.append(note_id)
            self._progress.tick()
            self._wait_until(start + beat * (len(shown) + 1))
            self._breathe()
        return shown

    def _read_out(self, note_id: str) -> bool:
        statement = self._known.get(note_id)
        hurts = statement is not None and statement.criterion == ASIDE
        self._facilitator.show(note_id, "aside" if hurts else "shown")
        self.tally.aside += hurts
        self.tally.shown += not hurts
        return not hurts

    def _sort(self, question: int, shown: list[str]) -> None:
        self._facilitator.step("sort", question)
        names = {h.key: h.name(self._language) for h in self._script.headings_of(question)}
        natures = {h.key: h.nature for h in self._script.headings_of(question)}
        sortable = [note for note in shown if note in self._known and self._belongs(note, names)]
        self._progress.moment(_("Question %(number)s, sorting", number=question), len(sortable))
        made: dict[str, str] = {}
        for note_id in self._spread(sortable, self._pace.sorting):
            key = self._known[note_id].criterion
            if key in made:
                self._facilitator.place(note_id, made[key])
            else:
                criterion = self._facilitator.make_criterion(question, names.get(key, ""), note_id)
                self._mark(criterion, natures.get(key, "undecided"))
                made |= {key: criterion} if key else {}
            self.tally.placed += 1
            self._progress.tick()

    def _belongs(self, note_id: str, names: dict[str, str]) -> bool:
        """A note without a criterion is one of its own, as a group may say, but not in a borrowed file."""
        return self._known[note_id].criterion in names or self._script.invented

    def _mark(self, criterion: str, nature: str) -> None:
        self.tally.criteria += 1
        if nature != "undecided":
            self._facilitator.set_nature(criterion, nature)

    def _look(self, question: int) -> None:
        self._facilitator.step("look", question)
        self._progress.moment(_("Question %(number)s, looking at the sheet", number=question))
        self._wait_until(time.monotonic() + self._pace.looking)

    def _post(self, said: Sequence[tuple[Player, Statement]], seconds: float) -> list[Future[Stored]]:
        return [self._start(partial(player.post, s)) for player, s in self._spread(said, seconds)]

    def _start(self, act: Callable[[], Result]) -> Future[Result]:
        """Somebody does something while the others go on."""
        future = self._hands.submit(act)
        future.add_done_callback(lambda done: self._progress.tick())
        return future

    def _ended(self, started: list[Future[Result]]) -> list[Result]:
        """Waits for all; what was refused is kept in the tally."""
        results = []
        for future in started:
            try:
                results.append(self._result(future))
            except (Refused, NoPage, Unreachable) as refusal:
                self.tally.refused.append(str(refusal))
        return results

    def _result(self, future: Future[Result]) -> Result:
        """In short waits, so that Ctrl-C is heard on every platform."""
        while True:
            self._breathe()
            try:
                return future.result(timeout=0.2)
            except TimeoutError:
                if future.done():
                    return future.result()

    def _spread(self, things: Sequence[Item], seconds: float) -> Iterator[Item]:
        """One after the other over some seconds, neither all at once nor in step."""
        start = time.monotonic()
        moments = sorted(self._chance.uniform(0, seconds) for _thing in things)
        for thing, moment in zip(things, moments, strict=True):
            self._wait_until(start + moment)
            self._breathe()
            yield thing

    def _wait_until(self, moment: float) -> None:
        self._halt.wait(max(0.0, moment - time.monotonic()))

    def _breathe(self) -> None:
        if self._halt.is_set():
            raise KeyboardInterrupt
