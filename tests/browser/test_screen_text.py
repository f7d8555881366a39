"""Nothing on the screen is set smaller than the size that the back row chose, in any step, whatever the picture's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import People
from tests.browser.sheets import made_sheet

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Made, Server

IDEAS = ["Les bus la nuit", "Un banc à l’ombre", "أريد أن أعود إلى بيتي ليلا", "une idée longue " * 40, "Du calme"]
STEPS = [("read", "1"), ("sort", "1"), ("look", "1"), ("write", "2"), ("read", "2")]
STEPS += [("approve", ""), ("close", ""), ("welcome", "")]
SIZES = pytest.mark.parametrize(("language", "sizes"), [("fr", [1, 5]), pytest.param("en", [2, 3, 4], marks=pytest.mark.slow)])

# All text that is painted, with how large it is in rem.
TEXTS = """() => {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { data, parentElement: holder } = walk.currentNode;
    if (!data.trim() || !holder.checkVisibility() || holder.closest(".hidden-words, .skip, [hidden]")) continue;
    const range = document.createRange();
    range.selectNode(walk.currentNode);
    const { width, height } = range.getBoundingClientRect();
    if (width > 1 && height > 1) found.push([parseFloat(getComputedStyle(holder).fontSize) / rem, data.trim().slice(0, 60)]);
  }
  for (const part of document.body.querySelectorAll("*")) {
    for (const side of ["::before", "::after"]) {
      const { content, fontSize } = getComputedStyle(part, side);
      if (/^"./.test(content) && part.checkVisibility()) found.push([parseFloat(fontSize) / rem, content]);
    }
  }
  return found;
}"""
REM = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def too_small(screen: Page) -> list[str]:
    found = screen.evaluate(TEXTS)
    assert found, "there is something to read"
    return [words for size, words in found if size < 0.999]


@SIZES
def test_nothing_is_smaller_than_the_back_row_can_read(people: People, server: Server, language: str, sizes: list[int]) -> None:
    made = made_sheet(server, IDEAS, ["Se déplacer " + "m" * 150, "Dehors"], loose=3)
    desk = people.facilitator(made)
    desk.context.add_cookies([{"name": "language", "value": language, "url": server.address}])
    screen = people.screen(made, desk)
    screen.set_viewport_size({"width": 1280, "height": 720})
    screen.bring_to_front()
    wrong = {}
    for size in sizes:
        people.act(desk, "screen-text", size=str(size))
        expect(screen.locator(f"[data-screen-text='{size}']")).to_be_attached()
        for step, question in STEPS:
            people.act(desk, "step", step=step, question=question)
            screen.locator(f".screen-{step}").wait_for()
            for turn in range(3):
                wrong[f"{size} {step} {question} {turn}"] = too_small(screen)
                screen.keyboard.press("PageDown")
    assert {where: said for where, said in wrong.items() if said} == {}


def test_every_size_is_larger_than_the_one_before_and_pictures_of_all_sizes_look_alike(
    people: People, writing: Made
) -> None:
    desk = people.facilitator(writing)
    screen = people.screen(writing, desk)
    found: dict[int, list[float]] = {}
    for size in range(1, 6):
        people.act(desk, "screen-text", size=str(size))
        expect(screen.locator(f"[data-screen-text='{size}']")).to_be_attached()
        for width, height in ((1024, 768), (1280, 720), (1920, 1080)):
            screen.set_viewport_size({"width": width, "height": height})
            found.setdefault(size, []).append(screen.evaluate(REM) / width)
    assert all(max(parts) - min(parts) < 1e-4 for parts in found.values())
    assert [parts[0] for parts in found.values()] == sorted(parts[0] for parts in found.values())
    assert len({round(parts[0], 4) for parts in found.values()}) == 5


def test_the_keys_plus_and_minus_at_the_screen_change_its_size(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    screen = people.screen(meeting, desk)
    people.act(desk, "step", step="welcome")
    expect(screen.locator(".test-line")).to_be_visible()
    screen.keyboard.press("+")
    expect(screen.locator("[data-screen-text='3']")).to_be_attached()
    screen.keyboard.press("-")
    expect(screen.locator("[data-screen-text='2']")).to_be_attached()
    expect(desk.locator("#screening [name=size][value='2']")).to_have_attribute("aria-pressed", "true")
