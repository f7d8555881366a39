"""The screen's pages on the wire: the desk's turn reaches the screens, where they are reaches the desk, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

from tests.tools.dom import parse
from tests.tools.visitors import OpenPage, RealMeeting

Meet = Callable[..., RealMeeting]


def told(page: OpenPage) -> list[str]:
    """What was sent about the screen's page."""
    return [data["html"] for kind, data in list(page.frames) if kind == "now" and data["topic"] == "page"]


def post(meeting: RealMeeting, **fields: object) -> int:
    return int(meeting.desk.post(meeting.at("screen-page"), **fields).status_code)


def test_a_turn_reaches_the_screen_and_where_it_is_reaches_the_desk(meet: Meet) -> None:
    meeting = meet(step="write")
    meeting.note(meeting.participant())
    meeting.step("look")
    criterion = meeting.criterion("Dehors")
    screen, desk = meeting.desk.open(meeting.at("screen")), meeting.desk.open(meeting.at("desk"))
    pad = meeting.participant().open(meeting.at("notepad"))
    assert post(meeting, criterion=criterion) == 200
    screen.wait(lambda: any(f'data-order="c-{criterion}"' in html for html in told(screen)), "the turn")
    assert post(meeting, at=f"c-{criterion}", turn=1, page=2, pages=3) == 200
    desk.wait(lambda: any("Dehors" in html for html in told(desk)), "where the screen is")
    assert told(pad) == []
    for page in (screen, desk, pad):
        page.close()


def test_what_a_screen_says_is_no_turn(meet: Meet) -> None:
    meeting = meet(step="sort")
    post(meeting, move="forward")
    before = turn(meeting)
    assert post(meeting, at="now", turn=1, page=1, pages=4) == 200
    assert turn(meeting) == before


def test_only_who_is_signed_in_turns_pages_and_chooses_the_size(meet: Meet) -> None:
    meeting = meet()
    for person, status in ((meeting.participant(), 403), (meeting.stranger(), 401)):
        assert person.post(meeting.at("screen-page"), move="forward").status_code == status
        assert person.post(meeting.at("screen-page"), at="now", page=1, pages=1).status_code == status
        assert person.post(meeting.at("screen-text"), size=3).status_code == status
    assert turn(meeting) == ""


def test_what_can_not_be_is_refused(meet: Meet) -> None:
    meeting = meet()
    elsewhere = {"at": "over there", "page": 1, "pages": 1}
    for fields, code in (({"move": "away"}, "move"), ({"at": "now"}, "page"), (elsewhere, "at")):
        answer = meeting.desk.post(meeting.at("screen-page"), **fields)
        assert (answer.status_code, answer.json["code"]) == (422, code)
    for size in ("", "0", "6", "large"):
        assert meeting.desk.post(meeting.at("screen-text"), size=size).status_code == 422


def test_the_size_reaches_every_screen(meet: Meet) -> None:
    meeting = meet(step="write")
    screen = meeting.desk.open(meeting.at("screen"))
    assert meeting.desk.post(meeting.at("screen-text"), size=5).status_code == 200
    screen.wait(lambda: any('data-screen-text="5"' in patch["html"] for patch in screen.patches), "the size")
    screen.close()


def turn(meeting: RealMeeting) -> str:
    """The number of the last turn, empty where there was none."""
    page = parse(meeting.desk.get(meeting.at("screen")).get_data()).by_id()["page"]
    return page.get("data-turn")
