"""Every refused POST is 4xx, and said in the way of whoever asks: an object, a fragment, a page."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.tools.cast import Browser, Meeting
from tests.tools.dom import parse

Meet = Callable[..., Meeting]
OF_A_PROGRAM = {"Origin": "http://localhost", "Accept": "application/json"}
NOBODY = str(uuid.UUID(int=0))
PARTICIPANTS_NOUNS = {
    "/w/<w>/notes",
    "/w/<w>/notes/<note_id>/text",
    "/w/<w>/notes/<note_id>/withdrawal",
    "/w/<w>/notes/<note_id>/erasure",
    "/w/<w>/wishes",
    "/w/<w>/proposals",
    "/w/<w>/reading",
}


def desk_nouns(app: Flask) -> list[str]:
    """Every address of a workshop that takes a POST and is not for participants, with any ids in it."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ()) and rule.rule.startswith("/w/<w>/")]
    return [re.sub(r"<[^>]*>", NOBODY, rule.removeprefix("/w/<w>/")) for rule in sorted(rules) if rule not in PARTICIPANTS_NOUNS]


def refused(person: Browser, path: str, status: int, code: str | None, **form: Any) -> None:
    """Ask in all three ways; each is refused alike and nobody is sent elsewhere."""
    program = person.post(path, form, asks="json")
    assert program.status_code == status, (path, form, program.get_data(as_text=True))
    assert sorted(program.json) == ["code", "message"], program.json
    assert code is None or program.json["code"] == code, program.json
    script = person.post(path, form, asks="htmx")
    fragment = script.get_data(as_text=True)
    assert script.status_code == status
    assert script.headers["HX-Retarget"] == "#said"
    assert "<html" not in fragment and parse(fragment).text.strip() == program.json["message"]
    plain = person.post(path, form, asks="page")
    assert plain.status_code == status
    page = parse(plain.get_data(as_text=True))
    assert page.find("html") and program.json["message"] in page.find("main").text
    for answer in (program, script, plain):
        assert "Location" not in answer.headers and "Note" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_desk_has_nouns(house: Flask) -> None:
    assert {"step", "undo", "criteria", f"notes/{NOBODY}/showing"} <= set(desk_nouns(house))


def test_a_participant_is_refused_at_every_noun_of_the_desk_before_any_field_is_read(house: Flask, meet: Meet) -> None:
    meeting = meet(step="sort")
    person = meeting.participant()
    for noun in desk_nouns(house):
        refused(person, meeting.at(noun), 403, "forbidden", step="nonsense", group="x")
        too_much = person.post(meeting.at(noun), text="x" * 300_000)
        assert too_much.status_code == 403, noun


def test_who_is_not_signed_in_is_refused_at_every_noun_of_the_desk(house: Flask, meet: Meet) -> None:
    meeting = meet(step="sort")
    stranger = meeting.stranger()
    guest = meet().participant()  # a seat, but in another workshop
    for noun in desk_nouns(house):
        refused(stranger, meeting.at(noun), 401, "sign_in")
        assert guest.post(meeting.at(noun)).status_code == 401


def test_without_a_seat_in_this_workshop_nothing_can_be_written(meet: Meet) -> None:
    meeting = meet(step="write")
    note = meeting.note(meeting.participant())
    for person in (meeting.stranger(), meet().participant(), meeting.desk):
        refused(person, meeting.at("notes"), 401, "seat", id=str(uuid.uuid4()), question=1, text="Une idée")
        for noun in ("proposals", "reading"):
            refused(person, meeting.at(noun), 401, "seat", note=note, criterion="x", as_="now")
    for noun in ("text", "withdrawal", "erasure"):
        refused(meeting.stranger(), meeting.at(f"notes/{note}/{noun}"), 401, None, text="Autre chose")


