"""What the room looks at now, in real browsers: nobody's words are covered, and a timer counts by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import PHONE, PROJECTOR, TABLET, complaints, small_targets
from tests.browser.people import TAPS_REST, People, make_criterion, move, send, show

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.tools.server import Made

MINUTE = 60_000
COVERED = """() => {
  const box = document.getElementById("text").getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + 12);
  return top?.id !== "text";
}"""
PAINTED = """() => {
  window.seen = [];
  const look = () => {
    const now = document.querySelector("#timer .timer-clock")?.textContent;
    if (now && now !== window.seen.at(-1)) window.seen.push(now);
    requestAnimationFrame(look);
  };
  look();
}"""
OVER_ALL = "() => document.getElementById('insets').getBoundingClientRect().height >= innerHeight - 1"


def large(page: Page, key: str) -> None:
    """This lies over all of the notepad."""
    expect(page.locator(f"#{key} .inset-body")).to_be_visible()
    page.wait_for_function(OVER_ALL)


def a_line(page: Page, key: str) -> None:
    """This stands as one line at the edge."""
    expect(page.locator(f"#{key} .inset-bar")).to_be_visible()
    expect(page.locator(f"#{key} .inset-body")).to_be_hidden()


def test_what_the_group_looks_at_lies_over_the_page_but_never_over_what_is_being_written(people: People, meeting: Made) -> None:
    people.write(meeting, "A bench in the shade", "Buses at night")
    writing, idle, desk = people.participant(meeting), people.participant(meeting), people.facilitator(meeting)
    move(desk, "sort", 1)
    show(desk, 1)
    expect(writing.locator("#writing > summary")).to_be_visible()
    writing.locator("#writing > summary").press("Enter")  # taps rest for a moment after the move
    expect(writing.locator("#text")).to_be_visible()
    writing.locator("#text").press_sequentially("Half a w")
    note = desk.locator("#loose-q1 > .note").first.get_attribute("data-note")
    people.act(desk, "look", note=str(note))
    large(idle, "look")
    a_line(writing, "look")
    assert not writing.evaluate(COVERED)
    writing.keyboard.type("ord")
    expect(writing.locator("#text")).to_have_value("Half a word")
    writing.wait_for_timeout(TAPS_REST)
    writing.locator("#look [data-inset-open]").click()
    large(writing, "look")
    writing.locator("[data-inset-away]").click()
    a_line(writing, "look")
    expect(writing.locator("#text")).to_have_value("Half a word")
    people.act(desk, "look")
    for page in (writing, idle):
        expect(page.locator("#insets")).to_be_hidden()
    expect(writing.locator("#text")).to_have_value("Half a word")


def test_a_place_that_somebody_proposes_is_marked_on_the_screen_and_at_the_desk(people: People, meeting: Made) -> None:
    people.write(meeting, "A bench in the shade", "Buses at night")
    one, other, desk = people.participant(meeting), people.participant(meeting), people.facilitator(meeting)
    move(desk, "sort", 1)
    show(desk, 2)
    make_criterion(desk, "Getting around")
    make_criterion(desk, "Rest")
    screen = people.screen(meeting, desk)
    people.act(desk, "help", open="1")
    for page in (one, other):
        large(page, "help")
        page.wait_for_timeout(TAPS_REST)
    for page in (one, other, one):
        page.locator("#help button[name=criterion]", has_text="Rest").click()
        expect(page.locator("#help button[data-mine]")).to_have_text("Rest")
    for page in (desk, screen):
        page.bring_to_front()
        expect(page.locator("[data-proposed]").first).to_have_attribute("data-proposed", "proposed")
        expect(page.locator("[data-proposed]", has_text="Getting around")).to_have_count(0)
    desk.bring_to_front()
    make_criterion(desk, "Light")  # the lists are patched; the mark is there still
    expect(screen.locator("[id^=name-][data-proposed]", has_text="Rest")).to_have_count(1)
    rest = str(desk.locator("[id^=tile-]", has_text="Rest").get_attribute("value"))
    asked = str(one.locator("#help input[name=note]").get_attribute("value"))
    people.act(desk, f"notes/{asked}/placement", criterion=rest)
    for page in (desk, screen, one):
        expect(page.locator("[data-proposed], [data-mine]")).to_have_count(0)
    expect(one.locator("#help input[name=note]")).not_to_have_value(asked)
    people.act(desk, "help", open="0")
    expect(one.locator("#insets")).to_be_hidden()


def test_an_idea_is_dealt_out_read_aloud_and_shown(people: People, meeting: Made) -> None:
    author, reader, desk = people.participant(meeting), people.participant(meeting), people.facilitator(meeting)
    send(author, "Buses at night")
    expect(author.locator("#own .own-note")).to_have_count(1)
    move(desk, "read", 1)
    desk.locator("#deal > summary").click()
    desk.locator("#deal button[name=each]").click()
    large(reader, "deal")
    expect(reader.locator("#deal")).to_contain_text("Buses at night")
    expect(author.locator("#deal .inset-body")).to_have_count(0)
    expect(desk.locator("#deal > summary .number")).to_have_text("1")
    reader.wait_for_timeout(TAPS_REST)
    reader.locator("#deal button[value=now]").click()
    expect(reader.locator("#deal button[value=now]")).to_have_count(0)
    expect(reader.locator("#deal")).to_contain_text("Buses at night")
    desk.keyboard.press("Escape")
    desk.keyboard.press("s")
    expect(reader.locator("#insets")).to_be_hidden()
    expect(reader.locator("#shown")).to_contain_text("Buses at night")


def frozen(ahead: int) -> Callable[[Page], object]:
    """A device whose clock stands wrong by so many hours, and runs as the test says."""
    return lambda page: page.clock.install(time=1_800_000_000 + ahead * 3600)


@pytest.mark.parametrize("ahead", [-5, 9])
def test_the_timer_counts_from_what_is_left_whatever_the_devices_clock_says(people: People, meeting: Made, ahead: int) -> None:
    desk = people.facilitator(meeting)
    notepad = people.participant(meeting, before=frozen(ahead))
    people.act(desk, "timer", seconds="180")
    clock = notepad.locator("#timer .timer-clock")
    expect(clock).to_have_text("about 3 minutes left")
    notepad.context.set_offline(True)  # the device's minutes are not the server's: nobody is to tell it so
    notepad.clock.run_for(MINUTE + 2000)
    expect(clock).to_have_text("about 2 minutes left")
    notepad.clock.run_for(MINUTE)
    expect(clock).to_have_text("the last minute")
    expect(notepad.locator("[role=status]", has_text="One minute is left.")).to_have_count(1)
    notepad.clock.run_for(MINUTE)
    expect(clock).to_have_text("Time is over")
    notepad.context.set_offline(False)
    notepad.fill("#text", "After the end")
    send(notepad, "After the end")
    expect(desk.locator("#numbers dd").first).to_have_text("1")


def test_the_screens_timer_does_not_jump_when_others_act(people: People, meeting: Made) -> None:
    desk = people.facilitator(meeting)
    people.act(desk, "timer", seconds="120")
    screen = people.screen(meeting, desk)
    screen.bring_to_front()
    screen.evaluate(PAINTED)
    people.write(meeting, "One", "Two")
    for step in ("read", "sort", "look"):
        people.act(desk, "step", step=step, question="1")
    screen.wait_for_function("() => window.seen.length > 3")
    left = [int(text.split(":")[0]) * 60 + int(text.split(":")[1]) for text in screen.evaluate("window.seen") if ":" in text]
    assert left == sorted(left, reverse=True), "it only ever counts down"


@pytest.mark.parametrize("size", [PHONE, pytest.param(TABLET, marks=pytest.mark.slow)])
def test_what_lies_over_a_notepad_is_for_everybody(people: People, meeting: Made, axe: str, size: dict[str, int]) -> None:
    people.write(meeting, "A bench in the shade", "Buses at night", "مكان يلعب فيه الأطفال")
    desk = people.facilitator(meeting)
    notepad = people.participant(meeting)
    notepad.set_viewport_size({"width": size["width"], "height": size["height"]})
    move(desk, "read", 1)
    people.act(desk, "deal", each="1")
    large(notepad, "deal")
    assert complaints(notepad, axe) == [] == small_targets(notepad)
    show(desk, 3)
    make_criterion(desk, "Getting around")
    move(desk, "sort", 1)
    people.act(desk, "help", open="1")
    large(notepad, "help")
    assert complaints(notepad, axe) == [] == small_targets(notepad)
    for text in ("4", ""):
        notepad.evaluate("(text) => document.documentElement.dataset.text = text", text)
        assert complaints(notepad, axe) == []
    note = str(desk.locator("#loose-q1 > .note").first.get_attribute("data-note"))
    people.act(desk, "timer", seconds="300")
    people.act(desk, "look", note=note)
    large(notepad, "look")
    assert complaints(notepad, axe) == [] == small_targets(notepad)
    screen = people.screen(meeting, desk)
    screen.set_viewport_size({"width": PROJECTOR["width"], "height": PROJECTOR["height"]})
    screen.bring_to_front()
    expect(screen.locator(".look-note")).to_be_visible()
    assert complaints(screen, axe) == []
    desk.bring_to_front()
    expect(desk.locator("#look")).to_contain_text("Large on all devices")
