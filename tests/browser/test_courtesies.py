"""What the faces do for people: warnings can be put away, what is no longer true is no longer said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.people import People, expect_own, move, send, show

if TYPE_CHECKING:
    from tests.tools.server import Made


def test_received_is_said_no_longer_once_the_note_is_seen(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    move(desk, "read", 1)
    pad.locator(".ask-read").wait_for()
    pad.locator("#writing > summary").press("Enter")
    pad.fill("#text", "late, but mine")
    pad.locator("#write button.main-action").press("Enter")
    expect(pad.locator("#state")).to_have_text("Received. Nobody sees it yet.")
    expect(desk.locator("#next .note-text")).to_have_text("late, but mine")
    show(desk, 1)
    expect(pad.locator("#shown .note")).to_have_count(1)
    expect(pad.locator("#state")).to_be_hidden()


def test_received_is_said_no_longer_once_the_note_is_taken_back(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    send(pad, "regretted")
    expect_own(pad, ["regretted"])
    expect(pad.locator("#state")).to_have_text("Received. Nobody sees it yet.")
    pad.locator("#own-all > summary").click()
    pad.locator(".own-acts > summary").click()
    pad.locator("[data-own-withdrawal] button").click()
    expect_own(pad, [])
    expect(pad.locator("#state")).to_be_hidden()


def test_another_language_keeps_the_place_and_the_words(people: People, writing: Made) -> None:
    pad = people.participant(writing)
    pad.fill("#text", "half a thou")
    pad.get_by_role("link", name="Français").click()
    expect(pad.locator("#write button")).to_have_text("Envoyer")
    expect(pad.locator("#text")).to_have_value("half a thou")


def test_the_mirror_is_spoken_of_only_beside_a_screen_and_can_be_put_away(people: People, writing: Made) -> None:
    desk = people.facilitator(writing)
    warning = desk.locator("#mirrored")
    expect(warning).to_be_hidden()
    screen = people.screen(writing, desk)
    expect(warning).to_be_visible()
    screen.close()
    expect(warning).to_be_hidden(timeout=10_000)
    people.screen(writing, desk)
    desk.get_by_role("button", name="All right").click()
    expect(warning).to_be_hidden()
    desk.reload()
    expect(desk.locator("#room")).to_be_visible()
    expect(warning).to_be_hidden()


def test_a_drawer_closes_by_a_tap_beside_it_and_by_escape(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    panel, summary = desk.locator("#door > .panel"), desk.locator("#door > summary")
    summary.click()
    expect(panel).to_be_visible()
    desk.locator(".desk-calm h2").click()
    expect(panel).to_be_hidden()
    summary.click()
    desk.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()
    summary.click()
    desk.locator("#room > summary").click()
    expect(panel).to_be_hidden()
    expect(desk.locator("#room > .panel")).to_be_visible()


def test_practice_leaves_no_trace_in_the_thread(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    move(desk, "welcome")
    pad = people.participant(meeting)
    send(pad, "Couscous")
    expect(desk.locator("#next .note-text")).to_have_text("Couscous")
    desk.keyboard.press("s")
    expect(desk.locator("#thread")).to_contain_text("Couscous")
    move(desk, "write", 1)
    expect(desk.locator("#thread .thread-last")).to_have_text("Nothing has been sorted yet.")
