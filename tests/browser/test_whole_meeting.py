"""A whole meeting as people meet it: a desk, the room's screen, two phones and later a tablet, each a real browser at the real
server. From a title alone to the files that are taken home; at every turn also who must not see something yet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.people import TABLET, TAPS_REST, People, box, criterion, expect_own, loose, move, notes_in, send
from tests.browser.test_sorting import drag

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.tools.server import Server

TITLE = "Le bien-être à Drouot"
PRACTICE = "Couscous"
MINE = ["Les bus la nuit", "Un banc à l’ombre", "Des voisins qui se parlent"]
KEPT = "Un marché le dimanche"  # written while the link is away
THEIRS = "Une bibliothèque ouverte tard"
ALL = [*MINE, KEPT, THEIRS]
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


def read_out(desk: Page, screen: Page, pad: Page, neighbour: Page) -> tuple[str, str]:
    """One is set aside, one put off, the others are shown; the words of the first two."""
    next_step(desk, screen.locator(".screen-read"), pad.locator(".ask-read"), neighbour.locator(".ask-read"))
    aside, later = decide(desk, "Set aside"), decide(desk, "Later")
    expect_unseen(ALL, screen)
    for count in (1, 2, 3):
        coming = in_hand(desk)
        expect_unseen([text for text in ALL if text not in (aside, later, coming, *shown(desk))], desk)  # one alone, here too
        desk.keyboard.press("s")
        expect(loose(desk)).to_have_count(count)
        for page in (screen, pad, neighbour):
            expect(page.locator("#shown .note")).to_have_count(count)
        expect(screen.locator("#hand .note-text")).to_have_text(coming)
    desk.keyboard.press("Escape")  # let go of what was shown last
    assert shown(screen) == shown(pad) == shown(neighbour) == set(ALL) - {aside, later}
    expect_unseen([aside, later], screen)
    expect_unseen([text for text in (aside, later) if text != THEIRS], neighbour)
    return aside, later


def decide(desk: Page, what: str) -> str:
    """What is to happen to the note in hand; its words, once another one has come."""
    text = in_hand(desk)
    desk.locator("#next").get_by_role("button", name=what).click()
    expect(desk.locator("#next .note-text")).not_to_have_text(text)
    return text


def in_hand(desk: Page) -> str:
    return desk.locator("#next .note-text").inner_text()


def shown(page: Page) -> set[str]:
    return set(page.locator(":is(#shown, #loose-q1) .note-text").all_text_contents())


def sort_by_keyboard(desk: Page) -> None:
    """Two criteria, one with a name, one that takes the note's words as its name for now."""
    next_step(desk, desk.locator(".desk-sort"))
    desk.fill("#new-q1-name", "Dehors")
    desk.keyboard.press("Enter")
    expect(criterion(desk, "Dehors")).to_be_visible()
    box(loose(desk).first).focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("1")
    expect(notes_in(desk, "Dehors")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    expect(box(loose(desk).nth(1))).to_be_focused()
    desk.keyboard.press("Space")
    name = loose(desk).nth(1).locator(".note-text").inner_text()
    desk.keyboard.press("n")
    expect(notes_in(desk, name)).to_have_count(1)
    expect(loose(desk)).to_have_count(1)


def sort_by_mouse(desk: Page) -> None:
    drag(desk, loose(desk).first, criterion(desk, "Dehors"))
    expect(notes_in(desk, "Dehors")).to_have_count(2)
    expect(loose(desk)).to_have_count(0)


def sign_in_a_tablet(people: People, desk: Page) -> Page:
    """The desk moves to another device, by a picture that it shows."""
    helper = people.beside(desk)
    helper.goto(desk.url)
    helper.locator("summary", has_text="More").first.click()
    helper.get_by_role("link", name="Lead from another device").click()
    helper.get_by_role("button", name="Show a sign-in code").click()
    link = picture(helper.locator(".invitation-qr"))
    helper.close()
    desk.bring_to_front()
    tablet = people.page(**TABLET)
    tablet.goto(link)
    tablet.get_by_role("link", name=TITLE).first.tap()
    tablet.wait_for_url("**/desk")
    return tablet


def sort_by_tap(tablet: Page, later: str) -> None:
    """The note that was put off, shown and placed in one tap; then a note, and where it goes."""
    expect(tablet.locator("#next .note-text")).to_have_text(later)
    tablet.locator(".tile[data-hotkey='2']").tap()
    second = tablet.locator(".criterion").nth(1).locator("li.note")
    expect(second).to_have_count(2)
    expect(second.nth(1)).to_contain_text(later)
    notes_in(tablet, "Dehors").first.tap()
    tablet.locator(".tile[data-hotkey='2']").tap()
    expect(second).to_have_count(3)
    expect(notes_in(tablet, "Dehors")).to_have_count(1)
    expect(tablet.locator("#counter-q1")).to_have_text("4 placed, 1 set aside")


def expect_sorted(tablet: Page, *pages: Page) -> None:
    """Everybody sees the same criteria with the same notes."""
    wanted = tablet.locator("#criteria-q1 :is(.criterion-name, .note-text)").all_text_contents()
    for page in pages:
        expect(page.locator("#criteria-q1 :is(.criterion-name, .note-text)")).to_have_text(wanted)


def undo_and_redo(desk: Page, *followers: Page) -> None:
    """The desk takes back its own last act, the drag, past what the tablet did since."""
    before = desk.locator("#criteria-q1 li.note").count()
    desk.keyboard.press("u")
    expect(desk.locator("#thread .thread-last")).to_contain_text("Undone: moved")
    for page in (desk, *followers):
        expect(loose(page)).to_have_count(1)
    desk.get_by_role("button", name="Redo").click()
    for page in (desk, *followers):
        expect(loose(page)).to_have_count(0)
        expect(page.locator("#criteria-q1 li.note")).to_have_count(before)


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
