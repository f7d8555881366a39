"""What our tests take for a swapped patch is what htmx makes of it in a browser: the same meetings, told to both."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.live.stage import Stage, Wire
from tests.live.test_patches_make_a_fresh_page import WEIGHTS
from tests.live.viewer import Viewer
from tests.tools.dom import Element, difference, lines, parse

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HTMX = ROOT / "workshop" / "static" / "vendor" / "htmx.min.js"
FETCHED_ANEW = {"screen_group", "let_go", "join"}
SWAP = "html => htmx.swap({text: html, target: document.body, swap: 'none', sourceElement: document.body})"
OPEN_FOLDS = "() => document.querySelectorAll('details').forEach(fold => fold.open = fold.id.length % 2)"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    context = browser.new_context()
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_browser_swaps_a_meetings_patches_into_the_same_page(wire: Wire, tab: Page, seed: int) -> None:
    chance = random.Random(seed)
    weights = {name: weight for name, weight in WEIGHTS.items() if name not in FETCHED_ANEW}
    names = chance.choices(list(weights), list(weights.values()), k=60)
    stage = Stage(wire, 1, warm=True)
    stage.run((name, (chance.randrange(12), chance.randrange(12), chance.randrange(12))) for name in names)
    assert sum(kind == "patch" for viewer in stage.viewers for kind, _ in viewer.story) > 15
    for viewer in stage.viewers:
        assert difference(face(viewer.page), told_to_a_browser(tab, viewer), ("here", "in the browser")) == "", viewer.name


def told_to_a_browser(tab: Page, viewer: Viewer) -> list[str]:
    """The last page of the story and every patch since, as a browser has them at the end."""
    began = max(number for number, (kind, _) in enumerate(viewer.story) if kind == "page")
    (_, html), *patches = viewer.story[began:]
    tab.set_content(html, wait_until="commit")
    tab.add_script_tag(path=HTMX)
    tab.evaluate(OPEN_FOLDS)
    for _, patch in patches:
        tab.evaluate(SWAP, patch)
    return face(parse(tab.evaluate("() => document.getElementById('face').outerHTML")))


def face(page: Element) -> list[str]:
    return lines(page.find("main", id="face"), of_this_browser)


def of_this_browser(element: Element, name: str) -> bool:
    """What a browser writes down differently, or keeps to itself."""
    if name == "value":
        return element.get("name") == "id"
    return name in ("open", "data-htmx-powered")
