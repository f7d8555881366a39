"""The benchmark in short: it runs, everybody gets what is due to them, and nobody else does."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("picows", reason="the benchmark's sockets")
ROOM = Path(__file__).parent.parent / "benchmarks" / "room.py"
PEOPLE, RATE, SECONDS = 20, 10, 1
LONGEST_WAIT = 1000.0  # milliseconds; generous, for a busy machine


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("room") / "figures.json"
    command = [sys.executable, str(ROOM), "--people", str(PEOPLE), "--rate", str(RATE), "--seconds", str(SECONDS)]
    command += ["--scenarios", "write,sort", "--no-floor", "--json", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    read: dict[str, Any] = json.loads(out.read_text())
    return read


def scenario(figures: dict[str, Any], name: str) -> dict[str, Any]:
    return next(result for result in figures["results"] if result["scenario"] == name)


def test_a_note_reaches_its_author_the_desk_and_the_screen(figures: dict[str, Any]) -> None:
    assert scenario(figures, "write")["expected"] == RATE * SECONDS * 3
    assert scenario(figures, "write")["delivered"] == RATE * SECONDS * 3


def test_a_note_reaches_nobody_else_while_people_write(figures: dict[str, Any]) -> None:
    assert scenario(figures, "write")["stray"] == "0"
    assert "notepad" not in scenario(figures, "write")["frame_bytes"]


def test_a_placement_reaches_everybody(figures: dict[str, Any]) -> None:
    assert scenario(figures, "sort")["expected"] == RATE * SECONDS * (PEOPLE + 2)
    assert scenario(figures, "sort")["delivered"] == RATE * SECONDS * (PEOPLE + 2)


def test_nothing_comes_twice_or_leaves_a_gap_and_all_is_on_disk(figures: dict[str, Any]) -> None:
    firm = {goal["name"]: goal["met"] for goal in figures["goals"][-4:]}
    assert firm == dict.fromkeys(
        ["everything arrived", "nothing twice, no gap", "nobody else was told", "acknowledged notes on disk"], True
    )


def test_it_all_happens_within_a_moment(figures: dict[str, Any]) -> None:
    assert all(float(result["max ms"]) < LONGEST_WAIT for result in figures["results"])
