"""Sorting at the desk from the sheet itself: by drag with the mouse and by touch, by tap and by keyboard; all can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import (
    LAPTOP,
    TABLET,
    People,
    box,
    criterion,
    expect_as_fresh,
    loose,
    move,
    notes_in,
    requests,
    show,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.tools.server import Made

IDEAS = ["the river path", "buses at night", "a bench", "clean air"]


@pytest.fixture(params=["laptop"])
def desk(request: pytest.FixtureRequest, people: People, meeting: Made) -> Iterator[Page]:
    """A desk with four loose notes and two empty criteria."""
    people.write(meeting, *IDEAS)
    page = people.facilitator(meeting, TABLET if request.param == "tablet" else LAPTOP)
    people.act(page, "step", step="read", question="1")
    for name in ("Moving", "Resting"):
        people.act(page, "criteria", question="1", group="1", name=name)
    page.reload()  # a page that has seen the step change lets taps rest for a moment
    expect(page.locator(".criterion")).to_have_count(2)
    show(page, len(IDEAS))
    yield page


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 30)


def drag(desk: Page, note: Locator, place: Locator) -> None:
    """By mouse, as a hand does it, with both in sight."""
    place.scroll_into_view_if_needed()
    note.scroll_into_view_if_needed()
    desk.mouse.move(*middle(note))
    desk.mouse.down()
    x, y = middle(note)
    desk.mouse.move(x + 12, y + 8, steps=3)
    expect(desk.locator("body[data-dragging]")).to_have_count(1)
    desk.mouse.move(*middle(place), steps=6)
    expect(desk.locator(".drop-here")).to_have_count(1)
    desk.mouse.up()


def drag_by_touch(desk: Page, note: Locator, place: Locator) -> None:
    """By a finger that rests a moment first."""
    finger = desk.context.new_cdp_session(desk)
    (x, y), (to_x, to_y) = middle(note), middle(place)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", (x, y))
    expect(note).to_have_class("note voice-coral sortable-chosen")
    for part in range(1, 7):
        touch("touchMove", (x + (to_x - x) * part / 6, y + (to_y - y) * part / 6))
    expect(desk.locator(".drop-here")).to_have_count(1)
    touch("touchEnd")


def test_a_note_is_dragged_into_a_criterion_and_out_again(desk: Page) -> None:
    drag(desk, loose(desk).first, criterion(desk, "Moving"))
    expect(notes_in(desk, "Moving")).to_have_count(1)
    expect(loose(desk)).to_have_count(3)
    drag(desk, notes_in(desk, "Moving").first, desk.locator("#loose-q1"))
    expect(notes_in(desk, "Moving")).to_have_count(0)
    expect(loose(desk)).to_have_count(4)
    expect_as_fresh(desk)


def test_several_chosen_notes_are_dragged_onto_a_tile_at_once(desk: Page) -> None:
    loose(desk).nth(0).locator("label").click()
    loose(desk).nth(2).locator("label").click()
    expect(desk.locator(".placing-what")).to_have_text("2 ideas chosen")
    drag(desk, loose(desk).nth(2), desk.locator(".tile", has_text="Resting"))
    expect(notes_in(desk, "Resting")).to_have_count(2)
    expect(desk.locator("input[name=note]:checked")).to_have_count(0)
    desk.keyboard.press("u")
    expect(loose(desk)).to_have_count(4)  # it was one act


def test_a_drag_that_goes_nowhere_changes_nothing(desk: Page) -> None:
    posted = requests(desk, method="POST")
    drag(desk, loose(desk).first, desk.locator("#loose-q1"))
    expect(desk.locator("body[data-dragging]")).to_have_count(0)
    loose(desk).nth(1).locator("label").click()
    expect(box(loose(desk).nth(1))).to_be_checked()
    assert posted == []


def choose(desk: Page, what: str) -> None:
    desk.get_by_role("dialog").get_by_role("button", name=what).click()


def test_a_criterion_that_is_dragged_onto_another_one_asks_what_is_meant(desk: Page) -> None:
    names = desk.locator(".criterion h3")
    drag(desk, loose(desk).first, criterion(desk, "Resting"))
    expect(notes_in(desk, "Resting")).to_have_count(1)
    drag(desk, criterion(desk, "Resting").locator(".criterion-line"), criterion(desk, "Moving"))
    expect(desk.get_by_role("dialog")).to_contain_text("“Resting” onto “Moving”")
    choose(desk, "Leave it")
    expect(names).to_have_text(["Moving", "Resting"])
    drag(desk, criterion(desk, "Resting").locator(".criterion-line"), criterion(desk, "Moving"))
    choose(desk, "Move before it")
    expect(names).to_have_text(["Resting", "Moving"])
    drag(desk, criterion(desk, "Resting").locator(".criterion-line"), criterion(desk, "Moving"))
    choose(desk, "Merge into it")
    expect(names).to_have_text(["Moving"])
    expect(notes_in(desk, "Moving")).to_have_count(1)
    expect_as_fresh(desk)


@pytest.mark.parametrize("desk", ["tablet"], indirect=True)
def test_a_finger_drags_and_taps(desk: Page) -> None:
    drag_by_touch(desk, loose(desk).first, criterion(desk, "Moving"))
    expect(notes_in(desk, "Moving")).to_have_count(1)
    loose(desk).first.locator("label").tap()
    expect(box(loose(desk).first)).to_be_checked()
    desk.locator(".tile", has_text="Resting").tap()
    expect(notes_in(desk, "Resting")).to_have_count(1)
    expect_as_fresh(desk)


def test_the_note_in_hand_is_dragged_onto_a_tile(desk: Page) -> None:
    words = desk.locator("#hand [data-hand] .note-text").inner_text()
    drag(desk, desk.locator("#hand [data-hand]"), desk.locator(".tile", has_text="Resting"))
    expect(notes_in(desk, "Resting")).to_have_text([words])
    expect(desk.locator("#hand [data-hand] .note-text")).not_to_have_text(words)


def test_the_keyboard_goes_from_note_to_note_and_places_what_is_ticked(desk: Page) -> None:
    move(desk, "sort", 1)  # what was pressed before does not matter
    hand = desk.locator("#hand [data-hand] .note-text").inner_text()
    desk.keyboard.press("ArrowDown")
    expect(box(loose(desk).nth(0))).to_be_focused()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Space")
    expect(desk.locator(".placing-what")).to_have_text("2 ideas chosen")
    expect(desk.locator(".tile-new")).to_contain_text("Make a criterion of the 2 chosen ideas")
    desk.keyboard.press("2")
    expect(notes_in(desk, "Resting")).to_have_count(2)
    expect(loose(desk)).to_have_count(2)
    expect(desk.locator("#hand [data-hand] .note-text")).to_have_text(hand)  # the hand stays
    desk.keyboard.press("u")
    expect(loose(desk)).to_have_count(4)


def test_an_act_that_another_device_was_faster_with_is_refused_in_words(people: People, desk: Page) -> None:
    said = desk.locator("#said")
    box(loose(desk).first).check()
    note = str(loose(desk).first.get_attribute("data-note"))
    resting = str(criterion(desk, "Resting").get_attribute("data-criterion"))
    desk.evaluate("document.body.dataset.dragging = ''")  # whoever drags is not disturbed: the page stays as it is
    people.act(desk, f"notes/{note}/placement", criterion=resting)
    desk.keyboard.press("1")
    expect(said).to_contain_text("Resting")
    desk.evaluate("delete document.body.dataset.dragging; document.dispatchEvent(new CustomEvent('dropped'))")
    expect(notes_in(desk, "Resting")).to_have_count(1)
    expect(notes_in(desk, "Moving")).to_have_count(0)


def test_a_lost_link_is_said_and_the_next_success_clears_it(desk: Page) -> None:
    said = desk.locator("#said")
    desk.context.set_offline(True)
    desk.keyboard.press("u")
    expect(said).to_contain_text("This was not done")
    desk.context.set_offline(False)
    desk.keyboard.press("u")
    expect(said).to_have_text("")
    expect(loose(desk)).to_have_count(len(IDEAS) - 1)