def test_only_its_author_changes_or_takes_back_a_note(meet: Meet) -> None:
    meeting = meet(step="write")
    note = meeting.note(meeting.participant())
    neighbour = meeting.participant()
    for noun in ("text", "withdrawal", "erasure"):
        refused(neighbour, meeting.at(f"notes/{note}/{noun}"), 403, "forbidden", text="Autre chose")
        assert neighbour.post(meeting.at(f"notes/{note}/{noun}"), text="x", desk="1").status_code == 403
    for noun in ("text", "withdrawal"):
        assert meeting.desk.post(meeting.at(f"notes/{note}/{noun}"), text="x").status_code == 403


def test_the_desk_is_told_what_does_not_exist(house: Flask, meet: Meet) -> None:
    meeting, other = meet(step="sort"), meet(step="write")
    foreign_note = other.note(other.participant())
    other.step("sort")
    foreign_criterion = other.criterion("Se déplacer")
    own = meeting.criterion("Se loger")
    for note in (NOBODY, foreign_note, "nonsense"):
        refused(meeting.desk, meeting.at(f"notes/{note}/showing"), 404, "unknown")
        refused(meeting.desk, meeting.at(f"notes/{note}/placement"), 404, "unknown", criterion=own)
        refused(meeting.desk, meeting.at("criteria"), 404, "unknown", note=note)
        refused(meeting.desk, meeting.at(f"notes/{note}/erasure"), 404, "unknown")
    for criterion in ("nonsense", foreign_criterion):
        for noun, form in (("name", {"name": "Autre"}), ("nature", {"nature": "both"}), ("order", {}), ("removal", {})):
            refused(meeting.desk, meeting.at(f"criteria/{criterion}/{noun}"), 404, "unknown", **form)
        refused(meeting.desk, meeting.at(f"criteria/{own}/merger"), 404, "unknown", into=criterion)
        refused(meeting.desk, meeting.at(f"criteria/{own}/order"), 404, "unknown", before=criterion)
    refused(meeting.desk, meeting.at("step"), 404, "unknown", step="look", group=2)
    refused(meeting.desk, meeting.at("undo"), 404, "unknown", group=2)
    refused(meeting.desk, meeting.at("screen-group"), 404, "unknown", group=2)
    refused(meeting.desk, meeting.at(f"seats/{NOBODY}/departure"), 404, "unknown")
    for noun in desk_nouns(house):
        refused(meeting.desk, f"/w/nonsense/{noun}", 404, "unknown", step="look", open=1)
    refused(meeting.desk, meeting.at("nonsense"), 404, "http-404")


BAD_FIELDS = [
    ("step", {"step": "nonsense"}),
    ("step", {}),
    ("step", {"step": "write", "question": "99"}),
    ("step", {"step": "write", "question": "1.5"}),
    ("step", {"step": "write", "question": "-1"}),
    ("step", {"step": "look", "group": "one"}),
    ("step", {"step": "look", "group": "٣"}),
    ("notes/{note}/showing", {"as": "loud"}),
    ("notes/{note}/placement", {}),
    ("notes/{note}/placement", {"criterion": "{elsewhere}"}),
    ("placements", {"criterion": "{criterion}"}),
    ("criteria", {"name": ""}),
    ("criteria", {"name": "\u200b \u2800"}),
    ("criteria", {"name": "x" * 201}),
    ("criteria", {"name": "Se loger", "question": "99"}),
    ("criteria/{criterion}/name", {"name": " "}),
    ("criteria/{criterion}/name", {}),
    ("criteria/{criterion}/nature", {"nature": "odd"}),
    ("criteria/{criterion}/nature", {}),
    ("criteria/{criterion}/order", {"before": "{elsewhere}"}),
    ("criteria/{criterion}/merger", {"into": "{criterion}"}),
    ("criteria/{criterion}/merger", {"into": ""}),
    ("criteria/{criterion}/merger", {"into": "{elsewhere}"}),
    ("door", {"open": "maybe"}),
    ("door", {}),
    ("curtain", {"drawn": "2"}),
    ("screen-group", {"group": "x"}),
    ("undo", {"group": "x"}),
    ("setup", {"title": "", "languages": "fr"}),
]


