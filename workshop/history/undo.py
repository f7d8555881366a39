"""Undo and redo: one's own newest act is taken back by another event, never by deleting.

An act that somebody else built on or changed later is refused, that later act is named, and the
next press passes over the refused one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import or_, select, update

from workshop import database
from workshop.extensions import db
from workshop.history.actor import Actor
from workshop.history.log import UNDOABLE, Audience, record
from workshop.method.refusals import Refusal
from workshop.models import Event, NoteState, Placement

TAKEN_BACK, DONE_AGAIN, PASSED_OVER = "undone", "redone", "passed"

Field = tuple[str, Any, str]


class NothingToUndo(Refusal):
    """There is no own act left to take back, or to do again."""

    status = 409
    code = "nothing"


class ChangedSince(Refusal):
    """Somebody changed the same thing later; `later` is that act, where it is known."""

    status = 409
    code = "changed"
    later: Event | None = None


@dataclass(frozen=True)
class Stacks:
    """The ids of a sign-in's acts that can be undone or redone, the next one last."""

    undo: list[int]
    redo: list[int]


class Move(NamedTuple):
    """A field to set, and what must still be in it."""

    table: str
    key: Any
    name: str
    expected: Any
    target: Any

    @property
    def field(self) -> Field:
        """The field alone."""
        return self.table, self.key, self.name


class Outcome(NamedTuple):
    """What came of taking an act back: the event that says so; with `passed`, `later` is what is in the way."""

    event: Event
    passed: bool
    later: Event | None


def stacks(sign_in_id: int | None, workshop_id: int, group_id: int) -> Stacks:
    """Replay this sign-in's acts on this sheet; a new act clears what could be redone."""
    rows = db.session.execute(
        select(Event.id, Event.kind, Event.of)
        .where(
            Event.workshop_id == workshop_id,
            Event.group_id == group_id,
            Event.sign_in_id == sign_in_id,
        )
        .order_by(Event.seq)
    )
    found = Stacks([], [])
    for key, kind, of in rows:
        _replay(found, key, kind, of)
    return found


def undo(actor: Actor, group_id: int) -> Event:
    """Take back the actor's newest act here; raises `NothingToUndo` or `ChangedSince`."""
    return _reverse(actor, group_id, forward=False)


def redo(actor: Actor, group_id: int) -> Event:
    """Do again what was last taken back; raises `NothingToUndo` or `ChangedSince`."""
    return _reverse(actor, group_id, forward=True)


def _replay(found: Stacks, key: int, kind: str, of: int | None) -> None:
    if kind in UNDOABLE:
        found.undo.append(key)
        found.redo.clear()
    if of is None:
        return
    for stack in (found.undo, found.redo):
        if of in stack:
            stack.remove(of)
    if kind == TAKEN_BACK:
        found.redo.append(of)
    elif kind == DONE_AGAIN:
        found.undo.append(of)


def _reverse(actor: Actor, group_id: int, *, forward: bool) -> Event:
    assert actor.workshop_id is not None
    with database.write():
        found = stacks(actor.sign_in_id, actor.workshop_id, group_id)
        act = _newest_that_exists(found.redo if forward else found.undo)
        if act is None:
            raise NothingToUndo(_("There is nothing to do again.") if forward else _("There is nothing to undo."))
        outcome = reverse(actor, act, forward=forward)
    if not outcome.passed:
        return outcome.event
    refusal = ChangedSince(_("This was changed again later, so it stays as it is now."))
    refusal.later = outcome.later
    raise refusal


def reverse(actor: Actor, act: Event, *, forward: bool, since: list[Event] | None = None) -> Outcome:
    """Take one act back, or do it again; or pass over it where it was changed later. Inside `database.write()`.

    `since` are the group's events after the act, the newest first, for those who have read them already.
    """
    moves = _moves(act, forward=forward)
    later = _act_in_the_way(actor, act, moves, _followers(act) if since is None else since)
    if later is not None or any(_get(*move.field) != move.expected for move in moves):
        return Outcome(_follow(actor, act, PASSED_OVER, []), passed=True, later=later)
    for move in moves:
        _set(*move.field, move.target)
    return Outcome(_follow(actor, act, DONE_AGAIN if forward else TAKEN_BACK, moves), passed=False, later=None)


