"""Patches applied to an old page = a fresh page: for every face, whatever happens, whatever was missed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.live.stage import Stage, Wire

WEIGHTS = {
    "post": 10, "show": 8, "criterion": 6, "place": 10, "take_out": 3, "undo": 7, "redo": 5, "order": 3, "shift": 2,
    "merge": 2, "remove": 3, "name": 2, "nature": 2, "code": 2, "approve": 3, "paper": 3,
    "reword": 1, "withdraw": 1, "erase": 2, "step": 4, "on": 3,
    "look": 3, "ask_room": 2, "propose": 2,
    "door": 1, "curtain": 1, "screen_group": 1, "join": 1, "let_go": 1, "another_day": 5, "prepare": 1,
    "tell": 12, "miss": 5, "come_back": 4, "compare": 3,
}  # fmt: skip
NUMBERS = st.integers(0, 11)
ACT = st.sampled_from([act for act, weight in WEIGHTS.items() for _ in range(weight)])
PLAYS = st.lists(st.tuples(ACT, st.tuples(NUMBERS, NUMBERS, NUMBERS)), min_size=25, max_size=60)
SHORT = settings(max_examples=4, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
LONG = settings(SHORT, max_examples=120, derandomize=False, print_blob=True)

Acts = list[tuple[str, tuple[int, int, int]]]
TABLES = pytest.mark.parametrize(
    ("groups", "twice"),
    [(1, False), (2, False), (2, True)],
    ids=["one group", "two groups", "a group that sits in two workshops"],
)


@TABLES
def test_patches_applied_to_an_old_page_make_a_fresh_page(wire: Wire, groups: int, twice: bool, caplog: Any) -> None:
    play(SHORT, wire, groups, twice, caplog)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@TABLES
def test_patches_make_a_fresh_page_in_many_meetings(wire: Wire, groups: int, twice: bool, caplog: Any) -> None:
    play(LONG, wire, groups, twice, caplog)


def play(how_long: settings, wire: Wire, groups: int, twice: bool, caplog: pytest.LogCaptureFixture) -> None:
    """Meetings by chance; a patch that could not be made is a failure too, though the server only logs it."""

    @how_long
    @given(PLAYS, st.booleans())
    def meeting(acts: Acts, warm: bool) -> None:
        Stage(wire, groups, warm=warm, twice=twice).run(acts)
        failed = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        caplog.clear()
        assert not failed

    meeting()
