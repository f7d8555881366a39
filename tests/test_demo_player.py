"""A simulated participant behaves as a device's outbox does; a page follows the live protocol."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from workshop.demo.browser import Browser, Unreachable
from workshop.demo.cast import Person
from workshop.demo.glimpse import glimpse
from workshop.demo.live import Live
from workshop.demo.player import Player, Refused
from workshop.demo.server import free_port
from workshop.demo.stage import _stage
from workshop.demo.statements import Statement

NOTE = Statement(1, "le tram jusqu'à minuit")


class Door(ThreadingHTTPServer):
    """Answers as told, one answer after the other, and keeps what came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.answers: list[Any] = []
        self.posted: list[dict[str, str]] = []
        self.headers: list[Any] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Door

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fields = {name: values[0] for name, values in parse_qs(body).items()}
        self.server.posted.append(fields)
        self.server.headers.append(self.headers)
        answer = self.server.answers.pop(0)
        if answer is None:
            self.connection.close()
            return
        status, headers = answer(fields) if callable(answer) else answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        return


def stored(fields: dict[str, str]) -> tuple[int, dict[str, str]]:
    return 201, {"Note": f"{fields['id']} 7"}


@pytest.fixture
def door() -> Iterator[Door]:
    serving = Door()
    threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True).start()
    yield serving
    serving.shutdown()
    serving.server_close()


@pytest.fixture
def player(door: Door) -> Player:
    seated = Player(Person(1, "pl"), door.address, "ABCDEF", threading.Event())
    seated._notepad = "/w/W/notepad"
    return seated


def test_a_note_is_sent_as_the_contract_says(door: Door, player: Player) -> None:
    door.answers = [stored]
    receipt = player.post(NOTE)
    assert door.posted == [{"id": receipt.note_id, "question": "1", "text": NOTE.text}]
    assert receipt.seq == 7
    sent = door.headers[0]
    assert (sent["Accept"], sent["Origin"], sent["Accept-Language"]) == ("application/json", door.address, "pl")


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(None, id="a lost link"),
        pytest.param((503, {}), id="a server that starts again"),
        pytest.param((200, {}), id="a captive portal"),
        pytest.param((429, {"Retry-After": "0"}), id="too many notes"),
    ],
)
def test_what_was_not_stored_goes_out_again_with_the_same_id(door: Door, player: Player, first: Any) -> None:
    door.answers = [first, stored]
    receipt = player.post(NOTE)
    assert [fields["id"] for fields in door.posted] == [receipt.note_id] * 2
    assert player.retries == 1


def test_a_refusal_is_not_sent_again(door: Door, player: Player) -> None:
    door.answers = [(409, {})]
    with pytest.raises(Refused, match="409"):
        player.post(NOTE)
    assert len(door.posted) == 1


def test_once_halted_nobody_tries_again(door: Door, player: Player) -> None:
    door.answers = [(429, {"Retry-After": "60"})]
    player._halt.set()
    with pytest.raises(Unreachable):
        player.post(NOTE)


def test_a_redirection_of_a_form_is_not_followed(door: Door) -> None:
    door.answers = [(303, {"Location": "/w/W/notepad", "Set-Cookie": "seat=abc; Path=/"})]
    browser = Browser(door.address)
    assert browser.post("/j/ABCDEF", {}).header("location") == "/w/W/notepad"
    assert browser.cookie_header() == "seat=abc"


DESK = """
<body data-rooms="desk:1.fr desk:2.fr" data-seq="12" data-epoch="e"><main><br>
<section id="c-k1" data-criterion="k1"><header id="c-k1-head"><h3>Le tram</h3></header><ol><li>minuit</li></ol></section>
<section id="next"><p data-note="other">words</p><form action="/w/W/notes/n1/showing"><button>Show</button></form></section>
<form action="/w/W/notes/n2/showing"></form></main></body>
"""


def test_a_page_tells_its_rooms_its_next_note_and_its_criteria() -> None:
    seen = glimpse(DESK)
    assert (seen.rooms, seen.seq, seen.epoch) == ("desk:1.fr desk:2.fr", 12, "e")
    assert seen.next_note == "n1"
    assert seen.criteria.keys() == {"k1"}
    assert seen.criteria["k1"].strip() == "Le tram"


def test_a_piece_without_the_next_note_says_nothing_of_it() -> None:
    assert glimpse("<p>hello").next_note is None
    assert glimpse('<section id="next"><p>All read.</p></section>').next_note == ""


def a_page(seq: int = 10) -> tuple[Live, list[str]]:
    shown: list[str] = []
    live = Live(Browser("http://127.0.0.1:9"), "/w/W/desk", shown.append)
    live._own = {"desk:1.fr": seq}
    return live, shown


def patch(prev: int, seq: int, html: str = "x", batch: bool = False) -> dict[str, Any]:
    return {"room": "desk:1.fr", "prev": prev, "seq": seq, "html": html, "batch": batch}


def test_patches_are_taken_once_and_in_order() -> None:
    live, shown = a_page()
    for piece in (patch(10, 12, "a"), patch(10, 12, "again"), patch(12, 13, "b"), patch(0, 9, "old")):
        live._patched(piece)
    assert shown == ["a", "b"]


def test_a_patch_after_a_gap_waits_and_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    live, shown = a_page()
    asked = threading.Event()
    monkeypatch.setattr(live, "_catch_up", lambda room, needed: asked.set())
    live._patched(patch(11, 12, "too early"))
    assert shown == []
    assert asked.wait(2)


def test_another_rooms_patch_is_not_ours() -> None:
    live, shown = a_page()
    live._patched(patch(10, 11) | {"room": "desk:2.fr"})
    assert shown == []


def test_a_port_that_is_taken_is_left_alone(door: Door) -> None:
    assert free_port(door.server_port) != door.server_port


def test_desk_and_screen_are_at_the_address_of_the_sign_in() -> None:
    made = {name: f"http://10.0.0.7:8080/{name}" for name in ("join", "desk", "screen")}
    stage = _stage(made | {"id": "W", "code": "ABCDEF"}, "http://localhost:8080/sign-in/x", True)
    assert (stage.desk, stage.screen) == ("http://localhost:8080/desk", "http://localhost:8080/screen")
    assert stage.join == "http://10.0.0.7:8080/join"
