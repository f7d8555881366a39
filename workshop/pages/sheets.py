"""Reading a sheet: its notes, its criteria and its counts, in three lean queries."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, bindparam, case, func, or_, select

from workshop.board.approval import fingerprint
from workshop.extensions import db
from workshop.method.words import likeness_key
from workshop.models import Criterion, Group, Note, NoteState, Placement, Text
from workshop.pages.views import Counter, CriterionView, NoteView, StripSegment, Voice

GROUP, QUESTION = bindparam("group"), bindparam("question")
NOTES = (
    select(Note.id, Text.body, Note.language, Note.late, Note.state)
    .join(Text, Text.id == Note.text_id)
    .where(
        Note.group_id == GROUP,
        Note.question == QUESTION,
        Note.state.in_(bindparam("states", expanding=True)),
    )
    .order_by(Note.turn, Note.draw, Note.id)
)
COUNTS = (
    select(Note.state, func.count())
    .where(Note.group_id == GROUP, Note.question == QUESTION)
    .group_by(Note.state)
)
ON_SHEET = (
    Criterion.group_id == GROUP,
    Criterion.question == QUESTION,
    Criterion.removed.is_(False),
)
# A name that is a note's words is there as long as the note is: hidden, it takes its words along.
NAMED = case((or_(Text.note_id.is_(None), Note.state == NoteState.SHOWN.value), Text.body))
CRITERIA = (
    select(
        Criterion.id,
        Criterion.nature,
        Criterion.codes,
        Criterion.approved,
        Criterion.name_id,
        NAMED.label("body"),
        Text.note_id,
        Note.language,
    )
    .join(Text, Text.id == Criterion.name_id)
    .outerjoin(Note, Note.id == Text.note_id)
    .where(*ON_SHEET)
    .order_by(Criterion.position, Criterion.id)
)
PLACED = (
    select(Placement.criterion_id, Placement.note_id)
    .join(Criterion, Criterion.id == Placement.criterion_id)
    .where(*ON_SHEET, Placement.active.is_(True))
    .order_by(Placement.position, Placement.id)
)
WORDS = (
    select(Text.body)
    .join(Note, Note.text_id == Text.id)
    .where(Note.id.in_(bindparam("keys", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class SheetData:
    """A sheet's shown notes and its criteria, whatever the language of the reader."""

    question: int
    loose: list[NoteView]
    criteria: list[CriterionView]
    counter: Counter
    in_the_same_words: dict[str, list[str]]


def voice_of(group: Group) -> Voice:
    """A group's mark."""
    return Voice(group.number, group.name, group.colour, group.shape)


def read_sheet(group: Group, question: int) -> SheetData:
    """The sheet as it stands: what has been shown, loose or in criteria, and the counts."""
    voice = voice_of(group)
    shown = shown_notes(group.id, question, voice)
    placed_in = _placements(group.id, question)
    keys = {key: likeness_key(note.text) for key, note in shown.items()}
    rows = list(_criteria(group.id, question))
    several = _in_several(rows, placed_in)
    criteria = [
        _criterion_view(
            row,
            number,
            together([_in(row.id, shown[key], several) for key in placed_in.get(row.id, []) if key in shown], keys),
            voice,
        )
        for number, row in enumerate(rows, 1)
    ]
    placed = {member.id for criterion in criteria for note in criterion.notes for member in note.members}
    loose = together([note for key, note in shown.items() if key not in placed], keys)
    same: dict[str, list[str]] = {}
    for note_id, key in keys.items():
        same.setdefault(key, []).append(note_id)
    return SheetData(question, loose, criteria, _counter(group.id, question, len(placed)), same)


def _in_several(rows: Iterable[Any], placed_in: dict[str, list[str]]) -> dict[str, list[tuple[str, str]]]:
    """The notes that are in more than one criterion, with all of these as (id, name)."""
    times = Tally(key for row in rows for key in placed_in.get(row.id, ()))
    found: dict[str, list[tuple[str, str]]] = {key: [] for key, number in times.items() if number > 1}
    for row in rows if found else ():
        for key in placed_in.get(row.id, ()):
            if key in found:
                found[key].append((row.id, row.body or ""))
    return found


