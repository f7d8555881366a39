"""Patches applied to an old page = a fresh page: for every face, whatever happens, whatever was missed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import close_app, make_app
from tests.live.meeting_in_acts import Play
from tests.live.viewer import Viewer
from tests.tools.cast import Browser, Meeting
from workshop.extensions import socketio

NUMBERS = st.integers(0, 11)
WEIGHTS = {
    "post": 10, "show": 8, "criterion": 6, "place": 10, "take_out": 3, "undo": 7, "redo": 5, "order": 3, "shift": 2,
    "merge": 2, "remove": 3, "name": 2, "nature": 2, "reword": 1, "withdraw": 1, "erase": 2, "step": 4, "on": 3,
    "door": 1, "curtain": 1, "screen_group": 1, "join": 1, "let_go": 1,
}  # fmt: skip
ACTS = [act for act, weight in WEIGHTS.items() for _ in range(weight)]
LINKS = ["tell"] * 12 + ["miss"] * 5 + ["come_back"] * 4 + ["compare"] * 3
PLAYS = st.lists(st.tuples(st.sampled_from(ACTS + LINKS), st.tuples(NUMBERS, NUMBERS, NUMBERS)), min_size=25, max_size=60)
SHORT = settings(max_examples=12, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
LONG = settings(SHORT, max_examples=400, derandomize=False, print_blob=True)


class Wire:
    """The server's way out, held in the hand: what it would tell is told when the play says so."""

    def __init__(self, app: Flask) -> None:
        self.connected = app.extensions["connected"]
        self.tasks: list[Callable[[], None]] = []
        self.patches: list[dict[str, Any]] = []
        self.chance = random.Random()

    def follow(self, viewers: list[Viewer]) -> None:
        """Have the server know which rooms are in use now."""
        for number, viewer in enumerate(viewers):
            self.connected.leave(str(number))
            self.connected.enter(str(number), tuple(viewer.rooms), None, None)

    def flush(self) -> list[dict[str, Any]]:
        while self.tasks:
            self.tasks.pop(0)()
        told, self.patches = self.patches, []
        return told


@pytest.fixture(scope="module")
def app(made_sqlite: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("patches")
    (folder / "workshop.sqlite3").write_bytes(made_sqlite.read_bytes())
    made = make_app(folder, f"sqlite:///{folder / 'workshop.sqlite3'}")
    yield made
    close_app(made)


@pytest.fixture
def wire(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire(app)
    monkeypatch.setattr(socketio, "start_background_task", lambda task, *args: wire.tasks.append(lambda: task(*args)))
    monkeypatch.setattr("secrets.randbelow", wire.chance.randrange)  # the same play again is the same
    monkeypatch.setattr(socketio, "sleep", lambda seconds: None)
    monkeypatch.setattr(socketio, "emit", lambda kind, patch, to: wire.patches.append(patch))
    return wire


def in_english(browser: Browser) -> Browser:
    browser.client.set_cookie("language", "en")
    return browser


def audience(play: Play) -> list[Viewer]:
    """Every face, in both languages; with several groups also what shows more than one of them."""
    meeting = play.meeting
    people = play.people
    seen = [
        Viewer("a notepad", people[0], meeting.at("notepad")),
        Viewer("the desk", meeting.desk, meeting.at("desk?group=1")),
        Viewer("the screen", in_english(meeting.facilitator()), meeting.at("screen")),
        Viewer("another desk", in_english(play.desks[1]), meeting.at("desk")),
    ]
    if play.groups > 1:
        seen.append(Viewer("a notepad at another table", in_english(people[-1]), meeting.at("notepad")))
        seen.append(Viewer("a screen of one group", meeting.desk, meeting.at("screen?group=1"), fixed=True))
    return seen


class Stage:
    """A play with its audience."""

    def __init__(self, app: Flask, wire: Wire, groups: int, warm: bool) -> None:
        wire.chance.seed(1)
        self.play = Play(Meeting(app, groups=groups), groups)
        if warm:
            self.play.warm_up()
        self.wire = wire
        self.viewers = audience(self.play)
        wire.flush()

    def run(self, acts: list[tuple[str, tuple[int, int, int]]]) -> None:
        for name, pick in acts:
            self.wire.follow(self.viewers)
            if name in LINKS:
                getattr(self, name)(*pick)
            else:
                self.play.act(name, pick)
        self.compare()

    def tell(self, *_: int) -> None:
        """What has happened reaches everybody who is there."""
        self.play.done.append("-- told")
        for patch in self.wire.flush():
            for viewer in self.viewers:
                viewer.receive(patch)

    def miss(self, who: int, *_: int) -> None:
        """What has happened reaches everybody but one."""
        missing = self.viewers[who % len(self.viewers)]
        self.play.done.append(f"-- told to all but {missing.name}")
        for patch in self.wire.flush():
            for viewer in self.viewers:
                if viewer is missing and patch["room"] in viewer.own:
                    viewer.behind.add(patch["room"])
                else:
                    viewer.receive(patch)

    def come_back(self, who: int, *_: int) -> None:
        """One of them connects again and is told what it has missed; with what is under way nobody waits."""
        viewer = self.viewers[who % len(self.viewers)]
        self.play.done.append(f"-- {viewer.name} comes back")
        viewer.catch_up_everything()

    def compare(self, *_: int) -> None:
        self.tell()
        for viewer in self.viewers:
            for room in [*viewer.behind]:
                if room in viewer.behind:
                    viewer.catch_up(room)
        differences = [found for viewer in self.viewers if (found := viewer.difference_from_a_fresh_page())]
        assert not differences, "\n".join([*self.play.done, *differences])


@pytest.mark.parametrize("groups", [1, 2])
def test_patches_applied_to_an_old_page_make_a_fresh_page(
    app: Flask, wire: Wire, groups: int, caplog: pytest.LogCaptureFixture
) -> None:
    @SHORT
    @given(PLAYS, st.booleans())
    def played(acts: list[tuple[str, tuple[int, int, int]]], warm: bool) -> None:
        Stage(app, wire, groups, warm).run(acts)
        assert not [record for record in caplog.records if record.levelname == "ERROR"]

    played()


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("groups", [1, 2, 3])
def test_patches_make_a_fresh_page_in_many_long_meetings(
    app: Flask, wire: Wire, groups: int, caplog: pytest.LogCaptureFixture
) -> None:
    @LONG
    @given(PLAYS, st.booleans())
    def played(acts: list[tuple[str, tuple[int, int, int]]], warm: bool) -> None:
        Stage(app, wire, groups, warm).run(acts)
        assert not [record for record in caplog.records if record.levelname == "ERROR"]

    played()
