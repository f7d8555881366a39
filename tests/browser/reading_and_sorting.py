"""The middle of the whole meeting: ideas are read out one by one and sorted by keyboard, by mouse and by tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.people import TABLET, People, box, criterion, loose, notes_in
from tests.browser.story import ALL, THEIRS, TITLE, expect_unseen, next_step, picture
from tests.browser.test_sorting import drag

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
    desk.keyboard.press("Tab")  # out of the field, where keys sleep
    desk.keyboard.press("ArrowDown")
    expect(box(loose(desk).first)).to_be_focused()
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
