"""Going back to a moment of the thread: one's own acts since then are taken back, what others did stays."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.history.actor import Actor
from workshop.history.log import UNDOABLE
from workshop.history.undo import DONE_AGAIN, TAKEN_BACK, NothingToUndo, is_there, reverse
from workshop.models import Event, Workshop

WORDS = frozenset({*UNDOABLE, TAKEN_BACK, DONE_AGAIN})


@dataclass(frozen=True)
class WentBack:
    """The events that took acts back, and the acts that stay as they are: others', and one's own in their way."""

    events: list[Event] = field(default_factory=list)
    stayed: list[Event] = field(default_factory=list)


def back_to(actor: Actor, group_id: int, seq: int) -> WentBack:
    """Bring one's own acts here to where they were at number `seq`, newest first, each as its own event.

    What was taken back since is done again. What somebody else changed later stays, and is passed
    over. All in one transaction. Raises `NothingToUndo` where nothing of one's own happened since.
    """
    with database.write():
        since = _since(actor, group_id, seq)
        newest = _newest_words(since)
        own = [event for event in newest if _is_own(event, actor)]
        went = WentBack(stayed=_of_others(newest, actor, seq))
        for event in own:
            act = event if event.of is None else db.session.get_one(Event, event.of)
            stood = act.seq <= seq and _stood_at(act, seq)
            if stood == (event.kind != TAKEN_BACK) or not is_there(act):
                continue
            known = [one for one in since if one.seq > act.seq] if act.seq > seq else None
            outcome = reverse(actor, act, forward=stood, since=known)
            since.insert(0, outcome.event)
            (went.stayed if outcome.passed else went.events).append(act if outcome.passed else outcome.event)
        if not went.events and not any(_is_own(act, actor) for act in went.stayed):
            raise NothingToUndo(_("You have changed nothing since then."))
        return went


def _since(actor: Actor, group_id: int, seq: int) -> list[Event]:
    """What happened to the group after this number, the newest first."""
    process = select(Workshop.process_id).where(Workshop.id == actor.workshop_id).scalar_subquery()
    query = select(Event).where(Event.process_id == process, Event.group_id == group_id, Event.seq > seq)
    return list(db.session.scalars(query.order_by(Event.seq.desc())))


def _newest_words(since: list[Event]) -> list[Event]:
    """Of each act that a desk did, took back or did again, the newest word."""
    found: dict[int, Event] = {}
    for event in since:
        if event.kind in WORDS and event.sign_in_id is not None:
            found.setdefault(event.of or event.id, event)
    return list(found.values())


def _is_own(event: Event, actor: Actor) -> bool:
    return (event.sign_in_id, event.workshop_id) == (actor.sign_in_id, actor.workshop_id)


def _of_others(newest: list[Event], actor: Actor, seq: int) -> list[Event]:
    """What others did since, but for what they did and took back."""
    return [event for event in newest if not _is_own(event, actor) and not _came_and_went(event, seq)]


def _came_and_went(event: Event, seq: int) -> bool:
    return event.kind == TAKEN_BACK and db.session.get_one(Event, event.of).seq > seq


def _stood_at(act: Event, seq: int) -> bool:
    """Whether an act that was done before this number had not been taken back by then."""
    query = (
        select(Event.kind)
        .where(
            Event.process_id == act.process_id,
            Event.of == act.id,
            Event.seq <= seq,
            Event.kind.in_([TAKEN_BACK, DONE_AGAIN]),
        )
        .order_by(Event.seq.desc())
        .limit(1)
    )
    return db.session.scalar(query) != TAKEN_BACK
