"""Who hears of an act, and who must not: numbers without gaps, presence, and sockets that are cut."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tests.tools.dom import parse
from tests.tools.visitors import OpenPage, RealMeeting, Visitor

Meet = Callable[..., RealMeeting]


def close(*pages: OpenPage) -> None:
    for page in pages:
        page.close()


def test_posting_reaches_the_author_the_desk_and_the_screen_and_no_other_notepad(meet: Meet) -> None:
    meeting = meet(groups=2, step="write")
    author, neighbour, far = meeting.participant(1), meeting.participant(1), meeting.participant(2)
    own, beside, elsewhere = (who.open(meeting.at("notepad")) for who in (author, neighbour, far))
    desk, other_desk = (meeting.desk.open(meeting.at(f"desk?group={group}")) for group in (1, 2))
    screen, other_screen = (meeting.desk.open(meeting.at(f"screen?group={group}")) for group in (1, 2))
    overview = meeting.desk.open(meeting.at("desk"))
    pages = [own, beside, elsewhere, desk, other_desk, screen, other_screen, overview]
    before = {id(page): len(page.patches) for page in pages}
    meeting.note(author, "Que personne d’autre ne lise")
    for page in pages:
        page.catch_up_with_the_server()
    meeting.desk.post(meeting.at("curtain"), drawn=1)  # reaches desks and screens: what came before it has come
    meeting.step("read")  # and this everybody
    for page in pages:
        page.wait(lambda page=page: len(page.patches) > before[id(page)], "the step")  # type: ignore[misc]
        page.catch_up_with_the_server()
    since = {id(page): page.patches[before[id(page)] :] for page in pages}
    assert any(patch["room"] == own.rooms[0] for patch in since[id(own)])
    for page in (beside, elsewhere):
        assert [patch["room"] for patch in since[id(page)]] == [page.rooms[1]], "the step alone"
    assert [patch["room"] for patch in since[id(other_screen)]] == other_screen.rooms * 2, "the curtain and the step"
    assert "Que personne d’autre ne lise" in own.heard
    for page in (beside, elsewhere, screen, other_screen, other_desk):
        assert "Que personne d’autre ne lise" not in page.heard
    close(*pages)


def test_a_move_of_one_group_reaches_that_group_alone(meet: Meet) -> None:
    meeting = meet(groups=2, step="write")
    here, there = (meeting.participant(group).open(meeting.at("notepad")) for group in (1, 2))
    meeting.step("read", group=1)
    here.wait(lambda: len(here.patches) > 2, "the move")
    meeting.step("sort", group=2)
    there.wait(lambda: len(there.patches) > 2, "the other move")
    assert len(there.patches) == 3 and there.patches[-1]["prev"] < there.patches[-1]["seq"]
    assert there.seq >= there.patches[-1]["prev"], "what concerned the other group leaves no gap"
    close(here, there)


def test_two_workshops_hear_nothing_of_each_other(meet: Meet) -> None:
    one, other = meet(step="write"), meet(step="write")
    page = other.desk.open(other.at("desk"))
    one.note(one.participant())
    one.step("read")
    other.step("read")
    page.wait(lambda: len(page.patches) > 1, "its own step")
    assert len(page.patches) == 2
    page.close()


def test_numbers_follow_on_each_other_in_every_room_through_a_busy_meeting(meet: Meet) -> None:
    meeting = meet(groups=2, step="write")
    people = [meeting.participant(group) for group in (1, 1, 2)]
    pages = [person.open(meeting.at("notepad")) for person in people]
    pages += [meeting.desk.open(meeting.at(face)) for face in ("desk", "desk?group=1", "screen?group=1", "screen?group=2")]
    writers = [threading.Thread(target=write_some, args=(meeting, person)) for person in people]
    for writer in writers:
        writer.start()
    second_desk = meeting.facilitator()
    for step in ("read", "sort", "write", "sort"):
        meeting.step(step, 1)
        second_desk.post(meeting.at("criteria"), name=f"Pendant {step}", question=1, group=1)
    for writer in writers:
        writer.join()
    meeting.step("look", 1)
    for page in pages:
        page.catch_up_with_the_server()
        for room in page.rooms:
            told = [patch for patch in page.patches if patch["room"] == room]
            assert told[0]["batch"] and not any(patch["batch"] for patch in told[1:])
            own = told[0]["seq"]
            for patch in told[1:]:
                assert patch["prev"] <= own < patch["seq"], (room, own, patch["prev"], patch["seq"])
                own = patch["seq"]
        assert page.difference_from_a_fresh_page() == ""
    close(*pages)


def write_some(meeting: RealMeeting, person: Visitor) -> None:
    for number in range(12):
        meeting.note(person, f"Idée {number}")


def test_the_desk_is_told_who_is_there_as_a_whole_and_without_a_number(meet: Meet) -> None:
    meeting = meet()
    person = meeting.participant()
    desk = meeting.desk.open(meeting.at("desk"))
    screen = meeting.desk.open(meeting.at("screen"))
    assert present(desk) == 0
    first = person.open(meeting.at("notepad"))
    desk.wait(lambda: present(desk) == 1, "one who is there")
    second = person.open(meeting.at("notepad"))
    first.close()
    late = meeting.participant().open(meeting.at("notepad"))
    desk.wait(lambda: present(desk) == 2, "another one")
    close(second, late)
    desk.wait(lambda: present(desk) == 0, "that both have gone")
    told = [data for kind, data in desk.frames if kind == "now"]
    assert all(sorted(data) == ["html", "topic"] for data in told)
    others = [data["topic"] for page in (screen, first, late) for kind, data in page.frames if kind == "now"]
    assert "presence" not in others and "presence" in [data["topic"] for data in told]
    close(desk, screen)


def present(desk: OpenPage) -> int:
    """How many are there, by the last word of it."""
    told = [data["html"] for kind, data in list(desk.frames) if kind == "now" and data["topic"] == "presence"]
    seats = [item for item in parse(told[-1]).find_all("li") if "seat" in item.classes] if told else []
    return sum("seat-away" not in seat.classes for seat in seats)


def test_signing_out_cuts_the_sockets_of_that_device_and_no_others(meet: Meet) -> None:
    meeting = meet()
    leaving = meeting.facilitator()
    pages = [leaving.open(meeting.at(face)) for face in ("desk", "screen")]
    staying = meeting.desk.open(meeting.at("desk"))
    assert leaving.post("/sign-out", asks="page").status_code == 303
    for page in pages:
        page.wait(lambda page=page: not page.connected, "the end of its socket")  # type: ignore[misc]
    before = [len(page.frames) for page in pages]
    meeting.step("write")
    staying.wait(lambda: len(staying.patches) > 1, "the step")
    assert staying.connected and [len(page.frames) for page in pages] == before
    staying.close()


def test_a_device_that_is_signed_out_from_another_is_cut_off(meet: Meet) -> None:
    meeting = meet()
    before = revocations(meeting)
    lost = meeting.facilitator()
    page = lost.open(meeting.at("desk"))
    (new,) = revocations(meeting) - before
    assert meeting.desk.post(new, asks="page").status_code == 303
    page.wait(lambda: not page.connected, "the end of its socket")
    assert lost.get(meeting.at("desk")).status_code == 401


def revocations(meeting: RealMeeting) -> set[str]:
    page = parse(meeting.desk.get("/devices").get_data())
    return {form["action"] for form in page.find_all("form") if form.get("action").endswith("/revocation")}


def test_who_is_let_go_is_told_and_follows_nothing_any_more(meet: Meet) -> None:
    meeting = meet(step="write")
    person, staying = meeting.participant(), meeting.participant()
    page, other = person.open(meeting.at("notepad")), staying.open(meeting.at("notepad"))
    seat = page.rooms[0].removeprefix("seat:").partition(".")[0]
    assert meeting.desk.post(meeting.at(f"seats/{seat}/departure")).status_code == 200
    page.wait(lambda: not page.connected, "the end of its socket")
    meeting.step("read")
    other.wait(lambda: len(other.patches) > 2, "the step")
    assert not [patch for patch in page.patches if 'id="ask"' in patch["html"]]
    other.close()


def test_who_moves_to_another_table_follows_the_old_one_no_more(meet: Meet) -> None:
    meeting = meet(groups=2, step="write")
    person, staying = meeting.participant(1), meeting.participant(1)
    old, other = person.open(meeting.at("notepad")), staying.open(meeting.at("notepad"))
    person.post(f"/j/{meeting.code}", group=2, asks="page")
    old.wait(lambda: not old.connected, "the end of its socket")
    new = person.open(meeting.at("notepad"))
    assert new.rooms[1] == f"notepad:{meeting.w}-2.{new.rooms[1][-2:]}"
    meeting.step("read", group=1)
    other.wait(lambda: len(other.patches) > 2, "the step")
    assert not [patch for patch in old.patches if 'id="ask"' in patch["html"]]
    close(new, other)


def test_a_burst_becomes_few_patches_and_loses_nothing(meet: Meet) -> None:
    meeting = meet(step="write")
    people = [meeting.participant() for _ in range(5)]
    screen = meeting.desk.open(meeting.at("screen"))
    writers = [threading.Thread(target=write_some, args=(meeting, person)) for person in people]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    screen.catch_up_with_the_server()
    assert len(screen.patches) <= 1 + 60
    assert screen.difference_from_a_fresh_page() == ""
    assert "60" in parse(screen.visitor.get(screen.path).get_data()).by_id()["numbers"].text
    screen.close()
