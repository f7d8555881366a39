"""What others did reaches a page as patches by number; what was missed is asked for; what can't be told is fetched whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.people import (
    People,
    Wire,
    criterion,
    expect_as_fresh,
    expect_own,
    expect_waiting,
    loose,
    make_criterion,
    move,
    notes_in,
    requests,
    send,
    show,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Made, Server

MARK = "window.mark = 'the same page'"


def is_the_same_page(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 'the same page'"))


def ideas(count: int) -> list[str]:
    return [f"idea {number}" for number in range(1, count + 1)]


def with_epoch(server: Server, epoch: str) -> None:
    """Give the database another epoch, as a restore does."""
    with closing(sqlite3.connect(server.data / "workshop.sqlite3")) as database:
        database.execute("UPDATE setting SET value = ? WHERE key = 'epoch'", (epoch,))
        database.commit()


def test_patches_make_of_every_page_what_a_new_page_shows(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    screen = people.screen(meeting, desk)
    faces = (pad, desk, screen)
    people.write(meeting, *ideas(5))
    move(desk, "read", 1)
    show(desk, 3)
    make_criterion(desk, "Getting around")
    desk.keyboard.press("1")  # the next note, read and placed in one pass
    expect(notes_in(desk, "Getting around")).to_have_count(1)
    move(desk, "sort", 1)
    expect_as_fresh(*faces)
    desk.keyboard.press("u")
    expect(notes_in(desk, "Getting around")).to_have_count(0)
    desk.keyboard.press("b")
    expect(screen.locator("#curtain")).to_be_visible()
    desk.keyboard.press("b")
    move(desk, "look", 1)
    move(desk, "write", 2)
    expect(pad.locator("#ask")).to_have_class("ask ask-write")
    expect_as_fresh(*faces)


def test_a_lost_patch_is_noticed_at_the_next_one_and_requests(people: People, meeting: Made) -> None:
    wire = Wire()
    desk = people.facilitator(meeting)
    screen = people.beside(desk)
    wire(screen)
    screen.goto(meeting.screen)
    changes = requests(screen, "/changes?")
    people.write(meeting, *ideas(3))
    move(desk, "read", 1)
    expect(screen.locator("#shown")).to_be_attached()
    wire.losing = True
    show(desk, 1)
    assert wire.lost == 1
    wire.losing = False
    show(desk, 1)
    expect(screen.locator("#shown .note")).to_have_count(2)
    assert len(changes) == 1
    expect_as_fresh(screen)


def test_what_was_missed_without_a_link_is_caught_up_by_number(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    people.write(meeting, *ideas(4))
    move(desk, "read", 1)
    expect(pad.locator("#ask")).to_have_class("ask ask-read")
    pad.evaluate(MARK)
    views = requests(pad, "/notepad")
    pad.context.set_offline(True)
    show(desk, 3)
    pad.context.set_offline(False)
    expect(pad.locator("#shown .note")).to_have_count(3)
    assert views == []
    assert is_the_same_page(pad)
    expect_as_fresh(pad)


def test_a_page_that_comes_into_sight_asks_for_what_it_missed(people: People, meeting: Made) -> None:
    wire = Wire()
    pad, desk = people.participant(meeting, before=wire), people.facilitator(meeting)
    people.write(meeting, *ideas(1))
    move(desk, "read", 1)
    expect(pad.locator("#ask")).to_have_class("ask ask-read")
    wire.losing = True
    show(desk, 1)
    expect(pad.locator("#shown .note")).to_have_count(0)
    pad.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(pad.locator("#shown .note")).to_have_count(1)


def test_a_restart_is_caught_up_without_a_new_page(people: People, server: Server, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    for page in (pad, desk):
        page.evaluate(MARK)
    server.kill()
    expect(desk.locator("#link")).to_be_visible()
    expect(pad.locator("#state")).to_contain_text("No link at the moment")
    server.start()
    expect(desk.locator("#link")).to_be_hidden(timeout=20_000)
    move(desk, "read", 1)
    expect(pad.locator("#ask")).to_have_class("ask ask-read")
    expect(pad.locator("#state")).to_have_text("")
    assert is_the_same_page(pad) and is_the_same_page(desk)


def test_after_a_restore_the_view_is_fetched_whole_and_devices_offer_their_notes_again(
    people: People, server: Server, meeting: Made
) -> None:
    pad = people.participant(meeting)
    send(pad, "on the old backup")
    expect_own(pad, ["on the old backup"])
    server.stop()
    before = (server.data / "workshop.sqlite3").read_bytes()
    server.start()
    send(pad, "after the backup")
    expect_own(pad, ["on the old backup", "after the backup"])
    pad.fill("#text", "half a thou")
    pad.evaluate(MARK)
    server.stop()
    for name in ("workshop.sqlite3-wal", "workshop.sqlite3-shm"):
        (server.data / name).unlink(missing_ok=True)
    (server.data / "workshop.sqlite3").write_bytes(before)
    with_epoch(server, "another")
    server.start()
    expect(pad.locator("body")).to_have_attribute("data-epoch", "another", timeout=20_000)
    expect_own(pad, ["on the old backup", "after the backup"])
    expect_waiting(pad, [])
    expect(pad.locator("#text")).to_have_value("half a thou")
    assert is_the_same_page(pad)


def test_a_seat_that_was_let_go_sees_why(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    desk.locator("#room > summary").click()
    desk.locator("#room .ask-first > summary").click()
    desk.locator("#room .ask-first button").click()
    expect(pad.locator("body")).to_have_attribute("data-face", "page")


def test_nothing_moves_while_somebody_drags(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    other = people.beside(desk)
    other.goto(desk.url)
    people.write(meeting, *ideas(2))
    move(desk, "read", 1)
    show(desk, 1)
    expect(loose(other)).to_have_count(1)
    other.evaluate("document.body.dataset.dragging = 'note'")
    show(desk, 1)
    expect(loose(desk)).to_have_count(2)
    expect(loose(other)).to_have_count(1)
    other.evaluate("delete document.body.dataset.dragging; document.dispatchEvent(new Event('dropped'))")
    expect(loose(other)).to_have_count(2)


def test_two_desks_follow_each_other(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    other = people.beside(desk)
    other.goto(desk.url)
    people.write(meeting, *ideas(4))
    move(desk, "read", 1)
    show(desk, 4)
    make_criterion(desk, "Air")
    make_criterion(desk, "Water")
    expect(criterion(other, "Water")).to_be_visible()
    for left, page, key in ((3, desk, "1"), (2, other, "2"), (1, desk, "1"), (0, other, "2")):
        expect(page.locator("body[data-resting]")).to_have_count(0)  # what is in hand was changed from elsewhere
        page.keyboard.press(key)
        for either in (desk, other):
            expect(loose(either)).to_have_count(left)
            expect(either.locator(".criterion li.note")).to_have_count(4 - left)
    expect_as_fresh(desk, other)
