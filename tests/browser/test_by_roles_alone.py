"""A whole sheet by the keyboard, through what the accessibility tree says and nothing else: roles, names, words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.people import People

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.tools.server import Made

IDEAS = ["the river path", "buses at night", "a bench in the shade", "clean air"]


def step(desk: Page, name: str) -> None:
    """Take the first question to a step, or the group to one that belongs to no question."""
    button = desk.get_by_role("button", name=name, exact=True).first
    button.press("Enter")
    expect(button).to_have_attribute("aria-current", "step")


def places(desk: Page) -> Locator:
    """The list of all places, with the words of what is in hand in its name."""
    return desk.get_by_role("group", name=re.compile("Where does “.+” belong"))


def put(desk: Page, place: str | re.Pattern[str], left: str) -> None:
    """Choose a place for what is in hand, and wait until one quiet sentence says how many are left."""
    choice = places(desk).get_by_role("radio", name=place).first
    choice.press("Space")
    choice.press("Enter")
    expect(desk.get_by_role("status").filter(has_text=left)).to_have_count(1)


def test_a_sheet_is_read_out_sorted_renamed_and_approved(people: People, meeting: Made) -> None:
    people.write(meeting, *IDEAS)
    desk = people.facilitator(meeting)
    step(desk, "Read out")
    for unread in ("3 not read yet", "2 not read yet", "1 not read yet"):
        desk.get_by_role("button", name="Show", exact=True).press("Enter")
        expect(desk.get_by_role("region", name="The idea in hand")).to_contain_text(unread)
    desk.get_by_role("button", name="Show", exact=True).press("Enter")
    expect(desk.get_by_role("region", name="The idea in hand")).not_to_contain_text("not read yet")
    step(desk, "Sort")
    desk.keyboard.press("m")
    put(desk, "New criterion", "3 left")
    put(desk, "New criterion", "2 left")
    put(desk, re.compile("1 idea$"), "1 left")
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="Undo").press("Enter")
    expect(desk.get_by_text("2 left").first).to_be_visible()
    desk.get_by_role("button", name="Redo").press("Enter")
    expect(desk.get_by_text("1 left").first).to_be_visible()
    desk.keyboard.press("m")
    put(desk, re.compile("2 ideas$"), "4 of 4 placed")
    desk.keyboard.press("Escape")
    step(desk, "Approve")
    desk.get_by_role("button", name="The whole sheet is approved by the group").press("Enter")
    expect(desk.get_by_text("The group has approved this whole sheet.")).to_be_visible()
