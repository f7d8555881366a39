"""“I would like to talk about this one”, on the wire: what desk and screen are sent, and that no other notepad is."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.tools.visitors import OpenPage, RealMeeting

Meet = Callable[..., RealMeeting]
SAID = "mark-wish"


def sent(page: OpenPage, topic: str) -> list[str]:
    """The messages on a topic that came while the page was open."""
    return [str(data["html"]) for kind, data in list(page.frames) if kind == "now" and data["topic"] == topic]


def test_a_wish_reaches_desk_and_screen_once_and_no_notepad(meet: Meet) -> None:
    meeting = meet(step="write")
    one, other, neighbour = (meeting.participant() for _ in range(3))
    idea = meeting.note(one, "Un bus le soir")
    meeting.step("sort", 1)
    criterion = meeting.criterion("Se déplacer", note=idea)
    meeting.step("approve")
    faces = [meeting.desk.open(meeting.at("desk")), meeting.desk.open(meeting.at("screen"))]
    notepads = [one.open(meeting.at("notepad")), neighbour.open(meeting.at("notepad"))]
    for person in (one, other):
        assert person.post(meeting.at("wishes"), criterion=criterion).status_code == 200
    assert meeting.desk.post(meeting.at("talk"), criterion=criterion, group=1).status_code == 200
    for page in faces:
        page.wait(lambda page=page: len(sent(page, "wishes")) == 2, "the wish, and that it was talked about")  # type: ignore[misc]
        said, talked = sent(page, "wishes")
        assert SAID in said and SAID not in talked
    for page in notepads:
        page.wait(lambda page=page: len(sent(page, "talked")) == 1, "that it was talked about")  # type: ignore[misc]
        everything = json.dumps(page.frames)
        assert sent(page, "wishes") == [] and SAID not in everything
        assert f"criterion:{criterion}=1" in sent(page, "talked")[0]
    for page in [*faces, *notepads]:
        assert "wished" not in json.dumps(page.frames)
        page.close()


def test_three_hundred_ideas_from_paper_are_one_patch_for_each_face(meet: Meet) -> None:
    meeting = meet(step="write")
    notepad = meeting.participant().open(meeting.at("notepad"))
    faces = [meeting.desk.open(meeting.at("desk")), meeting.desk.open(meeting.at("screen"))]
    known = [len(page.patches) for page in faces]
    text = "\n".join(f"papier-{number}" for number in range(300))
    seen = meeting.desk.post(meeting.at("paper/preview"), group=1, question=1, text=text).json
    form = {"group": 1, "question": 1, "text": text, "batch": seen["batch"], "seen": seen["seen"]}
    taken = meeting.desk.post(meeting.at("paper/notes"), form).json
    assert taken["stored"] == 300
    for page, before in zip(faces, known, strict=True):
        page.reach(taken["seq"])
        assert len(page.patches) == before + 1
        assert "300" in page.patches[-1]["html"]
    for page in [*faces, notepad]:
        page.catch_up_with_the_server()
        assert "papier-" not in page.heard
        page.close()
