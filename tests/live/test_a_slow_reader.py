"""A device that reads slowly: it gets everything whole in the end, and nobody waits for it meanwhile."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import websocket

from tests.tools.visitors import OpenPage, RealMeeting

Meet = Callable[..., RealMeeting]
TIMES = 40


def slow_line(page: OpenPage) -> websocket.WebSocket:
    """A connection with hardly any room for what was not read yet."""
    line = websocket.create_connection(
        page.visitor.server.address.replace("http:", "ws:") + "/socket.io/?EIO=4&transport=websocket",
        header={"Cookie": page.visitor.cookie_header},
        sockopt=((socket.SOL_SOCKET, socket.SO_RCVBUF, 4096),),
        timeout=15,
    )
    assert line.recv().startswith("0")
    line.send("40" + json.dumps({"rooms": page.rooms, "since": page.seq, "epoch": page.epoch}))
    return line


def events(line: websocket.WebSocket) -> Iterator[dict[str, Any]]:
    """What Socket.IO brings, one event after the other; a frame that is not whole fails here."""
    while True:
        said = line.recv()
        if said == "2":
            line.send("3")
        elif said.startswith("42"):
            kind, data = json.loads(said[2:])
            if kind == "patch":
                yield data
        else:
            assert said.startswith("40"), said[:80]


def test_who_reads_late_reads_everything_whole_and_holds_nobody_up(meet: Meet) -> None:
    meeting = meet(step="write")
    author = meeting.participant()
    notes = [meeting.note(author, "Une idée assez longue pour que la page pèse " * 10) for _ in range(20)]
    meeting.step("sort")
    for note in notes:
        meeting.show(note)
    page = OpenPage(meeting.desk, meeting.at("desk"))
    line = slow_line(page)
    arriving = events(line)
    assert next(arriving)["batch"]
    other = meeting.facilitator().open(meeting.at("desk"))
    for number in range(TIMES):
        seq = meeting.desk.post(meeting.at("curtain"), drawn=(number + 1) % 2).json["seq"]
    other.reach(seq)
    told = [next(arriving)]
    while told[-1]["seq"] < seq:
        told.append(next(arriving))
    line.close()
    other.close()
    assert sum(len(patch["html"]) for patch in told) > 1_000_000, "more than a line holds by itself"
    own = page.seq
    for patch in told:
        assert patch["prev"] <= own < patch["seq"]
        own = patch["seq"]
