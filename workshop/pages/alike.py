"""Ideas that resemble one in hand, or a criterion: what is compared, and what the desk is offered.

Only what has been shown is offered; an idea not yet shown can be asked about when it is the one
that the desk has before it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask_babel import gettext as _

from workshop.board.sheets import find_criterion, require_sortable
from workshop.likeness import Alike, Members, Said, proposed_name
from workshop.meeting.finding import Place
from workshop.method.refusals import NotFound
from workshop.models import NoteState
from workshop.notes.finding import find_note
from workshop.pages.moment import moment_of
from workshop.pages.sheets import SheetData, notes_in, read_sheet, voice_of
from workshop.pages.views import CriterionView, NoteView


@dataclass(frozen=True, slots=True)
class ToCompare:
    """What is asked about, and all of its sheet that may be compared with it."""

    w: str
    sitting: int
    question: int
    about: str
    notes: list[Said]
    loose: list[NoteView]
    criteria: list[CriterionView]
    criterion: CriterionView | None = None

    @property
    def members(self) -> dict[str, Members]:
        """The criteria as they are compared; a name that is a note's words is compared as that note."""
        return {c.id: Members([n.id for n in c.notes], c.name if c.named else "") for c in self.criteria}


@dataclass(frozen=True, slots=True)
class AlikeView:
    """What the desk is offered; nothing of it is ticked. `called` is what a criterion is called while it is asked about."""

    w: str
    sitting: int
    question: int
    about: str
    notes: list[NoteView] = field(default_factory=list)
    criteria: list[CriterionView] = field(default_factory=list)
    name: str = ""
    called: str = ""
    ready: bool = True


def note_to_compare(workshop_id: int, note_id: str) -> ToCompare:
    """A note that the desk may see, with the shown ones of its sheet; `NotFound` for others, `WrongStep` before.

    One that is not shown yet can be placed alone only, so no other is offered with it.
    """
    note, place = find_note(workshop_id, note_id)
    require_sortable(place, note.question)
    sheet = _sheet(place, note.question)
    said = {one.id: Said(one.id, one.text, one.language) for one in _shown(sheet)}
    shown = note.state == NoteState.SHOWN.value
    if not shown:
        said[note_id] = _before_the_desk(place, note.question, note_id)
    about = next((one.id for one in _shown(sheet) if note_id in {m.id for m in one.members}), note_id)
    return ToCompare(
        place.workshop.public_id,
        place.sitting.number,
        note.question,
        about,
        list(said.values()),
        [one for one in sheet.loose if one.id != about] if shown else [],
        [c for c in sheet.criteria if about not in {n.id for n in c.notes}],
    )


def criterion_to_compare(workshop_id: int, criterion_id: str) -> ToCompare:
    """A criterion with its notes and the loose ones of its sheet."""
    row, place = find_criterion(workshop_id, criterion_id)
    require_sortable(place, row.question)
    sheet = _sheet(place, row.question)
    notes = list({one.id: Said(one.id, one.text, one.language) for one in _shown(sheet)}.values())
    own = next(c for c in sheet.criteria if c.id == criterion_id)
    w, sitting = place.workshop.public_id, place.sitting.number
    return ToCompare(w, sitting, row.question, criterion_id, notes, sheet.loose, [own], own)


def alike_view(asked: ToCompare, found: Alike) -> AlikeView:
    """What is offered for what was found."""
    loose = {note.id: note for note in asked.loose}
    criteria = {criterion.id: criterion for criterion in asked.criteria}
    return AlikeView(
        asked.w,
        asked.sitting,
        asked.question,
        asked.about,
        [loose[key] for key in found.notes if key in loose],
        [criteria[key] for key in found.criteria if key in criteria],
        _name_for(asked),
        asked.criterion.name if asked.criterion else "",
        found.ready,
    )


def _name_for(asked: ToCompare) -> str:
    """A name from the words that a criterion's notes share; none where somebody has named it."""
    own = asked.criterion
    if own is None or own.named:
        return ""
    inside = {note.id for note in own.notes}
    others = [(said.text, said.language) for said in asked.notes if said.id not in inside]
    name = proposed_name([(note.text, note.language) for note in own.notes], others)
    return "" if name == own.name else name


def _sheet(place: Place, question: int) -> SheetData:
    moment = moment_of(place.process.id, place.process.seq)
    found: SheetData = moment.once(("sheet", place.group.id, question), lambda: read_sheet(place.group, question))
    return found


def _shown(sheet: SheetData) -> Iterator[NoteView]:
    """The shown notes, those in the same words once in each list; without words there is nothing to compare."""
    yield from (note for note in sheet.loose if note.text)
    yield from (note for criterion in sheet.criteria for note in criterion.notes if note.text)


def _before_the_desk(place: Place, question: int, note_id: str) -> Said:
    waiting = notes_in(place.group.id, question, [NoteState.UNSHOWN], voice_of(place.group), limit=1)
    if not waiting or waiting[0].id != note_id:
        raise NotFound(_("There is no such idea here."))
    return Said(note_id, waiting[0].text, waiting[0].language)
