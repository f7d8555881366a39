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


def code_in(said: str) -> str:
    found = re.search(r"code ([A-Z0-9]{6})", said)
    assert found, said
    return found[1]


def test_a_file_is_played_to_the_full_sheet_and_every_note_is_in_the_outcomes(tmp_path: Path) -> None:
    texts = [f"{words}, {number}" for number in (1, 2, 3) for words in ("le tram de nuit", "Ελληνικά", "هدوء")]
    rows = [f'"{text}",{text[:4]},{n % 4}' for n, text in enumerate(texts)]
    path = tmp_path / "said.csv"
    path.write_text("\n".join(["text,criterion,person", *rows, '"Mon voisin",aside,1']), encoding="utf-8")
    port = free_port(0)
    played = demo(tmp_path / "data", port, "--statements", str(path), "--attribution", "Our town", "--speed", "50")
    _out, said = played.communicate(timeout=PATIENCE)
    assert played.returncode == 0, said
    assert "4 people, 10 ideas stored, 9 shown, 1 set aside, 9 placed in 3 criteria" in said
    assert "4 devices still connected" in said
    assert "Our town" in said
    outcome = exported(tmp_path / "data", code_in(said))
    assert Counter(str(note["text"]) for note in notes_in(outcome)) == Counter([*texts, "Mon voisin"])
    assert "Our town" in json.dumps(outcome)
    assert not answers(port)


@pytest.mark.slow
def test_forty_invented_people_fill_three_sheets(tmp_path: Path) -> None:
    played = demo(tmp_path, free_port(0), "--speed", "5")
    _out, said = played.communicate(timeout=PATIENCE * 5)
    assert played.returncode == 0, said
    script = invented()
    total, aside = len(script.statements), sum(s.criterion == ASIDE for s in script.statements)
    assert f"40 people, {total} ideas stored, {total - aside} shown, {aside} set aside, {total - aside} placed" in said
    assert "All statements were invented" in said
    outcome = exported(tmp_path, code_in(said))
    assert Counter(str(note["text"]) for note in notes_in(outcome)) == Counter(s.text for s in script.statements)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="ends the demo by a signal")
def test_ctrl_c_ends_the_meeting_and_its_server_and_keeps_the_data(tmp_path: Path) -> None:
    port = free_port(0)
    playing = demo(tmp_path, port, "--people", "5", "--minutes", "0.2")
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


@pytest.mark.slow
def test_a_port_that_is_taken_is_said_and_nothing_is_played(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = demo(tmp_path, taken.getsockname()[1], "--people", "1")
        _out, said = refused.communicate(timeout=PATIENCE)
    assert refused.returncode == 1
    assert "taken" in said
    assert "Traceback" not in said
