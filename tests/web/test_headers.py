"""What goes with every answer: a strict policy, nothing stored on the way, cookies that scripts can't read."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.tools.cast import Browser, Meeting

Meet = Callable[..., Meeting]


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}


def answers_of_all_kinds(meeting: Meeting) -> list[tuple[str, object]]:
    person = meeting.participant()
    return [
        ("first page", meeting.stranger().get("/")),
        ("door", meeting.stranger().get(f"/j/{meeting.code}")),
        ("notepad", person.get(meeting.at("notepad"))),
        ("desk", meeting.desk.get(meeting.at("desk"))),
        ("screen", meeting.desk.get(meeting.at("screen"))),
        ("list of workshops", meeting.desk.get("/")),
        ("setup", meeting.desk.get(meeting.at("setup"))),
        ("devices", meeting.desk.get("/devices")),
        ("outcomes", meeting.desk.get(meeting.at("outcomes.json"))),
        ("refused", person.get(meeting.at("desk"))),
        ("not found", person.get("/nowhere")),
        ("posted", meeting.desk.post(meeting.at("step"), step="write")),
        ("refused post", person.post(meeting.at("step"), step="write")),
        ("fragment", meeting.desk.post(meeting.at("step"), step="read", asks="htmx")),
    ]


def test_every_answer_carries_a_policy_without_anything_unsafe(meet: Meet) -> None:
    for name, answer in answers_of_all_kinds(meet()):
        policy = directives(answer.headers["Content-Security-Policy"])
        assert "unsafe" not in str(policy) and "*" not in str(policy), name
        assert policy["default-src"] == ["'none'"] and policy["script-src"] == ["'self'"] and policy["style-src"] == ["'self'"]
        assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"] and policy["form-action"] == ["'self'"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff", name
        assert answer.headers["Referrer-Policy"] == "same-origin", f"{name}: without a referrer browsers send `Origin: null`"


def test_no_answer_with_peoples_words_is_stored_on_the_way(meet: Meet) -> None:
    for name, answer in answers_of_all_kinds(meet()):
        assert answer.headers["Cache-Control"] == "no-store", name


def test_a_page_varies_by_cookie_and_language(meet: Meet) -> None:
    meeting = meet()
    vary = meeting.desk.get(meeting.at("desk")).headers["Vary"]
    assert "Cookie" in vary and "Accept-Language" in vary


def test_a_static_file_is_kept_for_good_under_its_build_and_asked_for_again_under_another(house: Flask) -> None:
    browser = Browser(house)
    build = house.config["BUILD"]
    kept = browser.get(f"/static/{build}/css/base.css")
    assert kept.status_code == 200 and "immutable" in kept.headers["Cache-Control"]
    older = browser.get("/static/older/css/base.css")
    assert older.status_code == 200 and older.headers["Cache-Control"] == "no-cache"
    for path in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "css", "css/", "nothing.css", "css/../../app.py"):
        assert browser.get(f"/static/{build}/{path}").status_code == 404, path


def test_the_cookie_is_out_of_scripts_reach_and_is_not_sent_across_sites(meet: Meet) -> None:
    meeting = meet()
    answer = meeting.stranger().post(f"/j/{meeting.code}", asks="page")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie


def test_a_cookie_that_somebody_has_changed_proves_nothing(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    (cookie,) = person.client._cookies.values()
    head, _, tail = cookie.value.partition(".")
    other_end = "B" if cookie.value.endswith("A") else "A"
    for forged in (f"{head[:-2]}AA.{tail}", head, "", "x" * 4000, cookie.value[:-1] + other_end):
        stranger = meeting.stranger()
        stranger.client.set_cookie(cookie.key, forged)
        assert stranger.get(meeting.at("notepad")).status_code == 401


def test_a_large_page_comes_compressed_to_who_takes_that(meet: Meet) -> None:
    meeting = meet()
    answer = meeting.desk.get(meeting.at("desk"), headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in answer.headers.getlist("Vary")
    assert "Content-Encoding" not in meeting.desk.get(meeting.at("desk")).headers
