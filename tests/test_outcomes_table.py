"""The table of all notes: the words as they were written, and no cell that a spreadsheet would run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import cannot
from tests.tools.meeting_room import DESK, NAUGHTY, WELL_BEING, Meeting, at_read, rows_of
from workshop import board
from workshop.method.steps import Step
from workshop.models import Nature
from workshop.outcomes import FILES
from workshop.outcomes.table import guarded, unguarded


@pytest.fixture
def room(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield at_read()


class TestTheTable:
    def test_opens_with_a_mark_and_one_row_of_headers(self, room: Meeting) -> None:
        room.write("trees")
        written = FILES["csv"].write(room.document(), "en")
        assert written.startswith(b"\xef\xbb\xbfGroup;Profile;Question number;Question;Idea;")
        assert [len(row) for row in rows_of(written.decode())] == [16, 16]

    def test_has_a_row_for_each_note_with_its_criteria(self, room: Meeting) -> None:
        note_id = room.write("trees")
        first, second = room.criterion("Green", note_id, component="B01"), room.criterion("Shade", room.write("a bench"))
        board.set_nature(room.id, first, Nature.MATERIAL, by=DESK)
        room.place(note_id, second, also=True)
        row = next(row for row in room.rows() if row[4] == "trees")
        assert row == [
            "Drouot", "", "1", WELL_BEING, "trees", "Green | Shade", "not approved | not approved", "material | undecided", "B01",
            "on the sheet", "late", "fr", "À l’école", "2026-03-01", f"{first} | {second}", note_id,
        ]  # fmt: skip

    def test_says_what_the_group_approved_and_what_was_changed_since(self, room: Meeting) -> None:
        trees, bench = room.write("trees"), room.write("a bench")
        green, shade = room.criterion("Green", trees), room.criterion("Shade", bench)
        room.stand(Step.APPROVE)
        board.approve(room.id, [green, shade], by=DESK)
        room.place(trees, shade, also=True)
        said = {row[4]: row[6] for row in room.rows()}
        assert said["a bench"] == "changed since it was approved"
        assert said["trees"] == "approved | changed since it was approved"

    def test_runs_nothing(self, room: Meeting) -> None:
        for words in NAUGHTY:
            room.write(words)
        cells = [cell for row in room.rows() for cell in row]
        assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))] == []

    @pytest.mark.parametrize("words", ["'tis fine", "a - b", "l'eau", "1/2", "", "’= no"])
    def test_changes_no_cell_that_is_no_danger(self, words: str) -> None:
        assert guarded(words) == words == unguarded(words)

    @given(st.text(alphabet=st.sampled_from("=+-@' \t\r\n\u00a0;\"aé")) | st.text())
    def test_gives_any_words_back(self, words: str) -> None:
        assert unguarded(guarded(words)) == words
        assert not guarded(words).lstrip().startswith(("=", "+", "-", "@"))

    @pytest.mark.slow
    @pytest.mark.parametrize("database_kind", ["sqlite"])
    def test_is_read_by_a_spreadsheet_program_as_it_was_written(self, room: Meeting, tmp_path: Path) -> None:
        for words in NAUGHTY:
            room.write(words)
        through = rows_of(through_libreoffice(FILES["csv"].write(room.document(), "en"), tmp_path))
        as_numbers = {"1/2", "007"}
        assert {unguarded(row[4]) for row in through[1:]} >= set(NAUGHTY) - as_numbers
        assert [row[15] for row in through] == [row[15] for row in room.rows()]


def through_libreoffice(written: bytes, folder: Path) -> str:
    """The table opened by LibreOffice and saved by it again."""
    program = shutil.which("soffice")
    if program is None:
        cannot("LibreOffice is not installed on this machine (on Debian: apt install libreoffice-calc)")
    source, out = folder / "table.csv", folder / "saved"
    source.write_bytes(written)
    form = "Text - txt - csv (StarCalc):59,34,76,1"
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", f"--infilter={form}"]
    command += ["--convert-to", f"csv:{form}", "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return (out / "table.csv").read_text(encoding="utf-8-sig")
