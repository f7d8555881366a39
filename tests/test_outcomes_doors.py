"""Taking outcomes away, at the desk and by the command: who may, what comes, under which name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.tools.meeting_room import DESK, Meeting, at_read, worked_on
from workshop import meeting, seats
from workshop.cli import run_command
from workshop.outcomes import FILES, SCHEMA_FILE, file_name
from workshop.outcomes.files import plain_name


@pytest.fixture
def room(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield at_read()


@pytest.fixture
def whole(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield worked_on()


@pytest.fixture
def desk(app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser that is signed in."""
    with app.app_context():
        token, _place = meeting.accept_invitation(meeting.invite())
    with client.session_transaction() as kept:
        kept["token"] = token
    return client


class TestAtTheDesk:
    @pytest.mark.parametrize("ending", ["json", "csv", "txt"])
    def test_a_file_comes_as_an_attachment_that_nobody_keeps(self, room: Meeting, desk: FlaskClient, ending: str) -> None:
        room.write("trees")
        answer = desk.get(f"/w/{room.w}/outcomes.{ending}?lang=en")
        assert answer.status_code == 200 and "trees" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Disposition"] == (
            f"attachment; filename=\"A l'ecole - 2026-03-01 - outcomes.{ending}\"; "
            f"filename*=UTF-8''%C3%80%20l%E2%80%99%C3%A9cole%20-%202026-03-01%20-%20outcomes.{ending}"
        )

    def test_each_file_says_what_it_is(self, room: Meeting, desk: FlaskClient) -> None:
        types = {ending: desk.get(f"/w/{room.w}/outcomes.{ending}").headers["Content-Type"] for ending in FILES}
        assert types == {
            "json": "application/json",
            "csv": "text/csv; charset=utf-8; header=present",
            "txt": "text/plain; charset=utf-8",
        }

    def test_the_document_does_not_change_with_the_readers_language(self, whole: Meeting, desk: FlaskClient) -> None:
        read = [desk.get(f"/w/{whole.w}/outcomes.json", headers={"Accept-Language": language}).data for language in ("fr", "en")]
        assert read[0] == read[1]

    def test_the_document_leads_to_its_schema(self, room: Meeting, desk: FlaskClient) -> None:
        reference = desk.get(f"/w/{room.w}/outcomes.json").get_json()["$schema"]
        answer = desk.get(f"/w/{room.w}/{reference}")
        assert answer.mimetype == "application/schema+json" and answer.data == SCHEMA_FILE.read_bytes()

    @pytest.mark.parametrize("ending", ["xlsx", "pdf", "docx", "exe", "JSON"])
    def test_a_kind_that_there_is_not_is_refused_in_words(self, room: Meeting, desk: FlaskClient, ending: str) -> None:
        answer = desk.get(f"/w/{room.w}/outcomes.{ending}", headers={"Accept": "application/json"})
        assert answer.status_code == 404 and answer.get_json()["code"] == "format"

    @pytest.mark.parametrize("what", ["outcomes", "outcomes.json", "outcomes.csv", "outcomes.txt", "outcomes.xlsx"])
    def test_strangers_and_participants_get_nothing(self, room: Meeting, client: FlaskClient, what: str) -> None:
        room.write("trees")
        as_json = {"Accept": "application/json"}
        stranger = client.get(f"/w/{room.w}/{what}", headers=as_json)
        seat = seats.join(room.id, 1)
        with client.session_transaction() as kept:
            kept["seats"] = {room.w: [[seat.id, 1]]}
        participant = client.get(f"/w/{room.w}/{what}", headers=as_json)
        assert (stranger.status_code, participant.status_code) == (401, 403)
        assert "trees" not in stranger.text + participant.text

    @pytest.mark.parametrize("what", ["outcomes", "outcomes.json", "outcomes.schema.json"])
    def test_another_workshops_address_leads_nowhere(self, room: Meeting, desk: FlaskClient, what: str) -> None:
        assert desk.get(f"/w/elsewhere/{what}", headers={"Accept": "application/json"}).status_code == 404

    def test_a_page_says_what_there_is_and_what_it_is_not(self, room: Meeting, desk: FlaskClient) -> None:
        page = desk.get(f"/w/{room.w}/outcomes?lang=en").text
        assert [ending for ending in FILES if f'href="/w/{room.w}/outcomes.{ending}"' not in page] == []
        assert "not votes" in page and "À l’école" in page


