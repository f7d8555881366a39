"""The standing cast: one group of three people, two desks, and what they do in a few words each."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import select

from workshop import board, history, meeting, notes, seats
from workshop.extensions import db
from workshop.history import Actor
from workshop.meeting import GroupPlan
from workshop.meeting.finding import find_place
from workshop.method.refusals import Refusal
from workshop.method.steps import Step
from workshop.models import Criterion, Event, Group, Note, NoteState, Seat, Sitting, Text, Workshop
from workshop.notes import PostedNote, Receipt, Showing
from workshop.pages.sheets import SheetData, read_sheet


@dataclass
class Cast:
    """A workshop in which one group sits, with Amina, Boris and Chloe; Desk and Other Desk lead it."""

    workshop: Workshop
    desk: Actor
    other_desk: Actor
    amina: str

    @cached_property
    def boris(self) -> str:
        """Boris sits down when he is first spoken of; Chloe too."""
        return self.another_seat()

    @cached_property
    def chloe(self) -> str:
        return self.another_seat()

    @property
    def people(self) -> list[str]:
        """All three, seated."""
        return [self.amina, self.boris, self.chloe]

    @property
    def w(self) -> int:
        return self.workshop.id

    @property
    def process_id(self) -> int:
        return self.workshop.process_id

    @property
    def place(self) -> meeting.Place:
        """The group's place as the database has it now."""
        return find_place(db.session.get_one(Workshop, self.w), 1)

    @property
    def group(self) -> Group:
        return self.place.group

    def stand(self, step: Step, question: int | None = None) -> list[Event]:
        return meeting.move(self.w, step, question, by=self.desk)

    def post(
        self, text: str, seat: str | None = None, question: int = 1, key: str | None = None, **more: Any
    ) -> Receipt:
        return notes.post(PostedNote(key or new_id(), seat or self.amina, question, text), **more)

    def write(self, *texts: str, seat: str | None = None, question: int = 1) -> list[str]:
        """The ids of notes with these texts."""
        return [self.post(text, seat, question).id for text in texts]

    def shown(self, *texts: str, question: int = 1) -> list[str]:
        """The ids of notes that were written and read out; the group stands at sort afterwards."""
        self.stand(Step.WRITE, question)
        written = self.write(*texts, question=question)
        self.stand(Step.SORT, question)
        for note in written:
            self.show(note)
        return written

    def show(self, note: str, as_: Showing = Showing.SHOWN, by: Actor | None = None) -> Event | None:
        return notes.show(self.w, note, as_, by=by or self.desk)

    def make(self, name: str = "", *note_ids: str, by: Actor | None = None, question: int = 1) -> str:
        """The id of a new criterion."""
        event = board.add_criterion(
            self.w, question=question, name=name, note_ids=note_ids, by=by or self.desk
        )
        return str(event.touched[0][1])

    def place_in(self, note: str, criterion: str, *, also: bool = False, by: Actor | None = None) -> Event | None:
        return board.place(self.w, note, criterion, also=also, by=by or self.desk)

    def take_out(self, note: str, by: Actor | None = None) -> Event | None:
        return board.take_out(self.w, [note], by=by or self.desk)

    def undo(self, by: Actor | None = None) -> Event:
        return history.undo(by or self.desk, self.group.id)

    def redo(self, by: Actor | None = None) -> Event:
        return history.redo(by or self.desk, self.group.id)

    def erase(self, note: str, seat: str | None = None) -> Event | None:
        return notes.erase(self.w, note, [seat or self.amina])

    def sheet(self, question: int = 1) -> SheetData:
        return read_sheet(self.group, question)

    def loose(self, question: int = 1) -> set[str]:
        return {note.id for note in self.sheet(question).loose}

    def names(self, question: int = 1) -> list[str]:
        """The criteria's names in order."""
        return [criterion.name for criterion in self.sheet(question).criteria]

    def placed(self, question: int = 1) -> dict[str, list[str]]:
        """What is in each criterion, by its name."""
        return {c.name: [note.id for note in c.notes] for c in self.sheet(question).criteria}

    def state(self, note: str) -> NoteState | None:
        found = db.session.scalar(select(Note.state).where(Note.id == note))
        return NoteState(found) if found else None

    def turn(self, note: str) -> int | None:
        return db.session.scalar(select(Note.turn).where(Note.id == note))

    def words(self, note: str) -> str | None:
        return db.session.scalar(select(Text.body).join(Note, Note.text_id == Text.id).where(Note.id == note))

    def stored(self) -> int:
        """How many notes there are."""
        return len(list(db.session.scalars(select(Note.id).where(Note.process_id == self.process_id))))

    def another_seat(self, number: int | None = None) -> str:
        return seats.join(self.w, number).id


def new_id() -> str:
    """An id as a device makes it."""
    return str(uuid.uuid4())


def sign_in() -> int:
    """A device at the desk."""
    token, _leads_to = meeting.accept_invitation(meeting.invite())
    found = meeting.signed_in(token)
    assert found is not None
    return found.id


def two_desks() -> list[int]:
    """The two devices at the desk, the same in every workshop."""
    known = sorted(device.id for device in meeting.signed_in_devices())[:2]
    return known + [sign_in() for _ in range(2 - len(known))]


def gather(title: str = "A morning in Drouot", process_id: int | None = None, groups: Iterable[int] = ()) -> Cast:
    """A workshop with its cast; with a process and its groups, another meeting of them."""
    workshop = meeting.create_workshop(
        process_id, title, group_ids=list(groups), new_groups=[] if groups else [GroupPlan("Table by the window")]
    )
    desks = [Actor(key, workshop_id=workshop.id) for key in two_desks()]
    return Cast(workshop, *desks, seats.join(workshop.id, None).id)


def refused(act: Callable[[], object]) -> tuple[int, str]:
    """The status and the code of the refusal that this act meets; fails where it meets none."""
    try:
        act()
    except Refusal as refusal:
        assert refusal.message, "a refusal is a sentence for people"
        return refusal.status, refusal.code
    raise AssertionError("this was not refused")


def log(process_id: int) -> list[Event]:
    """All events of a process in order."""
    return list(db.session.scalars(select(Event).where(Event.process_id == process_id).order_by(Event.seq)))


def newest(process_id: int) -> Event:
    return log(process_id)[-1]


def criterion_row(criterion: str) -> Criterion:
    return db.session.get_one(Criterion, criterion, populate_existing=True)


def seat_row(seat: str) -> Seat:
    return db.session.get_one(Seat, seat, populate_existing=True)


def sitting_row(workshop_id: int, number: int = 1) -> Sitting:
    query = select(Sitting).where(Sitting.workshop_id == workshop_id, Sitting.number == number)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()
