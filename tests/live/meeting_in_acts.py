"""A meeting as a row of acts that any numbers can stand for, so that chance can play it.

Each act picks from what there is; what the rules refuse is part of the play, a failure is not.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from tests.tools.cast import Browser, Meeting
from workshop.extensions import db
from workshop.models import Criterion, Note, Process, Seat

Pick = tuple[int, int, int]
STEPS = ("welcome", "write", "write", "read", "read", "sort", "sort", "sort", "look", "look", "approve", "close")
QUESTIONS = (1, 1, 1, 1, 2, 2, 1, 0, 3)
SHOWINGS = ("shown", "shown", "shown", "later", "aside", "hidden")
NATURES = ("material", "immaterial", "both", "undecided")
COMPONENTS = ("D03", "A01/A08", "B06", "")


class Play:
    """A meeting under way: who is there, and the acts that can happen, by name."""

    def __init__(self, meeting: Meeting, groups: int, elsewhere: Meeting | None = None) -> None:
        self.meeting = meeting
        self.elsewhere = elsewhere
        self.groups = groups
        self.desks = [meeting.desk, meeting.facilitator()]
        self.people = [meeting.participant(group if groups > 1 else None) for group in range(1, groups + 1) for _ in range(2)]
        self.people_elsewhere = [elsewhere.participant()] if elsewhere else []
        self.written: list[tuple[str, Browser]] = []
        self.done: list[str] = []
        self._words = 0

    def act(self, name: str, pick: Pick) -> None:
        """Do it; what was done is kept in words for whoever has to understand a failure."""
        acts: dict[str, Callable[..., None]] = {
            "post": self.post, "reword": self.reword, "withdraw": self.withdraw, "erase": self.erase, "show": self.show,
            "criterion": self.criterion, "place": self.place, "take_out": self.take_out, "name": self.name,
            "approve": self.approve, "paper": self.paper, "code": self.code,
            "nature": self.nature, "order": self.order, "shift": self.shift, "merge": self.merge, "remove": self.remove,
            "undo": self.undo, "redo": self.redo, "step": self.step, "on": self.on, "door": self.door,
            "curtain": self.curtain, "screen_group": self.screen_group, "join": self.join, "let_go": self.let_go,
            "another_day": self.another_day, "prepare": self.prepare, "look": self.look, "ask_room": self.ask_room,
            "propose": self.propose,
        }  # fmt: skip
        acts[name](*pick)

    def warm_up(self) -> None:
        """Ideas on the first question, most of them shown, some in criteria: much can happen from here."""
        self._sent(self._desk(0), "step", step="write", question=1)
        for number in range(4 * self.groups):
            self.post(number, 0, number)
        self._sent(self._desk(0), "step", step="sort", question=1)
        for number in range(3 * self.groups):
            self.show(number, 0, 0)
        for number in range(self.groups):
            self.criterion(2 * number, 0, 2)
            self.criterion(number, 0, 0)
            self.place(2 * number + 1, number, 1)

    def post(self, who: int, question: int, words: int) -> None:
        author = self._one(self.people, who)
        note = str(uuid.uuid4())
        if self._sent(author, "notes", id=note, question=self._one(QUESTIONS, question), text=self._said(words)) == 201:
            self.written.append((note, author))

    def paper(self, read_out: int, question: int, words: int) -> None:
        note = str(uuid.uuid4())
        form = {"id": note, "group": 1, "question": self._one(QUESTIONS, question), "read_out": str(read_out % 2)}
        if self._sent(self.meeting.desk, "paper", text=self._said(words), **form) == 201:
            self.written.append((note, self.meeting.desk))

    def reword(self, which: int, words: int, _: int) -> None:
        if self.written:
            note, author = self._one(self.written, which)
            self._sent(author, f"notes/{note}/text", text=self._said(words))

    def withdraw(self, which: int, *_: int) -> None:
        if self.written:
            note, author = self._one(self.written, which)
            self._sent(author, f"notes/{note}/withdrawal")

    def erase(self, which: int, by: int, _: int) -> None:
        if self.written:
            note, author = self._one(self.written, which)
            self._sent(*((author, f"notes/{note}/erasure") if by % 2 else (self._desk(by), f"notes/{note}/erasure")))

    def show(self, which: int, how: int, by: int) -> None:
        if notes := self._notes():
            self._sent(self._desk(by), f"notes/{self._one(notes, which)}/showing", as_=self._one(SHOWINGS, how))

    def criterion(self, which: int, how: int, by: int) -> None:
        notes = self._notes()
        form: dict[str, Any] = {"group": which % self.groups + 1, "question": 1 + (how % 4 == 3), "name": self._said(how)}
        if notes and by % 3:
            form |= {"note": self._one(notes, which), "name": self._said(how) if by % 3 == 1 else ""}
        self._sent(self._desk(by), "criteria", **form)

    def place(self, note: int, criterion: int, how: int) -> None:
        notes, criteria = self._notes(), self._criteria()
        if notes and criteria:
            form = {"criterion": self._one(criteria, criterion), **({"also": "1"} if how % 3 == 0 else {})}
            self._sent(self._desk(how), f"notes/{self._one(notes, note)}/placement", **form)

    def take_out(self, which: int, by: int, _: int) -> None:
        if notes := self._notes():
            several = {self._one(notes, which), self._one(notes, by)}
            self._sent(self._desk(by), "placements", note=sorted(several), criterion="")

    def name(self, which: int, words: int, by: int) -> None:
        self._at_a_criterion(which, by, "name", name=self._said(words))

    def nature(self, which: int, how: int, by: int) -> None:
        self._at_a_criterion(which, by, "nature", nature=self._one(NATURES, how))

    def code(self, which: int, how: int, by: int) -> None:
        notes, component = self._notes(), self._one(COMPONENTS, how)
        if notes and by % 3:
            self._sent(self._desk(by), f"notes/{self._one(notes, which)}/code", component=component)
        else:
            self._at_a_criterion(which, by, "code", component=component)

    def approve(self, which: int, how: int, by: int) -> None:
        """At the steps for it; refused elsewhere."""
        self._at_a_criterion(which, by, "approval", approved="0" if how % 4 == 0 else "1")

    def order(self, which: int, before: int, by: int) -> None:
        criteria = ["", *self._criteria()]
        self._at_a_criterion(which, by, "order", before=self._one(criteria, before))

    def shift(self, which: int, how: int, by: int) -> None:
        self._at_a_criterion(which, by, "order", move="up" if how % 2 else "down")

    def merge(self, which: int, into: int, by: int) -> None:
        if criteria := self._criteria():
            self._at_a_criterion(which, by, "merger", into=self._one(criteria, into))

    def remove(self, which: int, by: int, _: int) -> None:
        self._at_a_criterion(which, by, "removal")

    def undo(self, by: int, group: int, _: int) -> None:
        self._sent(self._desk(by), "undo", group=group % self.groups + 1)

    def redo(self, by: int, group: int, _: int) -> None:
        self._sent(self._desk(by), "redo", group=group % self.groups + 1)

    def step(self, step: int, question: int, group: int) -> None:
        form: dict[str, Any] = {"step": self._one(STEPS, step), "question": max(1, self._one(QUESTIONS, question))}
        if group % (self.groups + 1):
            form["group"] = group % (self.groups + 1)
        self._sent(self._desk(group), "step", **form)

    def on(self, *_: int) -> None:
        """The step that most often lets something happen: question 1, sorted by everybody."""
        self._sent(self._desk(0), "step", step="sort", question=1)

    def look(self, which: int, how: int, group: int) -> None:
        """A note or a criterion is made large for all, or no more."""
        things = {0: ("note", self._notes()), 1: ("criterion", self._criteria())}.get(how % 3, ("move", ["next", "previous", ""]))
        kind, keys = things
        if keys:
            self._sent(self._desk(how), "look", group=group % self.groups + 1, **{kind: self._one(keys, which)})

    def ask_room(self, how: int, group: int, _: int) -> None:
        self._sent(self._desk(0), "help", group=group % self.groups + 1, open=int(how % 3 > 0))

    def propose(self, who: int, which: int, _: int) -> None:
        """Somebody taps a place, if the room is asked."""
        person = self._one(self.people, who)
        page = person.get(self.meeting.at("notepad")).get_data(as_text=True)
        asked = re.search(r'data-proposals.*?name="note" value="([^"]+)"', page, re.DOTALL)
        if asked and (criteria := self._criteria()):
            self._sent(person, "proposals", note=asked[1], criterion=self._one(criteria, which))

    def door(self, how: int, *_: int) -> None:
        self._sent(self._desk(0), "door", open=how % 2)

    def curtain(self, how: int, *_: int) -> None:
        self._sent(self._desk(0), "curtain", drawn=how % 2)

    def screen_group(self, which: int, *_: int) -> None:
        self._sent(self._desk(0), "screen-group", group=which % (self.groups + 1) or "")

    def join(self, who: int, group: int, _: int) -> None:
        """Somebody new sits down, or somebody moves to another table."""
        known = self._one([None, *self.people], who)
        person = known or Browser(self.meeting.app)
        answer = person.post(f"/j/{self.meeting.code}", group=group % self.groups + 1, asks="page")
        assert answer.status_code < 500, answer.get_data(as_text=True)
        who_it_is = "somebody" if known else "somebody new"
        self.done.append(f"{who_it_is} joins {group % self.groups + 1}: {answer.status_code}")
        if known is None and answer.status_code == 303:
            self.people.append(person)

    def let_go(self, which: int, *_: int) -> None:
        with self.meeting.app.app_context():
            seats = list(db.session.scalars(db.select(Seat.id).filter_by(workshop_id=self.meeting.id).order_by(Seat.number)))
        self._sent(self._desk(0), f"seats/{self._one(seats, which)}/departure")

    def another_day(self, how: int, which: int, what: int) -> None:
        """Something happens where the first group sits too: its sheets are the same ones there."""
        if self.elsewhere is None:
            return
        here, self.meeting = self.meeting, self.elsewhere
        self.done.append("elsewhere:")
        try:
            if how % 4 == 0:
                question, text = self._one(QUESTIONS, which), self._said(what)
                self._sent(self.people_elsewhere[0], "notes", id=str(uuid.uuid4()), question=question, text=text)
            elif how % 4 == 1:
                self._sent(self.meeting.desk, "step", step=self._one(STEPS, which), question=1)
            else:
                (self.show, self.place)[how % 2](which, what, how)
        finally:
            self.meeting = here

    def prepare(self, what: int, words: int, group: int) -> None:
        """Somebody mends what was prepared, in the middle of the meeting."""
        with self.meeting.app.app_context():
            process = db.session.get_one(Process, self.meeting.process_id).public_id
        said = f"{('Atelier', 'Groupe', 'Question')[what % 3]} {words}"
        if what % 3 == 0:
            path, form = self.meeting.at("setup"), {"title": said, "place": "Ici", "languages": ["fr", "en"]}
        elif what % 3 == 1:
            path, form = f"/p/{process}/groups/{group % self.groups + 1}", {"name": said, "profile": said}
        else:
            path, form = f"/p/{process}/questions", {f"question-{number}-fr-text": f"{said} ?" for number in (1, 2, 3)}
        answer = self.meeting.desk.post(path, form, asks="page")
        self.done.append(f"{path} {form}: {answer.status_code}")
        assert answer.status_code < 500, answer.get_data(as_text=True)

    def _at_a_criterion(self, which: int, by: int, noun: str, **form: Any) -> None:
        if criteria := self._criteria():
            self._sent(self._desk(by), f"criteria/{self._one(criteria, which)}/{noun}", **form)

    def _sent(self, person: Browser, noun: str, **form: Any) -> int:
        answer = person.post(self.meeting.at(noun), **form)
        self.done.append(f"{noun} {form}: {answer.status_code} {answer.json}")
        assert answer.status_code < 500, answer.get_data(as_text=True)
        return answer.status_code

    def _said(self, number: int) -> str:
        """Words that stand for themselves wherever they turn up."""
        self._words += 1
        return f"Mots-{self._words:03}" + (" <b>&amp; plus</b>" if number % 3 == 0 else "\nligne deux" if number % 3 == 1 else "")

    def _desk(self, by: int) -> Browser:
        return self.desks[by % 2]

    def _notes(self) -> list[str]:
        with self.meeting.app.app_context():
            rows = db.select(Note.id).filter_by(process_id=self.meeting.process_id).order_by(Note.posted_seq)
            return list(db.session.scalars(rows))

    def _criteria(self) -> list[str]:
        with self.meeting.app.app_context():
            rows = db.select(Criterion.id).filter_by(process_id=self.meeting.process_id, removed=False)
            return list(db.session.scalars(rows.order_by(Criterion.question, Criterion.group_id, Criterion.position)))

    @staticmethod
    def _one(things: Any, number: int) -> Any:
        return things[number % len(things)]
