"""“I would like to talk about this one”: said on a device while the group approves, by nobody and without numbers.

What the room may know is the topic `wishes`: of which things it was said, yes or no. That somebody can
take back a wish of his own, while nobody keeps who said what, is the work of the topic `wished`, which
no face has: for each thing the digests of a word that only the device knows, together with its seat and
the thing. From the digests alone nobody, not even whoever holds the database, can tell the seat, nor
that two of them are one person's. The topic `talked` counts how often the facilitator has said of a
thing that it was talked about, so that a device knows when to ask for its own wishes again.

All three end with the step. Nothing of it is in the log or in an outcome.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from flask_babel import gettext as _

from workshop import database
from workshop.extensions import db
from workshop.meeting.finding import Place, find_sitting, place_of
from workshop.method.refusals import NotFound, NotSeated, WrongStep
from workshop.method.steps import PRACTICE, Step
from workshop.models import Criterion, Note, NoteState, Seat, Sitting, Workshop
from workshop.room.present import put, value_of

WISHES, WISHED, TALKED = "wishes", "wished", "talked"
DIGEST_LENGTH = 24
AT_MOST = 1000  # digests kept of one thing: as many as sit in a full group


@dataclass(frozen=True, slots=True)
class Thing:
    """What one may wish to talk about: a criterion, or an idea on the sheet; `kind` is `criterion` or `note`."""

    kind: str
    id: str

    @property
    def key(self) -> str:
        """How it is written down."""
        return f"{self.kind}:{self.id}"


def thing_of(key: str) -> Thing:
    """The thing that was written down so."""
    kind, _colon, identifier = key.partition(":")
    return Thing(kind, identifier)


def wish(workshop_id: int, seat_id: str, thing: Thing, word: str, *, on: bool = True) -> bool:
    """Say that one would like to talk about a thing, or take one's own wish back; whether that changed anything.

    `word` is the device's own and is not kept. Raises `WrongStep` outside the step approve, `NotFound`
    for what is not on an open sheet of the group, `NotSeated`.
    """
    with database.write():
        place = _place_of_seat(workshop_id, seat_id)
        _require(place, thing)
        wished = dict(value_of(place.sitting.id, WISHED) or {})
        digest = digest_of(word, seat_id, thing)
        others = [kept for kept in wished.get(thing.key, []) if kept != digest]
        wished[thing.key] = [*others, digest][-AT_MOST:] if on else others
        changed = put(place.sitting.id, WISHED, wished)
        return _say(place, thing, bool(wished[thing.key])) or changed


def talked_about(workshop_id: int, thing: Thing, number: int | None = None) -> bool:
    """The group has talked about it: everybody's wish is met. Whether there was one."""
    with database.write():
        place = place_of(db.session.get_one(Workshop, workshop_id), find_sitting(workshop_id, number))
        wished = dict(value_of(place.sitting.id, WISHED) or {})
        if not wished.get(thing.key):
            return False
        wished[thing.key] = []
        put(place.sitting.id, WISHED, wished)
        talked = dict(value_of(place.sitting.id, TALKED) or {})
        put(place.sitting.id, TALKED, {**talked, thing.key: talked.get(thing.key, 0) + 1})
        return _say(place, thing, False)


def own_wishes(sitting_id: int, seat_id: str, word: str) -> list[Thing]:
    """The things of which this device has said so and that were not talked about since."""
    wished = value_of(sitting_id, WISHED) or {} if word else {}
    things = [(thing_of(key), digests) for key, digests in wished.items()]
    return [thing for thing, digests in things if digest_of(word, seat_id, thing) in digests]


def digest_of(word: str, seat_id: str, thing: Thing) -> str:
    """What is kept instead of who said it: nothing can be read from it without the device's own word."""
    said = f"{seat_id} {thing.key}".encode()
    return hmac.new(word.encode(), said, hashlib.sha256).hexdigest()[:DIGEST_LENGTH]


def _say(place: Place, thing: Thing, said: bool) -> bool:
    """Tell the room, where it does not know yet: a second wish, or one of two taken back, changes nothing."""
    wishes = dict(value_of(place.sitting.id, WISHES) or {})
    wishes[thing.key] = said
    return put(place.sitting.id, WISHES, wishes)


def _place_of_seat(workshop_id: int, seat_id: str) -> Place:
    seat = db.session.get(Seat, seat_id)
    if seat is None or seat.workshop_id != workshop_id or seat.let_go:
        raise NotSeated(_("You have not joined this meeting yet. Type the six letters to join."))
    return place_of(db.session.get_one(Workshop, workshop_id), db.session.get_one(Sitting, seat.sitting_id))


def _require(place: Place, thing: Thing) -> None:
    if place.step is not Step.APPROVE:
        raise WrongStep(_("This can be said while the group approves its sheets. You can also say it aloud, at any time."))
    if not _lies_open(place, thing):
        raise NotFound(_("This is not on the sheet any more."))


def _lies_open(place: Place, thing: Thing) -> bool:
    if thing.kind == "criterion":
        criterion = db.session.get(Criterion, thing.id)
        return criterion is not None and not criterion.removed and criterion.group_id == place.group.id
    note = db.session.get(Note, thing.id)
    if note is None or note.group_id != place.group.id or note.question == PRACTICE:
        return False
    return note.state == NoteState.SHOWN.value
