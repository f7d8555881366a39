"""Other sites' pages, and names that are not ours: whom a browser may not be made to speak for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tools.cast import Browser, Meeting

Meet = Callable[..., Meeting]

OWN = ["http://localhost", "http://127.0.0.1", "http://[::1]", "HTTP://LOCALHOST", "http://localhost:80"]
FOREIGN = [
    "null",
    "http://evil.example",
    "https://evil.example",
    "http://localhost.evil.example",
    "http://evil.example#localhost",
    "http://evil.example/localhost",
    "http://localhost:8080",
    "http://localhost:99999",
    "http://localhost:port",
    "http://[",
    "http://",
    "file://",
    "file:///home/localhost",
    "chrome-extension://localhost",
    "localhost",
    "http://0.0.0.0",
    "http://xn--localhst-1cd",
    "http://evil.example, http://localhost",
]


@pytest.mark.parametrize("origin", OWN)
def test_our_own_names_may_act(untouched: Meeting, origin: str) -> None:
    assert untouched.desk.post(untouched.at("step"), step="write", origin=origin).status_code == 200


@pytest.fixture(scope="module")
def person(untouched: Meeting) -> Browser:
    return untouched.participant()


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_foreign_origin_is_refused_and_nothing_happens(untouched: Meeting, person: Browser, origin: str) -> None:
    meeting = untouched
    for browser, noun, form in ((meeting.desk, "step", {"step": "close"}), (person, "notes", {"question": 1, "text": "Mots"})):
        for asks in ("json", "htmx", "page"):
            answer = browser.post(meeting.at(noun), form, origin=origin, asks=asks)
            assert answer.status_code == 403 and "Location" not in answer.headers
        answer = browser.post(meeting.at(noun), form, origin=origin)
        assert answer.json["code"] == "origin"
        with_referrer = browser.post(meeting.at(noun), form, origin=origin, headers={"Referer": "http://localhost/w/x/desk"})
        assert with_referrer.status_code == 403, "an Origin is not made good by a Referer"
    assert 'data-step="write"' in meeting.desk.get(meeting.at("desk")).get_data(as_text=True)


@pytest.mark.parametrize(
    ("referrer", "status"),
    [
        ("http://localhost/w/x/desk", 200),
        ("http://127.0.0.1/", 200),
        ("http://evil.example/", 403),
        ("http://localhost.evil.example/", 403),
        ("http://localhost:8080/", 403),
        ("nonsense", 403),
        ("http://[", 403),
        ("", 403),
        (None, 403),
    ],
)
def test_without_an_origin_the_referrer_decides_where_a_cookie_comes_along(
    untouched: Meeting, referrer: str | None, status: int
) -> None:
    headers = {} if referrer is None else {"Referer": referrer}
    answer = untouched.desk.post(untouched.at("step"), step="write", origin=None, headers=headers)
    assert answer.status_code == status, answer.get_data(as_text=True)


def test_a_program_without_cookie_needs_no_origin_and_is_nobody(meet: Meet) -> None:
    meeting = meet()
    stranger = meeting.stranger()
    assert stranger.post(meeting.at("step"), step="write", origin=None).status_code == 401
    joined = stranger.post(f"/j/{meeting.code}", origin=None, asks="page")
    assert joined.status_code == 303
    assert stranger.post(meeting.at("notes"), origin=None).status_code == 403, "now it carries a cookie"


def test_any_cookie_counts(meet: Meet) -> None:
    meeting = meet()
    stranger = meeting.stranger()
    stranger.client.set_cookie("language", "en")
    assert stranger.post(f"/j/{meeting.code}", origin=None).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_is_watched(untouched: Meeting, method: str) -> None:
    answer = untouched.desk.client.open(untouched.at("step"), method=method, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"])
def test_our_own_names_are_answered(untouched: Meeting, host: str) -> None:
    assert untouched.stranger().get(f"/j/{untouched.code}", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "evil.example\\@localhost",
        "localhost@evil.example",
        "evil.example; script-src 'unsafe-inline'",
        "0.0.0.0",
        "[",
        "[::1",
        "a b",
        "localhost:port",
        ":80",
        "é.example",
    ],
)
def test_a_foreign_host_is_refused_at_every_door(untouched: Meeting, host: str) -> None:
    meeting = untouched
    for path in ("/", f"/j/{meeting.code}", meeting.at("desk"), "/healthz", "/static/x/css/base.css", "/nothing"):
        answer = meeting.desk.get(path, headers={"Host": host})
        assert 400 <= answer.status_code < 500, (path, answer.status)
        assert meeting.w not in answer.get_data(as_text=True)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "evil" not in policy
    posted = meeting.desk.post(meeting.at("step"), step="write", headers={"Host": host}, origin=f"http://{host}")
    assert 400 <= posted.status_code < 500


def test_the_list_of_names_follows_the_settings_and_never_the_host_header(meet: Meet) -> None:
    meeting = meet()
    names = meeting.app.extensions["own_names"]
    assert "mairie.example" not in names
    assert meeting.stranger().get("/", headers={"Host": "mairie.example"}).status_code == 403
    names.add(["Mairie.example"])
    assert meeting.stranger().get("/", headers={"Host": "mairie.example"}).status_code == 200
    answer = meeting.desk.post(meeting.at("step"), step="write", headers={"Host": "mairie.example"}, origin="https://mairie.example")
    assert answer.status_code == 401, "a cookie of another name is not sent; the origin is fine"
