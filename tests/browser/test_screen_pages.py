"""The screen shows one thing at a time: nothing is passed over or cut, the desk turns its pages, several screens agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import People, move
from tests.browser.sheets import made_sheet
from workshop.method.steps import Step

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Server

PROJECTOR = {"width": 1280, "height": 720}
BEAMER = {"width": 1024, "height": 768}
NAMES = ["Se déplacer le soir", "De bons voisins", "Dehors", "Se sentir en sécurité " * 8]
IDEAS = [f"idée {number} " + "sur les bus de nuit " * (6 * (number % 4)) for number in range(40)]
LONG = "Un mot après l’autre, jusqu’au bout de la page. " * 20

# What is seen now: notes that stand in the picture from their first line to their last, and those that are cut.
SEEN = """() => {
  const foot = document.getElementById("below");
  const edge = foot.hidden ? innerHeight : foot.getBoundingClientRect().top;
  const frame = (part) => (getComputedStyle(part).overflowX === "clip" ? part : frame(part.parentElement));
  const seen = { whole: [], cut: [] };
  for (const note of document.querySelectorAll("#face .note")) {
    if (!note.checkVisibility()) continue;
    const { left, right, top, bottom } = frame(note.parentElement).getBoundingClientRect();
    const boxes = [...note.getClientRects()].filter((box) => box.left < right && box.right > left);
    if (!boxes.length) continue;
    const low = Math.min(bottom, edge);
    const inside = (box) => box.top >= top - 1 && box.bottom <= low + 1 && box.left >= left - 1 && box.right <= right + 1;
    (boxes.every(inside) ? seen.whole : seen.cut).push(note.dataset.note);
  }
  return seen;
}"""
AT_REST = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"


def seen(screen: Page) -> dict[str, list[str]]:
    screen.evaluate(AT_REST)
    found: dict[str, list[str]] = screen.evaluate(SEEN)
    return found


def looked_through(screen: Page) -> tuple[set[str], list[str]]:
    """All notes that were seen whole on the way to the last page, and those that were cut on some page."""
    whole: set[str] = set()
    cut: list[str] = []
    before = ""
    for _ in range(200):
        now = seen(screen)
        whole |= set(now["whole"])
        cut += now["cut"]
        shown = screen.evaluate("document.body.innerText + document.documentElement.style.cssText + location.hash") + str(now)
        if shown == before:
            return whole, cut
        before = shown
        screen.keyboard.press("PageDown")
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize(
    ("size", "picture"),
    [
        pytest.param("1", PROJECTOR, marks=pytest.mark.slow),
        ("3", BEAMER),
        pytest.param("5", PROJECTOR, marks=pytest.mark.slow),
    ],
)
def test_nothing_is_passed_over_and_nothing_is_cut(people: People, server: Server, size: str, picture: dict[str, int]) -> None:
    made = made_sheet(server, IDEAS, NAMES, loose=6, step=Step.LOOK)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    screen.set_viewport_size({"width": picture["width"], "height": picture["height"]})
    people.act(desk, "screen-text", size=size)
    expect(screen.locator(f"[data-screen-text='{size}']")).to_be_attached()
    screen.bring_to_front()
    whole, cut = looked_through(screen)
    assert cut == []
    assert len(whole) == len(IDEAS)


def test_an_idea_longer_than_the_picture_goes_over_several_parts(people: People, server: Server) -> None:
    made = made_sheet(server, [LONG], ["Dehors"], loose=1)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    screen.set_viewport_size({"width": 1280, "height": 720})
    people.act(desk, "screen-text", size="5")
    screen.bring_to_front()
    expect(screen.locator("[data-screen-text='5']")).to_be_attached()
    screen.evaluate(AT_REST)
    below = screen.locator("#below")
    expect(below).to_contain_text("This idea: 1 of")
    parts = int(below.inner_text().split(" of ")[1].split()[0])
    assert parts > 1
    for part in range(2, parts + 1):
        screen.keyboard.press("ArrowRight")
        expect(below).to_contain_text(f"This idea: {part} of {parts}")
    screen.keyboard.press("ArrowLeft")
    expect(below).to_contain_text(f"This idea: {parts - 1} of {parts}")


def test_the_names_among_which_the_last_idea_went_come_up_by_themselves(people: People, server: Server) -> None:
    made = made_sheet(server, IDEAS[:8], [f"Critère {number}" for number in range(30)], loose=3)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    screen.set_viewport_size({"width": 1280, "height": 720})
    people.act(desk, "screen-text", size="5")
    screen.bring_to_front()
    expect(screen.locator("[data-screen-text='5']")).to_be_attached()
    expect(screen.locator("#below")).to_contain_text("Criteria: 1 of")
    last = screen.locator(".name-line").last
    expect(last).not_to_be_in_viewport()
    hand = str(screen.locator("#hand .note").get_attribute("data-note"))
    people.act(desk, f"notes/{hand}/placement", criterion=str(last.get_attribute("id")).removeprefix("name-"))
    expect(last).to_be_in_viewport()
    expect(last.locator(".count")).to_have_text("1")
    expect(screen.locator(f"#placed li[data-note='{hand}']")).to_be_visible()


def test_while_the_group_sorts_there_is_no_list_of_loose_ideas(people: People, server: Server) -> None:
    made = made_sheet(server, IDEAS[:8], NAMES[:2], loose=4)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    expect(screen.locator("#hand .note")).to_be_visible()
    expect(screen.locator("#counter-q1")).to_have_text("4 left")
    expect(screen.locator("#loose-q1")).to_be_hidden()
    expect(screen.locator(".criterion:visible")).to_have_count(0)


def test_the_desk_turns_the_pages_and_hears_where_the_screen_is(people: People, server: Server) -> None:
    made = made_sheet(server, IDEAS[:8], NAMES[:3], step=Step.LOOK)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    where = desk.locator("#page .page-where")
    expect(where).to_have_text("Page 1 of 4")
    desk.locator("#page [value=forward]").click()
    expect(where).to_contain_text(f"Page 2 of 4 · {NAMES[0]}")
    expect(screen.locator(".criterion:visible h3")).to_have_text(NAMES[0])
    people.act(desk, "screen-page", criterion=str(screen.locator(".criterion").nth(2).get_attribute("data-criterion")))
    expect(where).to_contain_text(f"Page 4 of 4 · {NAMES[2]}")
    people.act(desk, "screen-page", move="overview")
    expect(where).to_contain_text("Overview")
    screen.bring_to_front()
    expect(screen.locator(".overview-word")).to_be_visible()
    assert len(seen(screen)["whole"]) == 8 and seen(screen)["cut"] == []
    people.act(desk, "screen-page", move="sheet")
    expect(screen.locator("#now .names")).to_be_visible()
    expect(screen.locator(".overview-word")).to_be_hidden()


def test_a_step_begins_at_its_first_page_and_a_reload_stays_where_it_was(people: People, server: Server) -> None:
    made = made_sheet(server, ["Un banc", "Les bus", "Du calme"], NAMES[:3], step=Step.LOOK)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    people.act(desk, "screen-page", move="forward")
    people.act(desk, "screen-page", move="forward")
    expect(desk.locator("#page .page-where")).to_contain_text("Page 3 of 4")
    screen.reload()
    expect(screen.locator(".criterion:visible h3")).to_have_text(NAMES[1])
    move(desk, "approve")
    expect(screen.locator("#now .names")).to_be_visible()
    expect(screen.locator(".criterion:visible")).to_have_count(0)


def test_screens_of_different_size_stay_together_and_none_turns_by_itself(people: People, server: Server) -> None:
    made = made_sheet(server, IDEAS, NAMES[:2], step=Step.LOOK)
    desk = people.facilitator(made)
    large, small = people.screen(made, desk), people.screen(made, desk)
    large.set_viewport_size({"width": 1920, "height": 1080})
    small.set_viewport_size({"width": 1024, "height": 420})
    expect(desk.locator("#page .page-where")).to_contain_text("Page 1 of 3")
    for _ in range(30):
        people.act(desk, "screen-page", move="forward")
        small.bring_to_front()
        small.evaluate(AT_REST)
        large.bring_to_front()
        large.evaluate(AT_REST)
        titles = [page.locator(".criterion:visible h3").all_inner_texts() for page in (large, small)]
        assert abs(position(titles[0]) - position(titles[1])) <= 1, titles
    assert titles == [[NAMES[1]], [NAMES[1]]]


def position(titles: list[str]) -> int:
    return NAMES.index(titles[0]) + 1 if titles else 0


def test_the_curtain_covers_whatever_page_it_is(people: People, server: Server) -> None:
    made = made_sheet(server, IDEAS[:4], NAMES[:2], step=Step.LOOK)
    desk = people.facilitator(made)
    screen = people.screen(made, desk)
    screen.bring_to_front()
    screen.keyboard.press("PageDown")
    expect(screen.locator(".criterion:visible h3")).to_have_text(NAMES[0])
    people.act(desk, "curtain", drawn="1")
    expect(screen.locator("#curtain")).to_be_visible()
    expect(screen.locator("#below")).to_be_hidden()
    people.act(desk, "curtain", drawn="0")
    expect(screen.locator("#now .names")).to_be_visible()
