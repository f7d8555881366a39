"""Without any JavaScript everything that matters still works, by plain forms: joining, writing, reading out, sorting, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.people import People, box, criterion, loose, notes_in

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

    from tests.tools.server import Made, Server

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def pad(people: People, writing: Made) -> Page:
    page = people.page(viewport=PHONE, java_script_enabled=False)
    page.goto(writing.join)
    page.get_by_role("button", name="Go in").click()
    page.wait_for_url("**/notepad")
    return page


def post(page: Page, button: str) -> Response:
    """Press a button; what the server answered to its form."""
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        page.get_by_role("button", name=button, exact=True).first.click()
    return answered.value


def test_a_note_is_posted_and_seen_on_the_next_page(pad: Page) -> None:
    pad.fill("#text", "Les bus la nuit")
    assert post(pad, "Send").status == 303
    expect(pad.locator("#own .note-text").first).to_have_text("Les bus la nuit")
    expect(pad.locator("#text")).to_have_value("")
    expect(pad.get_by_role("link", name="See what is new")).to_be_visible()


@pytest.mark.parametrize("text", ["x" * 1001, "\u200b \u200b"], ids=["too long", "nothing visible"])
def test_what_is_refused_comes_back_with_its_words_and_a_fresh_id(pad: Page, text: str) -> None:
    before = pad.locator("#write input[name=id]").input_value()
    pad.locator("#text").evaluate("field => field.removeAttribute('maxlength')")
    pad.fill("#text", text)
    assert post(pad, "Send").status == 422
    expect(pad.locator("#problem")).to_be_visible()
    expect(pad.locator("#text")).to_have_value(text)
    assert pad.locator("#write input[name=id]").input_value() not in ("", before)
    expect(pad.locator("#own .own-note")).to_have_count(0)
    pad.fill("#text", "shorter, and visible")
    assert post(pad, "Send").status == 303
    expect(pad.locator("#own .note-text")).to_have_text(["shorter, and visible"])


def test_one_s_own_words_are_changed_and_taken_back(pad: Page) -> None:
    pad.fill("#text", "Un marché")
    post(pad, "Send")
    pad.locator("#own-all > summary").click()
    pad.locator(".own-acts > summary").first.click()
    pad.locator("[data-own-text] textarea").fill("Un marché le dimanche")
    assert post(pad, "Save the new words").status == 303
    expect(pad.locator("#own .note-text").first).to_have_text("Un marché le dimanche")
    pad.locator("#own-all > summary").click()
    pad.locator(".own-acts > summary").first.click()
    assert post(pad, "Take it back").status == 303
    expect(pad.locator("#own .own-note")).to_have_count(0)


def test_the_desk_reads_out_and_sorts_by_forms_alone(people: People, meeting: Made) -> None:
    people.write(meeting, "one", "two", "three")
    desk = people.page(viewport={"width": 1280, "height": 720}, java_script_enabled=False)
    desk.goto(meeting.desk)
    assert post(desk, "Next: Read out").status == 303
    assert post(desk, "Set aside").status == 303
    assert post(desk, "Show").status == 303
    assert post(desk, "Show").status == 303
    expect(loose(desk)).to_have_count(2)
    desk.fill("#new-q1-name", "Moving")
    post(desk, "Make it")
    box(loose(desk).first).check()
    box(loose(desk).last).check()
    desk.locator(".tile", has_text="Moving").click()
    expect(notes_in(desk, "Moving")).to_have_count(2)
    post(desk, "Undo")
    expect(loose(desk)).to_have_count(2)
    post(desk, "Redo")
    expect(notes_in(desk, "Moving")).to_have_count(2)
    post(desk, "Next: Sort")
    expect(desk.locator("#steps [aria-current]")).to_have_text("Sort")


def test_with_several_groups_a_form_comes_back_to_the_page_it_stood_on(people: People, server: Server) -> None:
    made = server.create(groups=("Soleil", "Lune"), step="write")
    pad = people.page(java_script_enabled=False)
    pad.goto(made.join)
    post(pad, "Lune")
    pad.fill("#text", "one")
    post(pad, "Send")
    desk = people.page(java_script_enabled=False)
    desk.goto(made.desk)
    post(desk, "Show on the screen")
    expect(desk.locator("#groups")).to_be_visible()
    desk.get_by_role("link", name="Lune").click()
    post(desk, "Next: Read out")
    post(desk, "Show")
    expect(loose(desk)).to_have_count(1)
    box(loose(desk).first).check()
    desk.locator(".tile-new").click()
    expect(criterion(desk, "one")).to_be_visible()
    desk.locator(".criterion-acts > summary").click()
    post(desk, "material")
    expect(desk.locator(".criterion-acts [aria-pressed=true]")).to_have_text("material")