def _newest_that_exists(stack: list[int]) -> Event | None:
    """The act to take next. Practice notes are deleted, and what was done with them with them."""
    for key in reversed(stack):
        act = db.session.get_one(Event, key)
        if is_there(act):
            return act
    return None


def is_there(act: Event) -> bool:
    """Whether everything that an act changed is still in the tables."""
    return all(_exists(change[0], change[1]) for change in act.changes)


def _moves(act: Event, *, forward: bool) -> list[Move]:
    if forward:
        return [Move(*change) for change in act.changes]
    return [Move(table, key, name, new, old) for table, key, name, old, new in reversed(act.changes)]


def _act_in_the_way(actor: Actor, act: Event, moves: list[Move], since: list[Event]) -> Event | None:
    """The latest act since then that stands and is about one of these fields; somebody else's first.

    Of an act that was taken back and done again only the newest word counts. One's own later acts
    stand here only where they were passed over, done in another workshop, or can't be undone.
    """
    fields = _at_stake(moves)
    settled: set[int] = set()
    own: Event | None = None
    for event in since:
        about = event.of or event.id
        if about in settled or event.kind == PASSED_OVER:
            continue
        settled.add(about)
        taken_back = event.kind == TAKEN_BACK and about >= act.id
        if taken_back or not any((change[0], change[1], change[2]) in fields for change in event.changes):
            continue
        if actor.sign_in_id is None or event.sign_in_id != actor.sign_in_id:
            return event
        if about > act.id:
            own = own or event
    return own


def _followers(act: Event) -> list[Event]:
    query = select(Event).where(Event.process_id == act.process_id, Event.group_id == act.group_id)
    return list(db.session.scalars(query.where(Event.seq > act.seq).order_by(Event.seq.desc())))


def _at_stake(moves: list[Move]) -> set[Field]:
    """The fields to set, and the placements that would be lost or doubled with them.

    Where a note is, is one matter, whichever criteria it was moved between; a criterion that goes
    takes along what was put in it, and a note that is no longer shown leaves the criteria.
    """
    moved = [move.key for move in moves if move.table == "placement"]
    going = [move.key for move in moves if move.table == "criterion" and move.name == "removed" and move.target]
    leaving = [
        move.key
        for move in moves
        if move.table == "note" and move.name == "state" and move.target != NoteState.SHOWN.value
    ]
    same_notes = select(Placement.note_id).where(Placement.id.in_(moved))
    involved = select(Placement.id).where(
        or_(
            Placement.note_id.in_(same_notes),
            Placement.note_id.in_(leaving),
            Placement.criterion_id.in_(going),
        )
    )
    placements = {("placement", key, "active") for key in db.session.scalars(involved)}
    return {move.field for move in moves} | placements


def _exists(table: str, key: Any) -> bool:
    target = db.metadata.tables[table]
    return db.session.execute(select(target.c.id).where(target.c.id == key)).first() is not None


def _get(table: str, key: Any, name: str) -> Any:
    target = db.metadata.tables[table]
    return db.session.execute(select(target.c[name]).where(target.c.id == key)).scalar()


def _set(table: str, key: Any, name: str, value: Any) -> None:
    target = db.metadata.tables[table]
    db.session.execute(update(target).where(target.c.id == key).values({name: value}))


def _follow(actor: Actor, act: Event, kind: str, moves: list[Move]) -> Event:
    quiet = kind == PASSED_OVER
    audience = Audience(
        group_id=act.group_id,
        desk=True,
        screen=act.for_screen and not quiet,
        notepad=act.for_notepad and not quiet,
        seat=act.for_seat and not quiet,
    )
    return record(
        act.process_id,
        kind,
        actor,
        audience,
        touched=[] if quiet else [tuple(thing) for thing in act.touched],
        changes=moves,
        seat_id=act.seat_id,
        of=act.id,
    )