def test_a_bad_or_empty_field_is_422(meet: Meet) -> None:
    meeting = meet(step="write")
    note = meeting.note(meeting.participant())
    meeting.step("sort", 2)
    meeting.step("sort", 1)
    ids = {"note": note, "criterion": meeting.criterion("Se loger"), "elsewhere": meeting.criterion("Se nourrir", question=2)}
    for noun, form in BAD_FIELDS:
        filled = {name: ids.get(value.strip("{}"), value) if value.startswith("{") else value for name, value in form.items()}
        answer = meeting.desk.post(meeting.at(noun.format(**ids)), filled)
        assert answer.status_code == 422, (noun, form, answer.get_data(as_text=True))
        assert sorted(answer.json) == ["code", "message"] and answer.json["message"]
        if noun != "setup":
            refused(meeting.desk, meeting.at(noun.format(**ids)), 422, None, **filled)


def test_a_step_that_does_not_allow_it_is_409(meet: Meet) -> None:
    meeting = meet(step="write")
    author = meeting.participant()
    note = meeting.note(author)
    refused(meeting.desk, meeting.at(f"notes/{note}/showing"), 409, "step")
    refused(meeting.desk, meeting.at("criteria"), 409, "step", name="Se loger", question=1)
    refused(meeting.desk, meeting.at("criteria"), 409, "step", name="Se loger", question=2)
    refused(meeting.desk, meeting.at("undo"), 409, None)
    refused(meeting.desk, meeting.at("redo"), 409, None)
    refused(author, meeting.at("notes"), 409, "step", id=str(uuid.uuid4()), question=2, text="Trop tôt")
    meeting.step("read")
    meeting.show(note)
    refused(author, meeting.at(f"notes/{note}/text"), 409, None, text="Trop tard")
    refused(author, meeting.at(f"notes/{note}/withdrawal"), 409, None)
    meeting.criterion(note=note)
    refused(meeting.desk, meeting.at(f"notes/{note}/showing"), 409, "step", **{"as": "later"})


def test_several_groups_need_to_be_told_apart(meet: Meet) -> None:
    meeting = meet(groups=2, step="sort")
    for noun, form in (("criteria", {"name": "Se loger"}), ("undo", {}), ("redo", {})):
        refused(meeting.desk, meeting.at(noun), 422, "group", **form)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_other_method_does_anything(untouched: Meeting, method: str) -> None:
    meeting = untouched
    answer = meeting.desk.client.open(meeting.at("step"), method=method, headers=OF_A_PROGRAM)
    assert answer.status_code == 405 and answer.json["code"] == "http-405"


def test_a_get_of_an_act_changes_nothing(house: Flask, meet: Meet) -> None:
    meeting = meet(step="write")
    for noun in desk_nouns(house):
        if noun not in ("setup", "paper"):
            assert meeting.desk.get(meeting.at(noun) + "?step=close&open=0&drawn=1").status_code in (404, 405), noun
    assert 'data-step="write"' in meeting.desk.get(meeting.at("desk")).get_data(as_text=True)


def test_too_large_a_body_is_413_in_all_three_ways(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    refused(person, meeting.at("notes"), 413, "http-413", id=str(uuid.uuid4()), question=1, text="x" * 300_000)
    many = {f"field-{number}": "x" for number in range(20_000)}
    assert person.post(meeting.at("notes"), many).status_code == 413
    multipart = person.client.post(
        meeting.at("notes"),
        data={"text": (io.BytesIO(b"x" * 300_000), "photo.png")},
        headers=OF_A_PROGRAM,
    )
    assert multipart.status_code == 413


def test_a_body_of_any_other_kind_is_no_form(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    bodies = {"application/json": b'{"text": "x"}', "text/plain": b"text=x", "multipart/form-data": b"--x", "": b"\xff\xfe"}
    for kind, body in bodies.items():
        answer = person.client.post(meeting.at("notes"), data=body, content_type=kind, headers=OF_A_PROGRAM)
        assert answer.status_code == 422, (kind, answer.get_data(as_text=True))
