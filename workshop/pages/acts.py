"""What a desk did, in plain words: one sentence for each act, with the words of today."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import BindParameter, bindparam, case, or_, select

from workshop import database
from workshop.extensions import db
from workshop.history.undo import TAKEN_BACK
from workshop.meeting.finding import Place
from workshop.method.steps import Step
from workshop.method.words import excerpt
from workshop.models import Criterion, Event, Note, NoteState, Placement, Text

NO_QUESTION = -1

Names = dict[tuple[str, Any], str]
Sentence = Callable[[Event, Names], str]

KEYS: BindParameter[Any] = bindparam("keys", expanding=True)
UNSEEN: BindParameter[Any] = bindparam("unseen")
SHOWN = Note.state == NoteState.SHOWN.value
NAME = case((or_(Text.note_id.is_(None), SHOWN), Text.body))
WORDS = {
    "note": select(Note.id, case((SHOWN, Text.body)))
    .join(Text, Text.id == Note.text_id)
    .where(Note.id.in_(KEYS), Note.question != UNSEEN),
    "criterion": select(Criterion.id, NAME)
    .join(Text, Text.id == Criterion.name_id)
    .outerjoin(Note, Note.id == Text.note_id)
    .where(Criterion.id.in_(KEYS), Criterion.question != UNSEEN),
    "placement": select(Placement.id, NAME)
    .join(Criterion, Criterion.id == Placement.criterion_id)
    .join(Text, Text.id == Criterion.name_id)
    .outerjoin(Note, Note.id == Text.note_id)
    .where(Placement.id.in_(KEYS), Criterion.question != UNSEEN),
}


def describe(event: Event, place: Place) -> str:
    """One act in words, as far as the desk of `place` may read them now."""
    return described([event], place)[0]


def described(events: list[Event], place: Place) -> list[str]:
    """Several acts in words, in their order."""
    originals = originals_of(events)
    names = names_in([*events, *originals.values()], place)
    return [sentence(event, originals, names) for event in events]


def originals_of(events: Iterable[Event]) -> dict[int, Event]:
    """The acts that were taken back or done again by these events, by id."""
    ids = [event.of for event in events if event.of is not None]
    if not ids:
        return {}
    found = db.session.scalars(select(Event).where(Event.id.in_(ids)))
    return {event.id: event for event in found}


def names_in(events: Iterable[Event], place: Place) -> Names:
    """An excerpt of the words of everything that these events mention, but of the question being written."""
    unseen = place.sitting.question if place.step is Step.WRITE else NO_QUESTION
    mentioned: dict[str, set[Any]] = {table: set() for table in WORDS}
    for event in events:
        for table, key in (*event.touched, *(change[:2] for change in event.changes)):
            if table in mentioned:
                mentioned[table].add(key)
    return {
        (table, key): excerpt(body)
        for table, keys in mentioned.items()
        if keys
        for key, body in database.rows(WORDS[table], {"keys": list(keys), "unseen": unseen})
    }


def sentence(event: Event, originals: dict[int, Event], names: Names) -> str:
    """One of these events in words."""
    act = originals.get(event.of or 0)
    if act is None:
        return _act(event, names)
    said = _act(act, names)
    return _("Undone: %(act)s", act=said) if event.kind == TAKEN_BACK else _("Redone: %(act)s", act=said)


def _act(event: Event, names: Names) -> str:
    of_kind = SENTENCES.get(event.kind)
    return of_kind(event, names) if of_kind else _("something else was changed")


def _placed(event: Event, names: Names) -> str:
    count, note = len(_things(event, "note")), _first(event, "note", names)
    target = _criterion_of(event, names, arriving=True)
    if target is None:
        if count > 1:
            return _("took %(count)s ideas out", count=count)
        return _("took “%(note)s” out", note=note)
    if count > 1:
        return _("moved %(count)s ideas to “%(criterion)s”", count=count, criterion=target)
    return _("moved “%(note)s” to “%(criterion)s”", note=note, criterion=target)


def _also_placed(event: Event, names: Names) -> str:
    count, note = len(_things(event, "note")), _first(event, "note", names)
    target = _criterion_of(event, names, arriving=True) or "…"
    if count > 1:
        return _("put %(count)s ideas also in “%(criterion)s”", count=count, criterion=target)
    return _("put “%(note)s” also in “%(criterion)s”", note=note, criterion=target)


def _made(event: Event, names: Names) -> str:
    """With notes out of another criterion it was split off from that one."""
    count, made = len(_things(event, "note")), _first(event, "criterion", names)
    source = _criterion_of(event, names, arriving=False)
    if source is not None:
        return _("split “%(criterion)s” off from “%(other)s”", criterion=made, other=source)
    if count > 1:
        return _("made “%(criterion)s” of %(count)s ideas", criterion=made, count=count)
    return _("made “%(criterion)s”", criterion=made)


def _merged(event: Event, names: Names) -> str:
    into, merged = (names.get(("criterion", key), "…") for key in _things(event, "criterion")[:2])
    return _("merged “%(criterion)s” into “%(into)s”", criterion=merged, into=into)


def _restored(event: Event, names: Names) -> str:
    count, criterion = len(_things(event, "note")), _first(event, "criterion", names)
    if count > 1:
        return _("brought “%(criterion)s” back with %(count)s ideas", criterion=criterion, count=count)
    return _("brought “%(criterion)s” back", criterion=criterion)


def _approved(event: Event, names: Names) -> str:
    return _approval(event, _first(event, "criterion", names))


def _approval(event: Event, criterion: str) -> str:
    number = len(event.changes)
    if all(change[4] is None for change in event.changes):
        if number > 1:
            return ngettext("took the approval of %(num)s criterion away", "took the approval of %(num)s criteria away", number)
        return _("took the approval of “%(criterion)s” away", criterion=criterion)
    if number > 1:
        return ngettext("approved %(num)s criterion", "approved %(num)s criteria", number)
    return _("approved “%(criterion)s”", criterion=criterion)


def _criterion_of(event: Event, names: Names, *, arriving: bool) -> str | None:
    """The criterion that notes arrived in, or left; None where there was none."""
    for table, key, field, _before, after in event.changes:
        if table == "placement" and field == "active" and after is arriving:
            return names.get(("placement", key), "…")
    return None


def _things(event: Event, table: str) -> list[Any]:
    return [key for name, key in event.touched if name == table]


def _first(event: Event, table: str, names: Names) -> str:
    return next((names.get((table, key), "…") for key in _things(event, table)), "…")


def _note(wording: Callable[[str], str]) -> Sentence:
    return lambda event, names: wording(_first(event, "note", names))


def _criterion(wording: Callable[[str], str]) -> Sentence:
    return lambda event, names: wording(_first(event, "criterion", names))


SENTENCES: dict[str, Sentence] = {
    "note.shown": _note(lambda note: _("showed “%(note)s”", note=note)),
    "note.put_off": _note(lambda note: _("put off “%(note)s”", note=note)),
    "note.taken": _note(lambda note: _("took “%(note)s” in hand", note=note)),
    "note.aside": _note(lambda note: _("set “%(note)s” aside", note=note)),
    "note.hidden": _note(lambda note: _("hid “%(note)s”", note=note)),
    "note.placed": _placed,
    "note.also_placed": _also_placed,
    "note.coded": _note(lambda note: _("coded “%(note)s”", note=note)),
    "note.erased": lambda _event, _names: _("an idea was erased by its author"),
    "note.reworded": lambda _event, _names: _("an idea was changed by its author"),
    "note.withdrawn": lambda _event, _names: _("an idea was taken back by its author"),
    "paper.shown": lambda _event, _names: _("ideas from paper were put on the sheet"),
    "paper.withdrawn": lambda _event, _names: _("ideas from paper were taken back"),
    "criterion.made": _made,
    "criterion.named": _criterion(lambda name: _("named “%(criterion)s”", criterion=name)),
    "criterion.nature": _criterion(lambda name: _("marked “%(criterion)s”", criterion=name)),
    "criterion.ordered": _criterion(lambda name: _("moved “%(criterion)s”", criterion=name)),
    "criterion.merged": _merged,
    "criterion.removed": _criterion(lambda name: _("removed “%(criterion)s”", criterion=name)),
    "criterion.restored": _restored,
    "criterion.approved": _approved,
    "criterion.coded": _criterion(lambda name: _("coded “%(criterion)s”", criterion=name)),
}
