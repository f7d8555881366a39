"""What each face is sent in each step, on the wire: its page, and everything that comes over its socket.

One meeting is held at the real server with every face connected from the beginning. What each was
sent during a stage, and what it is given when it asks afresh, is kept; the table is held against both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.tools.dom import parse
from tests.tools.server import Server
from tests.tools.visitors import OpenPage, RealMeeting, Visitor

# The words of every note and criterion stand for what becomes of it.
PRACTICE, PRACTICE_SHOWN = "entraînement-tu", "entraînement-montré"
WAITING, LOOSE, PLACED, HIDDEN, ASIDE, TAKEN_BACK, ERASED, LATE, LATE_SHOWN = ONE = [
    "un-attend", "un-épars", "un-placé", "un-caché", "un-écarté", "un-repris", "un-effacé", "un-tardif", "un-tardif-montré",
]  # fmt: skip
CRITERION = "critère-un"
TWO_WAITING, TWO_SHOWN = TWO = ["deux-attend", "deux-montré"]
TWO_CRITERION = "critère-deux"
EVERYTHING = [PRACTICE, PRACTICE_SHOWN, *ONE, CRITERION, *TWO, TWO_CRITERION]
SHEET_ONE = [LOOSE, PLACED, CRITERION]


@dataclass(frozen=True)
class Sent:
    """What a face was sent during a stage, and what it is given when it asks afresh at its end."""

    heard: str
    page: str


Stages = dict[str, dict[str, Sent]]


class Recorder:
    """A meeting with one author, one other participant, the desk and the screen, all of them connected."""

    def __init__(self, server: Server, desk: Visitor) -> None:
        self.meeting = RealMeeting(server, desk)
        self.author = self.meeting.participant()
        reader = self.meeting.participant()
        self.faces: dict[str, OpenPage] = {
            "author": self.author.open(self.meeting.at("notepad")),
            "notepad": reader.open(self.meeting.at("notepad")),
            "desk": desk.open(self.meeting.at("desk")),
            "screen": self.meeting.facilitator().open(self.meeting.at("screen")),
        }
        self.stages: Stages = {}
        self.notes: dict[str, str] = {}
        self._marks = dict.fromkeys(self.faces, 0)

    def write(self, *texts: str, question: int = 1) -> None:
        for text in texts:
            self.notes[text] = self.meeting.note(self.author, text, question)

    def do(self, noun: str, **form: object) -> dict[str, str]:
        """An act of the desk, told before the next one."""
        answer = self.meeting.desk.post(self.meeting.at(noun), form)
        assert answer.status_code == 200, answer.get_data()
        self.faces["desk"].reach(answer.json["seq"])
        found: dict[str, str] = answer.json
        return found

    def show(self, text: str, as_: str = "shown") -> None:
        self.do(f"notes/{self.notes[text]}/showing", **{"as": as_})

    def enter(self, step: str, question: int | None = None) -> None:
        """Move on. What is told from now on belongs to the new step, the move itself included."""
        self.do("step", step=step, question=question)

    def keep(self, stage: str) -> None:
        """The stage is over: keep what was sent in it."""
        for face in self.faces.values():
            face.catch_up_with_the_server()
        self.stages[stage] = {
            name: Sent(self._heard(name, face), face.visitor.get(face.path).get_data()) for name, face in self.faces.items()
        }

    def _heard(self, name: str, face: OpenPage) -> str:
        frames = list(face.frames)
        new = frames[self._marks[name] :]
        self._marks[name] = len(frames)
        return "".join(str(data.get("html", "")) for _, data in new)


def hold(recorder: Recorder) -> None:
    """A whole meeting, forwards and back."""
    m = recorder
    m.write(PRACTICE, PRACTICE_SHOWN, question=0)
    m.show(PRACTICE_SHOWN)
    m.keep("welcome")
    m.enter("write", 1)
    m.write(WAITING, LOOSE, PLACED, HIDDEN, ASIDE, TAKEN_BACK, ERASED)
    assert m.author.post(m.meeting.at(f"notes/{m.notes[TAKEN_BACK]}/withdrawal")).status_code == 200
    m.keep("write 1")
    m.enter("read", 1)
    for text in (LOOSE, PLACED, ERASED, HIDDEN):
        m.show(text)
    m.show(ASIDE, "aside")
    m.show(HIDDEN, "hidden")
    assert m.author.post(m.meeting.at(f"notes/{m.notes[ERASED]}/erasure")).status_code == 200
    made = m.do("criteria", name=CRITERION, question=1)
    m.do(f"notes/{m.notes[PLACED]}/placement", criterion=made["criterion"])
    m.keep("read 1")
    m.enter("sort", 1)
    m.do(f"criteria/{made['criterion']}/nature", nature="both")
    m.do(f"notes/{m.notes[LOOSE]}/placement", criterion=made["criterion"])
    m.do("undo")
    m.keep("sort 1")
    m.enter("look", 1)
    m.keep("look 1")
    m.enter("write", 2)
    m.write(*TWO, question=2)
    m.write(LATE, LATE_SHOWN)
    m.do(f"criteria/{made['criterion']}/nature", nature="material")
    m.keep("write 2")
    m.enter("read", 2)
    m.show(TWO_SHOWN)
    m.show(LATE_SHOWN)
    two = m.do("criteria", name=TWO_CRITERION, question=2)
    m.do(f"notes/{m.notes[TWO_SHOWN]}/placement", criterion=two["criterion"])
    m.keep("read 2")
    m.enter("write", 1)
    m.do("criteria/" + two["criterion"] + "/nature", nature="both")
    m.keep("write 1 again")
    m.enter("sort", 1)
    m.do("curtain", drawn="1")
    m.keep("sort 1 again")
    m.do(f"notes/{m.notes[LOOSE]}/placement", criterion=made["criterion"])
    m.do("undo")
    m.keep("curtain")
    m.do("curtain", drawn="0")
    m.enter("approve")
    m.keep("approve")
    m.enter("close")
    m.do(f"criteria/{made['criterion']}/nature", nature="undecided")
    m.show(ASIDE)
    m.show(ASIDE, "hidden")
    m.keep("close")


@pytest.fixture(scope="module")
def stages(server: Server, desk: Visitor) -> Iterator[Stages]:
    recorder = Recorder(server, desk)
    hold(recorder)
    for face in recorder.faces.values():
        face.close()
    yield recorder.stages


# What a face must be given; what it may be given besides; what it may hear besides, before it is gone again.
Words = list[str]
TABLE: list[tuple[str, str, Words, Words, Words]] = [
    ("welcome", "notepad", [], [], []),
    ("welcome", "desk", [PRACTICE, PRACTICE_SHOWN], [], []),
    ("welcome", "screen", [PRACTICE_SHOWN], [], []),
    ("write 1", "notepad", [], [], []),
    ("write 1", "desk", [], [], []),
    ("write 1", "screen", [], [], []),
    ("read 1", "notepad", [LOOSE, PLACED], [], [HIDDEN, ERASED]),
    ("read 1", "desk", [WAITING, *SHEET_ONE, HIDDEN, ASIDE], [], [ERASED]),
    ("read 1", "screen", [LOOSE, PLACED], [], [HIDDEN, ERASED]),
    ("sort 1", "notepad", SHEET_ONE, [], []),
    ("sort 1", "desk", [WAITING, *SHEET_ONE, HIDDEN, ASIDE], [], []),
    ("sort 1", "screen", SHEET_ONE, [], []),
    ("look 1", "notepad", SHEET_ONE, [], []),
    ("look 1", "desk", [WAITING, *SHEET_ONE, HIDDEN, ASIDE], [], []),
    ("look 1", "screen", SHEET_ONE, [], []),
    ("write 2", "notepad", SHEET_ONE, [], []),
    ("write 2", "desk", SHEET_ONE, [HIDDEN, ASIDE], []),
    ("write 2", "screen", SHEET_ONE, [], []),
    ("read 2", "notepad", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN], [], []),
    ("read 2", "desk", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN, TWO_WAITING, TWO_CRITERION], [HIDDEN, ASIDE], []),
    ("read 2", "screen", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN], [], []),
    ("write 1 again", "notepad", [], [], []),
    ("write 1 again", "desk", [TWO_SHOWN, TWO_CRITERION], [], []),
    ("write 1 again", "screen", [], [], []),
    ("sort 1 again", "notepad", [*SHEET_ONE, LATE_SHOWN], [], []),
    ("sort 1 again", "screen", [], [], [*SHEET_ONE, LATE_SHOWN]),
    ("curtain", "notepad", [*SHEET_ONE, LATE_SHOWN], [], []),
    ("curtain", "screen", [], [], []),
    ("approve", "notepad", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN, TWO_CRITERION], [], []),
    ("approve", "screen", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN, TWO_CRITERION], [], []),
    ("close", "notepad", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN, TWO_CRITERION], [], [ASIDE]),
    ("close", "desk", [*SHEET_ONE, LATE_SHOWN, TWO_SHOWN, TWO_CRITERION, HIDDEN, ASIDE], [WAITING, LATE], []),
    ("close", "screen", [], [], []),
]


def words_in(html: str) -> set[str]:
    """Which of the words are anywhere in it: shown, in an attribute, in a comment. None is the beginning of another."""
    found, left = set(), html
    for word in sorted(EVERYTHING, key=len, reverse=True):
        if word in left:
            found.add(word)
            left = left.replace(word, "")
    return found


@pytest.mark.parametrize(
    ("stage", "face", "must", "may", "may_hear"), TABLE, ids=[f"{stage} - {face}" for stage, face, *_ in TABLE]
)
def test_a_face_is_sent_what_its_step_gives_it_and_nothing_else(
    stages: Stages, stage: str, face: str, must: Words, may: Words, may_hear: Words
) -> None:
    sent = stages[stage][face]
    given = words_in(sent.page)
    assert set(must) <= given, "missing in the page"
    assert given <= {*must, *may}, "in the page"
    assert words_in(sent.heard) <= {*must, *may, *may_hear}, "over the socket"


def test_an_author_is_sent_own_words_in_every_step(stages: Stages) -> None:
    for stage in stages:
        expected = {PRACTICE, PRACTICE_SHOWN} if stage == "welcome" else {WAITING, LOOSE, PLACED, HIDDEN, ASIDE}
        assert expected <= words_in(stages[stage]["author"].page), stage
    assert not {TAKEN_BACK, ERASED} & words_in(stages["sort 1"]["author"].page)


def test_words_that_were_taken_back_or_erased_are_sent_to_nobody_any_more(stages: Stages) -> None:
    for stage, faces in stages.items():
        for face, sent in faces.items():
            if (stage, face) == ("write 1", "author"):
                continue
            assert TAKEN_BACK not in sent.page + sent.heard, (stage, face)
            assert ERASED not in sent.page, (stage, face)
            assert stage in ("write 1", "read 1") or ERASED not in sent.heard, (stage, face)


def test_unshown_notes_come_to_the_desk_one_at_a_time(stages: Stages) -> None:
    for stage in ("read 1", "sort 1", "look 1"):
        waiting = {WAITING, TAKEN_BACK, ERASED}
        assert words_in(stages[stage]["desk"].page) & waiting == {WAITING}
    both = words_in(stages["approve"]["desk"].page)
    assert len(both & {WAITING, LATE, TWO_WAITING}) <= 1, "of the current question, one"


@pytest.mark.parametrize("stage", ["write 1", "write 2", "write 1 again"])
def test_while_people_write_the_numbers_are_sent(stages: Stages, stage: str) -> None:
    for face in ("desk", "screen"):
        numbers = parse(stages[stage][face].page).by_id()["numbers"].text
        assert ("6" if stage == "write 1" else "2" if stage == "write 2" else "7") in numbers, (face, numbers)


def test_the_screen_says_how_to_join_and_at_the_end_thanks(stages: Stages) -> None:
    assert "/J/" in stages["welcome"]["screen"].page or parse(stages["welcome"]["screen"].page).by_id()["join"]
    close = parse(stages["close"]["screen"].page).find("main")
    assert "Merci" in close.text or "Thank you" in close.text


def test_behind_the_curtain_the_screen_is_sent_nothing(stages: Stages) -> None:
    curtain = stages["curtain"]["screen"]
    assert words_in(curtain.page) == set() == words_in(curtain.heard)
    assert parse(curtain.page).by_id()["curtain"]
    assert "hx-partial" not in curtain.heard
