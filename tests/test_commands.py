"""The commands, as somebody types them: what they print, their exit codes, and what they refuse."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.tools.server import Server, running_server
from workshop.method.codes import LETTERS

ROOT = Path(__file__).resolve().parent.parent


def workshop(*words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LC_ALL": f"{language}_XX.UTF-8", "PYTHONPATH": str(ROOT)}
    environment["PYTHONIOENCODING"] = "utf-8"
    return subprocess.run(
        [sys.executable, "-m", "workshop", *words],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
        check=False,
    )


def made(data: Path, *words: str) -> dict[str, str]:
    result = workshop("create", "--title", "Drouot", "--json", "--data", str(data), *words)
    assert result.returncode == 0, result.stderr
    found: dict[str, str] = json.loads(result.stdout)
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("data")) as started:
        yield started


def test_create_prints_one_json_object_and_nothing_else(tmp_path: Path) -> None:
    found = made(tmp_path)
    assert set(found) == {"id", "code", "join", "desk", "screen"}
    assert len(found["code"]) == 6 and set(found["code"]) <= set(LETTERS)
    assert found["join"].endswith(f"/j/{found['code']}")
    assert found["screen"].endswith(f"/w/{found['id']}/screen")


def test_create_without_json_says_it_in_words(tmp_path: Path) -> None:
    result = workshop("create", "--title", "Drouot", "--data", str(tmp_path))
    assert result.returncode == 0 and "Desk: http" in result.stdout


def test_create_refuses_an_empty_title(tmp_path: Path) -> None:
    result = workshop("create", "--title", "  ", "--data", str(tmp_path))
    assert result.returncode == 1
    assert "name" in result.stderr and "Traceback" not in result.stderr


def test_what_is_made_beside_a_running_server_works_there_at_once(server: Server) -> None:
    found = made(server.data, "--group", "Jeunes", "--group", "Anciens", "--step", "sort")
    assert found["desk"].startswith(server.address)
    with httpx.Client(follow_redirects=True) as browser:
        page = browser.get(found["desk"])
        assert page.status_code == 200 and "Anciens" in page.text
        assert browser.get(found["screen"]).status_code == 200


def test_link_prints_a_link_that_signs_in_once(server: Server) -> None:
    result = workshop("link", "--data", str(server.data))
    link = result.stdout.strip().removeprefix("Desk: ")
    assert httpx.get(link).status_code == 303
    assert httpx.get(link).status_code == 401


def test_a_second_server_on_the_same_data_is_refused_with_the_address_of_the_first(server: Server) -> None:
    result = workshop("run", "--no-browser", "--port", "0", "--data", str(server.data))
    assert result.returncode == 1
    assert server.address in result.stderr and "Traceback" not in result.stderr


def test_a_taken_port_is_said_plainly(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = workshop("run", "--no-browser", "--host", "127.0.0.1", "--port", port, "--data", str(tmp_path))
    assert result.returncode == 1
    assert port in result.stderr and "Traceback" not in result.stderr


def test_data_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    made(tmp_path)
    with sqlite3.connect(tmp_path / "workshop.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.close()
    result = workshop("run", "--no-browser", "--port", "0", "--data", str(tmp_path))
    assert result.returncode == 1
    assert "newer version" in result.stderr and "Traceback" not in result.stderr


def test_a_backup_put_back_brings_everything_under_a_new_epoch(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy.sqlite3"
    first = made(data)
    assert workshop("backup", str(copy), "--data", str(data)).returncode == 0
    made(data)
    result = workshop("restore", str(copy), "--data", str(data))
    assert result.returncode == 0, result.stderr

    assert workshops(data / "workshop.sqlite3") == [first["id"]]
    assert len(workshops(next((data / "backups").iterdir()))) == 2
    assert setting(data, "secret_key") == setting(copy, "secret_key")
    assert setting(data, "epoch") != setting(copy, "epoch")


def test_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    made(tmp_path)
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    assert workshop("backup", str(precious), "--data", str(tmp_path)).returncode == 1
    assert precious.read_text(encoding="utf-8") == "mine"


def test_restore_refuses_while_a_server_uses_the_data(server: Server, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    assert workshop("backup", str(copy), "--data", str(server.data)).returncode == 0
    result = workshop("restore", str(copy), "--data", str(server.data))
    assert result.returncode == 1 and server.address in result.stderr


def test_a_file_that_is_no_copy_changes_nothing(tmp_path: Path) -> None:
    data, junk = tmp_path / "data", tmp_path / "junk"
    first = made(data)
    junk.write_text("not a database", encoding="utf-8")
    result = workshop("restore", str(junk), "--data", str(data))
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert workshops(data / "workshop.sqlite3") == [first["id"]]


def workshops(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        found = [row[0] for row in connection.execute("SELECT public_id FROM workshop ORDER BY id")]
    connection.close()
    return found


def setting(place: Path, key: str) -> str:
    path = place / "workshop.sqlite3" if place.is_dir() else place
    with sqlite3.connect(path) as connection:
        row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    connection.close()
    return str(row[0])
