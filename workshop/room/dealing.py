"""Ideas dealt out to devices, to be read aloud: at random, never one's own, and whoever likes passes.

Who holds what is known as long as it is held, and to that device alone; that somebody passed, to
nobody, but the same idea does not come back to the device.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import select

from workshop import database
from workshop.extensions import db
from workshop.history import Actor, head
from workshop.meeting.finding import Place, find_sitting, place_of
from workshop.method.refusals import Refusal, WrongStep
from workshop.method.steps import Step
from workshop.models import Event, Note, NoteState, Seat, Sitting, Workshop
from workshop.notes.finding import find_note
from workshop.notes.showing import record_showing
from workshop.room.present import Value, put, say_again, value_of

TOPIC = "deal"
DESK = "desk"
ENDING_A_SEAT = frozenset({"seat.left", "seat.moved", "seat.let_go"})

Here = Mapping[str, Collection[str]]


class NobodyToRead(Refusal):
    """No device is free that did not write it, or no idea waits."""

    status = 409
    code = "nobody"


class Waiting(NamedTuple):
    """An unshown note, and who must not get it: its author, and who passed."""

    id: str
    author: str
    passed: Collection[str]


def deal_each(workshop_id: int, here: Here, number: int | None = None) -> int:
    """One note for every device that holds none, as far as there are notes; how many went out.

    `here` are the seats that are connected, each with the seats that share its device. Raises
    `WrongStep` but at read, and `NobodyToRead` where not one could go out.
    """
    with database.write():
        place = _reading(find_sitting(workshop_id, number))
        value = _value(place.sitting)
        return _give(place.sitting, value, _pairs(_free(place, value, here), _waiting(place, value)))


def deal_one(workshop_id: int, here: Here, note_id: str | None = None, number: int | None = None) -> int:
    """One note to one device: this one, or the next to be read out; refusals as `deal_each`."""
    with database.write():
        sitting = find_note(workshop_id, note_id)[1].sitting if note_id else find_sitting(workshop_id, number)
        place = _reading(sitting)
        value = _value(place.sitting)
        waiting = [note for note in _waiting(place, value) if note_id in (None, note.id)]
        return _give(place.sitting, value, _pairs(_free(place, value, here), waiting[:1]))


def collect(workshop_id: int, number: int | None = None) -> bool:
    """Take all of them back; whether any was out."""
    with database.write():
        sitting = find_sitting(workshop_id, number)
        return put(sitting.id, TOPIC, None, only=[DESK, *_value(sitting)["out"]])


def read_now(seat_id: str, note_id: str) -> Event | None:
    """Who holds a note begins to read it: it comes next at the desk, before the room sees it. None if it was so already.

    The log says that the note was taken, not by whom. Raises `WrongStep` where the seat does not hold it any more.
    """
    with database.write():
        place, value = _held(seat_id, note_id)
        if note_id in value["now"]:
            return None
        put(place.sitting.id, TOPIC, {**value, "now": [*value["now"], note_id]}, only=[DESK, seat_id])
        note = db.session.get_one(Note, note_id)
        turn = -(head(place.process.id) + 1)
        before, note.turn = note.turn, turn
        return record_showing("note.taken", note, place, [("note", note.id, "turn", before, turn)], Actor())


def pass_on(seat_id: str, note_id: str) -> None:
    """It goes back without a word, and may be dealt to others. Raises `WrongStep` as `read_now`."""
    with database.write():
        place, value = _held(seat_id, note_id)
        passed = {**value["passed"], note_id: [*value["passed"].get(note_id, []), seat_id]}
        put(place.sitting.id, TOPIC, {**_without(value, [seat_id]), "passed": passed}, only=[DESK, seat_id])


def settle_deal(sitting: Sitting, value: Value, events: Iterable[Event]) -> None:
    """Take back what was shown, set aside, taken back or erased, what a device held that has left, and all when the
    group moves on; a device whose note has new words hears of it."""
    if any(event.kind == "group.moved" for event in events):
        put(sitting.id, TOPIC, None, only=[DESK, *value["out"]])
        return
    gone = _gone(value, events)
    put(sitting.id, TOPIC, _without(value, gone), only=[DESK, *gone])
    reworded = {key for event in events if event.kind == "note.reworded" for _name, key in event.touched}
    for seat_id, note_id in value["out"].items():
        if note_id in reworded and seat_id not in gone:
            say_again(sitting.id, TOPIC, only=[seat_id])


def _reading(sitting: Sitting) -> Place:
    place = place_of(db.session.get_one(Workshop, sitting.workshop_id), sitting)
    if place.step is not Step.READ:
        raise WrongStep(_("Ideas are dealt out while they are being read out."))
    return place


def _value(sitting: Sitting) -> Value:
    return value_of(sitting.id, TOPIC) or {"out": {}, "now": [], "passed": {}}


def _free(place: Place, value: Value, here: Here) -> dict[str, Collection[str]]:
    """The devices of the group that hold nothing, with the seats that share them, in no order."""
    seated = select(Seat.id).where(Seat.sitting_id == place.sitting.id, Seat.let_go.is_(False), Seat.id.in_(list(here)))
    free = [key for key in db.session.scalars(seated) if key not in value["out"]]
    random.SystemRandom().shuffle(free)
    return {key: {key, *here[key]} for key in free}


def _waiting(place: Place, value: Value) -> list[Waiting]:
    """The notes that wait to be read out and lie on no device, in the order of reading out, which is random."""
    dealt = set(value["out"].values())
    rows = db.session.execute(
        select(Note.id, Note.seat_id)
        .where(
            Note.group_id == place.group.id,
            Note.question == place.sitting.question,
            Note.state == NoteState.UNSHOWN.value,
        )
        .order_by(Note.turn, Note.draw, Note.id)
    )
    return [Waiting(key, author, value["passed"].get(key, [])) for key, author in rows if key not in dealt]


def _pairs(free: Mapping[str, Collection[str]], waiting: list[Waiting]) -> dict[str, str]:
    """Which device gets which note. Where only one's own are left for a device, it changes with another one."""
    given: dict[str, Waiting] = {}
    left = list(waiting)
    for seat, shared in free.items():
        mine = next((note for note in left if _may_get(shared, note)), None)
        if mine is not None:
            given[seat] = mine
            left.remove(mine)
        elif change := _change(free, given, left, shared):
            other, note = change
            given[seat], given[other] = given[other], note
            left.remove(note)
    return {seat: note.id for seat, note in given.items()}


