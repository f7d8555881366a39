"""A note's way in: stored once, acknowledged by its header, refused without losing a word."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.tools.cast import Browser, Meeting
from tests.tools.dom import Element, parse
from workshop.extensions import db
from workshop.models import Note

Meet = Callable[..., Meeting]


def fresh() -> str:
    return str(uuid.uuid4())


def send(person: Browser, meeting: Meeting, note: str, text: str = "Une idée", question: int = 1, **more: Any) -> Any:
    return person.post(meeting.at("notes"), {"id": note, "question": question, "text": text}, **more)


def stored(meeting: Meeting) -> dict[str, str]:
    """The notes of this meeting's process and their states, as they are on disk."""
    with meeting.app.app_context():
        rows = db.session.execute(db.select(Note.id, Note.state).filter_by(process_id=meeting.process_id))
        return {row.id: row.state for row in rows}


def note_header(answer: Any) -> tuple[str, int]:
    note, _, number = answer.headers["Note"].partition(" ")
    return note, int(number)


def test_a_note_is_stored_once_however_often_it_is_sent(meet: Meet) -> None:
    meeting = meet(step="write")
    person, note = meeting.participant(), fresh()
    first = send(person, meeting, note)
    assert first.status_code == 201
    assert note_header(first) == (note, first.json["seq"])
    for _ in range(3):
        again = send(person, meeting, note)
        assert again.status_code == 200 and note_header(again) == note_header(first)
    assert stored(meeting) == {note: "unshown"}


@pytest.mark.parametrize("spelling", [str.upper, lambda note: note.replace("-", ""), lambda note: f" {note} "])
def test_an_id_is_the_same_in_any_spelling(meet: Meet, spelling: Callable[[str], str]) -> None:
    meeting = meet(step="write")
    person, note = meeting.participant(), fresh()
    assert note_header(send(person, meeting, spelling(note)))[0] == note
    assert send(person, meeting, note).status_code == 200


