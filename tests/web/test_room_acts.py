"""What the desk does for the room, and what participants answer: a form each, refused in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tools.cast import Meeting
from tests.tools.dom import Element, parse

Meet = Callable[..., Meeting]


def part(meeting: Meeting, face: str, key: str) -> Element:
    return parse(meeting.desk.get(meeting.at(face)).get_data(as_text=True)).by_id()[key]


def refusal(meeting: Meeting, noun: str, **form: object) -> tuple[int, str]:
    answer = meeting.desk.post(meeting.at(noun), form)
    return answer.status_code, answer.json["code"]


@pytest.fixture
def sorting(meet: Meet) -> Meeting:
    """At sort, with two ideas shown and a criterion."""
    meeting = meet(step="write")
    person = meeting.participant()
    for text in ("Des bus le soir", "Un banc"):
        meeting.note(person, text)
    meeting.step("read", 1)
    return meeting


def test_a_timer_is_started_lengthened_and_stopped(meet: Meet) -> None:
    meeting = meet(step="write")
    assert part(meeting, "screen", "timer").text.strip() == ""
    assert meeting.desk.post(meeting.at("timer"), seconds=120).status_code == 200
    assert part(meeting, "screen", "timer").text.strip() in ("2:00", "1:59")
    assert meeting.desk.post(meeting.at("timer"), more=60).status_code == 200
    assert part(meeting, "screen", "timer").text.strip() in ("3:00", "2:59")
    assert meeting.desk.post(meeting.at("timer")).status_code == 200
    assert part(meeting, "screen", "timer").text.strip() == ""
    assert refusal(meeting, "timer", more=60) == (409, "step")
    assert refusal(meeting, "timer", seconds="x") == (422, "seconds")
    assert refusal(meeting, "timer", seconds=60, more=60) == (422, "more")


def test_one_looks_goes_on_and_looks_away(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    notes = [meeting.note(person, text) for text in ("Des bus le soir", "Un banc")]
    meeting.step("sort", 1)
    for note in notes:
        meeting.show(note)
    assert meeting.desk.post(meeting.at("look"), note=notes[0]).status_code == 200
    assert "Des bus le soir" in part(meeting, "screen", "look").text
    other = "next" if meeting.desk.post(meeting.at("look"), move="next").status_code == 200 else "previous"
    if other == "previous":
        assert meeting.desk.post(meeting.at("look"), move="previous").status_code == 200
    assert "Un banc" in part(meeting, "screen", "look").text
    assert refusal(meeting, "look", move=other) == (409, "step"), "there is nothing more in this direction"
    assert refusal(meeting, "look", move="sideways") == (422, "move")
    criterion = meeting.criterion("Se déplacer", notes[0])
    assert meeting.desk.post(meeting.at("look"), criterion=criterion).status_code == 200
    assert "Se déplacer" in part(meeting, "screen", "look").text
    assert meeting.desk.post(meeting.at("look")).status_code == 200
    assert part(meeting, "screen", "look").text.strip() == ""
    assert refusal(meeting, "look", move="next") == (409, "step")


def test_behind_the_curtain_nothing_is_large(meet: Meet) -> None:
    meeting = meet(step="write")
    note = meeting.note(meeting.participant(), "Des bus le soir")
    meeting.step("sort", 1)
    meeting.show(note)
    meeting.desk.post(meeting.at("look"), note=note)
    meeting.desk.post(meeting.at("help"), open=1)
    meeting.desk.post(meeting.at("curtain"), drawn=1)
    for key in ("look", "help"):
        assert part(meeting, "screen", key).text.strip() == ""
    assert "Des bus le soir" not in meeting.desk.get(meeting.at("screen")).get_data(as_text=True)


def test_the_room_is_asked_and_asked_no_more(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    note = meeting.note(person, "Des bus le soir")
    meeting.step("sort", 1)
    meeting.show(note)
    criterion = meeting.criterion("Se déplacer")
    asked = {"criterion": criterion, "note": note}
    assert person.post(meeting.at("proposals"), asked).json["code"] == "step", "nobody was asked"
    assert meeting.desk.post(meeting.at("help"), open=1).status_code == 200
    page = parse(person.get(meeting.at("notepad")).get_data(as_text=True)).by_id()["help"]
    assert [button["value"] for button in page.find_all("button") if button.get("name") == "criterion"] == [criterion]
    for _ in range(2):
        assert person.post(meeting.at("proposals"), asked).status_code == 200
    for face in ("screen", "desk"):
        marks = [span["data-marks"] for span in part(meeting, face, "help").find_all("span") if span.get("data-marks")]
        assert marks == [criterion]
    assert person.post(meeting.at("proposals"), {**asked, "note": "another"}).json["code"] == "step"
    assert person.post(meeting.at("proposals"), note=note).json["code"] == "criterion"
    assert person.post(meeting.at("proposals"), {**asked, "criterion": "nonsense"}).status_code == 404
    assert person.post(meeting.at("proposals"), asked, asks="page").status_code == 303, "as a plain form too"
    assert meeting.desk.post(meeting.at("help"), open=0).status_code == 200
    assert person.post(meeting.at("proposals"), asked).status_code == 409
    assert refusal(meeting, "help") == (422, "open")


def test_where_no_device_is_connected_nothing_is_dealt_out(sorting: Meeting) -> None:
    assert refusal(sorting, "deal", each=1) == (409, "nobody")
    assert refusal(sorting, "deal", note="next") == (409, "nobody")
    assert refusal(sorting, "deal", note="nonsense") == (404, "unknown")
    assert sorting.desk.post(sorting.at("deal")).status_code == 200, "and there is nothing to take back"
    sorting.step("sort", 1)
    assert refusal(sorting, "deal", each=1) == (409, "step")


def test_who_holds_nothing_reads_nothing(sorting: Meeting) -> None:
    person = sorting.participant()
    assert person.post(sorting.at("reading"), note="x", as_="now").json["code"] == "step"
    assert person.post(sorting.at("reading"), note="x", as_="sing").json["code"] == "as"
