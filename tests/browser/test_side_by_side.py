"""More than one page at the same thing: two desks sort the same notes at once, a participant has a second tab or reloads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.people import (
    People,
    box,
    criterion,
    expect_as_fresh,
    expect_own,
    loose,
    make_criterion,
    move,
    send,
    show,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Made, Server

# Sends all of a list of forms at once; how they were answered.
AT_ONCE = """(forms) => Promise.all(forms.map(([action, fields]) =>
  fetch(action, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } })
    .then((response) => response.status)))"""


def another_device(people: People, server: Server, desk: Page) -> Page:
    """A second facilitator with a sign-in of their own, at the same desk."""
    shown = desk.context.request.post(f"{server.address}/devices", headers={"Origin": server.address}).text()
    found = re.search(r"invitation-link[^>]*>([^<]+)<", shown)
    assert found
    other = people.page(viewport={"width": 1280, "height": 800})
    other.goto(found[1])
    other.goto(desk.url)
    return other


def ids(page: Page, selector: str, name: str) -> list[str]:
    return [str(thing.get_attribute(name)) for thing in page.locator(selector).all()]


def test_two_desks_sort_the_same_notes_at_once(people: People, server: Server, meeting: Made) -> None:
    people.write(meeting, *(f"idea {number}" for number in range(8)))
    desk = people.facilitator(meeting)
    other = another_device(people, server, desk)
    move(desk, "read", 1)
    show(desk, 8)
    for name in ("Air", "Water", "Earth"):
        make_criterion(desk, name)
    expect(other.locator(".criterion")).to_have_count(3)
    notes, places = ids(desk, "#loose-q1 > .note", "data-note"), ids(desk, ".criterion", "data-criterion")
    start = f"/w/{meeting.id}"
    for number, page in enumerate((desk, other)):
        forms: list[list[object]] = [[f"{start}/notes/{note}/placement", {"criterion": places[number]}] for note in notes]
        forms += [[f"{start}/criteria/{places[2]}/order", {"move": "up"}], [f"{start}/criteria/{places[2]}/removal", {}]]
        page.evaluate(f"(forms) => {{ window.answers = ({AT_ONCE})(forms) }}", forms)
    answers = desk.evaluate("answers") + other.evaluate("answers")
    assert set(answers) <= {200, 404, 409}, answers
    for page in (desk, other):
        expect(loose(page)).to_have_count(0)
        expect(page.locator(".criterion")).to_have_count(2)
        expect(page.locator(".criterion li.note")).to_have_count(8)
    expect_as_fresh(desk, other)
    assert desk.locator(".sheet").inner_text() == other.locator(".sheet").inner_text()


def test_undo_refuses_what_the_other_desk_has_changed_since_and_names_it(people: People, server: Server, meeting: Made) -> None:
    people.write(meeting, "idea")
    desk = people.facilitator(meeting)
    other = another_device(people, server, desk)
    move(desk, "read", 1)
    show(desk, 1)
    for name in ("Air", "Water", "Earth"):
        make_criterion(desk, name)
    box(loose(desk).first).check()
    desk.keyboard.press("1")
    expect(criterion(other, "Air").locator("li.note")).to_have_count(1)
    box(criterion(other, "Air").locator("li.note")).check()
    other.keyboard.press("2")
    expect(criterion(desk, "Water").locator("li.note")).to_have_count(1)
    desk.keyboard.press("u")
    expect(desk.locator("#said")).to_contain_text("Water")
    expect(criterion(desk, "Water").locator("li.note")).to_have_count(1)
    desk.keyboard.press("u")  # passes over it, to what was made before
    expect(criterion(desk, "Earth")).to_have_count(0)
    expect(desk.locator("#said")).to_be_hidden()


def test_a_second_tab_is_the_same_person(people: People, meeting: Made) -> None:
    pad = people.participant(meeting)
    second = people.beside(pad)
    second.goto(meeting.join)
    second.get_by_role("button", name="Go in").click()
    second.wait_for_url("**/notepad")
    send(pad, "from the first")
    send(second, "from the second")
    for page in (pad, second):
        expect_own(page, ["from the first", "from the second"])
    desk = people.facilitator(meeting)
    expect(desk.locator("#numbers dd").nth(1)).to_have_text("1")


def test_a_reload_in_mid_sentence_keeps_the_words_through_the_steps(people: People, meeting: Made) -> None:
    pad, desk = people.participant(meeting), people.facilitator(meeting)
    pad.fill("#text", "A bench in the")
    pad.reload()
    expect(pad.locator("#text")).to_have_value("A bench in the")
    move(desk, "read", 1)
    pad.locator(".ask-read").wait_for()
    expect(pad.locator("#text")).to_have_value("A bench in the")
    pad.reload()
    expect(pad.locator("#text")).to_be_visible()
    expect(pad.locator("#text")).to_have_value("A bench in the")
    send(pad, "A bench in the shade")
    expect_own(pad, ["A bench in the shade"])
    expect(desk.locator("#next .note-text")).to_have_text("A bench in the shade")


def test_a_criterion_is_removed_with_the_number_up_to_which_its_page_was_told(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    move(desk, "sort", 1)
    make_criterion(desk, "Air")
    desk.locator(".criterion-acts > summary").click()
    desk.locator(".criterion-panel .ask-first > summary").click()
    with desk.expect_request("**/removal") as sent:
        desk.locator("form[action$=removal] button").click()
    told = re.search(r"seen=(\d+)", sent.value.post_data or "")
    assert told and int(told[1]) > 0
    expect(desk.locator(".criterion")).to_have_count(0)
