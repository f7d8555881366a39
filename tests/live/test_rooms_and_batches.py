"""Who may follow what; and what a page is told first, and by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.tools.visitors import OpenPage, RealMeeting, SocketRefused, Visitor

Meet = Callable[..., RealMeeting]


def refused(visitor: Visitor, page: OpenPage, rooms: Any, **auth: Any) -> None:
    """The whole connection is refused, whatever other rooms were asked for."""
    attempt = OpenPage.__new__(OpenPage)
    attempt.__dict__.update(page.__dict__, visitor=visitor, frames=[], refused=[], _socket=None)
    with pytest.raises(SocketRefused):
        attempt.try_to_connect({"rooms": rooms, "since": page.seq, "epoch": page.epoch, **auth})
    assert attempt.frames == [], "nothing was told before the refusal"


def test_a_page_is_told_a_batch_for_each_of_its_rooms_first(meet: Meet) -> None:
    meeting = meet()
    page = meeting.participant().open(meeting.at("notepad"))
    assert [patch["room"] for patch in page.batches] == page.rooms
    for patch in page.batches:
        assert sorted(patch) == ["batch", "html", "prev", "room", "seq"]
        assert patch["prev"] <= page.seq == patch["seq"] and patch["html"] == ""
    page.close()


def test_a_page_from_before_is_told_the_present_state_of_what_it_has_missed(meet: Meet) -> None:
    meeting = meet(step="write")
    author = meeting.participant()
    old = OpenPage(author, meeting.at("notepad"))
    meeting.note(author, "Une première idée")
    meeting.note(author, "Une deuxième idée")
    old.connect()
    own = next(patch for patch in old.batches if patch["room"].startswith("seat:"))
    assert own["prev"] <= old.seq < own["seq"]
    assert "Une première idée" in own["html"] and "Une deuxième idée" in own["html"]
    old.close()


@pytest.mark.parametrize(("since", "epoch"), [(10_000, None), (0, "another"), (3, "")])
def test_what_cannot_be_told_by_number_is_a_word_to_reload(meet: Meet, since: int, epoch: str | None) -> None:
    meeting = meet()
    page = OpenPage(meeting.desk, meeting.at("desk"))
    page.connect(since=since, **({} if epoch is None else {"epoch": epoch}))
    [told] = page.batches
    assert told["reload"] and told["batch"] and told["room"] == page.rooms[0]
    assert told["html"] == "" and told["seq"] == since, "it moves nobody on"
    page.close()


def test_rooms_of_others_are_refused(meet: Meet) -> None:
    meeting, elsewhere = meet(groups=2), meet()
    person, neighbour, far = meeting.participant(1), meeting.participant(2), elsewhere.participant()
    own, beside, away = (OpenPage(who, where) for who, where in (
        (person, meeting.at("notepad")), (neighbour, meeting.at("notepad")), (far, elsewhere.at("notepad"))
    ))  # fmt: skip
    mine = " ".join(own.rooms)
    for foreign in (
        *beside.rooms,
        *away.rooms,
        f"desk:{meeting.w}.fr",
        f"desk:{meeting.w}-1.fr",
        f"screen:{meeting.w}.fr",
        f"screen:{meeting.w}-1.fr",
        f"notepad:{meeting.w}.fr",
        mine.split()[0].replace(".", "-1."),
    ):
        refused(person, own, foreign)
        refused(person, own, f"{mine} {foreign}")
        refused(meeting.stranger(), own, foreign)
    refused(meeting.stranger(), own, mine)


def test_a_desk_is_in_no_notepad(meet: Meet) -> None:
    meeting = meet()
    notepad = OpenPage(meeting.participant(), meeting.at("notepad"))
    for room in notepad.rooms:
        refused(meeting.desk, notepad, room)


NAMELESS: list[Any] = [
    "",
    " ",
    [],
    None,
    7,
    {"a": 1},
    [7],
    [["desk:{w}-1.fr"]],
    "nonsense",
    "desk:",
    "desk:{w}",
    "desk:{w}-1",
    "desk:{w}-1.xx",
    "desk:{w}-9.fr",
    "desk:{w}-0.fr",
    "desk:{w}-01.fr",
    "desk:{w}-٣.fr",
    "DESK:{w}-1.fr",
    "desk:nonsense.fr",
    "desk:{w}-1.fr desk:nonsense.fr",
    "seat:nonsense.fr",
    "* desk:{w}-1.fr",
    " ".join(f"desk:{{w}}-{number}.fr" for number in range(1, 9)),
    "x" * 5000,
]


def test_unknown_names_are_refused(meet: Meet) -> None:
    meeting = meet()
    page = OpenPage(meeting.desk, meeting.at("desk"))
    for rooms in NAMELESS:
        refused(meeting.desk, page, rooms.replace("{w}", meeting.w) if isinstance(rooms, str) else rooms)


def test_what_is_no_credentials_is_refused(meet: Meet) -> None:
    meeting = meet()
    page = OpenPage(meeting.desk, meeting.at("desk"))
    for auth in (None, "x", [], 7, {}, {"rooms": "x"}):
        with pytest.raises(SocketRefused):
            page.try_to_connect(auth)


def test_a_number_that_is_none_is_refused(meet: Meet) -> None:
    meeting = meet()
    page = OpenPage(meeting.desk, meeting.at("desk"))
    for since in ("1", None, 1.5, True, -1, [1]):
        refused(meeting.desk, page, page.rooms[0], since=since)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "nonsense"])
def test_a_foreign_page_may_open_no_socket(meet: Meet, origin: str) -> None:
    meeting = meet()
    page = OpenPage(meeting.desk, meeting.at("desk"))
    with pytest.raises(SocketRefused):
        page.try_to_connect({"rooms": page.rooms[0], "since": page.seq, "epoch": page.epoch}, origin=origin)


def test_a_foreign_host_may_open_no_socket(meet: Meet) -> None:
    meeting = meet()
    page = OpenPage(meeting.desk, meeting.at("desk"))
    with pytest.raises(SocketRefused):
        auth = {"rooms": page.rooms[0], "since": page.seq, "epoch": page.epoch}
        page.try_to_connect(auth, host="evil.example", origin="http://evil.example")


def test_only_websockets_are_spoken(meet: Meet) -> None:
    meeting = meet()
    answer = meeting.desk.get("/socket.io/?EIO=4&transport=polling")
    assert answer.status_code == 400


def test_no_socket_event_writes_anything(meet: Meet) -> None:
    meeting = meet(step="write")
    page = meeting.desk.open(meeting.at("desk"))
    for event in ("step", "patch", "message", "notes", "join", "connect_error", "x" * 200):
        page.send(event, {"step": "close", "rooms": page.rooms[0], "text": "Mots"})
    meeting.desk.post(meeting.at("curtain"), drawn=1)
    page.wait(lambda: len(page.patches) > 1, "the curtain")
    assert 'data-step="write"' in meeting.desk.get(meeting.at("desk")).get_data()
    page.close()


def test_a_huge_message_ends_the_socket_and_nothing_else(meet: Meet) -> None:
    meeting = meet()
    page, other = meeting.desk.open(meeting.at("desk")), meeting.facilitator().open(meeting.at("desk"))
    page.send("x", "x" * 200_000)
    page.wait(lambda: not page.connected, "the end of its socket")
    meeting.step("write")
    other.wait(lambda: len(other.patches) > 1, "the step")
    other.close()


def changes(visitor: Visitor, meeting: RealMeeting, **query: str) -> Any:
    return visitor.get(meeting.at("changes"), "json", **query)


def test_changes_are_asked_for_by_number(meet: Meet) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    page = OpenPage(person, meeting.at("notepad"))
    seat, group = page.rooms
    note = meeting.note(person, "Une idée de plus")
    answer = changes(person, meeting, room=seat, since=str(page.seq), epoch=page.epoch)
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("application/json")
    patch = answer.json
    assert patch["batch"] is True and patch["room"] == seat and patch["prev"] <= page.seq < patch["seq"]
    assert note in patch["html"] and "Une idée de plus" in patch["html"]
    assert "Une idée de plus" not in changes(person, meeting, room=group, since="0", epoch=page.epoch).json["html"]
    head = patch["seq"]
    up_to_date = changes(person, meeting, room=seat, since=str(head), epoch=page.epoch).json
    assert up_to_date["html"] == "" and up_to_date["seq"] == head


def test_changes_that_cannot_be_told_are_a_word_to_reload(meet: Meet) -> None:
    meeting = meet(step="sort")
    page = OpenPage(meeting.desk, meeting.at("desk"))
    room = page.rooms[0]
    assert changes(meeting.desk, meeting, room=room, since="0", epoch="another").json == {"reload": True}
    assert changes(meeting.desk, meeting, room=room, since="0").json == {"reload": True}
    assert changes(meeting.desk, meeting, room=room, since=str(page.seq + 1), epoch=page.epoch).json == {"reload": True}


def test_changes_of_others_are_forbidden(meet: Meet) -> None:
    meeting, elsewhere = meet(groups=2), meet()
    person, neighbour = meeting.participant(1), meeting.participant(2)
    own, beside = OpenPage(person, meeting.at("notepad")), OpenPage(neighbour, meeting.at("notepad"))
    desk = OpenPage(meeting.desk, meeting.at("desk"))
    for visitor, room in (
        *((person, room) for room in (*beside.rooms, *desk.rooms, f"screen:{meeting.w}-1.fr", "nonsense", "")),
        *((meeting.stranger(), room) for room in (*own.rooms, *desk.rooms)),
        *((meeting.desk, room) for room in own.rooms),
    ):
        answer = changes(visitor, meeting, room=room, since="0", epoch=own.epoch)
        assert answer.status_code == 403 and answer.json["code"] == "room", room
    assert changes(meeting.desk, elsewhere, room=desk.rooms[0], since="0", epoch=desk.epoch).status_code == 403
    for since in ("", "x", "-1", "1.5", "9" * 30):
        assert changes(person, meeting, room=own.rooms[0], since=since, epoch=own.epoch).status_code == 422, since
