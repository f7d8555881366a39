"""Undo and redo: one's own newest act is taken back by another event, never by deleting.

An act whose fields somebody changed later is refused, named, and passed over by the next press.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.engine import Row

from workshop import database
from workshop.extensions import db
from workshop.history.actor import Actor
from workshop.history.log import UNDOABLE, Audience, record
from workshop.method.refusals import Refusal
from workshop.models import Event

TAKEN_BACK, DONE_AGAIN, PASSED_OVER = "undone", "redone", "passed"


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
    undo_stack: list[int] = []
    redo_stack: list[int] = []
    for row in rows:
        _replay(row, undo_stack, redo_stack)
    return Stacks(undo_stack, redo_stack)


def undo(actor: Actor, group_id: int) -> Event:
    """Take back the actor's newest act here; raises `NothingToUndo` or `ChangedSince`."""
    return _reverse(actor, group_id, forward=False)


def redo(actor: Actor, group_id: int) -> Event:
    """Do again what was last taken back; raises `NothingToUndo` or `ChangedSince`."""
    return _reverse(actor, group_id, forward=True)


def _replay(row: Row[Any], undo_stack: list[int], redo_stack: list[int]) -> None:
    if row.kind == TAKEN_BACK:
        undo_stack.remove(row.of)
        redo_stack.append(row.of)
    elif row.kind == DONE_AGAIN:
        redo_stack.remove(row.of)
        undo_stack.append(row.of)
    elif row.kind == PASSED_OVER:
        for stack in (undo_stack, redo_stack):
            if row.of in stack:
                stack.remove(row.of)
    elif row.kind in UNDOABLE:
        undo_stack.append(row.id)
        redo_stack.clear()


def _reverse(actor: Actor, group_id: int, *, forward: bool) -> Event:
    assert actor.workshop_id is not None
    with database.write():
        found = stacks(actor.sign_in_id, actor.workshop_id, group_id)
        stack = found.redo if forward else found.undo
        if not stack:
            raise NothingToUndo(
                _("There is nothing to do again.") if forward else _("There is nothing to undo.")
            )
        act = db.session.get_one(Event, stack[-1])
        moves = _moves(act, forward=forward)
        later = _act_in_the_way(actor, act, moves)
        if later is None and _still_there(moves):
            for move in moves:
                _set(*move[:3], move[4])
            kind = DONE_AGAIN if forward else TAKEN_BACK
            return _follow(actor, act, kind, moves)
        _follow(actor, act, PASSED_OVER, [])
    refusal = ChangedSince(_("This was changed again later, so it stays as it is now."))
    refusal.later = later
    raise refusal


def _moves(act: Event, *, forward: bool) -> list[tuple[Any, ...]]:
    """The fields to set as (table, id, field, expected now, to set)."""
    if forward:
        return [tuple(change) for change in act.changes]
    return [(name, key, field, new, old) for name, key, field, old, new in reversed(act.changes)]


def _act_in_the_way(actor: Actor, act: Event, moves: list[tuple[Any, ...]]) -> Event | None:
    """Somebody else's latest act on one of these fields, unless it has been taken back."""
    fields = {(name, key, field) for name, key, field, _expected, _target in moves}
    followers = db.session.scalars(
        select(Event)
        .where(Event.process_id == act.process_id, Event.seq > act.seq)
        .where(Event.group_id == act.group_id)
        .order_by(Event.seq.desc())
    )
    taken_back: set[int] = set()
    for event in followers:
        if event.kind == TAKEN_BACK and event.of is not None:
            taken_back.add(event.of)
            continue
        if event.id in taken_back or _same_hand(event, actor):
            continue
        if any((change[0], change[1], change[2]) in fields for change in event.changes):
            return event
    return None


def _same_hand(event: Event, actor: Actor) -> bool:
    return event.sign_in_id == actor.sign_in_id and event.seat_id is None


def _still_there(moves: list[tuple[Any, ...]]) -> bool:
    """Whether every field still has the value that the act left there."""
    return all(_get(name, key, field) == expected for name, key, field, expected, _ in moves)


def _get(name: str, key: Any, field: str) -> Any:
    target = db.metadata.tables[name]
    return db.session.execute(select(target.c[field]).where(target.c.id == key)).scalar()


def _set(name: str, key: Any, field: str, value: Any) -> None:
    target = db.metadata.tables[name]
    db.session.execute(update(target).where(target.c.id == key).values({field: value}))


def _follow(actor: Actor, act: Event, kind: str, moves: list[tuple[Any, ...]]) -> Event:
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
