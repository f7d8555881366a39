"""The visible thread: what happened on a group's sheets, newest first, and who can take what back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, case, func, select

from workshop import database
from workshop.extensions import db
from workshop.history import stacks
from workshop.history.log import UNDOABLE
from workshop.history.undo import DONE_AGAIN, TAKEN_BACK
from workshop.meeting.finding import Place
from workshop.models import Event
from workshop.pages.acts import Names, names_in, originals_of, sentence
from workshop.pages.views import ThreadItem, ThreadView

LENGTH = 8
A_PAGE = 40
END = 2**31 - 1

OF_GROUP = (
    Event.process_id == bindparam("process"),
    Event.group_id == bindparam("group"),
)
ACTS = (
    select(Event)
    .where(*OF_GROUP, Event.seq < bindparam("before"), Event.kind.in_([*UNDOABLE, TAKEN_BACK, DONE_AGAIN]))
    .order_by(Event.seq.desc())
    .limit(bindparam("limit"))
)
WORDS_SINCE = (
    select(Event.of, Event.kind)
    .where(*OF_GROUP, Event.seq > bindparam("since"), Event.kind.in_([TAKEN_BACK, DONE_AGAIN]))
    .order_by(Event.seq)
)
DONE, BACK, AGAIN = Event.kind.in_(list(UNDOABLE)), Event.kind == TAKEN_BACK, Event.kind == DONE_AGAIN
TALLIES = (
    select(
        Event.sign_in_id,
        func.sum(case((DONE, 1), (BACK, -1), (AGAIN, 1), else_=0)),
        func.max(case((DONE, Event.seq), else_=0)),
        func.max(case((BACK, Event.seq), else_=0)),
    )
    .where(
        Event.workshop_id == bindparam("workshop"),
        Event.group_id == bindparam("group"),
        Event.sign_in_id.is_not(None),
    )
    .group_by(Event.sign_in_id)
    .order_by(Event.sign_in_id)
)


def thread_view(place: Place, before: int = END, length: int = LENGTH) -> ThreadView:
    """The acts before a number on this group's sheets, by whomever, with the words of today, the newest first.

    What was done on the sheet of a question that is being written again is not there meanwhile;
    and a note that the room does not see has no words here either, since the room may see the desk.
    """
    group = {"process": place.process.id, "group": place.group.id}
    found = list(db.session.scalars(ACTS, {**group, "before": before, "limit": length + 1}))
    acts, more = found[:length], len(found) > length
    originals = originals_of(acts)
    names = names_in([*acts, *originals.values()], place)
    undone = _taken_back(group, acts, newest=before == END)
    items = [
        ThreadItem(act.seq, sentence(act, originals, names), act.sign_in_id or 0, act.id in undone, act.of is not None)
        for act in acts
        if _is_there(originals.get(act.of or 0, act), names)
    ]
    undo_by, redo_by = _who_can(place) if before == END else ([], [])
    return ThreadView(items, acts[-1].seq if more else None, undo_by, redo_by)


def _taken_back(group: dict[str, Any], acts: list[Event], *, newest: bool) -> set[int]:
    """Which of these acts are taken back as things stand. The newest ones hold every word about them themselves."""
    if newest:
        words = [(act.of, act.kind) for act in reversed(acts) if act.kind in (TAKEN_BACK, DONE_AGAIN)]
    else:
        words = [tuple(row) for row in database.rows(WORDS_SINCE, {**group, "since": acts[-1].seq})] if acts else []
    return {of for of, kind in dict(words).items() if of is not None and kind == TAKEN_BACK}


def _who_can(place: Place) -> tuple[list[int], list[int]]:
    """The sign-ins that have something to undo, and those that have something to do again."""
    here = {"workshop": place.workshop.id, "group": place.group.id}
    tallies = database.rows(TALLIES, here)
    undo = [key for key, standing, _done, _back in tallies if standing > 0]
    redo = [
        key
        for key, _standing, done, back in tallies
        if back > done and stacks(key, place.workshop.id, place.group.id).redo
    ]
    return undo, redo


def _is_there(act: Event, names: Names) -> bool:
    """Whether anything that an act was about is there to be read.

    Practice goes, and what was done with it goes along.
    """
    things = [(name, key) for name, key in act.touched if name in ("note", "criterion")]
    return not things or any(thing in names for thing in things)
