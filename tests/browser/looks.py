"""What a page must be for everybody: nothing that axe finds, no wider than its window, one first heading, targets for thumbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE: dict[str, int] = {"width": 360, "height": 640}
TABLET: dict[str, int] = {"width": 820, "height": 1180}
LAPTOP: dict[str, int] = {"width": 1280, "height": 720}
PROJECTOR: dict[str, int] = {"width": 1920, "height": 1080}

TARGET = {"width": 60, "height": 34}  # CSS pixels: 16 x 9 mm
RUN_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, impact, help, nodes }) =>
    `${id} (${impact}): ${help}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}"""
WIDER = """() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= innerWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
    .map((part) => `${root.scrollWidth} wide: ${part.outerHTML.slice(0, 120)}`).slice(0, 3);
}"""
SMALL = """({ width, height }) => {
  for (const fold of document.querySelectorAll("#face details")) fold.open = true;
  return [...document.querySelectorAll("a, button, summary, select, input:not([type=hidden])")]
    .filter((target) => target.checkVisibility() && !target.classList.contains("skip"))
    .map((target) => [target, target.getBoundingClientRect()])
    .filter(([, box]) => box.width < width || box.height < height)
    .map(([target, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${target.outerHTML.slice(0, 120)}`);
}"""


def complaints(page: Page, axe: str) -> list[str]:
    """All that is wrong with a page as it stands now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)  # a script element would be refused by the page's own policy
    found: list[str] = page.evaluate(RUN_AXE)
    headings = page.locator("h1").count()
    return [*found, *([] if headings == 1 else [f"{headings} first headings"]), *overflow(page)]


def overflow(page: Page) -> list[str]:
    """What makes a page wider than its window."""
    found: list[str] = page.evaluate(WIDER)
    return found


def small_targets(page: Page) -> list[str]:
    """What is too small for a thumb, folds opened."""
    found: list[str] = page.evaluate(SMALL, TARGET)
    return found