def test_a_plain_form_is_led_back_to_the_notepad_with_a_fresh_id(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    form = write_form(person, meeting)
    first_id = form.find("input", name="id")["value"]
    answer = send(person, meeting, first_id, asks="page")
    assert answer.status_code == 303 and answer.headers["Location"] == meeting.at("notepad")
    assert note_header(answer)[0] == first_id
    second_id = write_form(person, meeting).find("input", name="id")["value"]
    assert uuid.UUID(second_id) and second_id != first_id


def test_another_seats_id_and_other_words_are_known_and_nothing_is_revealed(meet: Meet) -> None:
    meeting = meet(step="write")
    author, other = meeting.participant(), meeting.participant()
    note = meeting.note(author, "Ce que personne ne sait")
    unknown = "Ce que personne ne sait"
    for answer in (send(other, meeting, note), send(other, meeting, note, unknown), send(author, meeting, note, "Autre")):
        assert answer.status_code == 409 and answer.json["code"] == "known"
        assert "Note" not in answer.headers and "personne" not in answer.get_data(as_text=True)
    page = send(other, meeting, note, "Mes mots à moi", asks="page").get_data(as_text=True)
    assert "personne ne sait" not in page and "Mes mots à moi" in page
    assert stored(meeting) == {note: "unshown"}


def test_any_wording_that_the_note_has_had_is_known_as_received(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    note = meeting.note(person, "D’abord")
    assert person.post(meeting.at(f"notes/{note}/text"), text="Ensuite").status_code == 200
    for words in ("D’abord", "Ensuite", "D’abord"):
        assert send(person, meeting, note, words).status_code == 200
    assert send(person, meeting, note, "Jamais").status_code == 409
    own = person.get(meeting.at("notepad")).get_data(as_text=True)
    assert "Ensuite" in own and "D’abord" not in own, "sending an earlier wording again changes nothing"


@pytest.mark.parametrize("way", ["withdrawal", "erasure"])
def test_a_note_that_is_gone_is_received_and_stays_gone(meet: Meet, way: str) -> None:
    meeting = meet(step="write")
    person, other = meeting.participant(), meeting.participant()
    note = meeting.note(person, "Plus jamais")
    assert person.post(meeting.at(f"notes/{note}/{way}")).status_code == 200
    for words in ("Plus jamais", "Autre chose"):
        answer = send(person, meeting, note, words)
        assert answer.status_code == 200 and note_header(answer)[0] == note
    assert send(other, meeting, note).status_code == 409
    assert stored(meeting)[note] in ("withdrawn", "erased")
    assert person.post(meeting.at(f"notes/{note}/{way}")).status_code == 200, "an outbox may send this twice too"
    for face in ("notepad", "desk", "screen"):
        assert "Plus jamais" not in (person if face == "notepad" else meeting.desk).get(meeting.at(face)).get_data(as_text=True)


def test_the_id_is_looked_up_before_the_step(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    note = meeting.note(person, "À temps")
    for step in ("read", "close", "welcome"):
        meeting.step(step)
        assert send(person, meeting, note, "À temps").status_code == 200, step
        assert send(person, meeting, note, "Autres mots").json["code"] == "known", step


@pytest.mark.parametrize(
    ("step", "question", "status"),
    [
        ("welcome", 1, 409), ("write", 1, 201), ("write", 2, 409), ("read", 1, 201), ("sort", 1, 201), ("look", 1, 201),
        ("look", 2, 409), ("approve", 1, 201), ("approve", 2, 409), ("close", 1, 409), ("close", 2, 409),
        ("welcome", 0, 201), ("write", 0, 201), ("close", 0, 201),
    ],
)  # fmt: skip
def test_the_step_decides_what_is_taken(meet: Meet, step: str, question: int, status: int) -> None:
    meeting = meet()
    person = meeting.participant()
    if step != "welcome":
        meeting.step("write", 1)
        meeting.step(step)
    answer = send(person, meeting, fresh(), question=question)
    assert answer.status_code == status
    if status == 409:
        assert answer.json["code"] == "step" and stored(meeting) == {}


def test_a_question_that_has_been_written_takes_late_notes_until_close_and_back_at_write_in_time_ones(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    meeting.step("write", 2)
    late = meeting.note(person, "En retard", question=1)
    meeting.step("write", 1)
    in_time = meeting.note(person, "À temps", question=1)
    with meeting.app.app_context():
        assert [db.session.get_one(Note, note).late for note in (late, in_time)] == [True, False]
    meeting.step("sort", 1)
    meeting.show(late)
    assert "En retard" in meeting.desk.get(meeting.at("desk")).get_data(as_text=True)


def test_practice_is_thrown_away_and_what_comes_later_is_received_and_not_kept(meet: Meet) -> None:
    meeting = meet()
    person = meeting.participant()
    early = meeting.note(person, "Des pâtes", question=0)
    assert list(stored(meeting)) == [early]
    meeting.step("write")
    assert stored(meeting) == {}
    for note in (fresh(), early):
        answer = send(person, meeting, note, "Du riz", question=0)
        assert answer.status_code == 201 and note_header(answer)[0] == note
    assert stored(meeting) == {}
    meeting.step("welcome")
    assert "Du riz" not in person.get(meeting.at("notepad")).get_data(as_text=True)


BAD = [
    ({"id": ""}, "id"),
    ({"id": "nonsense"}, "id"),
    ({"id": "12345678-1234-1234-1234-12345678901"}, "id"),
    ({"id": None}, "id"),
    ({"question": ""}, "question"),
    ({"question": None}, "question"),
    ({"question": "99"}, "question"),
    ({"question": "-1"}, "question"),
    ({"question": "1.0"}, "question"),
    ({"question": "１"}, "question"),
    ({"question": "1e0"}, "question"),
    ({"question": "9" * 40}, "question"),
    ({"text": ""}, None),
    ({"text": None}, None),
    ({"text": " \n\t \r\n"}, None),
    ({"text": "\u200b\u200d\u2060\ufeff"}, None),
    ({"text": "\u202e\u2066\x00\x07"}, None),
    ({"text": "\u3164\u2800\u115f"}, None),
    ({"text": "x" * 1001}, None),
    ({"text": "\n\n" + "x" * 1001}, None),
    ({"text": "é" * 1001}, None),
    ({"text": "👩‍👩‍👧‍👦" * 200}, None),
    ({"text": "une ligne de plus\r\n" * 10_000}, None),
]


@pytest.fixture(scope="module")
def person(untouched: Meeting) -> Browser:
    return untouched.participant()


@pytest.mark.parametrize(("change", "code"), BAD, ids=lambda value: repr(value)[:40])
def test_a_bad_field_is_422_and_a_plain_form_keeps_its_text_and_gets_a_fresh_id(
    untouched: Meeting, person: Browser, change: dict[str, str | None], code: str | None
) -> None:
    meeting = untouched
    wanted = {"id": fresh(), "question": "1", "text": "Une idée", **change}
    form = {name: value for name, value in wanted.items() if value is not None}
    if len(form.get("text", "")) > 100_000:
        form["text"] = form["text"][:100_000]
    answer = person.post(meeting.at("notes"), form)
    assert answer.status_code == 422 and sorted(answer.json) == ["code", "message"]
    assert code is None or answer.json["code"] == code
    page = person.post(meeting.at("notes"), form, asks="page")
    assert page.status_code == 422 and "Note" not in page.headers
    write = parse(page.get_data(as_text=True)).find("form", id="write")
    assert answer.json["message"] in write.text
    assert newlines(write.find("textarea").text) == newlines(form.get("text", ""))
    fresh_id = write.find("input", name="id")["value"]
    assert uuid.UUID(fresh_id) and fresh_id != form.get("id")
    assert stored(meeting) == {}


def newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", ["x", "é" * 1000, "👍", "؟", "1", "\r\nUne ligne\r\n\r\nUne autre"])
def test_the_shortest_and_the_longest_note_are_taken(meet: Meet, text: str) -> None:
    meeting = meet(step="write")
    assert send(meeting.participant(), meeting, fresh(), text).status_code == 201


def test_whatever_a_refusal_is_a_plain_form_keeps_its_text(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    meeting.step("close")
    closed = send(person, meeting, fresh(), "Des mots qui comptent", asks="page")
    assert closed.status_code == 409
    assert kept_words(closed) == "Des mots qui comptent"
    writing = parse(closed.get_data(as_text=True)).find("details", id="writing")
    assert "hidden" not in writing.attributes and "open" in writing.attributes
    stranger = meeting.stranger()
    unknown = send(stranger, meeting, fresh(), "Des mots qui comptent", asks="page")
    assert unknown.status_code == 401
    assert kept_words(unknown) == "Des mots qui comptent"


def test_new_words_that_are_refused_are_kept_too(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    note = meeting.note(person)
    too_long = "trop long " * 200
    answer = person.post(meeting.at(f"notes/{note}/text"), text=too_long, asks="page")
    assert answer.status_code == 422 and kept_words(answer) == too_long


def kept_words(answer: Any) -> str:
    page = parse(answer.get_data(as_text=True))
    return max((area.text for area in page.find_all("textarea")), key=len, default="")


def test_a_seat_may_send_sixty_at_once_and_is_then_asked_to_wait(meet: Meet) -> None:
    meeting = meet(step="write")
    person, neighbour = meeting.participant(), meeting.participant()
    sent = [fresh() for _ in range(66)]
    answers = [send(person, meeting, note) for note in sent]
    statuses = [answer.status_code for answer in answers]
    assert statuses[:60] == [201] * 60
    assert 429 in statuses
    refused = answers[statuses.index(429)]
    assert int(refused.headers["Retry-After"]) >= 1 and refused.json["code"] == "rate"
    assert send(person, meeting, sent[0]).status_code == 200, "what is known is known, whatever the limit"
    page = send(person, meeting, fresh(), "Des mots qui comptent", asks="page")
    assert page.status_code == 429 and int(page.headers["Retry-After"]) >= 1 and kept_words(page) == "Des mots qui comptent"
    assert send(neighbour, meeting, fresh()).status_code == 201, "the limit is the seat's, not the address's"


def test_a_refused_note_costs_nothing_of_the_allowance(app: Flask) -> None:
    meeting = Meeting(app, step="write")
    person = meeting.participant()
    for _ in range(70):
        assert send(person, meeting, fresh(), " ").status_code == 422
    assert send(person, meeting, fresh()).status_code == 201


def test_a_shared_tablet_names_the_seat_and_no_other_than_its_own(meet: Meet) -> None:
    meeting = meet(step="write")
    person, other = meeting.participant(), meeting.participant()
    own, foreign = seat_of(person, meeting), seat_of(other, meeting)
    form = {"id": fresh(), "question": "1", "text": "Une idée"}
    assert person.post(meeting.at("notes"), {**form, "seat": foreign}).status_code == 401
    assert person.post(meeting.at("notes"), {**form, "seat": "nonsense"}).status_code == 401
    assert person.post(meeting.at("notes"), {**form, "seat": own}).status_code == 201


def test_a_note_belongs_to_the_workshop_of_its_address(meet: Meet) -> None:
    one, other = meet(step="write"), meet(step="write")
    person = one.participant()
    note = fresh()
    assert send(person, other, note).status_code == 401
    person.post(f"/j/{other.code}", asks="page")
    assert send(person, other, note).status_code == 201
    assert send(person, one, note).status_code == 409, "another seat of the same browser"
    for noun in ("text", "withdrawal", "erasure"):
        assert person.post(one.at(f"notes/{note}/{noun}"), text="x").status_code in (403, 404)
    assert stored(one) == {} and stored(other) == {note: "unshown"}


def test_a_program_that_wants_a_page_and_one_that_wants_both_are_told_apart(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    headers = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    assert send(person, meeting, fresh(), headers=headers).status_code == 303
    assert send(person, meeting, fresh(), headers={"Accept": "application/json"}).status_code == 201


def write_form(person: Browser, meeting: Meeting) -> Element:
    return parse(person.get(meeting.at("notepad")).get_data(as_text=True)).find("form", id="write")


def seat_of(person: Browser, meeting: Meeting) -> str:
    found = re.search(r"seat:(\w+)\.", person.get(meeting.at("notepad")).get_data(as_text=True))
    assert found
    return found[1]
