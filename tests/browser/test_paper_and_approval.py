"""Paper at the desk by the keyboard alone, a paste that is looked at first, and a wish that only its own device shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.looks import PHONE, complaints
from tests.browser.people import People, move, show

if TYPE_CHECKING:
    from tests.tools.server import Made

SAID = "Somebody would like to talk about this one"
WISH = "I would like to talk about this one"


def test_ideas_from_paper_are_typed_with_enter_alone_and_can_be_taken_back(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    desk.locator("a[href*='/paper']").click()
    desk.wait_for_url("**/paper?group=1")
    expect(desk.locator("#one")).to_be_focused()
    for words in ("A bench", "Bread", "A bus at night"):
        desk.keyboard.type(words)
        desk.keyboard.press("Enter")
    taken = desk.locator("#entered .entered:has(.entered-state:text-is('taken in'))")
    expect(taken.locator(".note-text")).to_have_text(["A bus at night", "Bread", "A bench"])
    taken.nth(1).get_by_role("button", name="Take it back").press("Enter")
    expect(desk.locator("#entered .note-text")).to_have_text(["A bus at night", "A bench"])
    expect(desk.locator("#one")).to_have_value("Bread")
    desk.get_by_role("link", name="To the desk").click()
    expect(desk.locator("#numbers dd").first).to_have_text("2")


def test_what_is_typed_without_a_link_is_kept_and_stored_once(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    desk.goto(f"{people.server.address}/w/{meeting.id}/paper?group=1")
    desk.context.set_offline(True)
    desk.keyboard.type("A bench")
    desk.keyboard.press("Enter")
    expect(desk.locator("#entered .entered-state")).to_contain_text("No link at the moment")
    desk.context.set_offline(False)
    expect(desk.locator("#entered .entered-state")).to_have_text("taken in")
    desk.reload()
    expect(desk.get_by_text("1 idea of this question had come from paper before.")).to_be_visible()
    expect(desk.locator("#entered .entered")).to_have_count(0)


def test_a_paste_is_looked_at_and_stored_once_however_often_it_is_pressed(people: People, meeting: Made, axe: str) -> None:
    desk = people.facilitator(meeting)
    desk.goto(f"{people.server.address}/w/{meeting.id}/paper?group=1")
    desk.fill("#many", "Idea;Number\nA bench;2\n;1\nالشعور بأنني في بيتي;1")
    assert complaints(desk, axe) == []
    desk.get_by_role("button", name="Look at it first").click()
    expect(desk.locator(".paper-ideas li")).to_have_text(["A bench", "الشعور بأنني في بيتي"])
    desk.set_viewport_size(PHONE)
    assert complaints(desk, axe) == []
    desk.get_by_role("button", name="Take in these 2 ideas").dblclick()
    expect(desk.get_by_text("2 ideas were taken in.")).to_be_visible()
    desk.get_by_role("link", name="To the desk").click()
    expect(desk.locator("#numbers dd").first).to_have_text("2")


def test_a_wish_is_a_mark_for_the_room_and_pressed_on_its_own_device_alone(people: People, meeting: Made, axe: str) -> None:
    people.write(meeting, "A bus at night", "A bench")
    desk = people.facilitator(meeting)
    screen = people.screen(meeting, desk)
    person, neighbour = people.participant(meeting), people.participant(meeting)
    move(desk, "read", 1)
    show(desk, 2)
    people.act(desk, "criteria", question="1", group="1", name="Getting around")
    move(desk, "approve")
    person.get_by_role("button", name=WISH).first.press("Enter")
    expect(person.locator("[data-own-wish]")).to_have_count(1)
    expect(person.locator(".wish [aria-pressed=true]")).to_have_count(1)
    expect(desk.locator("#wishes li")).to_have_count(1)
    expect(screen.locator(".mark-wish")).to_have_text([SAID])
    expect(neighbour.locator("[aria-pressed=true], [data-own-wish], .mark-wish")).to_have_count(0)
    assert complaints(person, axe) == [] and complaints(desk, axe) == []
    people.act(desk, "approval", question="1", group="1", approved="1")
    expect(neighbour.get_by_text("Approved by the group")).to_be_visible()
    expect(person.locator(".wish [aria-pressed=true]")).to_have_count(1)
    desk.get_by_role("button", name="We have talked about it").press("Enter")
    expect(person.locator("[data-own-wish], [aria-pressed=true]")).to_have_count(0)
    expect(screen.locator(".mark-wish")).to_have_count(0)
