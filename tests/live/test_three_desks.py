"""Three desks sort one sheet at once, at the real server, and lines break: at the end everybody sees the same, and the
log tells one story in which nothing was overwritten unseen."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.live.follower import Follower
from tests.live.hands import ACTS, Hands
from tests.tools.dom import Element, parse
from tests.tools.visitors import RealMeeting

Meet = Callable[..., RealMeeting]
Field = tuple[str, Any, str]
KNOWN_AS = {"hide": "hidden", "next": "shown", "bring_back": "shown"}


def test_three_desks_at_once_leave_one_sheet(meet: Meet) -> None:
    sort_at_once(meet(step="write"), acts=210, notes=24)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_three_desks_leave_one_sheet_after_ten_thousand_acts(meet: Meet) -> None:
    sort_at_once(meet(step="write"), acts=10_000, notes=45)


def sort_at_once(meeting: RealMeeting, acts: int, notes: int) -> None:
    """So many acts in all, while a screen, another screen and two notepads look on."""
    people = [meeting.participant() for _ in range(2)]
    written = [meeting.note(people[number % 2], f"Une idée, la {number % (notes - 4)}e") for number in range(notes)]
    meeting.step("sort")
    for note in written[: notes * 2 // 3]:
        meeting.show(note)
    for name in ("Se loger", "Se déplacer", "Se soigner"):
        meeting.criterion(name)
    desks = [Follower(f"desk {number}", meeting.facilitator(), meeting.at("desk")) for number in (1, 2, 3)]
    watching = [
        Follower("the screen", meeting.desk, meeting.at("screen")),
        *(Follower(f"notepad {number}", person, meeting.at("notepad")) for number, person in enumerate(people, 1)),
    ]
    hands = [Hands(meeting, desk, watching[number : number + 1], people, seed=number) for number, desk in enumerate(desks)]
    work(hands, acts)
    everybody_sees_the_same([*desks, *watching])
    posted = written + [note for hand in hands for note in hand.posted]
    erased = {note for hand in hands for note in hand.erased}
    every_note_is_somewhere_once(meeting, posted, erased)
    the_log_is_one_story(meeting)
    each_kind_of_act_was_done(hands, acts)


def work(hands: list[Hands], acts: int) -> None:
    for hand in hands:
        hand.times = acts // len(hands) + 1
        hand.start()
    for hand in hands:
        hand.join()
    for hand in hands:
        if hand.trouble:
            raise hand.trouble


def everybody_sees_the_same(pages: list[Follower]) -> None:
    """Every page, by patches alone, is what a new visitor would be given now."""
    for page in pages:
        page.wait_until_told()
        assert not page.trouble, page.trouble
    for page in pages:
        with page.changed:
            assert page.difference_from_a_fresh_page() == ""
        page.drop()


def every_note_is_somewhere_once(meeting: RealMeeting, posted: list[str], erased: set[str]) -> None:
    states = dict(rows(meeting, "SELECT id, state FROM note WHERE workshop_id = :w"))
    assert sorted(states) == sorted(posted), "no note is lost, none came twice"
    assert {note for note, state in states.items() if state == "erased"} == erased
    sheet = parse(meeting.desk.get(meeting.at("desk")).get_data()).find("main", id="face")
    loose, placed = on_the_page(sheet, "loose-"), on_the_page(sheet, "c-")
    shown = [note for note, state in states.items() if state == "shown"]
    assert max(Counter(loose).values(), default=1) == 1
    assert not {*loose} & {*placed}, "what is in a criterion is not loose"
    assert {*loose, *placed} == {*shown}
    assert {*on_the_page(sheet, "aside-")} == {note for note, state in states.items() if state in ("aside", "hidden")}


def on_the_page(sheet: Element, prefix: str) -> list[str]:
    """The notes in a part of the desk, each as often as it stands there."""
    found: list[str] = []
    for item in sheet.find_all("li"):
        if not item.id.startswith(prefix) or not item.get("data-note"):
            continue
        boxes = [box for box in item.find_all("input") if box.get("name") == "note"]
        found += boxes[0]["value"].split() if boxes else [item["data-note"]]
    return found


def the_log_is_one_story(meeting: RealMeeting) -> None:
    """No gap; each change begins where the one before has ended; and the tables stand where the story ends."""
    process = "SELECT process_id FROM workshop WHERE id = :w"
    log = rows(meeting, f"SELECT seq, changes FROM event WHERE process_id = ({process}) ORDER BY seq")
    assert [seq for seq, _ in log] == list(range(1, len(log) + 1))
    now: dict[Field, Any] = {}
    for seq, changes in log:
        for table, key, name, before, after in json.loads(changes):
            assert now.get((table, key, name), before) == before, f"{seq} overwrites {table} {key} {name}"
            now[table, key, name] = after
    for table in ("note", "criterion", "placement"):
        for (of, key, name), value in now.items():
            if of == table and name in ("state", "turn", "removed", "position", "nature", "name_id", "active"):
                [(found,)] = rows(meeting, f"SELECT {name} FROM {table} WHERE id = :key", key=key)
                assert found == value, (table, key, name)


def rows(meeting: RealMeeting, query: str, **values: Any) -> list[Any]:
    """Read from the file itself."""
    file = sqlite3.connect(meeting.server.data / "workshop.sqlite3")
    try:
        [(number,)] = file.execute("SELECT id FROM workshop WHERE public_id = ?", [meeting.w])
        return list(file.execute(query, {"w": number, **values}))
    finally:
        file.close()


def each_kind_of_act_was_done(hands: list[Hands], acts: int) -> None:
    """The play was one: most acts went through, some came too late, and lines did break."""
    done: Counter[str] = Counter()
    late = 0
    for hand in hands:
        for (what, status), times in hand.answers.items():
            done[what] += times if status in (200, 201) else 0
            late += times if status == 409 else 0
    assert sum(done.values()) > acts / 2
    assert late > acts / 100
    kinds = ("place", "make", "undo") if acts < 1000 else [act for act in ACTS if act != "post"]
    assert not [what for what in kinds if not done[KNOWN_AS.get(what, what)]]
    assert sum(hand.page.reconnects for hand in hands) > acts / 100
