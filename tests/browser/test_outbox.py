"""The outbox: what somebody wrote is kept on the device until the server has it, and goes out by itself, once, in order."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.people import TAPS_REST, People, Wire, expect_own, expect_waiting, move, own, send, show

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Made, Server

POSTED = re.compile(r"/w/\w+/notes$")
ONLINE = "dispatchEvent(new Event('online'))"
NO_ROOM = "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
OTHERS_ANSWERS: list[dict[str, Any]] = [
    {"status": 200, "body": "<h1>Welcome to the hotel</h1>"},
    {"status": 200, "body": "{}", "headers": {"Note": "another 1"}},
    {"status": 302, "headers": {"Location": "/elsewhere"}},
    {"status": 401, "body": "<h1>Sign in to the hotel's Wi-Fi</h1>"},
    {"status": 422, "body": "no"},
]


def kept_on_device(page: Page) -> str:
    return str(page.evaluate("JSON.stringify({...localStorage})"))


def test_a_sent_note_leaves_the_box_and_is_received(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    send(pad, "Les bus la nuit")
    expect_own(pad, ["Les bus la nuit"])
    expect(pad.locator("#text")).to_have_value("")
    expect(pad.locator("#outbox")).to_be_hidden()
    expect(pad.locator("#state")).to_have_text("Received. Nobody sees it yet.")


def test_notes_written_without_a_link_are_kept_and_go_out_in_order(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    pad.context.set_offline(True)
    for text in ("one", "two", "three"):
        send(pad, text)
    expect_waiting(pad, ["one", "two", "three"])
    expect(pad.locator("#state")).to_contain_text("No link at the moment")
    pad.context.set_offline(False)
    expect_own(pad, ["one", "two", "three"])
    expect(pad.locator("#outbox")).to_be_hidden()


def test_what_waits_and_what_is_half_written_survive_a_reload(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    pad.route(POSTED, lambda route: route.abort())
    send(pad, "one")
    send(pad, "two")
    pad.fill("#text", "half a thou")
    pad.reload()
    expect_waiting(pad, ["one", "two"])
    expect(pad.locator("#text")).to_have_value("half a thou")
    pad.unroute(POSTED)
    pad.reload()
    expect_own(pad, ["one", "two"])
    expect(pad.locator("#text")).to_have_value("half a thou")


def test_a_captive_portal_is_not_believed(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    answers = itertools.cycle(OTHERS_ANSWERS)
    pad.route(POSTED, lambda route: route.fulfill(**next(answers)))
    send(pad, "mine")
    for _ in OTHERS_ANSWERS[1:]:
        expect(pad.locator("#state")).to_contain_text("kept on this device")
        expect_waiting(pad, ["mine"])
        with pad.expect_response(POSTED):
            pad.evaluate(ONLINE)
    pad.unroute(POSTED)
    pad.evaluate(ONLINE)
    expect_own(pad, ["mine"])


def test_a_killed_server_loses_nothing_and_doubles_nothing(people: People, server: Server, writing: Made) -> None:
    pad = people.participant(writing)
    for number in range(4):
        send(pad, f"before {number}")
    server.kill()
    for number in range(4):
        send(pad, f"after {number}")
    server.start()
    wanted = [f"before {number}" for number in range(4)] + [f"after {number}" for number in range(4)]
    expect_own(pad, wanted, timeout=30_000)
    pad.reload()
    assert own(pad) == wanted


def test_an_answer_that_was_lost_does_not_double_the_note(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    pad.route(POSTED, lambda route: (route.fetch(), route.abort()))
    send(pad, "stored, unheard")
    expect(pad.locator("#state")).to_contain_text("No link")
    pad.unroute(POSTED)
    send(pad, "next")
    expect_own(pad, ["stored, unheard", "next"])
    expect(pad.locator("#outbox")).to_be_hidden()


def test_two_tabs_share_what_waits_and_send_it_once(people: People, writing: Made) -> None:
    one = people.participant(writing)
    other = people.beside(one)
    other.goto(one.url)
    one.context.set_offline(True)
    send(one, "from one tab")
    send(other, "from the other")
    expect_waiting(one, ["from one tab", "from the other"])
    expect_waiting(other, ["from one tab", "from the other"])
    one.context.set_offline(False)
    for tab in (one, other):
        expect_own(tab, ["from one tab", "from the other"])
        expect(tab.locator("#outbox")).to_be_hidden()


def test_a_device_without_room_says_so_and_still_sends(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    pad.evaluate(NO_ROOM)
    pad.route(POSTED, lambda route: route.abort())
    send(pad, "in memory")
    expect_waiting(pad, ["in memory"])
    pad.unroute(POSTED)
    pad.evaluate(ONLINE)
    expect_own(pad, ["in memory"])


def test_a_refused_note_goes_back_into_the_box(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    pad.evaluate("document.getElementById('text').removeAttribute('maxlength')")
    send(pad, "x" * 1200)
    expect(pad.locator("#state")).to_contain_text("Please change this idea")
    expect(pad.locator("#text")).to_have_value("x" * 1200)
    expect(pad.locator("#outbox")).to_be_hidden()
    send(pad, "shorter")
    expect_own(pad, ["shorter"])


def test_half_written_words_stay_through_a_change_of_step_for_their_question(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    pad.fill("#text", "half a thou")
    move(desk, "write", 2)
    expect(pad.locator("#write-for")).to_contain_text("These words are for another question")
    expect(pad.locator("#text")).to_have_value("half a thou")
    pad.wait_for_timeout(TAPS_REST)
    send(pad, "half a thought")
    expect(pad.locator("#own-q1 .note-text").first).to_have_text("half a thought")
    expect(pad.locator("#write-for")).to_be_hidden()
    expect(pad.locator("#write input[name=question]")).to_have_value("2")


def test_a_note_for_a_closed_meeting_is_kept_and_goes_out_when_it_opens_again(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    pad.context.set_offline(True)
    send(pad, "too late")
    desk.locator("#steps .steps-close > summary").click()
    desk.locator("#steps .steps-close button").click()
    expect(desk.locator(".desk-close")).to_be_visible()
    pad.context.set_offline(False)
    expect(pad.locator("#state")).to_contain_text("closed")
    expect_waiting(pad, ["too late"])
    move(desk, "look", 1)
    expect_own(pad, ["too late"])


def test_erased_words_leave_the_device(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    send(pad, "regretted")
    send(pad, "changed")
    expect_own(pad, ["regretted", "changed"])
    assert "regretted" in kept_on_device(pad), "a copy, to be offered again after a restore"
    pad.locator("#own-all > summary").click()
    mine = pad.locator("#own .own-note")
    mine.nth(0).locator(".own-acts > summary").click()
    mine.nth(0).locator("[data-own-text] textarea").fill("changed, and better")
    mine.nth(0).locator("[data-own-text] button").click()
    expect_own(pad, ["regretted", "changed, and better"])
    mine.nth(1).locator(".own-acts > summary").click()
    mine.nth(1).locator("[data-own-withdrawal] button").click()
    expect_own(pad, ["changed, and better"])
    assert "regretted" not in kept_on_device(pad)
    assert "changed, and better" in kept_on_device(pad)


def test_new_words_that_are_refused_stay_where_they_are(people: People, meeting: Made) -> None:
    wire = Wire()
    pad, desk = people.participant(meeting, before=wire), people.facilitator(meeting)
    send(pad, "as it was")
    expect_own(pad, ["as it was"])
    pad.locator("#own-all > summary").click()
    pad.locator(".own-acts > summary").click()
    pad.locator("[data-own-text] textarea").fill("as it should be")
    pad.context.set_offline(True)
    pad.locator("[data-own-text] button").click()
    expect(pad.locator("#state")).to_contain_text("No link")
    wire.losing = True  # the page does not hear that the note is shown
    pad.context.set_offline(False)
    move(desk, "read", 1)
    show(desk, 1)
    pad.locator("[data-own-text] button").press("Enter")  # a second tap so soon would be ignored
    expect(pad.locator("#state")).to_contain_text("has been read out")
    expect(pad.locator("[data-own-text] textarea")).to_have_value("as it should be")
