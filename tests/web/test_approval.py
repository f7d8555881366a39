"""Approving at the desk, and the one quiet button of a device: what each face is given of it."""

from __future__ import annotations

from collections.abc import Callable

from tests.tools.cast import Browser, Meeting
from tests.tools.dom import Element, parse

Meet = Callable[..., Meeting]
WORDS = "Somebody would like to talk about this one"
IN_ENGLISH = {"Accept-Language": "en"}


def face(person: Browser, meeting: Meeting, name: str) -> Element:
    return parse(person.get(meeting.at(name), headers=IN_ENGLISH).get_data(as_text=True))


def at_approve(meet: Meet) -> tuple[Meeting, Browser, Browser, str, str]:
    """The meeting, two people, a criterion with the first one's idea in it, and a loose idea."""
    meeting = meet(step="write")
    one, other = meeting.participant(), meeting.participant()
    placed, loose = meeting.note(one, "Un bus le soir"), meeting.note(other, "Un banc")
    meeting.step("sort", 1)
    criterion = meeting.criterion("Se déplacer", note=placed)
    meeting.show(loose)
    meeting.step("approve")
    return meeting, one, other, criterion, loose


def test_the_whole_sheet_is_approved_in_one_press_and_says_so_everywhere(meet: Meet) -> None:
    meeting, one, _other, criterion, _loose = at_approve(meet)
    assert meeting.desk.post(meeting.at("approval"), question=1, group=1, approved=1).json["seq"]
    for person, name in ((meeting.desk, "desk"), (meeting.desk, "screen"), (one, "notepad")):
        assert "Approved by the group" in face(person, meeting, name).find(id=f"c-{criterion}-marks").text
    meeting.desk.post(meeting.at(f"criteria/{criterion}/name"), name="Bouger")
    for person, name in ((meeting.desk, "desk"), (meeting.desk, "screen"), (one, "notepad")):
        assert "Changed since the group approved it" in face(person, meeting, name).find(id=f"c-{criterion}-marks").text


def test_one_criterion_can_be_marked_and_the_mark_taken_away(meet: Meet) -> None:
    meeting, _one, _other, criterion, _loose = at_approve(meet)
    at = meeting.at(f"criteria/{criterion}/approval")
    assert meeting.desk.post(at, approved=1).json["seq"]
    assert meeting.desk.post(at, approved=1).json["seq"] is None
    assert meeting.desk.post(at, approved=0).json["seq"]
    assert meeting.desk.post(at, approved="x").status_code == 422
    assert meeting.desk.post(meeting.at("approval"), group=1, approved=1).status_code == 422


def test_a_wish_is_a_mark_at_desk_and_screen_and_is_on_nobody_else_s_notepad(meet: Meet) -> None:
    meeting, one, other, criterion, loose = at_approve(meet)
    assert one.post(meeting.at("wishes"), criterion=criterion).status_code == 200
    assert one.post(meeting.at("wishes"), note=loose).status_code == 200
    for name in ("desk", "screen"):
        assert face(meeting.desk, meeting, name).text.count(WORDS) == 2
    own = face(one, meeting, "notepad").find(id="own-wishes")
    assert {line["data-own-wish"] for line in own.find_all("li")} == {f"criterion:{criterion}", f"note:{loose}"}
    theirs = other.get(meeting.at("notepad"), headers=IN_ENGLISH).get_data(as_text=True)
    assert WORDS not in theirs and parse(theirs).find(id="own-wishes").find_all("li") == []


def test_three_wishes_look_like_one(meet: Meet) -> None:
    meeting, one, other, criterion, _loose = at_approve(meet)
    one.post(meeting.at("wishes"), criterion=criterion)
    alone = [str(face(meeting.desk, meeting, name).find(id="wishes").text) for name in ("desk", "screen")]
    for person in (other, meeting.participant()):
        person.post(meeting.at("wishes"), criterion=criterion)
    assert [str(face(meeting.desk, meeting, name).find(id="wishes").text) for name in ("desk", "screen")] == alone


def test_one_s_own_wish_is_taken_back_and_nobody_else_s(meet: Meet) -> None:
    meeting, one, other, criterion, _loose = at_approve(meet)
    one.post(meeting.at("wishes"), criterion=criterion)
    other.post(meeting.at("wishes"), criterion=criterion, on=0)
    assert WORDS in face(meeting.desk, meeting, "screen").text
    assert one.post(meeting.at("wishes"), criterion=criterion, on=0, asks="page").status_code == 303
    assert WORDS not in face(meeting.desk, meeting, "screen").text


def test_the_desk_says_that_it_was_talked_about_and_the_device_learns_it(meet: Meet) -> None:
    meeting, one, _other, criterion, _loose = at_approve(meet)
    one.post(meeting.at("wishes"), criterion=criterion)
    assert one.post(meeting.at("talk"), criterion=criterion).status_code == 403
    assert meeting.desk.post(meeting.at("talk"), criterion=criterion, group=1).status_code == 200
    assert WORDS not in face(meeting.desk, meeting, "desk").text
    assert criterion in face(one, meeting, "notepad").find(id="talked")["data-talked"]
    assert "data-own-wish" not in one.get(meeting.at("wishes")).get_data(as_text=True)


def test_only_devices_wish_and_only_of_one_thing(meet: Meet) -> None:
    meeting, one, _other, criterion, loose = at_approve(meet)
    assert meeting.desk.post(meeting.at("wishes"), criterion=criterion).status_code == 401
    assert one.post(meeting.at("wishes")).status_code == 422
    assert one.post(meeting.at("wishes"), criterion=criterion, note=loose).status_code == 422
    assert one.post(meeting.at("wishes"), criterion=criterion, on="no").status_code == 422
    assert one.post(meeting.at("wishes"), criterion="nonsense").status_code == 404


def test_nothing_of_it_stands_anywhere_before_and_after(meet: Meet) -> None:
    meeting, one, _other, criterion, _loose = at_approve(meet)
    one.post(meeting.at("wishes"), criterion=criterion)
    meeting.step("look", 1)
    assert one.post(meeting.at("wishes"), criterion=criterion).status_code == 409
    for person, name in ((meeting.desk, "desk"), (meeting.desk, "screen"), (one, "notepad")):
        shown = face(person, meeting, name)
        assert WORDS not in shown.text and "I would like to talk" not in shown.text
    assert "wish" not in meeting.desk.get(meeting.at("outcomes.json")).get_data(as_text=True)
