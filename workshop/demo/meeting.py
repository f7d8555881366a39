"""The plot: who comes in, what is written when, how the notes are read out and sorted.

Knows the order of a meeting and nothing of HTTP: players and facilitator do what is done.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import partial

from flask_babel import gettext as _

from workshop.demo.facilitator import Facilitator, Overtaken
from workshop.demo.hands import Hands
from workshop.demo.pace import Pace
from workshop.demo.player import Player, Stored
from workshop.demo.progress import Progress
from workshop.demo.statements import ASIDE, Heading, Script, Statement


@dataclass
class Tally:
    """What came of it.

    `overtaken` counts acts that somebody else at a desk had made impossible, `refused` holds what
    else the server said no to, in its words.
    """

    joined: int = 0
    stored: int = 0
    shown: int = 0
    aside: int = 0
    placed: int = 0
    criteria: int = 0
    overtaken: int = 0
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
        self._script = script
        self._players = players
        self._facilitator = facilitator
        self._pace = pace
        self._progress = progress
        self._language = language
        self._known: dict[str, Statement] = {}
        self._halt = halt
        self._hands = Hands(halt, progress.tick)
        self.tally = Tally(refused=self._hands.refused)

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
        self._hands.rest()
        self._facilitator.leave()
        for player in self._players:
            player.leave()

    def _welcome(self) -> None:
        self._progress.moment(_("People come in"), len(self._players))
        joining = [self._hands.start(player.join) for player in self._hands.spread(self._players, self._pace.joining)]
        self.tally.joined = len(self._hands.ended(joining))
        practising = [(player, s) for player in self._players for s in player.person.said_at(0)]
        if practising:
            self._practise(practising)

    def _practise(self, practising: Sequence[tuple[Player, Statement]]) -> None:
        self._progress.moment(_("Practice: a favourite dish"), len(practising))
        self._post(practising, self._pace.practice)
        if dish := self._facilitator.next_note():
            self._facilitator.show(dish)

    def _write(self, question: int) -> None:
        self._facilitator.step("write", question)
        writing = [(player, s) for player in self._players for s in player.person.said_at(question)]
        self._hands.chance.shuffle(writing)
        self._progress.moment(_("Question %(number)s, writing", number=question), len(writing))
        stored = self._post(writing, self._pace.writing)
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
            self._hands.wait_until(start + beat * (len(shown) + 1))
        return shown

    def _read_out(self, note_id: str) -> bool:
        statement = self._known.get(note_id)
        hurts = statement is not None and statement.criterion == ASIDE
        try:
            self._facilitator.show(note_id, "aside" if hurts else "shown")
        except Overtaken:
            self.tally.overtaken += 1
            return False
        self.tally.aside += hurts
        self.tally.shown += not hurts
        return not hurts

    def _sort(self, question: int, shown: list[str]) -> None:
        self._facilitator.step("sort", question)
        headings = {heading.key: heading for heading in self._script.headings_of(question)}
        sortable = [note for note in shown if note in self._known and self._belongs(note, headings)]
        self._progress.moment(_("Question %(number)s, sorting", number=question), len(sortable))
        made: dict[str, str] = {}
        for note_id in self._hands.spread(sortable, self._pace.sorting):
            key = self._known[note_id].criterion
            try:
                if key in made:
                    self._facilitator.place(note_id, made[key])
                else:
                    made |= self._make(question, headings.get(key), note_id)
                self.tally.placed += 1
            except Overtaken:
                self.tally.overtaken += 1
            self._progress.tick()

    def _make(self, question: int, heading: Heading | None, note_id: str) -> dict[str, str]:
        """A new criterion around a note; what later notes of the same heading need to find it."""
        name = heading.name(self._language) if heading else ""
        criterion = self._facilitator.make_criterion(question, name, note_id)
        self.tally.criteria += 1
        if heading is None:
            return {}
        if heading.nature != "undecided":
            self._facilitator.set_nature(criterion, heading.nature)
        return {heading.key: criterion}

    def _belongs(self, note_id: str, headings: Container[str]) -> bool:
        """A note without a criterion is one of its own, as a group may say, but not in a borrowed file."""
        return self._known[note_id].criterion in headings or self._script.invented

    def _look(self, question: int) -> None:
        self._facilitator.step("look", question)
        self._progress.moment(_("Question %(number)s, looking at the sheet", number=question))
        self._hands.wait_until(time.monotonic() + self._pace.looking)

    def _post(self, said: Sequence[tuple[Player, Statement]], seconds: float) -> list[Stored]:
        spread = self._hands.spread(said, seconds)
        return self._hands.ended([self._hands.start(partial(player.post, s)) for player, s in spread])