class TestAFileName:
    @pytest.mark.parametrize(
        ("title", "day", "name", "plain"),
        [
            ("Bien-être", "2026-03-01", "Bien-être - 2026-03-01 - outcomes.csv", "Bien-etre - 2026-03-01 - outcomes.csv"),
            ("عافية", None, "عافية - outcomes.csv", "outcomes.csv"),
            ("../../etc/passwd", None, "etc passwd - outcomes.csv", "etc passwd - outcomes.csv"),
            ('a"b\\c:d*?<e>|f', None, "a b c d e f - outcomes.csv", "a b c d e f - outcomes.csv"),
            ("CON", None, "CON - outcomes.csv", "CON - outcomes.csv"),
            ("...", "2026-03-01", "2026-03-01 - outcomes.csv", "2026-03-01 - outcomes.csv"),
        ],
    )
    def test_is_one_that_every_system_takes(self, title: str, day: str | None, name: str, plain: str) -> None:
        assert file_name(title, day, "csv") == name
        assert plain_name(name) == plain

    def test_stays_short_enough_for_a_disk(self) -> None:
        assert len(file_name("字" * 120, "2026-03-01", "json").encode()) < 255


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def same_database(self, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WORKSHOP_DATABASE_URL", database_url)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")

    @pytest.mark.parametrize(("word", "ending"), [("json", "json"), ("csv", "csv"), ("network", "txt")])
    def test_prints_what_the_desk_gets(
        self, whole: Meeting, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], word: str, ending: str
    ) -> None:
        wanted = FILES[ending].write(whole.document(), "en")
        assert run_command(["export", whole.w, "--format", word, "--data", str(tmp_path)]) == 0
        assert capfdbinary.readouterr() == (wanted, b"")

    def test_takes_a_join_code_as_a_person_types_it_also_when_the_door_is_closed(
        self, room: Meeting, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        meeting.set_door(room.id, False, by=DESK)
        typed = f"{room.code[:3]} {room.code[3:]}".lower()
        assert run_command(["export", typed, "--format", "json", "--data", str(tmp_path)]) == 0
        assert json.loads(capfd.readouterr().out)["workshop"]["id"] == room.w

    def test_writes_a_file_and_says_so(self, room: Meeting, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        target = tmp_path / "out.json"
        target.write_text("earlier", encoding="utf-8")
        assert run_command(["export", room.w, "--format", "json", "--out", str(target), "--data", str(tmp_path)]) == 0
        said = capfd.readouterr()
        assert said.out == "" and str(target) in said.err
        assert json.loads(target.read_text(encoding="utf-8"))["workshop"]["id"] == room.w
        assert list(tmp_path.glob(".out*")) == []

    def test_does_not_know_another_workshop(self, room: Meeting, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        assert run_command(["export", "ABCDEF", "--format", "json", "--data", str(tmp_path)]) == 2
        said = capfd.readouterr()
        assert said.out == "" and "ABCDEF" in said.err

    def test_leaves_what_is_there_where_it_cannot_write(
        self, room: Meeting, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        taken = tmp_path / "taken"
        (taken / "inside").mkdir(parents=True)
        for target in (taken, tmp_path / "nowhere" / "out.json"):
            assert run_command(["export", room.w, "--format", "json", "--out", str(target), "--data", str(tmp_path)]) == 1
            assert str(target) in capfd.readouterr().err
        assert (taken / "inside").is_dir() and list(tmp_path.glob(".*")) == []


def test_the_command_makes_no_data_where_a_folder_was_mistyped(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKSHOP_DATABASE_URL", raising=False)
    folder = tmp_path / "mistyped"
    assert run_command(["export", "ABCDEF", "--format", "json", "--data", str(folder)]) == 1
    assert str(folder) in capfd.readouterr().err and not folder.exists()
