"""How far each room has been told, so that a patch needs no look into the log.

Where several servers share the log this one doesn't see all of it, and the log is asked each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.live.catch_up import Patch, covering, due, last_before
from workshop.live.rooms import Followed
from workshop.models import Event

ROOMS_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A room knows everything up to `seq`; the last event that it was due has the number `last`."""

    seq: int
    last: int


class Told:
    """The rooms' marks. Only while somebody is in a room does its mark stay true."""

    def __init__(self, alone: bool) -> None:
        self._alone = alone
        self._marks: dict[str, Mark] = {}

    def patch(self, followed: Followed, of_room: list[Event], gathered: list[Event]) -> Patch | None:
        """What the room is due now: `of_room`, among all events `gathered` since the last time.

        None where it knows already. Events that were committed since and not yet gathered come
        along: a patch reaches to the head of the log.
        """
        name = followed.room.name
        mark = self._marks.get(name)
        before = gathered[0].seq - 1
        since = max(before, mark.seq) if mark else before
        whole = self._alone and gathered[-1].seq == followed.head
        events = [event for event in of_room if event.seq > since] if whole else due(followed, since)
        if not events:
            return None
        previous = mark.last if mark and self._alone else last_before(followed, since)
        self._remember(name, Mark(followed.head, events[-1].seq))
        return covering(followed, previous, events)

    def forget(self, name: str) -> None:
        """Nobody is in the room: what happens there goes by."""
        self._marks.pop(name, None)

    def forget_all(self) -> None:
        """Nobody is anywhere."""
        self._marks.clear()

    def _remember(self, name: str, mark: Mark) -> None:
        if len(self._marks) >= ROOMS_LIMIT and name not in self._marks:
            self._marks.clear()
        self._marks[name] = mark
