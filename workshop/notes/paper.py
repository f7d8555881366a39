"""Paper still happens: ideas that people wrote by hand are taken in at the desk, one by one or many at once.

They belong to nobody's seat. They wait to be read out like all others, mixed among them by chance, or, where
they have been read out already, they stand loose on the sheet at once.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import bindparam, exists, insert, select, update

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, Audience, Change, Thing, record
from workshop.meeting.finding import Place, find_place, lies_open, questions
from workshop.method import words
from workshop.method.refusals import AlreadyKnown, Invalid, WrongStep
from workshop.method.steps import Step, may_sort, takes_notes
from workshop.models import Event, Note, NoteState, Placement, Source, Text, Workshop
from workshop.models.note import NOBODY
from workshop.notes.finding import find_note
from workshop.notes.posting import DRAW_RANGE, note_id
from workshop.notes.showing import named_after

AT_ONCE = 500
TAKEN, TAKEN_SHOWN, WITHDRAWN = "paper.taken", "paper.shown", "paper.withdrawn"

NEW_TEXT = insert(Text.__table__).returning(Text.__table__.c.id)
NEW_NOTES = insert(Note.__table__)
KNOWN = select(Note.id, Note.group_id, Note.question, Note.source, Note.posted_seq).where(
    Note.id.in_(bindparam("ids", expanding=True))
)
FROM_PAPER = (
    select(Note.id, Text.body, Note.posted_seq)
    .join(Text, Text.id == Note.text_id)
    .where(
        Note.group_id == bindparam("group"),
        Note.question == bindparam("question"),
        Note.source == Source.PAPER.value,
        Note.state.not_in([NoteState.WITHDRAWN.value, NoteState.ERASED.value]),
    )
)


@dataclass(frozen=True, slots=True)
class PaperNote:
    """An idea from paper: an id made before it is sent, so that sending it twice stores it once."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: `seq` is the number of the event that stored them, `stored` how many it stored just now."""

    seq: int
    stored: int
    event: Event | None = None


def take_from_paper(
    workshop_id: int,
    question: int,
    notes: Sequence[PaperNote],
    *,
    number: int | None = None,
    read_out: bool = False,
    by: Actor,
) -> Taken:
    """Store ideas from paper for a question of group `number`, all of them or none, at most 500 at once.

    With `read_out` they are shown and loose at once. An id that is stored already is passed over. Raises
    `Invalid` for words that no note can have, `WrongStep` for a question that has not been asked yet, after
    the close, and for `read_out` while people write on it; `AlreadyKnown` for an id of another sheet.
    """
    made = [PaperNote(note_id(note.id), words.note_text(note.text)) for note in notes]
    if not 0 < len(made) <= AT_ONCE:
        raise Invalid(_("Between one and %(limit)s ideas can be taken in at once.", limit=AT_ONCE), code="notes")
    with database.write():
        place = find_place(db.session.get_one(Workshop, workshop_id), number)
        require_paper(place, question, read_out=read_out)
        known = _known([note.id for note in made], place, question)
        fresh = [note for note in made if note.id not in known]
        if not fresh:
            return Taken(max(known.values()), 0)
        event = _store(fresh, place, question, read_out, by)
        return Taken(event.seq, len(fresh), event)


def withdraw_from_paper(workshop_id: int, note_ids: Sequence[str], *, by: Actor) -> Event | None:
    """Take ideas from paper back at the desk while they are in no criterion; a count is left, their words go.

    None where they were taken back before. Raises `WrongStep` for one that is in a criterion, and
    `Invalid` for one that came from a device: only its author takes that back.
    """
    with database.write():
        found = [find_note(workshop_id, key) for key in dict.fromkeys(note_ids)]
        if not found:
            raise Invalid(_("Choose an idea first."), code="note")
        leaving = [note for note, _place in found if not NoteState(note.state).gone]
        for note in leaving:
            _require_loose_paper(note)
        return _withdraw(leaving, found[0][1], by) if leaving else None


def paper_words(place: Place, question: int, apart_from: Sequence[str] = ()) -> Counter[str]:
    """What has come from paper for this question already, and how often; of this desk's own business alone."""
    rows = db.session.execute(FROM_PAPER, {"group": place.group.id, "question": question}).all()
    own = set(apart_from)
    return Counter(row.body for row in rows if row.body is not None and row.id not in own)


def taken_at(place: Place, question: int, seq: int) -> dict[str, str]:
    """The ideas from paper that one event stored, by id, as far as they were not taken back."""
    rows = db.session.execute(FROM_PAPER, {"group": place.group.id, "question": question}).all()
    return {row.id: row.body or "" for row in rows if row.posted_seq == seq}


