"""Posting a note: stored once, whatever the network does, and on disk before anybody is told."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import aliased

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, head, record
from workshop.meeting.finding import lies_open
from workshop.method import words
from workshop.method.refusals import AlreadyKnown, Invalid, NotSeated, WrongStep
from workshop.method.steps import PRACTICE, Step, open_questions, takes_notes
from workshop.models import Note, NoteState, Question, Seat, Sitting, Source, Text, Workshop

DRAW_RANGE = 2**30

# Put together once: a note's way to the disk is counted in milliseconds.
ELSEWHERE = aliased(Sitting)
SEATING = (
    select(
        Workshop.process_id,
        Seat.workshop_id,
        Sitting.group_id,
        Sitting.id,
        Sitting.step,
        Sitting.question,
        Sitting.begun,
        Sitting.looked,
        select(func.count())
        .where(ELSEWHERE.group_id == Sitting.group_id, ELSEWHERE.id != Sitting.id)
        .scalar_subquery(),
    )
    .join(Sitting, Sitting.id == Seat.sitting_id)
    .join(Workshop, Workshop.id == Seat.workshop_id)
    .where(Seat.id == bindparam("seat"), Seat.let_go.is_(False))
)
QUESTION = select(Question.id).where(
    Question.process_id == bindparam("process"), Question.number == bindparam("number")
)
KNOWN = select(Note.seat_id, Note.state, Note.posted_seq).where(Note.id == bindparam("id"))
NEW_TEXT = insert(Text.__table__).returning(Text.__table__.c.id)
NEW_NOTE = insert(Note.__table__)


@dataclass(frozen=True)
class PostedNote:
    """A note as it arrives: the device's id, the seat that wrote it, the question's number."""

    id: str
    seat_id: str
    question: int
    text: str
    language: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What a device may let go of its copy for: the note is on disk, or need not be.

    `stored` is False where it was known already or belongs to a practice that is over.
    """

    id: str
    seq: int
    stored: bool
    created: bool


@dataclass(frozen=True)
class _Seating:
    """Where the seat sits, from one query."""

    process_id: int
    workshop_id: int
    group_id: int
    sitting_id: int
    step: Step
    question: int
    begun: list[int]
    looked: list[int]
    sits_elsewhere: int


def note_id(raw: str) -> str:
    """The id in its one spelling; `Invalid` where it isn't a UUID."""
    try:
        return str(uuid.UUID(raw.strip()))
    except ValueError:
        raise Invalid(_("This idea has no usable number of its own."), code="id") from None


def post(posted: PostedNote, *, spend: Callable[[str], None] = lambda seat_id: None) -> Receipt:
    """Store a note once.

    The id is looked up before step and limits: known with any wording that the note has had is
    answered as received; erased or withdrawn too, and nothing is stored again. `spend` takes the
    note from the seat's allowance and raises `TooMany`. Raises `Invalid`, `NotSeated`,
    `AlreadyKnown` (another seat's id, or other words) and `WrongStep`.
    """
    identifier = note_id(posted.id)
    text = words.note_text(posted.text)
    with database.write():
        seating = _seating(posted.seat_id)
        _require_question(seating, posted.question)
        known = _known(identifier, posted, text)
        if known is not None:
            return known
        if posted.question == PRACTICE and seating.step is not Step.WELCOME:
            return Receipt(identifier, head(seating.process_id), stored=False, created=True)
        _require_step(seating, posted.question)
        spend(posted.seat_id)
        return _store(identifier, text, posted, seating)


def _seating(seat_id: str) -> _Seating:
    row = db.session.connection().execute(SEATING, {"seat": seat_id}).one_or_none()
    if row is None:
        raise NotSeated(_("You have not joined this meeting yet. Type the six letters to join."))
    process_id, workshop_id, group_id, sitting_id, step, question, begun, looked, elsewhere = row
    return _Seating(
        process_id, workshop_id, group_id, sitting_id, Step(step), question, begun, looked, elsewhere
    )


def _require_question(seating: _Seating, question: int) -> None:
    if question == PRACTICE or question == seating.question:
        return
    asked = {"process": seating.process_id, "number": question}
    if db.session.connection().execute(QUESTION, asked).scalar() is None:
        raise Invalid(_("There is no such question."), code="question")


def _known(identifier: str, posted: PostedNote, text: str) -> Receipt | None:
    row = db.session.connection().execute(KNOWN, {"id": identifier}).one_or_none()
    if row is None:
        return None
    same_seat = row.seat_id == posted.seat_id
    gone = NoteState(row.state).gone
    if not same_seat or not (gone or _has_been_worded(identifier, text)):
        raise AlreadyKnown(_("This idea was sent before with other words. Send it as a new one."))
    return Receipt(identifier, row.posted_seq, stored=not gone, created=False)


def _has_been_worded(identifier: str, text: str) -> bool:
    wordings = db.session.scalars(select(Text.body).where(Text.note_id == identifier))
    return text in set(wordings)


def _require_step(seating: _Seating, question: int) -> None:
    if question == PRACTICE:
        return
    if takes_notes(seating.step, seating.question, seating.begun, question):
        return
    if seating.step is Step.CLOSE:
        raise WrongStep(_("The meeting is closed. Your idea is kept on this device."))
    raise WrongStep(_("This question has not been asked yet. Your idea is kept on this device."))


def _lies_open(seating: _Seating, question: int) -> bool:
    """Whether notepads of the group have the question's sheet; asked for only where it sits elsewhere too."""
    if seating.sits_elsewhere:
        return lies_open(seating.group_id, question)
    return question in open_questions(seating.step, seating.question, seating.begun, seating.looked)


def _store(identifier: str, text: str, posted: PostedNote, seating: _Seating) -> Receipt:
    written_now = seating.step is Step.WRITE and seating.question == posted.question
    in_time = posted.question == PRACTICE or written_now
    connection = db.session.connection()
    words_of = {"process_id": seating.process_id, "note_id": identifier, "body": text}
    text_id = connection.execute(NEW_TEXT, words_of).scalar_one()
    counted_on_notepads = _lies_open(seating, posted.question)
    event = record(
        seating.process_id,
        "note.posted",
        Actor(seat_id=posted.seat_id, workshop_id=seating.workshop_id),
        Audience(seating.group_id, desk=True, screen=True, notepad=counted_on_notepads, seat=True),
        touched=[("note", identifier)],
        seat_id=posted.seat_id,
    )
    connection.execute(
        NEW_NOTE,
        {
            "id": identifier,
            "process_id": seating.process_id,
            "group_id": seating.group_id,
            "workshop_id": seating.workshop_id,
            "seat_id": posted.seat_id,
            "question": posted.question,
            "text_id": text_id,
            "language": posted.language,
            "state": NoteState.UNSHOWN.value,
            "late": not in_time,
            "turn": 0 if in_time else event.seq,
            "draw": secrets.randbelow(DRAW_RANGE),
            "posted_seq": event.seq,
            "source": Source.DEVICE.value,
            "codes": {},
        },
    )
    return Receipt(identifier, event.seq, stored=True, created=True)
