"""Who is connected to this server: rooms in use, and seats present. Nothing of it is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection


class Connected:
    """Sockets by room and seats by workshop."""

    def __init__(self) -> None:
        self._rooms_of: dict[str, tuple[str, ...]] = {}
        self._in_room: Counter[str] = Counter()
        self._seat_of: dict[str, tuple[int, str]] = {}
        self._seats: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._sign_in_of: dict[str, int] = {}
        self._shares: dict[str, frozenset[str]] = {}

    def enter(
        self,
        sid: str,
        rooms: tuple[str, ...],
        seat: tuple[int, str] | None,
        sign_in_id: int | None,
        shares: Collection[str] = (),
    ) -> None:
        """A socket joins its rooms; `seat` is (workshop, seat) for a notepad, `shares` are all seats of its browser."""
        self._rooms_of[sid] = rooms
        self._in_room.update(rooms)
        if seat is not None:
            self._seat_of[sid] = seat
            self._seats[seat[0]][seat[1]] += 1
            self._shares[sid] = frozenset({seat[1], *shares})
        if sign_in_id is not None:
            self._sign_in_of[sid] = sign_in_id

    def leave(self, sid: str) -> tuple[int, str] | None:
        """A socket is gone; its (workshop, seat) if it was a notepad's."""
        for room in self._rooms_of.pop(sid, ()):
            self._in_room[room] -= 1
            if self._in_room[room] <= 0:
                del self._in_room[room]
        self._sign_in_of.pop(sid, None)
        self._shares.pop(sid, None)
        seat = self._seat_of.pop(sid, None)
        if seat is not None:
            counted = self._seats[seat[0]]
            counted[seat[1]] -= 1
            if counted[seat[1]] <= 0:
                del counted[seat[1]]
        return seat

    def occupied(self, room: str) -> bool:
        """Whether anybody is in the room."""
        return room in self._in_room

    def anybody(self) -> bool:
        """Whether anybody is connected at all."""
        return bool(self._rooms_of)

    def rooms(self) -> list[str]:
        """Every room in use."""
        return list(self._in_room)

    def seats(self, workshop_id: int) -> frozenset[str]:
        """The seats of a workshop that are connected."""
        return frozenset(self._seats.get(workshop_id, ()))

    def sharing(self, workshop_id: int) -> dict[str, frozenset[str]]:
        """The seats of a workshop that are connected, each with all seats that share its device."""
        found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
        for sid, (known, seat_id) in self._seat_of.items():
            if known == workshop_id:
                found[seat_id] |= self._shares[sid]
        return dict(found)

    def sockets_of_seat(self, seat_id: str) -> list[str]:
        """The sockets of a seat's notepads."""
        return [sid for sid, (_workshop, known) in self._seat_of.items() if known == seat_id]

    def sockets_of_sign_in(self, sign_in_id: int) -> list[str]:
        """The sockets that a sign-in opened."""
        return [sid for sid, known in self._sign_in_of.items() if known == sign_in_id]
