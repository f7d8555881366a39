"""A whole meeting as people meet it: a desk, the room's screen, two phones and later a tablet, each a real browser at the real
server. From a title alone to the files that are taken home; at every turn also who must not see something yet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.browser.people import TAPS_REST, People, expect_own, move, send
from tests.browser.reading_and_sorting import (
    expect_sorted,
    read_out,
    sign_in_a_tablet,
    sort_by_keyboard,
    sort_by_mouse,
    sort_by_tap,
    undo_and_redo,
)
from tests.browser.story import ALL, KEPT, MINE, PRACTICE, THEIRS, TITLE, expect_unseen, next_step, picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Server

SMALL_PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}


def test_a_whole_meeting(people: People, server: Server) -> None:
    desk = make_a_workshop(people, server)
    screen = open_the_screen(people, desk)
    pad, neighbour = join_by_the_picture(people, screen), join_by_the_code(people, server, screen)
    practise(desk, screen, pad, neighbour)
    write(desk, screen, pad, neighbour)
    lose_the_link(screen, pad)
    aside, later = read_out(desk, screen, pad, neighbour)
    sort_by_keyboard(desk)
    sort_by_mouse(desk)
    tablet = sign_in_a_tablet(people, desk)
    sort_by_tap(tablet, later)
    expect_sorted(tablet, desk, screen, pad, neighbour)
    undo_and_redo(desk, screen, pad)
    look_and_approve(desk, screen, pad)
    close(desk, screen, pad, aside)
    take_away(desk, aside)


def make_a_workshop(people: People, server: Server) -> Page:
    desk = people.page(viewport={"width": 1280, "height": 720}, accept_downloads=True)
    desk.goto(server.desk)
    desk.fill("#title", TITLE)
    desk.get_by_role("button", name="Start").click()
    desk.wait_for_url("**/desk")
    expect(desk.locator(".desk-title")).to_have_text(TITLE)
    return desk


def open_the_screen(people: People, desk: Page) -> Page:
    desk.locator("#screening > summary").click()
    with desk.context.expect_page() as opened:
        desk.get_by_role("link", name="Open the screen").click()
    screen = opened.value
    screen.on("pageerror", lambda error: people.failures.append(str(error)))
    screen.set_viewport_size({"width": 1920, "height": 1080})
    desk.bring_to_front()
    desk.keyboard.press("Escape")
    expect(desk.locator("#screening")).not_to_have_attribute("open", "")
    return screen


def join_by_the_picture(people: People, screen: Page) -> Page:
    address = picture(screen.locator(".join-qr"))
    assert address == address.upper(), "upper case makes the smaller picture"
    assert address.endswith(screen.locator(".join-code").inner_text())
    assert screen.locator(".join-address").inner_text().upper() in address
    pad = people.page(**SMALL_PHONE)
    pad.goto(address)
    expect(pad.locator("h1")).to_have_text(TITLE)
    pad.get_by_role("button", name="Go in").click()
    pad.wait_for_url("**/notepad")
    expect(screen.locator("#numbers")).to_have_text("1 person is here")
    return pad


def join_by_the_code(people: People, server: Server, screen: Page) -> Page:
    """Somebody without a camera types six letters."""
    neighbour = people.page(**SMALL_PHONE)
    neighbour.goto(server.address)
    neighbour.fill("#code", screen.locator(".join-code").inner_text().lower())
    neighbour.get_by_role("button", name="Go in").click()
    neighbour.get_by_role("button", name="Go in").click()
    neighbour.wait_for_url("**/notepad")
    expect(screen.locator("#numbers")).to_have_text("2 people are here")
    return neighbour


def practise(desk: Page, screen: Page, pad: Page, neighbour: Page) -> None:
    send(pad, PRACTICE)
    expect(desk.locator("#next .note-text")).to_have_text(PRACTICE)
    expect_unseen([PRACTICE], screen, neighbour)
    desk.keyboard.press("s")
    expect(screen.locator("#hand .note-text")).to_have_text(PRACTICE)
    next_step(desk, screen.locator(".screen-write"), pad.locator(".ask-write"), neighbour.locator(".ask-write"))
    expect_unseen([PRACTICE], desk, screen, pad, neighbour)


def write(desk: Page, screen: Page, pad: Page, neighbour: Page) -> None:
    pad.wait_for_timeout(TAPS_REST)
    for text in MINE:
        send(pad, text)
    expect_own(pad, MINE)
    expect(pad.locator("#state")).to_have_text("Received. Nobody sees it yet.")
    send(neighbour, THEIRS)
    expect(screen.locator("#numbers strong")).to_have_text("4")
    expect(desk.locator("#numbers dd").first).to_have_text("4")
    expect_unseen(ALL, desk, screen)
    expect_unseen([*MINE, KEPT], neighbour)
    expect_unseen([THEIRS], pad)


def lose_the_link(screen: Page, pad: Page) -> None:
    pad.context.set_offline(True)
    send(pad, KEPT)
    expect(pad.locator("#outbox .note-text")).to_have_text([KEPT])
    expect(pad.locator("#state")).to_contain_text("No link at the moment")
    expect(screen.locator("#numbers strong")).to_have_text("4")
    pad.context.set_offline(False)
    expect_own(pad, [*MINE, KEPT])
    expect(pad.locator("#outbox")).to_be_hidden()
    expect(screen.locator("#numbers strong")).to_have_text("5")


def look_and_approve(desk: Page, screen: Page, pad: Page) -> None:
    next_step(desk, screen.locator(".screen-look"), pad.locator(".ask-look"))
    expect(screen.locator("#counter-q1")).to_have_text("4 placed, 1 set aside")
    move(desk, "approve")
    for page, place in ((screen, ".screen-approve"), (pad, ".ask-approve")):
        page.locator(place).wait_for()
        expect(page.locator("#criteria-q1 li.note")).to_have_count(4)


def close(desk: Page, screen: Page, pad: Page, aside: str) -> None:
    expect_unseen([aside], screen)
    desk.locator("#steps .steps-close > summary").click()
    desk.get_by_role("button", name="Yes, close").click()
    expect(desk.locator("#steps [aria-current]")).to_have_text("Close")
    expect(pad.locator("h1")).to_have_text("Thank you")
    expect(pad.locator("#text")).to_be_hidden()
    expect(screen.locator("h1")).to_have_text("Thank you")
    expect_unseen(ALL, screen)


def take_away(desk: Page, aside: str) -> None:
    table = csv.reader(io.StringIO(download(desk, "Table of all ideas").removeprefix("\ufeff")), delimiter=";")
    cells = [cell for row in table for cell in row]
    assert set(ALL) <= set(cells)
    assert PRACTICE not in cells
    document = json.loads(download(desk, "Everything, for other programs"))
    states = {note["text"]: note["state"] for note in document["notes"]}
    assert states == {text: "aside" if text == aside else "shown" for text in ALL}
    assert "Dehors" in json.dumps(document)


def download(desk: Page, name: str) -> str:
    drawer = desk.locator(".drawer", has=desk.locator("summary", has_text="Outcomes"))
    if drawer.get_attribute("open") is None:
        drawer.locator("> summary").click()
    with desk.expect_download() as coming:
        drawer.get_by_role("link", name=name).click()
    return Path(coming.value.path()).read_text(encoding="utf-8")
