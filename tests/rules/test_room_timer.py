"""A timer: off until it is started, longer on wish, and it closes nothing."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, log, refused
from workshop import room
from workshop.method.steps import Step
from workshop.pages.common import GroupFace
from workshop.pages.timer import TimerView
from workshop.room import timer


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What the server's clock shows, to be set."""
    now = [1000.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    return now


def seen(cast: Cast) -> TimerView | None:
    found: TimerView | None = GroupFace(cast.place, "en").present("timer")
    return found


def test_it_is_off_by_default(cast: Cast) -> None:
    assert seen(cast) is None


def test_everybody_is_told_how_much_is_left(cast: Cast, clock: list[float]) -> None:
    room.start_timer(cast.w, 120)
    clock[0] += 50
    view = seen(cast)
    assert view is not None and (view.left, view.clock, view.minutes, view.minutes_left) == (70, "1:10", 2, 2)


def test_it_is_lengthened_and_stays_the_same_timer(cast: Cast, clock: list[float]) -> None:
    room.start_timer(cast.w, 60)
    before = seen(cast)
    clock[0] += 30
    room.lengthen_timer(cast.w, 60)
    after = seen(cast)
    assert before is not None and after is not None
    assert after.left == 90 and after.key == before.key
    clock[0] += 1
    room.start_timer(cast.w, 60)
    again = seen(cast)
    assert again is not None and again.key != before.key, "started anew it is another one"


def test_at_the_end_nothing_closes_and_it_can_be_lengthened_still(cast: Cast, clock: list[float]) -> None:
    cast.stand(Step.WRITE, 1)
    room.start_timer(cast.w, 60)
    clock[0] += 600
    view = seen(cast)
    assert view is not None and view.left == 0
    cast.write("After the end")
    assert cast.place.step is Step.WRITE
    room.lengthen_timer(cast.w, 60)
    view = seen(cast)
    assert view is not None and view.left == 60, "a minute from now"


def test_it_is_stopped(cast: Cast) -> None:
    room.start_timer(cast.w, 60)
    room.stop_timer(cast.w)
    assert seen(cast) is None
    assert refused(lambda: room.lengthen_timer(cast.w, 60)) == (409, "step")


@pytest.mark.parametrize("seconds", [0, -60, timer.LONGEST + 1])
def test_it_has_a_length(cast: Cast, seconds: int) -> None:
    assert refused(lambda: room.start_timer(cast.w, seconds)) == (422, "seconds")
    assert seen(cast) is None


def test_nothing_of_it_is_history(cast: Cast) -> None:
    before = len(log(cast.process_id))
    room.start_timer(cast.w, 60)
    room.lengthen_timer(cast.w, 60)
    room.stop_timer(cast.w)
    assert len(log(cast.process_id)) == before
