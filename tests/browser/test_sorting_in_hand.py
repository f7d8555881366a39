"""Sorting at the desk with one idea in hand: by key, by tap, and by a list of choices for readers of the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import PHONE, People, box, criterion, expect_as_fresh, loose, make_criterion, move, notes_in, requests

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.tools.server import Made

IDEAS = ["the river path", "buses at night", "a bench", "clean air"]
PRESS = """(key, code = `Digit${key}`) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }))"""


@pytest.fixture
def desk(people: People, meeting: Made) -> Iterator[Page]:
    """A desk that sorts four loose notes into two empty criteria."""
    yield sorting(people, meeting, *IDEAS)


def sorting(people: People, meeting: Made, *ideas: str, **kind: object) -> Page:
    ids = [key for start in range(0, len(ideas), 50) for key in people.write(meeting, *ideas[start : start + 50])]
    page = people.facilitator(meeting, **kind)
    people.act(page, "step", step="read", question="1")
    for key in ids:
        people.act(page, f"notes/{key}/showing")
    for name in ("Moving", "Resting"):
        people.act(page, "criteria", question="1", group="1", name=name)
    people.act(page, "step", step="sort", question="1")
    page.reload()  # a page that has seen the step change lets taps rest for a moment
    expect(page.locator(".criterion")).to_have_count(2)
    return page


def hand(desk: Page) -> Locator:
    return desk.locator("#hand [data-hand] > .note-words .note-text")


def test_a_digit_places_the_note_in_hand_and_the_next_one_comes(desk: Page) -> None:
    first = hand(desk).inner_text()
    desk.keyboard.press("1")
    expect(notes_in(desk, "Moving")).to_have_text([first])
    second = hand(desk).inner_text()
    assert second != first
    desk.keyboard.press("Space")
    expect(hand(desk)).not_to_have_text(second)
    third = hand(desk).inner_text()
    desk.keyboard.press("n")
    expect(criterion(desk, third)).to_be_visible()
    desk.keyboard.press("a")
    expect(desk.locator("#aside .number")).to_have_text("1")
    expect(desk.locator("#counter-q1")).to_have_text("1 left")
    expect(hand(desk)).to_have_text(second)  # it was put off, and comes again
    for _press in range(4):
        before = desk.locator("#thread .thread-last").inner_text()
        desk.keyboard.press("u")
        expect(desk.locator("#thread .thread-last")).not_to_have_text(before)
    expect(hand(desk)).to_have_text(first)
    expect_as_fresh(desk)


def test_two_fast_keys_place_one_note_once(desk: Page) -> None:
    posted = requests(desk, "/placements", method="POST")
    first = hand(desk).inner_text()
    desk.evaluate(f"() => {{ const press = {PRESS}; press('1'); press('2'); }}")
    expect(notes_in(desk, "Moving")).to_have_text([first])
    expect(loose(desk)).to_have_count(3)
    expect(notes_in(desk, "Resting")).to_have_count(0)
    assert len(posted) == 1


def test_places_rest_for_a_moment_when_somebody_else_has_changed_what_is_in_hand(people: People, desk: Page) -> None:
    posted = requests(desk, "/placements", method="POST")
    resting = str(criterion(desk, "Resting").get_attribute("data-criterion"))
    theirs = desk.locator("#hand [data-hand]").get_attribute("data-hand")
    people.act(desk, f"notes/{theirs}/placement", criterion=resting)
    desk.wait_for_function(f"() => document.body.dataset.resting === '' && (({PRESS})('1'), true)")
    expect(desk.locator("body[data-resting]")).to_have_count(0)
    assert posted == []
    desk.keyboard.press("1")
    expect(notes_in(desk, "Moving")).to_have_count(1)
    assert len(posted) == 1


def test_digits_go_by_the_place_of_the_key_and_with_shift_the_note_stays_where_it_is(desk: Page) -> None:
    desk.evaluate(f"({PRESS})('é', 'Digit2')")
    expect(notes_in(desk, "Resting")).to_have_count(1)
    box(notes_in(desk, "Resting")).check()
    desk.keyboard.press("Shift+1")
    expect(notes_in(desk, "Moving")).to_contain_text("also in Resting")
    expect(notes_in(desk, "Resting")).to_contain_text("also in Moving")
    criterion(desk, "Moving").locator(".criterion-acts > summary").click()
    desk.get_by_label("Name", exact=True).first.fill("Getting around")
    desk.keyboard.press("Enter")
    expect(notes_in(desk, "Resting")).to_contain_text("also in Getting around")
    desk.locator(".criterion-acts[open] > summary").click()
    box(notes_in(desk, "Resting")).check()
    desk.get_by_role("button", name="Take out").click()
    expect(notes_in(desk, "Resting")).to_have_count(0)
    expect(notes_in(desk, "Getting around")).not_to_contain_text("also in")
    expect_as_fresh(desk)


@pytest.mark.parametrize("count", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_notes_go_into_eight_criteria_with_hardly_more_key_presses_than_notes(people: People, meeting: Made, count: int) -> None:
    desk = sorting(people, meeting, *[f"idea number {number}" for number in range(count)])
    pressed = 0
    while (left := desk.locator("#counter-q1").inner_text()) != f"{count} of {count} placed":
        desk.keyboard.press("n" if pressed < 6 else str(pressed % 8 + 1))
        pressed += 1
        expect(desk.locator("#counter-q1")).not_to_have_text(left)
    expect(desk.locator(".criterion")).to_have_count(8)
    assert desk.locator(".criterion li.note").count() == count
    assert pressed <= 1.1 * count


def test_keys_are_changed_switched_off_and_put_back(desk: Page) -> None:
    desk.locator("#new-q1-name").press_sequentially("nu1 s")  # they sleep in fields
    expect(desk.locator("#new-q1-name")).to_have_value("nu1 s")
    desk.locator("#new-q1-name").fill("")
    desk.locator("#keys > summary").click()
    desk.get_by_role("button", name="Criterion 1").click()
    desk.keyboard.press("g")
    expect(desk.locator(".tile kbd").first).to_have_text("G")
    desk.keyboard.press("Escape")
    desk.reload()
    desk.keyboard.press("1")
    desk.keyboard.press("g")
    expect(notes_in(desk, "Moving")).to_have_count(1)
    expect(loose(desk)).to_have_count(3)
    desk.locator("#keys > summary").click()
    desk.get_by_role("button", name="Back to the usual keys").click()
    expect(desk.locator(".tile kbd").first).to_have_text("1")
    desk.get_by_label("Use these keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("1")
    desk.locator("#keys > summary").click()
    desk.get_by_label("Use these keys").check()
    desk.keyboard.press("Escape")
    expect(loose(desk)).to_have_count(3)
    desk.keyboard.press("1")
    expect(notes_in(desk, "Moving")).to_have_count(2)


def test_everything_is_done_through_roles_and_names_alone(desk: Page) -> None:
    group = desk.get_by_role("group", name=re.compile("Where does “.*” belong"))
    told = desk.get_by_role("status").filter(has_text="In hand")
    first = hand(desk).inner_text()
    desk.keyboard.press("m")
    expect(group.get_by_role("radio", name="Moving 0 ideas")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio", name="Resting 0 ideas")).to_be_checked()
    desk.keyboard.press("Enter")
    expect(group).not_to_have_accessible_name(f"Where does “{first}” belong?")
    expect(told).to_have_text(re.compile(f"^“{first}” is now in Resting. 3 left. In hand: “.+”$"))
    expect(group.get_by_role("radio", name="Moving 0 ideas")).to_be_focused()
    expect(group.get_by_role("radio", checked=True)).to_have_count(0)
    group.get_by_role("radio", name="New criterion").press("Space")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=3)).to_have_count(3)
    group.get_by_role("radio", name="Later").press("Space")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status").filter(has_text="put off")).to_have_count(1)
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Undo").press("Enter")
    expect(desk.get_by_role("status").filter(has_text="Undone: put off")).to_have_count(1)


def test_criteria_are_merged_split_and_restored(desk: Page) -> None:
    for key in ("1", "1", "2"):
        left = desk.locator("#counter-q1").inner_text()
        desk.keyboard.press(key)
        expect(desk.locator("#counter-q1")).not_to_have_text(left)
    criterion(desk, "Resting").locator(".criterion-acts > summary").click()
    desk.get_by_label("Put all its ideas into another criterion").last.select_option("Moving")
    desk.get_by_role("button", name="Merge").last.click()
    expect(notes_in(desk, "Moving")).to_have_count(3)
    desk.get_by_text("Removed").click()
    desk.get_by_role("button", name="Restore").click()
    expect(criterion(desk, "Resting")).to_be_visible()
    expect(desk.locator("#removed")).to_be_hidden()
    box(notes_in(desk, "Moving").nth(0)).check()
    box(notes_in(desk, "Moving").nth(2)).check()
    desk.get_by_role("button", name="Make a criterion of the 2 chosen ideas").click()
    expect(desk.locator(".criterion")).to_have_count(3)
    expect(notes_in(desk, "Moving")).to_have_count(1)
    expect_as_fresh(desk)


def test_what_was_done_says_who_and_leads_back(people: People, desk: Page) -> None:
    desk.keyboard.press("1")
    expect(notes_in(desk, "Moving")).to_have_count(1)
    second = hand(desk).inner_text()
    desk.keyboard.press("2")
    expect(notes_in(desk, "Resting")).to_have_text([second])
    desk.keyboard.press("2")
    expect(notes_in(desk, "Resting")).to_have_count(2)
    desk.locator(".thread-items > summary").click()
    desk.locator("#thread li", has_text=re.compile("moved.*Moving")).get_by_role("button", name="Back to here").click()
    desk.get_by_role("button", name="Yes, back to here").click()
    expect(notes_in(desk, "Resting")).to_have_count(0)
    expect(notes_in(desk, "Moving")).to_have_count(1)
    expect(hand(desk)).to_have_text(second)


def test_the_same_words_are_one_in_hand_and_go_together(people: People, meeting: Made) -> None:
    desk = sorting(people, meeting, "A bench", "a bench.", "clean air")
    expect(loose(desk)).to_have_count(2)
    expect(desk.locator("#counter-q1")).to_have_text("3 left")
    while "bench" not in hand(desk).inner_text().lower():
        desk.keyboard.press("Space")
        expect(hand(desk)).to_have_text(re.compile("bench", re.IGNORECASE))
    expect(desk.locator("#hand")).to_contain_text("×2")
    desk.keyboard.press("1")
    expect(desk.locator("#counter-q1")).to_have_text("1 left")
    expect(notes_in(desk, "Moving")).to_have_count(1)


def test_on_a_phone_hand_and_places_are_in_reach_and_work_by_tap(people: People, meeting: Made) -> None:
    desk = sorting(people, meeting, *IDEAS, kind=PHONE)
    first = hand(desk).inner_text()
    for place in (desk.locator("#hand [data-hand]"), desk.locator(".tile", has_text="Resting")):
        expect(place).to_be_in_viewport()
    desk.locator(".tile", has_text="Resting").tap()
    expect(notes_in(desk, "Resting")).to_have_text([first])
    move(desk, "look", 1)
    expect(hand(desk)).not_to_have_text(first)


def test_reading_out_and_placing_are_one_pass(people: People, meeting: Made) -> None:
    people.write(meeting, *IDEAS[:3])
    desk = people.facilitator(meeting)
    move(desk, "read", 1)
    make_criterion(desk, "Moving")
    expect(desk.locator("#hand")).to_contain_text("Only you see it")
    first = hand(desk).inner_text()
    desk.keyboard.press("1")
    expect(notes_in(desk, "Moving")).to_have_text([first])  # what is placed is shown by it
    second = hand(desk).inner_text()
    desk.keyboard.press("s")
    expect(desk.locator("#hand")).to_contain_text("The room sees it")
    expect(hand(desk)).to_have_text(second)
    expect(desk.locator("#next .note-text")).to_be_visible()  # the one after it, for the desk alone
    desk.keyboard.press("Space")  # put off, it waits among the loose ones
    expect(hand(desk)).not_to_have_text(second)
    desk.keyboard.press("u")
    expect(hand(desk)).to_have_text(second)
    expect(desk.locator("body[data-resting]")).to_have_count(0)  # on a slow machine it came like somebody else's act
    desk.keyboard.press("1")
    expect(notes_in(desk, "Moving")).to_have_count(2)
    expect(loose(desk)).to_have_count(0)
