"""The visible thread: what happened on a group's sheets, newest first, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import BindParameter, bindparam, case, or_, select

from workshop.extensions import db
from workshop.history.log import UNDOABLE
from workshop.history.undo import DONE_AGAIN, TAKEN_BACK
from workshop.meeting.finding import Place
from workshop.method.steps import Step
from workshop.method.words import excerpt
from workshop.models import Criterion, Event, Note, NoteState, Placement, Text
from workshop.pages.views import ThreadView

LENGTH = 8
NO_QUESTION = -1

Names = dict[tuple[str, Any], str]
Sentence = Callable[[str, str], str]

ACTS = (
    select(Event)
    .where(
        Event.process_id == bindparam("process"),
        Event.group_id == bindparam("group"),
        Event.kind.in_([*UNDOABLE, TAKEN_BACK, DONE_AGAIN]),
    )
    .order_by(Event.seq.desc())
    .limit(LENGTH)
)
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
SENTENCES: dict[str, Sentence] = {
    "note.shown": lambda note, _c: _("showed “%(note)s”", note=note),
    "note.put_off": lambda note, _c: _("put off “%(note)s”", note=note),
    "note.aside": lambda note, _c: _("set “%(note)s” aside", note=note),
    "note.hidden": lambda note, _c: _("hid “%(note)s”", note=note),
    "note.coded": lambda note, _c: _("coded “%(note)s”", note=note),
    "note.erased": lambda _n, _c: _("an idea was erased by its author"),
    "note.reworded": lambda _n, _c: _("an idea was changed by its author"),
    "note.withdrawn": lambda _n, _c: _("an idea was taken back by its author"),
    "criterion.made": lambda _n, criterion: _("made “%(criterion)s”", criterion=criterion),
    "criterion.named": lambda _n, criterion: _("named “%(criterion)s”", criterion=criterion),
    "criterion.nature": lambda _n, criterion: _("marked “%(criterion)s”", criterion=criterion),
    "criterion.ordered": lambda _n, criterion: _("moved “%(criterion)s”", criterion=criterion),
    "criterion.merged": lambda _n, criterion: _("merged into “%(criterion)s”", criterion=criterion),
    "criterion.removed": lambda _n, criterion: _("removed “%(criterion)s”", criterion=criterion),
    "criterion.coded": lambda _n, criterion: _("coded “%(criterion)s”", criterion=criterion),
}


def thread_view(place: Place) -> ThreadView:
    """The last acts on this group's sheets, by whomever, with the words of today.

    What was done on the sheet of a question that is being written again is not there meanwhile;
    and a note that the room does not see has no words here either, since the room may see the desk.
    """
    group = {"process": place.process.id, "group": place.group.id}
    acts = list(db.session.scalars(ACTS, group))
    return ThreadView(_describe(acts, _is_there, _unseen(place)))


def describe(event: Event, place: Place) -> str:
    """One act in words, as far as the desk of `place` may read them now."""
    return _describe([event], lambda act, names: True, _unseen(place))[0]


def _unseen(place: Place) -> int:
    """The question whose words the desk may not have: the one that is being written."""
    return place.sitting.question if place.step is Step.WRITE else NO_QUESTION


def _describe(
    events: list[Event], wanted: Callable[[Event, Names], bool], unseen: int
) -> list[str]:
    originals = _originals(events)
    names = _names([*events, *originals.values()], unseen)
    return [
        _sentence(event, originals, names)
        for event in events
        if wanted(originals.get(event.of or 0, event), names)
    ]


def _is_there(act: Event, names: Names) -> bool:
    """Whether anything that an act was about is there to be read.

    Practice goes, and what was done with it goes along.
    """
    things = [(name, key) for name, key in act.touched if name in ("note", "criterion")]
    return not things or any(thing in names for thing in things)


def _originals(events: Iterable[Event]) -> dict[int, Event]:
    ids = [event.of for event in events if event.of is not None]
    if not ids:
        return {}
    found = db.session.scalars(select(Event).where(Event.id.in_(ids)))
    return {event.id: event for event in found}


def _sentence(event: Event, originals: dict[int, Event], names: Names) -> str:
    if event.of is not None and event.of in originals:
        act = _act(originals[event.of], names)
        return _("Undone: %(act)s", act=act) if event.kind == TAKEN_BACK else _("Redone: %(act)s", act=act)
    return _act(event, names)


def _act(event: Event, names: Names) -> str:
    note = _first(event, "note", names)
    criterion = _first(event, "criterion", names)
    if event.kind in ("note.placed", "note.also_placed"):
        target = _target(event, names)
        if target is None:
            return _("took “%(note)s” out", note=note)
        return _("moved “%(note)s” to “%(criterion)s”", note=note, criterion=target)
    if event.kind == "criterion.approved":
        return _approval(event, criterion)
    sentence = SENTENCES.get(event.kind)
    return sentence(note, criterion) if sentence else _("something else was changed")


def _approval(event: Event, criterion: str) -> str:
    number = len(event.changes)
    if all(change[4] is None for change in event.changes):
        if number > 1:
            return ngettext("took the approval of %(num)s criterion away", "took the approval of %(num)s criteria away", number)
        return _("took the approval of “%(criterion)s” away", criterion=criterion)
    if number > 1:
        return ngettext("approved %(num)s criterion", "approved %(num)s criteria", number)
    return _("approved “%(criterion)s”", criterion=criterion)


def _target(event: Event, names: Names) -> str | None:
    """The criterion that a placement put the note in, None where it was taken out."""
    for table, key, field, _before, after in event.changes:
        if table == "placement" and field == "active" and after:
            return names.get(("placement", key), "…")
    return None


def _first(event: Event, table: str, names: Names) -> str:
    for name, key in event.touched:
        if name == table:
            return names.get((name, key), "…")
    return "…"


def _names(events: list[Event], unseen: int) -> Names:
    """An excerpt of the words of everything that these events mention."""
    mentioned: dict[str, set[Any]] = {table: set() for table in WORDS}
    for event in events:
        for table, key in (*event.touched, *(change[:2] for change in event.changes)):
            if table in mentioned:
                mentioned[table].add(key)
    return {
        (table, key): excerpt(body)
        for table, keys in mentioned.items()
        if keys
        for key, body in db.session.execute(WORDS[table], {"keys": list(keys), "unseen": unseen})
    }

