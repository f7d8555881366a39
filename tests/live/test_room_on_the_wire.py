"""What the room looks at now, on the wire: who is sent it, who must not be, and how seldom."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.dom import parse
from tests.tools.server import running_server
from tests.tools.visitors import OpenPage, RealMeeting, Visitor

Meet = Callable[..., RealMeeting]


def told(page: OpenPage, topic: str) -> list[str]:
    """What the page was told of a topic since it joined, message by message."""
    return [data["html"] for kind, data in list(page.frames) if kind == "now" and data["topic"] == topic]


def at_read(meet: Meet) -> tuple[RealMeeting, Visitor, Visitor, str]:
    """A group at read with one idea, unshown; its author, another participant."""
    meeting = meet(step="write")
    author, reader = meeting.participant(), meeting.participant()
    note = meeting.note(author, "Mots-secrets")
    meeting.step("read", 1)
    return meeting, author, reader, note


def test_a_dealt_idea_is_sent_to_the_one_who_reads_it_and_to_nobody_else(meet: Meet) -> None:
    meeting, author, reader, _note = at_read(meet)
    reading = reader.open(meeting.at("notepad"))
    away = meeting.participant()
    others = {
        "its author": author.open(meeting.at("notepad")),
        "the screen": meeting.facilitator().open(meeting.at("screen")),
    }
    desk = meeting.desk.open(meeting.at("desk"))
    assert meeting.desk.post(meeting.at("deal"), each=1).status_code == 200
    reading.wait(lambda: bool(told(reading, "deal")), "the idea")
    assert "Mots-secrets" in told(reading, "deal")[-1]
    desk.wait(lambda: bool(told(desk, "deal")), "that one is out")
    assert "Mots-secrets" not in told(desk, "deal")[-1], "numbers alone"
    # the next message that everybody gets shows that nothing of it was on the way to anybody
    assert meeting.desk.post(meeting.at("timer"), seconds=60).status_code == 200
    for name, page in others.items():
        page.wait(lambda page=page: bool(told(page, "timer")), "the timer")  # type: ignore[misc]
        assert not [data for kind, data in page.frames if kind == "now" and "Mots-secrets" in data["html"]], name
    assert "Mots-secrets" not in others["the screen"].heard
    for visitor in (author, away):
        page_now = parse(visitor.get(meeting.at("notepad")).get_data()).by_id()
        assert page_now["deal"].text.strip() == ""
    assert "Mots-secrets" in parse(reader.get(meeting.at("notepad")).get_data()).by_id()["deal"].text
    for page in (reading, desk, *others.values()):
        page.close()


def test_whoever_reads_is_next_at_the_desk_and_once_it_is_shown_the_device_is_free(meet: Meet) -> None:
    meeting, author, reader, note = at_read(meet)
    meeting.note(author, "Mots-autres")
    reading = reader.open(meeting.at("notepad"))
    assert meeting.desk.post(meeting.at("deal"), note=note).status_code == 200
    reading.wait(lambda: bool(told(reading, "deal")), "the idea")
    desk = meeting.desk.open(meeting.at("desk"))
    assert reader.post(meeting.at("reading"), note=note, as_="now").status_code == 200
    desk.catch_up_with_the_server()
    assert "Mots-secrets" in parse(meeting.desk.get(meeting.at("desk")).get_data()).by_id()["next"].text
    screen = meeting.desk.get(meeting.at("screen")).get_data()
    assert "Mots-secrets" not in screen, "the facilitator sees it before the room does"
    before = len(told(reading, "deal"))
    meeting.show(note)
    reading.wait(lambda: len(told(reading, "deal")) > before, "that it is free")
    assert "Mots-secrets" not in told(reading, "deal")[-1]
    reading.close()
    desk.close()


def test_who_passes_is_free_and_nobody_is_told_who(meet: Meet) -> None:
    meeting, author, reader, note = at_read(meet)
    reading, writing = reader.open(meeting.at("notepad")), author.open(meeting.at("notepad"))
    seat = next(room for room in reading.rooms if room.startswith("seat:")).split(":")[1].split(".")[0]
    desk = meeting.desk.open(meeting.at("desk"))
    meeting.desk.post(meeting.at("deal"), each=1)
    reading.wait(lambda: bool(told(reading, "deal")), "the idea")
    assert reader.post(meeting.at("reading"), note=note, as_="pass").status_code == 200
    reading.wait(lambda: "Mots-secrets" not in told(reading, "deal")[-1], "that it is gone")
    desk.wait(lambda: len(told(desk, "deal")) >= 2, "that none is out")
    assert seat not in "".join(told(desk, "deal")) and not told(writing, "deal")
    assert meeting.desk.post(meeting.at("deal"), each=1).json["code"] == "nobody", "nobody is left to read it"
    for page in (reading, writing, desk):
        page.close()


def test_a_mark_is_told_once_to_desk_and_screen_however_many_tap(meet: Meet) -> None:
    meeting = meet(step="write")
    people = [meeting.participant() for _ in range(12)]
    note = meeting.note(people[0], "Des bus le soir")
    meeting.step("sort", 1)
    meeting.show(note)
    criteria = [meeting.criterion(name) for name in ("Se déplacer", "Se loger")]
    meeting.desk.post(meeting.at("help"), open=1)
    notepad = people[0].open(meeting.at("notepad"))
    pages = [meeting.desk.open(meeting.at(face)) for face in ("desk", "screen")]

    def tap(person: Visitor) -> None:
        for criterion in (*criteria, *criteria):
            assert person.post(meeting.at("proposals"), note=note, criterion=criterion).status_code == 200

    taps = [threading.Thread(target=tap, args=(person,)) for person in people]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    both = " ".join(sorted(criteria))
    for page in pages:
        page.wait(lambda page=page: any(sorted(marked(html)) == sorted(criteria) for html in told(page, "help")), both)  # type: ignore[misc]
        assert len(told(page, "help")) <= 2, "once for each criterion, or for both at once"
    meeting.desk.post(meeting.at("timer"), seconds=60)
    notepad.wait(lambda: bool(told(notepad, "timer")), "the timer")
    assert told(notepad, "help") == [], "notepads look the same, and are told nothing"
    for page in (*pages, notepad):
        page.close()


def marked(html: str) -> list[str]:
    found = [span["data-marks"] for span in parse(html).find_all("span") if span.get("data-marks")]
    return found[0].split() if found else []


@pytest.mark.parametrize("face", ["notepad", "screen"])
def test_what_is_looked_at_is_gone_from_every_face_with_the_note(meet: Meet, face: str) -> None:
    meeting = meet(step="write")
    person = meeting.participant()
    note = meeting.note(person, "Mots-montrés")
    meeting.step("read", 1)
    meeting.show(note)
    page = (meeting.participant() if face == "notepad" else meeting.facilitator()).open(meeting.at(face))
    assert meeting.desk.post(meeting.at("look"), note=note).status_code == 200
    page.wait(lambda: any("Mots-montrés" in html for html in told(page, "look")), "the note, large")
    meeting.show(note, "hidden")
    page.wait(lambda: "Mots-montrés" not in told(page, "look")[-1], "that it is over")
    page.catch_up_with_the_server()
    assert page.difference_from_a_fresh_page() == ""
    page.close()


def test_a_restart_keeps_what_is_dealt_out_and_the_timer(tmp_path: Path) -> None:
    with running_server(tmp_path / "data") as server:
        desk = Visitor(server)
        assert desk.get("/sign-in/" + server.desk.rpartition("/")[2]).status_code == 303
        meeting = RealMeeting(server, desk, step="write")
        author, reader = meeting.participant(), meeting.participant()
        note = meeting.note(author, "Mots-gardés")
        meeting.step("read", 1)
        page = reader.open(meeting.at("notepad"))
        assert desk.post(meeting.at("deal"), note=note).status_code == 200
        assert desk.post(meeting.at("timer"), seconds=600).status_code == 200
        page.close()
        server.restart()
        again = parse(reader.get(meeting.at("notepad")).get_data()).by_id()
        assert "Mots-gardés" in again["deal"].text
        assert again["timer"].text.strip()
        assert reader.post(meeting.at("reading"), note=note, as_="now").status_code == 200
