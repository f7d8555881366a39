"""Which of the words of a played meeting a room may hear now: the table of steps said once more, from the rows alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask

from workshop.extensions import db
from workshop.models import Criterion, Note, Sitting, Text, Workshop

WORD = re.compile(r"Mots-\d+")
ROOM = re.compile(r"(notepad|screen|desk):(\w+)-(\d+)\.")
OF_SEVERAL_GROUPS = re.compile(r"(screen|desk):\w+\.")
KEPT_BACK_AT_DESK = {"aside", "hidden"}


@dataclass(frozen=True)
class Place:
    """Where a group stands, as its row says."""

    group_id: int
    step: str
    question: int


def words_too_many(app: Flask, room: str, html: str) -> set[str]:
    """The words in `html` that this room may not hear at this moment. A person's own room may hear own words."""
    found = ROOM.match(room)
    said = set(WORD.findall(html))
    if OF_SEVERAL_GROUPS.match(room):
        return said
    if found is None or not said:
        return set()
    with app.app_context():
        place = _place(found[2], int(found[3]))
        visible, waiting = _of_notes(place, face=found[1])
        visible |= _of_criteria(place)
        db.session.remove()
    if found[1] == "desk" and len(said & waiting) <= 1:
        visible |= waiting
    return said - visible


def _place(public_id: str, number: int) -> Place:
    query = (
        db.select(Sitting.group_id, Sitting.step, Sitting.question)
        .join(Workshop, Workshop.id == Sitting.workshop_id)
        .where(Workshop.public_id == public_id, Sitting.number == number)
    )
    return Place(*db.session.execute(query).one())


def _of_notes(place: Place, face: str) -> tuple[set[str], set[str]]:
    """What may be seen, and what waits to be read out; nothing of a question that is being written."""
    rows = db.session.execute(
        db.select(Note.state, Note.question, Text.body).join(Text, Text.id == Note.text_id).where(Note.group_id == place.group_id)
    )
    visible, waiting = set(), set()
    for state, question, body in rows:
        words = set(WORD.findall(body or ""))
        if place.step == "write" and question == place.question:
            continue
        if state == "shown" or (face == "desk" and state in KEPT_BACK_AT_DESK):
            visible |= words
        elif state == "unshown":
            waiting |= words
    return visible, waiting


def _of_criteria(place: Place) -> set[str]:
    """Names of their own; one that is a note's words goes by the note."""
    rows = db.session.execute(
        db.select(Criterion.question, Text.body)
        .join(Text, Text.id == Criterion.name_id)
        .where(Criterion.group_id == place.group_id, Text.note_id.is_(None))
    )
    return {
        word
        for question, body in rows
        if not (place.step == "write" and question == place.question)
        for word in WORD.findall(body or "")
    }