def may_take(place: Place, question: int) -> bool:
    """Whether ideas from paper are taken for this question now."""
    return takes_notes(place.step, place.sitting.question, place.sitting.begun, question)


def may_be_read_out(place: Place, question: int) -> bool:
    """Whether they may stand on the sheet at once: not while people still write on it."""
    return may_sort(place.step, place.sitting.question, place.sitting.begun, question)


def require_paper(place: Place, question: int, *, read_out: bool = False) -> None:
    """The refusals of `take_from_paper` that do not depend on the words."""
    if question not in [row.number for row in questions(place.process.id)]:
        raise Invalid(_("There is no such question."), code="question")
    if not may_take(place, question):
        if place.step is Step.CLOSE:
            raise WrongStep(_("The meeting is closed, so nothing was taken in. Your text is still here. Take a step back first."))
        raise WrongStep(_("This question has not been asked yet, so nothing was taken in. Your text is still here."))
    if read_out and not may_be_read_out(place, question):
        raise WrongStep(_("People are still writing on this question, so nothing was put on its sheet. Your text is still here."))


def _known(ids: Sequence[str], place: Place, question: int) -> dict[str, int]:
    """Those that are stored already, with the numbers of the events that did it."""
    rows = db.session.execute(KNOWN, {"ids": list(ids)}).all()
    for row in rows:
        if (row.group_id, row.question, row.source) != (place.group.id, question, Source.PAPER.value):
            raise AlreadyKnown(_("These ideas were taken in before, on another sheet. Nothing was stored twice."))
    return {row.id: row.posted_seq for row in rows}


def _store(notes: Sequence[PaperNote], place: Place, question: int, read_out: bool, by: Actor) -> Event:
    event = record(
        place.process.id,
        TAKEN_SHOWN if read_out else TAKEN,
        Actor(by.sign_in_id, None, place.workshop.id),
        _audience(place, question, read_out),
        touched=[("note", note.id) for note in notes],
    )
    connection = db.session.connection()
    rows = []
    for note in notes:
        body = {"process_id": place.process.id, "note_id": note.id, "body": note.text}
        text_id = connection.execute(NEW_TEXT, body).scalar_one()
        rows.append(_row(note, text_id, place, question, read_out, event.seq))
    connection.execute(NEW_NOTES, rows)
    return event


def _audience(place: Place, question: int, read_out: bool) -> Audience:
    """Numbers move for desk and screen; notepads hear of it where the sheet, or what was read out, is before them."""
    on_notepads = read_out or lies_open(place.group.id, question)
    return Audience(place.group.id, desk=True, screen=True, notepad=on_notepads)


def _row(note: PaperNote, text_id: int, place: Place, question: int, read_out: bool, seq: int) -> dict[str, object]:
    """Written in time, whenever it is typed: it takes its turn among those of the question by chance."""
    return {
        "id": note.id,
        "process_id": place.process.id,
        "group_id": place.group.id,
        "workshop_id": place.workshop.id,
        "seat_id": NOBODY,
        "question": question,
        "text_id": text_id,
        "language": None,
        "state": (NoteState.SHOWN if read_out else NoteState.UNSHOWN).value,
        "late": False,
        "turn": 0,
        "draw": secrets.randbelow(DRAW_RANGE),
        "posted_seq": seq,
        "source": Source.PAPER.value,
        "codes": {},
    }


def _require_loose_paper(note: Note) -> None:
    if note.source != Source.PAPER.value:
        raise Invalid(_("Only ideas from paper can be taken back here."), code="note")
    placed = select(exists().where(Placement.note_id == note.id, Placement.active.is_(True)))
    if db.session.scalar(placed):
        raise WrongStep(_("This idea is in a criterion already. Take it out first."))


def _withdraw(notes: Sequence[Note], place: Place, by: Actor) -> Event:
    changes: list[Change] = [("note", note.id, "state", note.state, NoteState.WITHDRAWN.value) for note in notes]
    seen = any(note.state in (NoteState.SHOWN.value, NoteState.HIDDEN.value) for note in notes)
    touched: list[Thing] = [("note", note.id) for note in notes]
    touched += [named for note in notes for named in named_after(note.id)]
    ids = [note.id for note in notes]
    for note in notes:
        note.state = NoteState.WITHDRAWN.value
    db.session.execute(
        update(Text).where(Text.note_id.in_(ids)).values(body=None), execution_options={"synchronize_session": False}
    )
    database.words_erased()
    return record(
        place.process.id,
        WITHDRAWN,
        Actor(by.sign_in_id, None, place.workshop.id),
        _audience(place, notes[0].question, seen),
        touched=dict.fromkeys(touched),
        changes=changes,
    )
