"""Coding at a desk, in two taps and by the keyboard alone: what comes next by itself, and what was pressed can be undone."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import LAPTOP, PHONE, TABLET, complaints, overflow
from tests.browser.people import People
from workshop import board, meeting, notes, seats
from workshop.cli.common import opened
from workshop.extensions import db
from workshop.history import Actor
from workshop.method.steps import Step
from workshop.notes import PostedNote, Showing

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.tools.server import Server

IDEAS = ["Des amis", "Le bus la nuit", "الشعور بأنني في بيتي"]


@pytest.fixture
def desk(people: People, server: Server) -> Page:
    """The page for coding: one criterion with one idea, and two loose ideas."""
    w, token = closed_meeting(server)
    page = people.page(viewport=LAPTOP)
    page.goto(f"{server.address}/sign-in/{token}")
    page.goto(f"{server.address}/w/{w}/coding")
    return page


def closed_meeting(server: Server) -> tuple[str, str]:
    """A meeting that is over, and the way to its desk."""
    with opened(server.data):
        made = meeting.create_workshop(None, "Bien-être à Drouot", step=Step.WRITE)
        by, seat = Actor(workshop_id=made.id), seats.join(made.id, None).id
        written = [notes.post(PostedNote(str(uuid.uuid4()), seat, 1, text)).id for text in IDEAS]
        meeting.move(made.id, Step.SORT, 1, by=by)
        for note in written:
            notes.show(made.id, note, Showing.SHOWN, by=by)
        board.add_criterion(made.id, question=1, name="Les gens", note_ids=written[:1], by=by)
        meeting.move(made.id, Step.CLOSE, by=by)
        w, token = made.public_id, meeting.invite(f"/w/{made.public_id}/desk")
        db.session.remove()
        db.engine.dispose()
    return w, token


def in_hand(page: Page) -> Locator:
    return page.locator("#hand-words .thing-words")


def counter(page: Page) -> Locator:
    return page.locator("#coded")


def test_two_taps_code_what_is_in_hand_and_the_next_one_comes(desk: Page) -> None:
    expect(in_hand(desk)).to_have_text("Les gens")
    expect(desk.get_by_role("button", name="D03")).to_be_hidden()
    desk.get_by_role("button", name="D Personal relations").click()
    desk.get_by_role("button", name="D03").click()
    expect(counter(desk)).to_have_text("1 of 3 coded")
    expect(in_hand(desk)).not_to_have_text("Les gens")
    expect(desk.get_by_role("button", name="D03")).to_be_hidden()
    expect(desk.locator("#hand")).to_be_focused()
    desk.reload()
    expect(counter(desk)).to_have_text("1 of 3 coded")


def test_a_code_is_typed_as_it_is_written(desk: Page) -> None:
    desk.keyboard.type("d0")
    expect(desk.get_by_role("button", name="D03")).to_be_visible()
    expect(counter(desk)).to_have_text("0 of 3 coded")
    desk.keyboard.type("3")
    expect(counter(desk)).to_have_text("1 of 3 coded")
    second = in_hand(desk).inner_text()
    desk.keyboard.press("Space")
    expect(in_hand(desk)).not_to_have_text(second)
    desk.keyboard.type("b02")
    expect(counter(desk)).to_have_text("2 of 3 coded")
    expect(in_hand(desk)).to_have_text(second)
    desk.keyboard.type("u")
    expect(counter(desk)).to_have_text("1 of 3 coded")


def test_keys_sleep_in_the_search_and_when_they_are_switched_off(desk: Page) -> None:
    desk.keyboard.press("/")
    desk.keyboard.type("d03")
    expect(desk.locator("#find")).to_have_value("d03")
    desk.keyboard.press("Escape")
    expect(desk.locator("#find")).to_have_value("")
    desk.get_by_label("Keys").uncheck()
    desk.keyboard.type("d")
    expect(desk.get_by_role("button", name="D03")).to_be_hidden()
    expect(counter(desk)).to_have_text("0 of 3 coded")


def test_the_search_goes_over_all_dimensions_without_accents(desk: Page) -> None:
    desk.keyboard.press("/")
    desk.keyboard.type("ACCÈS A L'ALIMENT")
    expect(desk.locator("#found")).to_have_text("1 found")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="A01")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(counter(desk)).to_have_text("1 of 3 coded")


def test_a_tap_takes_another_thing_in_hand_and_a_second_component_joins_the_first(desk: Page) -> None:
    desk.locator(".thing", has_text="Le bus la nuit").click()
    expect(in_hand(desk)).to_have_text("Le bus la nuit")
    desk.keyboard.type("a10")
    expect(counter(desk)).to_have_text("1 of 3 coded")
    desk.locator(".thing", has_text="Le bus la nuit").click()
    desk.get_by_role("link", name="Add a second component").click()
    expect(desk.locator("#hand")).to_contain_text("Choose what comes beside it.")
    desk.get_by_role("button", name="A Access").click()
    expect(desk.get_by_role("button", name="A10")).to_be_disabled()
    desk.get_by_role("button", name="A08").click()
    expect(desk.locator(".thing", has_text="Le bus la nuit")).to_contain_text("A10/A08")


def test_what_somebody_else_coded_meanwhile_is_not_overwritten(desk: Page, people: People) -> None:
    thing = desk.locator(".thing", has_text="Le bus la nuit")
    thing.click()
    expect(in_hand(desk)).to_have_text("Le bus la nuit")
    note = str(thing.get_attribute("href")).partition("at=n-")[2]
    people.act(desk, f"notes/{note}/code", component="B02")
    desk.keyboard.type("a10")
    expect(desk.locator("#said")).to_contain_text("B02")
    expect(desk.locator("#hand")).to_contain_text("Basic infrastructure")
    desk.keyboard.type("a10")
    expect(thing).to_contain_text("A10")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_is_wrong_with_the_pages(desk: Page, server: Server, axe: str, language: str) -> None:
    desk.context.add_cookies([{"name": "language", "value": language, "url": server.address}])
    desk.reload()
    grids = str(desk.locator("a[href$='/grids']").get_attribute("href"))
    found = {"coding": complaints(desk, axe)}
    desk.locator("[data-dimension=D]").click()
    desk.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found["coding, open"] = complaints(desk, axe)
    for name, size in (("phone", PHONE), ("tablet", TABLET)):
        desk.set_viewport_size(size)
        found[f"coding on a {name}"] = overflow(desk)
    desk.goto(server.address + grids)
    desk.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    found["grids"] = complaints(desk, axe)
    desk.fill("#table", "code;label\nA;Outside\nA;Again\n")
    desk.locator("main .main-action").last.click()
    desk.locator(".problems").wait_for()
    found["a table with a problem"] = complaints(desk, axe)
    assert {where: said for where, said in found.items() if said} == {}