def _change(
    free: Mapping[str, Collection[str]], given: Mapping[str, Waiting], left: list[Waiting], shared: Collection[str]
) -> tuple[str, Waiting] | None:
    for other, theirs in given.items():
        if _may_get(shared, theirs):
            for note in left:
                if _may_get(free[other], note):
                    return other, note
    return None


def _may_get(shared: Collection[str], note: Waiting) -> bool:
    return note.author not in shared and not any(seat in note.passed for seat in shared)


def _give(sitting: Sitting, value: Value, pairs: Mapping[str, str]) -> int:
    if not pairs:
        raise NobodyToRead(_("There is no idea to deal out, or no free device of somebody who did not write it."))
    put(sitting.id, TOPIC, {**value, "out": {**value["out"], **pairs}}, only=[DESK, *pairs])
    return len(pairs)


def _held(seat_id: str, note_id: str) -> tuple[Place, Value]:
    sitting = db.session.get_one(Sitting, db.session.get_one(Seat, seat_id).sitting_id)
    value = _value(sitting)
    if value["out"].get(seat_id) != note_id:
        raise WrongStep(_("This idea is not with you any more."))
    return place_of(db.session.get_one(Workshop, sitting.workshop_id), sitting), value


def _gone(value: Value, events: Iterable[Event]) -> list[str]:
    """The seats whose note waits no more, and those that sit here no more."""
    states = select(Note.id).where(Note.id.in_(list(value["out"].values())), Note.state == NoteState.UNSHOWN.value)
    still = set(db.session.scalars(states))
    left = {event.seat_id for event in events if event.kind in ENDING_A_SEAT}
    return [seat for seat, note in value["out"].items() if note not in still or seat in left]


def _without(value: Value, seats: Collection[str]) -> Value:
    out = {seat: note for seat, note in value["out"].items() if seat not in seats}
    return {**value, "out": out, "now": [note for note in value["now"] if note in out.values()]}
