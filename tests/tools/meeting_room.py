"""A workshop in the hands of a test: written on, sorted and coded by the rules themselves."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from workshop import board, meeting, notes, seats
from workshop.extensions import db
from workshop.history import Actor
from workshop.meeting import GroupPlan
from workshop.method.steps import Step
from workshop.models import JoinCode, Nature
from workshop.notes import PostedNote, Showing
from workshop.outcomes import FILES, outcome_document
from workshop.outcomes.table import table

DESK = Actor(sign_in_id=1)
WELL_BEING = "What does well-being mean to you?"

# Kept exactly as they are by the rules too, so that every file has to give them back.
NAUGHTY = [
    "=1+1",
    "+ de bus le soir",
    "- du pain pas cher",
    "@mairie",
    "  =HYPERLINK(\"http://example.org\";\"click\")",
    "'=1+1",
    "''@x",
    "'tis a fine day",
    "== not written ==",
    "==  Drouot / 1 ==",
    "4;Having many friends;D03",
    "one\ntwo\n\nthree",
    "\n=first line empty",
    '"quoted", and "unfinished',
    "a,b|c | d\\e\\",
    "السلام عليكم ‏للجميع",
    "שלום! +1",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "می‌خواهم",
    "é̂ñ ﬁ Å",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "${7*7} {{7*7}} %s %(name)s",
    "'; DROP TABLE note; --",
    "Robert\u00a0;\u00a0Élise",
    "1/2",
    "007",
    "NULL",
    "＝1＋1",
    "x" * 1000,
]


@dataclass
class Meeting:
    """A workshop in the making, in the words of the method."""

    id: int
    w: str
    code: str
    process_id: int
    sent: dict[str, str] = field(default_factory=dict)

    def stand(self, step: Step, question: int | None = None) -> None:
        meeting.move(self.id, step, question, by=DESK)

    def write(self, text: str, *, question: int = 1, group: int = 1, seat: str | None = None) -> str:
        """A note by a person of the group, a new one where none is named; its id."""
        author = seat or seats.join(self.id, group).id
        note_id = str(uuid.uuid4())
        notes.post(PostedNote(note_id, author, question, text, "fr"))
        self.sent[note_id] = author
        return note_id

    def show(self, note_id: str, as_: Showing = Showing.SHOWN) -> None:
        notes.show(self.id, note_id, as_, by=DESK)

    def criterion(self, name: str, *note_ids: str, component: str | None = None) -> str:
        made = board.add_criterion(self.id, name=name, note_ids=note_ids, by=DESK)
        criterion_id = str(made.touched[0][1])
        if component:
            board.code_criterion(self.id, criterion_id, component, by=DESK)
        return criterion_id

    def place(self, note_id: str, criterion_id: str, *, also: bool = False) -> None:
        board.place(self.id, note_id, criterion_id, also=also, by=DESK)

    def code_as(self, note_id: str, component: str) -> None:
        board.code_note(self.id, note_id, component, by=DESK)

    def document(self) -> dict[str, Any]:
        return outcome_document(self.id)

    def note(self, note_id: str) -> dict[str, Any]:
        return next(note for note in self.document()["notes"] if note["id"] == note_id)

    def rows(self) -> list[list[str]]:
        """The table, read again."""
        return rows_of(table(self.document(), "en"))

    def every_file(self) -> str:
        return "\n".join(kind.write(self.document(), "en").decode() for kind in FILES.values())


def at_read() -> Meeting:
    """One group at *read* of the first question; what is written now comes late."""
    made = make_meeting("À l’école", GroupPlan(name="Drouot"), held_on=date(2026, 3, 1), place="Mulhouse")
    made.stand(Step.WRITE, 1)
    made.stand(Step.READ, 1)
    return made


def worked_on() -> Meeting:
    """Two groups, three questions, and on each sheet a note in every state."""
    plans = [GroupPlan(name="Drouot", profile="young people"), GroupPlan(name="Bel-Air")]
    made = make_meeting("À l’école", *plans, held_on=date(2026, 3, 1), place="Mulhouse")
    made.show(made.write("practice alone", question=0))
    for question in (1, 2, 3):
        made.stand(Step.WRITE, question)
        for group in (1, 2):
            _write_eight(made, question, group)
        made.stand(Step.READ, question)
        for group in (1, 2):
            _work_on(made, question, group)
    return made


def make_meeting(title: str = "À l’école", *groups: GroupPlan, **more: Any) -> Meeting:
    """A workshop at welcome, in a process of its own."""
    made = meeting.create_workshop(None, title, new_groups=groups, **more)
    code = db.session.scalars(select(JoinCode.code).where(JoinCode.workshop_id == made.id)).one()
    return Meeting(made.id, made.public_id, code, made.process_id)


def rows_of(written: str) -> list[list[str]]:
    """The cells of a table as any program reads them."""
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))


def _write_eight(made: Meeting, question: int, group: int) -> None:
    person = seats.join(made.id, group).id
    ids = [
        made.write(f"idea {number} of {question}.{group}", question=question, group=group, seat=person)
        for number in range(8)
    ]
    notes.withdraw(made.id, ids[7], [person])


def _work_on(made: Meeting, question: int, group: int) -> None:
    """Two notes in a criterion with its own name, one in both, and one of each other state."""
    of_sheet = {
        note["text"]: note["id"]
        for note in made.document()["notes"]
        if (note["question"], note["group"]) == (question, group)
    }
    ids = [of_sheet[f"idea {number} of {question}.{group}"] for number in range(7)]
    named = made.criterion(f"Name {question}.{group}", ids[0], component="D03")
    borrowed = made.criterion("", ids[1])
    board.set_nature(made.id, named, Nature.MATERIAL, by=DESK)
    made.place(ids[2], named)
    made.place(ids[2], borrowed, also=True)
    made.show(ids[3], Showing.ASIDE)
    made.show(ids[4])
    made.show(ids[4], Showing.HIDDEN)
    made.show(ids[5])
    notes.erase(made.id, ids[5], by=DESK)
    made.code_as(ids[1], "A01")
