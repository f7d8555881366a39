"""The socket: who may be in which room, the first batch, coming and going. It writes nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_socketio import ConnectionRefusedError, emit, join_room

from workshop import database
from workshop.extensions import db, socketio
from workshop.live.catch_up import batches
from workshop.live.connected import Connected
from workshop.live.present import whole
from workshop.live.rooms import Followed, Room, follow, keeping_places, parse, places
from workshop.meeting import signed_in

ROOMS_LIMIT = 4


def register(app: Flask, connected: Connected) -> None:
    """Bind the two events that a socket has: connecting and going away."""

    @socketio.on("connect")
    def _connect(auth: Any = None) -> None:
        try:
            _enter(connected, auth)
        finally:
            db.session.remove()

    @socketio.on("disconnect")
    def _disconnect(*_reason: Any) -> None:
        seat = connected.leave(_sid())
        if seat is not None:
            current_app.extensions["presence"].changed(seat[0])


def allowed(room: Room, seats: list[str], may_sign_in: bool) -> Followed | None:
    """What the room looks at, if this browser may be in it; else None.

    Desks and screens are for whoever is signed in; a notepad's rooms for the seat that sits
    there, and nobody else's.
    """
    followed = follow(room)
    if followed is None or room.face in ("desk", "screen"):
        return followed if may_sign_in else None
    if room.face == "seat":
        return followed if room.id in seats and followed.seated else None
    return followed if _sits_at(followed, seats) else None


def _enter(connected: Connected, auth: Any) -> None:
    if urlsplit(f"//{request.host}").hostname not in current_app.extensions["own_names"]:
        raise ConnectionRefusedError("host")
    names, since, epoch = _asked(auth)
    proved = current_app.extensions["proof"]()
    sign_in = signed_in(proved.token)
    with keeping_places():
        rooms = [_admitted(name, proved.seats, sign_in is not None) for name in names]
    for name in names:
        join_room(name)
    seat = next(((f.workshop.id, f.seat_id) for f in rooms if f.seat_id), None)
    connected.enter(_sid(), tuple(names), seat, sign_in.id if sign_in else None, proved.seats)
    for patch in batches([followed.room for followed in rooms], since, epoch):
        emit("patch", patch)
    for message in _just_now(rooms):
        emit("now", message)
    for followed in rooms:
        if followed.room.face == "desk":
            emit("now", current_app.extensions["presence"].message(followed.room.name))
    if seat is not None:
        current_app.extensions["presence"].changed(seat[0])


def _just_now(rooms: list[Followed]) -> list[dict[str, Any]]:
    """What is so just now, from one read."""
    with database.snapshot(), keeping_places():
        fresh = [followed for entered in rooms if (followed := follow(entered.room))]
        return [message for followed in fresh if (message := whole(followed))]


def _admitted(name: str, seats: list[str], may_sign_in: bool) -> Followed:
    room = parse(name)
    followed = allowed(room, seats, may_sign_in) if room else None
    if followed is None:
        raise ConnectionRefusedError("room")
    return followed


def _asked(auth: Any) -> tuple[list[str], int, str]:
    if not isinstance(auth, dict):
        raise ConnectionRefusedError("auth")
    rooms, since, epoch = auth.get("rooms"), auth.get("since"), auth.get("epoch")
    names = rooms.split() if isinstance(rooms, str) else rooms
    if not isinstance(names, list) or not 0 < len(names) <= ROOMS_LIMIT:
        raise ConnectionRefusedError("rooms")
    if not all(isinstance(name, str) for name in names):
        raise ConnectionRefusedError("auth")
    if not isinstance(since, int) or isinstance(since, bool) or since < 0:
        raise ConnectionRefusedError("since")
    return list(dict.fromkeys(names)), since, str(epoch)


def _sits_at(followed: Followed, seats: list[str]) -> bool:
    if followed.place is None:
        return False
    sitting_id = followed.place.sitting.id
    rows = (places().seat(seat_id) for seat_id in seats)
    return any(row is not None and not row.let_go and row.sitting_id == sitting_id for row in rows)


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid
