"""The outcome document: a workshop's sheets as plain data, for other programs and for later years.

Each note stands once, in `notes`; elsewhere it appears by id. There is no seat in it, no person
and no time finer than the day of a meeting. The same state gives the same document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from workshop import database
from workshop.board.approval import fingerprint
from workshop.config import LANGUAGES
from workshop.models import Group, NoteState, Process, Question, Source, Workshop
from workshop.outcomes.grid import grid_document
from workshop.outcomes.reading import Reading, read
from workshop.outcomes.schema import SCHEMA_REFERENCE

FORMAT = "arc-en-ciel outcomes"
VERSION = 2

Document = dict[str, Any]
SheetKey = tuple[int, int]


def outcome_document(workshop_id: int) -> Document:
    """The outcomes of a workshop as they stand now, at any step; `schema.json` describes them."""
    with database.snapshot():
        return document_of(read(workshop_id))


def document_of(reading: Reading) -> Document:
    """The document made of these rows."""
    number_of = {group.id: number for number, group in reading.groups}
    public_id_of = {workshop.id: workshop.public_id for workshop in reading.workshops}
    criteria = _criteria(reading)
    order = _order_on_the_sheets(criteria)
    notes = [
        _note(row, number_of[row.group_id], public_id_of[row.workshop_id], reading.process.grid)
        for row in reading.notes
    ]
    _say_where_they_are(notes, criteria)
    notes.sort(key=lambda note: (note["group"], note["question"], order.get(note["id"], len(order))))
    written_at = {row.workshop_id for row in reading.notes} - {reading.workshop.id}
    return {
        "$schema": SCHEMA_REFERENCE,
        "format": FORMAT,
        "version": VERSION,
        "about": _about(),
        "process": _process(reading.process),
        "grid": grid_document(reading.grid, _components(notes, criteria)),
        "workshop": _workshop(reading.workshop),
        "other_workshops": [_workshop(row) for row in reading.workshops if row.id in written_at],
        "questions": [_question(row) for row in reading.questions],
        "groups": [_group(number, group) for number, group in reading.groups],
        "sheets": _sheets(reading, criteria),
        "notes": notes,
    }


def _about() -> dict[str, str]:
    """What the document is and is not, in every language that we speak, whoever asks."""
    said = {}
    for language in LANGUAGES:
        with force_locale(language):
            said[language] = _(
                "What people wrote in this workshop, in their own words, and how their group sorted it. "
                "These are expressions: not votes, not a poll, and not a sample of a population. "
                "How often something was written does not say how much it matters."
            )
    return said


def _process(row: Process) -> Document:
    return {
        "id": row.public_id,
        "title": row.title,
        "territory": row.territory,
        "languages": row.languages,
        "grid": row.grid,
    }


def _workshop(row: Workshop) -> Document:
    return {
        "id": row.public_id,
        "title": row.title,
        "place": row.place,
        "date": row.held_on.isoformat() if row.held_on else None,
        "languages": row.languages,
    }


def _question(row: Question) -> Document:
    wordings = {
        language: {"text": worded.get("text", ""), "hint": worded.get("hint", "")}
        for language, worded in sorted(row.wordings.items())
    }
    return {"number": row.number, "kind": row.kind, "wordings": wordings}


def _group(number: int, row: Group) -> Document:
    return {
        "number": number,
        "number_in_process": row.number,
        "name": row.name,
        "kind": row.kind,
        "colour": row.colour,
        "shape": row.shape,
        "profile": row.profile,
    }


def _note(row: Any, group: int, workshop: str, grid: str) -> Document:
    return {
        "id": row.id,
        "group": group,
        "question": row.question,
        "workshop": workshop,
        "text": row.body or "",
        "language": row.language,
        "state": row.state,
        "late": row.late,
        "component": row.codes.get(grid),
        "criterion_ids": [],
    }


def _criteria(reading: Reading) -> dict[SheetKey, list[Document]]:
    """The criteria of each sheet, in the order in which they stand on it."""
    placed: defaultdict[str, list[str]] = defaultdict(list)
    for criterion_id, note_id in reading.placements:
        placed[criterion_id].append(note_id)
    known = {row.id for row in reading.notes}
    found: defaultdict[SheetKey, list[Document]] = defaultdict(list)
    for row in reading.criteria:
        sheet = found[row.group_id, row.question]
        criterion = _criterion(row, len(sheet) + 1, placed[row.id], known)
        sheet.append(criterion | {"component": row.codes.get(reading.process.grid)})
    return found


def _criterion(row: Any, order: int, note_ids: list[str], known: set[str]) -> Document:
    """A name that is a note's own words is given as that note; erased words leave neither."""
    return {
        "id": row.id,
        "order": order,
        "name": row.body if row.note_id is None else None,
        "named_by_note_id": row.note_id if row.note_id in known else None,
        "nature": row.nature,
        "approved": row.approved is not None,
        "changed_since": row.approved not in (None, fingerprint(row.name_id, note_ids)),
        "note_ids": note_ids,
    }


def _components(notes: list[Document], criteria: dict[SheetKey, list[Document]]) -> list[str | None]:
    """Every component that was given, to a note or a criterion."""
    coded = [*notes, *(criterion for sheet in criteria.values() for criterion in sheet)]
    return [thing["component"] for thing in coded]


def _order_on_the_sheets(criteria: dict[SheetKey, list[Document]]) -> dict[str, int]:
    """Where each placed note stands for the first time; the others follow, in random order."""
    placed = dict.fromkeys(
        note_id
        for sheet in criteria.values()
        for criterion in sheet
        for note_id in criterion["note_ids"]
    )
    return {note_id: place for place, note_id in enumerate(placed)}


def _say_where_they_are(notes: list[Document], criteria: dict[SheetKey, list[Document]]) -> None:
    note_of = {note["id"]: note for note in notes}
    for sheet in criteria.values():
        for criterion in sheet:
            for note_id in criterion["note_ids"]:
                note_of[note_id]["criterion_ids"].append(criterion["id"])


def _sheets(reading: Reading, criteria: dict[SheetKey, list[Document]]) -> list[Document]:
    gone = {(row.group_id, row.question, row.state): row.number for row in reading.gone}
    came = Counter((row.group_id, row.question, row.source) for row in reading.notes)
    return [
        {
            "group": number,
            "question": question.number,
            "criteria": criteria.get((group.id, question.number), []),
            "sources": {source.value: came[group.id, question.number, source.value] for source in Source},
            "withdrawn": gone.get((group.id, question.number, NoteState.WITHDRAWN.value), 0),
            "erased": gone.get((group.id, question.number, NoteState.ERASED.value), 0),
        }
        for number, group in reading.groups
        for question in reading.questions
    ]
