"""A meeting played by chance before an audience: every face, brought up to date by what the server would tell it.

The server's way out is held in the hand, so that nothing waits for a network: what has happened is
told when the play says so, to all or to all but one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from flask import Flask

from tests.live.meeting_in_acts import Play
from tests.live.secrecy import words_too_many
from tests.live.viewer import Viewer
from tests.tools.cast import Browser, Meeting
from workshop.extensions import socketio

LINKS = ("tell", "miss", "come_back", "compare")


class Wire:
    """The server's way out, held in the hand: what it would tell is told when the play says so."""

    def __init__(self, app: Flask) -> None:
        self.app = app
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


def take_in_hand(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """Take the wire of an application in the hand for as long as a test runs; and have chance repeat itself."""
    wire = Wire(app)
    monkeypatch.setattr("secrets.randbelow", wire.chance.randrange)
    monkeypatch.setattr(socketio, "start_background_task", lambda task, *args: wire.tasks.append(lambda: task(*args)))
    monkeypatch.setattr(socketio, "sleep", lambda seconds: None)
    monkeypatch.setattr(socketio, "emit", lambda kind, told, to: wire.patches.append({"room": to, **told}))
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
    if play.elsewhere:
        seen.append(Viewer("a notepad elsewhere", play.people_elsewhere[0], play.elsewhere.at("notepad")))
        seen += [Viewer(f"the {face} elsewhere", play.elsewhere.desk, play.elsewhere.at(face)) for face in ("desk", "screen")]
    return seen


def without_own(html: str) -> str:
    """A page but for what a person wrote alone, which is that person's to see at any time."""
    return re.sub(r'<section id="own".*?<section id="shown"', "", html, flags=re.DOTALL)


class Stage:
    """A play with its audience."""

    def __init__(self, wire: Wire, groups: int, *, warm: bool, twice: bool = False) -> None:
        wire.chance.seed(1)
        meeting = Meeting(wire.app, groups=groups)
        self.play = Play(meeting, groups, meeting.another_day() if twice else None)
        if warm:
            self.play.warm_up()
        self.wire = wire
        self.viewers = audience(self.play)
        wire.flush()

    def run(self, acts: Iterable[tuple[str, tuple[int, int, int]]]) -> None:
        for name, pick in acts:
            self.wire.follow(self.viewers)
            if name in LINKS:
                getattr(self, name)(*pick)
            else:
                self.play.act(name, pick)
        self.compare()

    def flushed(self) -> list[dict[str, Any]]:
        """What the server tells now; it is made of what is true now, so now is when its words are looked at."""
        patches = self.wire.flush()
        for patch in patches:
            too_many = words_too_many(self.wire.app, patch["room"], patch.get("html", ""))
            assert not too_many, "\n".join([*self.play.done, f"{patch['room']} is told {too_many}"])
        return patches

    def tell(self, *_: int) -> None:
        """What has happened reaches everybody who is there."""
        self.play.done.append("-- told")
        for patch in self.flushed():
            for viewer in self.viewers:
                viewer.receive(patch)

    def miss(self, who: int, *_: int) -> None:
        """What has happened reaches everybody but one."""
        missing = self.viewers[who % len(self.viewers)]
        self.play.done.append(f"-- told to all but {missing.name}")
        for patch in self.flushed():
            for viewer in self.viewers:
                if viewer is missing and patch["room"] in viewer.own and "topic" not in patch:
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
        for viewer in self.viewers:
            for room in viewer.rooms:
                page = viewer.browser.get(viewer.path).get_data(as_text=True)
                too_many = words_too_many(self.wire.app, room, without_own(page))
                assert not too_many, "\n".join([*self.play.done, f"{viewer.name} is given {too_many}"])
        differences = [found for viewer in self.viewers if (found := viewer.difference_from_a_fresh_page())]
        assert not differences, "\n".join([*self.play.done, *differences])
