"""Ideas like the one in hand, at the desk: offered beside it, taken along by one press, and never of another idea."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import LAPTOP, criterion, loose, notes_in
from tests.browser.sheets import made_sheet
from tests.tools.server import Server, running_server

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.browser.people import People

FIRST_ANSWER = 60_000
FRIENDS = ("Avoir de vrais amis", "Friends who are there when you need them", "Ter amigos com quem contar", "Mieć przyjaciół")
TREES = ("Des arbres dans ma rue", "Mais árvores na cidade", "More trees in the streets")
NIGHT = "Dormir la nuit"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server") / "data", likeness="on") as started:
        yield started


@pytest.fixture
def desk(people: People, server: Server) -> Page:
    """A desk that sorts: all ideas are loose, and there is one criterion."""
    texts = [*FRIENDS, *TREES, NIGHT]
    return people.facilitator(made_sheet(server, texts, ["Les amis"], loose=len(texts)), LAPTOP)


def key_of(desk: Page, text: str) -> str:
    key = loose(desk).filter(has_text=text).get_attribute("data-note")
    assert key is not None
    return key


def take(people: People, desk: Page, text: str) -> None:
    """Have this note in hand, and wait until places no longer rest because it was taken from elsewhere."""
    people.act(desk, f"notes/{key_of(desk, text)}/showing", **{"as": "hand"})
    expect(desk.locator("#hand .hand-card")).to_contain_text(text)
    expect(desk.locator("body[data-resting]")).to_have_count(0)


def offered(desk: Page) -> Locator:
    return desk.get_by_role("group", name="Like this one").get_by_role("checkbox")


def expect_offered(desk: Page, *texts: str) -> None:
    expect(desk.locator(".alike [data-offered]")).to_have_count(len(texts), timeout=FIRST_ANSWER)
    for text in texts:
        expect(desk.locator(".alike [data-offered]", has_text=text)).to_have_count(1)


def test_one_press_ticks_what_is_offered_and_the_place_takes_all_of_it_along(people: People, desk: Page) -> None:
    take(people, desk, FRIENDS[0])
    expect_offered(desk, *FRIENDS[1:])
    for box in offered(desk).all():
        expect(box).not_to_be_checked()
    desk.keyboard.press("t")
    for box in offered(desk).all():
        expect(box).to_be_checked()
    desk.keyboard.press("1")
    expect(notes_in(desk, "Les amis")).to_have_count(4)
    desk.keyboard.press("u")
    expect(notes_in(desk, "Les amis")).to_have_count(0)


def test_what_is_not_ticked_stays_where_it_is(people: People, desk: Page) -> None:
    take(people, desk, FRIENDS[0])
    expect_offered(desk, *FRIENDS[1:])
    offered(desk).nth(0).check()
    desk.keyboard.press("1")
    expect(notes_in(desk, "Les amis")).to_have_count(2)
    expect(loose(desk)).to_have_count(6)


def test_ticks_that_are_changed_back_take_nothing_along(people: People, desk: Page) -> None:
    take(people, desk, FRIENDS[0])
    expect_offered(desk, *FRIENDS[1:])
    desk.keyboard.press("t")
    desk.keyboard.press("t")
    for box in offered(desk).all():
        expect(box).not_to_be_checked()
    desk.keyboard.press("1")
    expect(notes_in(desk, "Les amis")).to_have_count(1)


def test_for_an_idea_that_resembles_none_nothing_stands_there(people: People, desk: Page) -> None:
    take(people, desk, FRIENDS[0])
    expect_offered(desk, *FRIENDS[1:])
    with desk.expect_response("**/alike"):
        take(people, desk, NIGHT)
    expect(desk.locator(".alike")).to_be_empty()
    expect(desk.locator(".tile-perhaps")).to_have_count(0)


def test_an_answer_that_comes_late_for_another_idea_is_dropped(people: People, desk: Page) -> None:
    held: list[Route] = []
    came = threading.Event()
    take(people, desk, NIGHT)  # whichever came to hand by lot
    late = key_of(desk, TREES[0])

    def hold(route: Route) -> None:
        held.append(route)
        came.set()

    desk.route(f"**/notes/{late}/alike*", hold)
    take(people, desk, TREES[0])
    take(people, desk, FRIENDS[0])
    expect_offered(desk, *FRIENDS[1:])
    assert came.is_set()
    with desk.expect_response(f"**/notes/{late}/alike*"):
        held[0].continue_()
    desk.keyboard.press("t")
    expect_offered(desk, *FRIENDS[1:])
    for box in offered(desk).all():
        expect(box).to_be_checked()


def test_what_another_desk_has_placed_is_offered_no_more_and_ticks_stay(people: People, desk: Page) -> None:
    take(people, desk, FRIENDS[0])
    expect_offered(desk, *FRIENDS[1:])
    desk.locator(".alike label", has_text=FRIENDS[1]).click()
    made = criterion(desk, "Les amis").get_attribute("data-criterion") or ""
    people.act(desk, f"notes/{key_of(desk, FRIENDS[2])}/placement", criterion=made)
    expect_offered(desk, FRIENDS[1], FRIENDS[3])
    expect(desk.locator(".alike label", has_text=FRIENDS[1]).get_by_role("checkbox")).to_be_checked()


def test_the_criterion_that_it_may_belong_to_is_named_and_its_place_marked(people: People, desk: Page) -> None:
    made = criterion(desk, "Les amis").get_attribute("data-criterion") or ""
    for text in FRIENDS[1:3]:
        people.act(desk, f"notes/{key_of(desk, text)}/placement", criterion=made)
    take(people, desk, FRIENDS[0])
    expect(desk.locator(".alike-perhaps")).to_have_text(re.compile(r"Perhaps in:\s+Les amis"), timeout=FIRST_ANSWER)
    expect(desk.locator(".tile-perhaps")).to_have_attribute("id", f"tile-{made}")
    people.act(desk, f"criteria/{made}/name", name="Être entouré")
    expect(desk.locator(".tile-perhaps")).to_contain_text("Être entouré")  # the mark outlives the patch of the tile


def test_a_criterion_takes_loose_ideas_like_its_own_along_and_a_word_that_they_share(people: People, desk: Page) -> None:
    people.act(desk, "criteria", question="1", group="1", name="", note=key_of(desk, TREES[1]))
    own = desk.locator(".criterion", has=desk.locator("h3", has_text=TREES[1]))
    own.locator(".criterion-acts > summary").click()
    own.get_by_role("button", name="Look for ideas like these").click()
    for text in (TREES[0], TREES[2]):
        own.locator(".alike-of-criterion label", has_text=text).click(timeout=FIRST_ANSWER)
    own.get_by_role("button", name="Put the ticked ones here").click()
    expect(own.locator("li.note")).to_have_count(3)
    own.get_by_role("button", name="Look for ideas like these").click()
    expect(own.get_by_text("No loose idea is much like these.")).to_be_visible()