def _in(criterion_id: str, note: NoteView, several: dict[str, list[tuple[str, str]]]) -> NoteView:
    """The note as it stands in this criterion: it says in which other ones it is."""
    if note.id not in several:
        return note
    return replace(note, also=tuple(place for place in several[note.id] if place[0] != criterion_id))


def together(notes: Iterable[NoteView], keys: dict[str, str]) -> list[NoteView]:
    """The notes of one list, those that say the same in the same words as one, at the first one's place."""
    found: dict[str, list[NoteView]] = {}
    for note in notes:
        found.setdefault(keys[note.id], []).append(note)
    return [replace(first, same=tuple(others)) if others else first for first, *others in found.values()]


def keys_of(note_ids: Iterable[str]) -> set[str]:
    """What these notes say, as far as it is the same in the same words."""
    bodies = db.session.scalars(WORDS, {"keys": list(note_ids)})
    return {likeness_key(body) for body in bodies if body}


def shown_notes(group_id: int, question: int, voice: Voice) -> dict[str, NoteView]:
    """The shown notes by id, in the order in which they were to be read out."""
    return {note.id: note for note in notes_in(group_id, question, [NoteState.SHOWN], voice)}


def notes_in(
    group_id: int, question: int, states: Iterable[NoteState], voice: Voice, limit: int = -1
) -> list[NoteView]:
    """The notes of a sheet in these states, in the order of reading out; `limit` -1 is no limit."""
    sheet = {"group": group_id, "question": question, "states": [s.value for s in states]}
    query = NOTES if limit < 0 else NOTES.limit(limit)
    return [
        NoteView(key, body or "", language, late, voice, state)
        for key, body, language, late, state in _rows(query, sheet)
    ]


def counts_by_state(group_id: int, question: int) -> dict[str, int]:
    """How many notes of a sheet are in each state."""
    rows = _rows(COUNTS, {"group": group_id, "question": question})
    return Tally(dict(rows))


def _criteria(group_id: int, question: int) -> Iterable[Any]:
    return _rows(CRITERIA, {"group": group_id, "question": question})


def _placements(group_id: int, question: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for criterion_id, note_id in _rows(PLACED, {"group": group_id, "question": question}):
        found.setdefault(criterion_id, []).append(note_id)
    return found


def _rows(query: Select[Any], values: dict[str, Any]) -> Sequence[Any]:
    return db.session.connection().execute(query, values).all()


def _criterion_view(row: Any, number: int, notes: list[NoteView], voice: Voice) -> CriterionView:
    count = sum(note.count for note in notes)
    return CriterionView(
        id=row.id,
        name=row.body or "",
        language=row.language,
        named=row.note_id is None,
        nature=row.nature,
        notes=notes,
        strip=_strip(count, voice),
        number=number,
        count=count,
        codes=row.codes,
        approved=row.approved is not None,
        changed_since=_changed_since_approved(row, notes),
    )


def _changed_since_approved(row: Any, notes: list[NoteView]) -> bool:
    if row.approved is None:
        return False
    return bool(row.approved != fingerprint(row.name_id, (member.id for note in notes for member in note.members)))


def _strip(count: int, voice: Voice) -> list[StripSegment]:
    """A monochrome sheet has one voice; it is missing where no note is in the criterion."""
    return [StripSegment(voice, count, 0, 100 if count else 0, not count)]


def _counter(group_id: int, question: int, placed: int) -> Counter:
    counts = counts_by_state(group_id, question)
    return Counter(
        placed=placed,
        shown=counts[NoteState.SHOWN.value],
        aside=counts[NoteState.ASIDE.value] + counts[NoteState.HIDDEN.value],
        unshown=counts[NoteState.UNSHOWN.value],
    )
