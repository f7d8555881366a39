"""The server is killed in the middle of a burst of notes: nothing acknowledged is lost, nothing comes twice."""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections import Counter
from pathlib import Path

import httpx
import pytest

from tests.tools.server import Server, running_server
from tests.tools.visitors import OpenPage, Visitor

DEVICES, NOTES_EACH = 5, 24
KILLED_AFTER = 40


class Device(threading.Thread):
    """A phone with an outbox: it keeps each note until the server has said that it is on disk, and sends in order."""

    def __init__(self, visitor: Visitor, path: str, room: Room) -> None:
        super().__init__(daemon=True)
        self.visitor = visitor
        self.path = path
        self.room = room
        self.outbox = [str(uuid.uuid4()) for _ in range(NOTES_EACH)]
        self.sent: Counter[str] = Counter()

    def run(self) -> None:
        for note in self.outbox:
            while not self._acknowledged(note):
                self.room.server_is_up.wait()

    def _acknowledged(self, note: str) -> bool:
        self.sent[note] += 1
        try:
            answer = self.visitor.post(self.path, id=note, question=1, text=f"Idée {note}")
        except httpx.TransportError:
            return False
        assert answer.status_code in (200, 201), answer.get_data()
        assert answer.headers["Note"].split()[0] == note
        self.room.acknowledge(note, answer.status_code)
        return True


class Room:
    """What the devices know of each other: which notes were acknowledged, and whether the server is there."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, int] = {}
        self.server_is_up = threading.Event()
        self.server_is_up.set()
        self._changed = threading.Condition()

    def acknowledge(self, note: str, status: int) -> None:
        with self._changed:
            assert note not in self.acknowledged
            self.acknowledged[note] = status
            self._changed.notify_all()

    def wait_for(self, number: int) -> set[str]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.acknowledged) >= number, timeout=60)
            return set(self.acknowledged)


def on_disk(data: Path) -> dict[str, list[object]]:
    """The notes, the words and the log, read from the file itself."""
    with sqlite3.connect(data / "workshop.sqlite3") as file:
        found = {
            "notes": [row[0] for row in file.execute("SELECT id FROM note")],
            "words": [row[0] for row in file.execute("SELECT body FROM text")],
            "posted": [row[0] for row in file.execute("SELECT touched FROM event WHERE kind = 'note.posted'")],
            "numbers": [row[0] for row in file.execute("SELECT seq FROM event ORDER BY seq")],
        }
    file.close()
    return found


@pytest.fixture
def own_server(tmp_path: Path) -> Server:
    with running_server(tmp_path / "data") as server:
        yield server


def test_what_was_acknowledged_before_a_power_cut_is_there_after_it_and_the_rest_comes_once(own_server: Server) -> None:
    made = own_server.create(step="write")
    room = Room()
    desk = Visitor(own_server)
    desk.get("/sign-in/" + made.desk.rpartition("/")[2])
    devices = []
    for _ in range(DEVICES):
        visitor = Visitor(own_server)
        assert visitor.post(f"/j/{made.code}", asks="page").status_code == 303
        devices.append(Device(visitor, f"/w/{made.id}/notes", room))
    pages: list[OpenPage] = [
        devices[0].visitor.open(f"/w/{made.id}/notepad"),
        desk.open(f"/w/{made.id}/desk"),
        desk.open(f"/w/{made.id}/screen"),
    ]
    for device in devices:
        device.start()
    room.wait_for(KILLED_AFTER)
    room.server_is_up.clear()
    own_server.kill()
    before = set(room.acknowledged)
    left = on_disk(own_server.data)
    assert before <= set(left["notes"]), "every acknowledged note is on disk already"
    assert len(before) < DEVICES * NOTES_EACH, "it was killed in the middle"
    for page in pages:
        page.wait(lambda page=page: not page.connected, "the end of its socket")  # type: ignore[misc]
    own_server.start()
    room.server_is_up.set()
    everything = {note for device in devices for note in device.outbox}
    assert room.wait_for(len(everything)) == everything
    found = on_disk(own_server.data)
    assert sorted(found["notes"]) == sorted(everything)
    assert sorted(found["words"]) == sorted(f"Idée {note}" for note in everything)
    assert len(found["posted"]) == len(everything)
    assert found["numbers"] == list(range(1, len(found["numbers"]) + 1)), "the log has no gap"
    resent = [note for device in devices for note, times in device.sent.items() if times > 1]
    assert resent and not before & set(resent), "what was acknowledged is not sent again"
    epochs = {page.epoch for page in pages}
    for page in pages:
        page.connect()
        page.catch_up_with_the_server()
        assert not any(batch.get("reload") for batch in page.batches), "a restart is no new epoch"
        assert page.difference_from_a_fresh_page() == ""
        page.close()
    assert {OpenPage(desk, f"/w/{made.id}/desk").epoch} == epochs
