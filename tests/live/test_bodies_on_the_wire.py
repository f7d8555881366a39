"""Bodies as they really come: too large, without a length, cut off. The server says so, and goes on."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

import pytest

from tests.tools.server import HOST, Server
from tests.tools.visitors import RealMeeting, Visitor

Meet = Callable[..., RealMeeting]
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}


def post(person: Visitor, meeting: RealMeeting, body: bytes | Iterator[bytes]) -> int:
    headers = {**FORM, "Origin": person.server.address}
    return person.http.post(meeting.at("notes"), content=body, headers=headers).status_code


def pieces(number: int) -> Iterator[bytes]:
    """A body whose length nobody says beforehand."""
    yield b"id=00000000-0000-4000-8000-000000000001&question=1&text="
    for _ in range(number):
        yield b"x" * 1000


def test_a_huge_body_is_refused_with_and_without_a_length(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    assert post(person, meeting, b"text=" + b"x" * 5_000_000) == 413
    assert post(person, meeting, pieces(2000)) == 422, "a form has a length: without one there is nothing in it"
    meeting.note(person, "Et la suite")


def test_a_body_that_is_cut_off_stores_nothing(meet: Meet, server: Server) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    head = (
        f"POST {meeting.at('notes')} HTTP/1.1\r\nHost: {HOST}:{server.port}\r\nOrigin: {server.address}\r\n"
        f"Cookie: {person.cookie_header}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\n"
    )
    with socket.create_connection((HOST, server.port), timeout=10) as line:
        line.sendall(head.encode() + b"id=00000000-0000-4000-8000-000000000002&question=1&text=Une+id")
    meeting.note(person, "Et la suite")
    own = person.get(meeting.at("notepad")).get_data()
    assert "Et la suite" in own and "Une id" not in own.replace("Une idée", "")


@pytest.mark.parametrize(
    "start",
    [
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: [\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: x\r\n\r\n",
        b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /%ff%fe%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
    ids=lambda start: repr(start[:40]),
)
def test_what_is_no_proper_request_is_4xx(server: Server, start: bytes) -> None:
    with socket.create_connection((HOST, server.port), timeout=10) as line:
        line.sendall(start)
        answer = line.recv(4096)
    assert answer.split(b" ")[1][:1] == b"4", answer[:200]
