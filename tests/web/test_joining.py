"""Joining: by a code, without account or name; and what a door, a full group or a flood of wrong codes say."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.tools.cast import Browser, Meeting
from tests.tools.dom import parse
from workshop import database
from workshop.extensions import db
from workshop.method.codes import LETTERS
from workshop.models import Seat

Meet = Callable[..., Meeting]


def seat_of(person: Browser, meeting: Meeting) -> str:
    html = person.get(meeting.at("notepad")).get_data(as_text=True)
    found = re.search(r"seat:(\w+)\.", html)
    assert found, html
    return found[1]


def table_of(person: Browser, meeting: Meeting) -> str:
    html = person.get(meeting.at("notepad")).get_data(as_text=True)
    found = re.search(rf"notepad:{meeting.w}-(\d+)\.", html)
    assert found, html
    return found[1]


def seats_taken(meeting: Meeting) -> int:
    with meeting.app.app_context():
        return db.session.scalar(db.select(db.func.count()).select_from(Seat).filter_by(workshop_id=meeting.id)) or 0


def test_a_code_has_six_letters_without_look_alikes(meet: Meet) -> None:
    assert re.fullmatch(f"[{LETTERS}]{{6}}", meet().code)
    assert not set("ILOSUVZ") & set(LETTERS)


@pytest.mark.parametrize("spelling", ["{0}", "/j/{0}", "/J/{0}", "/J/{1}", "/j/{1}", "/j/{2}", "/j/{3}"])
def test_a_code_opens_the_door_in_any_case_and_spelling(meet: Meet, spelling: str) -> None:
    meeting = meet()
    code = meeting.code
    path = spelling.format(code, code.lower(), code.title(), f"{code[:3]}-{code[3:]}%20")
    if not path.startswith("/"):
        led = meeting.stranger().get(f"/?code={path.lower()}")
        assert led.status_code in (302, 303)
        path = led.headers["Location"]
    person = meeting.stranger()
    assert "Bien-être à Drouot" in person.get(path).get_data(as_text=True)
    taken = person.post(path, asks="page")
    assert taken.status_code == 303 and taken.headers["Location"] == meeting.at("notepad")
    assert person.get(meeting.at("notepad")).status_code == 200


def test_opening_the_door_takes_no_seat(meet: Meet) -> None:
    meeting = meet()
    person = meeting.stranger()
    person.get(f"/j/{meeting.code}")
    assert seats_taken(meeting) == 0 and not person.has_cookies
    assert person.get(meeting.at("notepad")).status_code == 401


def test_an_unknown_code_is_404_and_says_so(app: Flask) -> None:
    meeting = Meeting(app)
    for code in ("QQQQQQ", "x", "1", "%00", "'; DROP TABLE seat; --", "é" * 6, "<b>bold</b>", "A" * 500):
        answer = meeting.stranger().get(f"/j/{code}")
        assert answer.status_code == 404
        assert parse(answer.get_data(as_text=True)).find("input", name="code"), "a way on"
        assert meeting.stranger().post(f"/j/{code}").status_code == 404


def test_with_several_groups_one_has_to_be_named(meet: Meet) -> None:
    meeting = meet(groups=3)
    person = meeting.stranger()
    door = parse(person.get(f"/j/{meeting.code}").get_data(as_text=True))
    assert [button["value"] for button in door.find_all("button", name="group")] == ["1", "2", "3"]
    refused = person.post(f"/j/{meeting.code}")
    assert refused.status_code == 422 and refused.json["code"] == "group"
    for group, status in (("x", 422), ("0", 404), ("4", 404), ("-1", 422), ("", 422)):
        assert person.post(f"/j/{meeting.code}", group=group).status_code == status, group
    assert seats_taken(meeting) == 0
    assert person.post(f"/j/{meeting.code}", group="2", asks="page").status_code == 303
    assert table_of(person, meeting) == "2"


def test_a_tables_code_needs_no_group_and_leads_to_no_other_table(meet: Meet) -> None:
    meeting = meet(groups=3)
    code = meeting.table_code(3)
    person = meeting.stranger()
    door = parse(person.get(f"/j/{code}").get_data(as_text=True))
    assert len(door.find_all("button", name="group")) <= 1
    assert person.post(f"/j/{code}", group="1", asks="page").status_code == 303
    assert table_of(person, meeting) == "3"


def test_joining_again_gives_the_same_seat_and_another_group_moves_it(meet: Meet) -> None:
    meeting = meet(groups=2)
    person = meeting.participant(1)
    seat = seat_of(person, meeting)
    for group in (1, 2, 2, 1):
        assert person.post(f"/j/{meeting.code}", group=group, asks="page").status_code == 303
        assert (seat_of(person, meeting), table_of(person, meeting)) == (seat, str(group))
    assert seats_taken(meeting) == 1


def test_a_browser_has_a_seat_in_each_workshop(meet: Meet) -> None:
    one, other = meet(), meet()
    person = one.participant()
    person.post(f"/j/{other.code}", asks="page")
    assert seat_of(person, one) != seat_of(person, other)


def test_a_closed_door_lets_nobody_new_in_and_nobody_inside_down(meet: Meet) -> None:
    meeting = meet(step="write")
    inside = meeting.participant()
    seat = seat_of(inside, meeting)
    meeting.desk.post(meeting.at("door"), open="0")
    outside = meeting.stranger()
    for asks in ("json", "page"):
        assert outside.get(f"/j/{meeting.code}", asks=asks).status_code == 403
        assert outside.post(f"/j/{meeting.code}", asks=asks).status_code == 403
    assert outside.post(f"/j/{meeting.code}").json["code"] == "door"
    assert seats_taken(meeting) == 1
    meeting.note(inside)
    assert inside.get(meeting.at("notepad")).status_code == 200
    assert inside.get(f"/j/{meeting.code}").status_code == 200, "who has lost the page finds it again by the code"
    assert inside.post(f"/j/{meeting.code}", asks="page").status_code == 303 and seat_of(inside, meeting) == seat
    meeting.desk.post(meeting.at("door"), open="1")
    assert outside.post(f"/j/{meeting.code}", asks="page").status_code == 303


def test_who_is_let_go_writes_no_more_and_keeps_what_was_written(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    note = meeting.note(person, "Ce qui reste")
    assert meeting.desk.post(meeting.at(f"seats/{seat_of(person, meeting)}/departure")).status_code == 200
    assert person.get(meeting.at("notepad")).status_code == 401
    assert person.post(meeting.at("notes"), id=note, question=1, text="Ce qui reste").status_code == 401
    meeting.step("read")
    meeting.show(note)
    assert "Ce qui reste" in meeting.desk.get(meeting.at("screen")).get_data(as_text=True)


def test_a_seat_that_a_restore_has_lost_gets_its_row_again(meet: Meet) -> None:
    meeting = meet(groups=2, step="write")
    writer, reader = meeting.participant(2), meeting.participant(2)
    seats = [seat_of(person, meeting) for person in (writer, reader)]
    with meeting.app.app_context(), database.write() as session:
        session.execute(db.delete(Seat).where(Seat.workshop_id == meeting.id))
    meeting.note(writer)
    for person, seat in zip((writer, reader), seats, strict=True):
        assert (seat_of(person, meeting), table_of(person, meeting)) == (seat, "2")
    assert seats_taken(meeting) == 2
    assert meeting.stranger().get(meeting.at("notepad")).status_code == 401


def test_a_full_group_says_so(app: Flask) -> None:
    app.config["SEATS_PER_GROUP"] = 2
    meeting = Meeting(app, groups=2)
    first, _second = meeting.participant(1), meeting.participant(1)
    outside = meeting.stranger()
    for asks in ("json", "page"):
        assert outside.post(f"/j/{meeting.code}", group=1, asks=asks).status_code == 409
    assert outside.post(f"/j/{meeting.code}", group=1).json["code"] == "full"
    assert first.post(f"/j/{meeting.code}", group=1, asks="page").status_code == 303, "who sits there is not in the way"
    assert outside.post(f"/j/{meeting.code}", group=2, asks="page").status_code == 303
    assert outside.post(f"/j/{meeting.code}", group=1).status_code == 409, "moving is no way in"
    assert table_of(outside, meeting) == "2"


def test_a_flood_of_wrong_codes_is_slowed_down_for_the_whole_server(app: Flask) -> None:
    meeting = Meeting(app)
    answers = [meeting.stranger().get(f"/j/WRONG{number}", asks="json") for number in range(60)]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:20] == [404] * 20, "people mistype"
    assert statuses[-1] == 429 and statuses.index(429) < 40
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60 and answers[-1].json["code"] == "codes"
    right = meeting.stranger().get(f"/j/{meeting.code}")
    assert right.status_code == 429 and int(right.headers["Retry-After"]) >= 1, "else six letters could be guessed on"
    assert meeting.stranger().post(f"/j/{meeting.code}", asks="json").status_code == 429


def test_right_codes_cost_nothing(app: Flask) -> None:
    meeting = Meeting(app)
    assert {meeting.stranger().get(f"/j/{meeting.code}").status_code for _ in range(80)} == {200}


def test_who_sits_already_works_on_while_wrong_codes_flood_in(app: Flask) -> None:
    meeting = Meeting(app, step="write")
    person = meeting.participant()
    for number in range(60):
        meeting.stranger().get(f"/j/WRONG{number}")
    assert person.get(meeting.at("notepad")).status_code == 200
    meeting.note(person)
    assert meeting.desk.get(meeting.at("desk")).status_code == 200
