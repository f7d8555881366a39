"""A whole simulated meeting on the real server, started as somebody would from a terminal."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from workshop.demo.server import free_port
from workshop.demo.statements import ASIDE, invented

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "workshop", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}


def demo(data: Path, port: int, *words: str) -> subprocess.Popen[str]:
    usual = ("demo", "--data", str(data), "--host", "127.0.0.1", "--port", str(port), "--no-browser", "--no-stay")
    return subprocess.Popen(
        command(*usual, *words),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def exported(data: Path, code: str) -> dict[str, object]:
    done = subprocess.run(
        command("export", code, "--format", "json", "--data", str(data)),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=True,
    )
    outcome: dict[str, object] = json.loads(done.stdout)
    return outcome


def notes_in(outcome: object) -> list[dict[str, object]]:
    """Wherever the document keeps its list called `notes` with the texts."""
    if isinstance(outcome, dict):
        own = [note for note in outcome.get("notes", []) if isinstance(note, dict) and "text" in note]
        return own + [note for value in outcome.values() for note in notes_in(value)]
    if isinstance(outcome, list):
        return [note for value in outcome if isinstance(value, dict) and "text" not in value for note in notes_in(value)]
    return []


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_meeting_is_played_to_the_full_sheet_and_every_note_is_in_the_outcomes(tmp_path: Path) -> None:
    port = free_port(0)
    played = demo(tmp_path, port, "--people", "9", "--questions", "2", "--speed", "40")
    _out, said = played.communicate(timeout=PATIENCE)
    assert played.returncode == 0, said
    script = invented()
    wanted = Counter(s.text for s in script.statements if s.question <= 2)
    aside = sum(s.criterion == ASIDE for s in script.statements if s.question <= 2)
    total = wanted.total()
    assert f"9 people, {total} notes stored, {total - aside} shown, {aside} set aside, {total - aside} placed" in said
    assert "9 devices still connected" in said
    assert "invented" in said
    code = re.search(r"code ([A-Z0-9]{6})", said)
    assert code
    assert Counter(str(note["text"]) for note in notes_in(exported(tmp_path, code[1]))) == wanted
    assert not answers(port)


@pytest.mark.skipif(sys.platform == "win32", reason="ends the demo by a signal")
def test_ctrl_c_ends_the_meeting_and_its_server_and_keeps_the_data(tmp_path: Path) -> None:
    port = free_port(0)
    playing = demo(tmp_path, port, "--people", "5")
    assert playing.stderr is not None
    said = ""
    until = time.monotonic() + PATIENCE
    while "Question 1, writing" not in said and time.monotonic() < until:
        said += playing.stderr.readline()
    assert answers(port)
    playing.send_signal(signal.SIGINT)
    _out, rest = playing.communicate(timeout=15)
    assert playing.returncode == 130
    assert "Traceback" not in rest
    assert str(tmp_path) in rest
    assert not answers(port)
    assert any(tmp_path.iterdir())
