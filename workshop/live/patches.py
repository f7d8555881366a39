"""Patches: every thing that events touched, as a room may see it now. Present state, not history.

The same parts as on the first page; a move of the group or many things at once renew the face.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from workshop.live.faces import Face, face_of
from workshop.live.present import mentioning
from workshop.live.rooms import Followed
from workshop.live.touched import Touched
from workshop.pages.lists import insertions, removals
from workshop.pages.moment import moment_of
from workshop.pages.parts import macro, replaced
from workshop.pages.sheets import keys_of
from workshop.pages.views import CriterionView, NoteView, SheetView

Render = Callable[[str], Markup]


def patch_html(followed: Followed, found: Touched) -> str:
    """The partials that bring a page in this room up to date."""
    face = face_of(followed)
    if found.whole:
        return face.whole()
    pieces = face.small_parts(found)
    sheets = [face.sheet_of(number) for number in face.open_sheets if number in found.questions]
    found = with_the_same_words(followed, sheets, found)
    found = with_the_other_places(sheets, found)
    if found.acts:
        pieces += taken_away(sheets, found)
    for sheet in sheets:
        pieces += sheet_pieces(face, sheet, found)
    if found.acts and face.has_sheets:
        pieces += shown_pieces(face, found)
        pieces += face.present(mentioning(followed))
    return "".join(pieces)


def with_the_same_words(followed: Followed, sheets: list[SheetView], found: Touched) -> Touched:
    """Notes that say the same stand together: what happens to one changes how the others stand."""
    if not found.acts or not sheets or not found.notes:
        return found
    moment = moment_of(followed.process.id, followed.head)
    keys = moment.once(("keys", frozenset(found.notes)), lambda: keys_of(found.notes))
    others = {note for sheet in sheets for key in keys for note in sheet.in_the_same_words.get(key, ())}
    return replace(found, notes=found.notes | others)


def with_the_other_places(sheets: list[SheetView], found: Touched) -> Touched:
    """A note in several criteria says so in each: what happens to one of these changes how it stands in the others."""
    if not found.acts or not found.criteria:
        return found
    notes = [
        note
        for sheet in sheets
        for criterion in sheet.criteria
        for note in criterion.notes
        if note.also and not found.criteria.isdisjoint([criterion.id, *note.also_in])
    ]
    places = {other for note in notes for other in note.also_in}
    named = {member.id for note in notes for member in note.members}
    return replace(found, notes=found.notes | named, criteria=found.criteria | places)


def taken_away(sheets: list[SheetView], found: Touched) -> list[str]:
    """Away with everything touched on any of the sheets, before a thing is put at its place."""
    if not sheets:
        return []
    present = {criterion.id for sheet in sheets for criterion in sheet.criteria}
    gone = [key for key in found.criteria if key in found.restructured or key not in present]
    pieces = removals("loose-", found.notes)
    for key in sorted(found.criteria):
        pieces += removals(f"c-{key}-", found.notes)
    return pieces + removals("c-", gone)


def sheet_pieces(face: Face, sheet: SheetView, found: Touched) -> list[str]:
    """What changed on one sheet, each thing at its place."""
    if not found.acts:
        return face.sheet_parts(sheet)
    number = sheet.question.number
    present = {criterion.id: criterion for criterion in sheet.criteria}
    pieces = _loose(face, sheet, found)
    pieces += insertions(
        f"criteria-q{number}",
        "c-",
        [criterion.id for criterion in sheet.criteria],
        found.restructured,
        lambda key: macro("criterion", "criterion")(present[key], number, face.name, face.w),
    )
    for key in found.criteria:
        if key in present and key not in found.restructured:
            pieces += _criterion(face, present[key], number, found)
    pieces += face.sheet_parts(sheet)
    return pieces


def shown_pieces(face: Face, found: Touched) -> list[str]:
    """The list of what has been read out, where a face has one."""
    if face.shown is None:
        return []
    number, notes = face.shown
    return removals("shown-", found.notes) + insertions(
        f"shown-q{number}",
        "shown-",
        [note.id for note in notes],
        found.notes,
        _note_renderer(notes, "shown-", face, number),
    )


def _loose(face: Face, sheet: SheetView, found: Touched) -> list[str]:
    number = sheet.question.number
    return insertions(
        f"loose-q{number}",
        "loose-",
        [note.id for note in sheet.loose],
        found.notes,
        _note_renderer(sheet.loose, "loose-", face, number),
    )


def _criterion(
    face: Face, criterion: CriterionView, number: int, found: Touched
) -> list[str]:
    prefix = f"c-{criterion.id}-"
    head = macro("criterion", "head")(criterion, number, face.name, face.w)
    return [
        replaced(f"c-{criterion.id}-head", head),
        *(face.criterion_parts(criterion) if criterion.id in found.reworded else []),
        *insertions(
            f"c-{criterion.id}-notes",
            prefix,
            [note.id for note in criterion.notes],
            found.notes,
            _note_renderer(criterion.notes, prefix, face, number),
        ),
    ]


def _note_renderer(notes: list[NoteView], prefix: str, face: Face, number: int) -> Render:
    by_id = {note.id: note for note in notes}
    render = macro("note", "note")

    def one(key: str) -> Markup:
        markup: Markup = render(by_id[key], f"{prefix}{key}", face.name, face.w, number)
        return markup

    return one


