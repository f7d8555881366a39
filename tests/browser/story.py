"""The story of the whole meeting: who writes what, what a camera reads, and how nobody sees too early."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

TITLE = "Le bien-être à Drouot"
PRACTICE = "Couscous"
MINE = ["Les bus la nuit", "Un banc à l’ombre", "Des voisins qui se parlent"]
KEPT = "Un marché le dimanche"  # written while the link is away
THEIRS = "Une bibliothèque ouverte tard"
ALL = [*MINE, KEPT, THEIRS]


def picture(part: Locator) -> str:
    """What a camera reads from a part of the page, as it is seen."""
    part.wait_for()
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(part.screenshot())))
    return str(found.text)


def expect_unseen(texts: list[str], *pages: Page) -> None:
    """These words are nowhere in these pages, seen or hidden."""
    for page in pages:
        html = page.content()
        assert [text for text in texts if text in html] == [], page.url


def next_step(desk: Page, *followers: Locator) -> None:
    """The one big button; everybody is there when the followers are."""
    desk.click(".steps-next button")
    for follower in followers:
        follower.wait_for()
