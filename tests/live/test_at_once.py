"""The same thing from several sides at once, at the real server."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.tools.dom import parse
from tests.tools.visitors import RealMeeting, Visitor

Meet = Callable[..., RealMeeting]


def clones(person: Visitor, number: int) -> list[Visitor]:
    """Tabs of one browser: the same cookie, lines of their own."""
    tabs = [Visitor(person.server) for _ in range(number)]
    for tab in tabs:
        tab.http.cookies.update(person.http.cookies)
    return tabs


def test_a_note_that_two_tabs_send_at_once_is_stored_once(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    tabs = clones(person, 8)
    note = str(uuid.uuid4())
    with ThreadPoolExecutor(8) as at_once:
        answers = list(at_once.map(lambda tab: tab.post(meeting.at("notes"), id=note, question=1, text="Une idée"), tabs))
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 7}
    assert len({answer.headers["Note"] for answer in answers}) == 1


def test_a_browser_that_joins_in_two_tabs_at_once_keeps_a_seat_that_works(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    tabs = clones(person, 6)
    with ThreadPoolExecutor(6) as at_once:
        answers = list(at_once.map(lambda tab: tab.post(f"/j/{meeting.code}", asks="page"), tabs))
    assert {answer.status_code for answer in answers} == {303}
    room = parse(meeting.desk.get(meeting.at("desk")).get_data()).by_id()["room"]
    assert len([seat for seat in room.find_all("li") if "seat" in seat.classes]) == 1


def test_a_link_that_two_devices_open_at_once_signs_one_in(meet: Meet) -> None:
    meeting = meet()
    path = "/sign-in/" + meeting.desk.post("/devices").json["link"].rpartition("/")[2]
    strangers = [meeting.stranger() for _ in range(6)]
    with ThreadPoolExecutor(6) as at_once:
        answers = list(at_once.map(lambda stranger: stranger.get(path), strangers))
    assert Counter(answer.status_code for answer in answers) == {303: 1, 401: 5}


def test_two_desks_that_take_hold_of_the_same_note_leave_one_sheet(meet: Meet) -> None:
    meeting = meet(step="write")
    notes = [meeting.note(meeting.participant()) for _ in range(4)]
    meeting.step("sort")
    criteria = [meeting.criterion(name) for name in ("Se loger", "Se déplacer")]
    desks = [meeting.desk, meeting.facilitator()]
    pages = [desk.open(meeting.at("desk")) for desk in desks]

    def place(turn: int) -> int:
        desk, note, criterion = desks[turn % 2], notes[turn // 2 % 4], criteria[turn % 2]
        return desk.post(meeting.at(f"notes/{note}/placement"), criterion=criterion).status_code

    with ThreadPoolExecutor(4) as at_once:
        assert set(at_once.map(place, range(16))) == {200}
    for page in pages:
        page.catch_up_with_the_server()
        assert page.difference_from_a_fresh_page() == ""
        page.close()
    sheet = parse(meeting.desk.get(meeting.at("desk")).get_data()).by_id()
    placed = [note for note in notes for criterion in criteria if f"c-{criterion}-{note}" in sheet]
    assert sorted(placed) == sorted(notes), "each note is in one criterion"
