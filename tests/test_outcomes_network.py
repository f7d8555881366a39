"""The lines for the network's tool: one for each statement as written, and a reason for each that is missing."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import ROOT
from tests.tools.meeting_room import DESK, NAUGHTY, WELL_BEING, Meeting, at_read, worked_on
from workshop import board
from workshop.method.refusals import Invalid
from workshop.notes import Showing
from workshop.outcomes.network import network

EXAMPLES = ROOT.parent / "shared" / "data" / "method_examples.csv"


@pytest.fixture
def room(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield at_read()


@pytest.fixture
def whole(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield worked_on()


class TestTheNetworksLines:
    def test_stand_under_a_heading_for_each_group_and_question(self, whole: Meeting) -> None:
        lines = lines_of(whole)
        headings = [line for line in lines if line.startswith("== ")]
        assert headings[0] == f"== Drouot / {WELL_BEING} =="
        assert len(headings) == 7 and headings[-1] == "== not written =="
        start = lines.index(headings[0])
        assert sorted(lines[start + 1 : lines.index(headings[1])]) == [
            "1;idea 0 of 1.1;D03",
            "1;idea 1 of 1.1;A01",
            "1;idea 2 of 1.1;D03",
        ]

    def test_count_identical_notes_as_they_were_written(self, room: Meeting) -> None:
        for words in ("Trees", "Trees", "  Trees \n", "trees", "Trees.", "Trees  here", "Trees here"):
            room.code_as(room.write(words), "B01")
        assert sorted(written_lines(room)) == [
            "1;Trees  here;B01", "1;Trees here;B01", "1;Trees.;B01", "1;trees;B01", "3;Trees;B01",
        ]  # fmt: skip

    def test_count_an_accent_the_same_however_a_device_types_it(self, room: Meeting) -> None:
        for words in ("\u00e9cole", "e\u0301cole"):
            room.code_as(room.write(words), "A05")
        assert written_lines(room) == ["2;\u00e9cole;A05"]

    def test_keep_apart_what_was_coded_differently(self, room: Meeting) -> None:
        room.code_as(room.write("Trees"), "B01")
        room.code_as(room.write("Trees"), "B04")
        room.write("Trees")
        assert sorted(written_lines(room)) == ["1;Trees;B01", "1;Trees;B04"]
        assert not_written(room) == [f"uncoded | 1 | Trees | Drouot / {WELL_BEING}"]

    def test_take_the_notes_own_component_before_its_criterions(self, room: Meeting) -> None:
        own, other = room.write("Trees"), room.write("A bench")
        criterion = room.criterion("Outside", own, component="B04")
        room.place(other, criterion)
        room.code_as(own, "B01")
        assert written_lines(room) == ["1;Trees;B01", "1;A bench;B04"]

    def test_never_use_a_criterions_name_or_total(self, room: Meeting) -> None:
        criterion = room.criterion("Friends and family", room.write("my sister"), component="D03")
        room.place(room.write("my brother"), criterion)
        assert written_lines(room) == ["1;my sister;D03", "1;my brother;D03"]

    def test_leave_the_choice_between_two_components_to_people(self, room: Meeting) -> None:
        doubtful, clear = room.write("Trees"), room.write("A bench")
        first = room.criterion("Green", doubtful, component="B01")
        second = room.criterion("Meeting", clear, component="B04")
        third = room.criterion("Sitting", room.write("Chairs"), component="B04")
        room.place(doubtful, second, also=True)
        room.place(clear, third, also=True)
        assert sorted(written_lines(room)) == ["1;A bench;B04", "1;Chairs;B04"]
        assert not_written(room) == [f"several components | 1 | Trees | Drouot / {WELL_BEING}"]
        board.remove(room.id, first, by=DESK)
        assert "1;Trees;B04" in written_lines(room)

    def test_say_why_a_note_is_not_written(self, room: Meeting) -> None:
        for words in ("a; b", "one\ntwo", "aside; too", "hidden"):
            room.code_as(room.write(words), "B01")
        ids = {note["text"]: note["id"] for note in room.document()["notes"]}
        room.show(ids["aside; too"], Showing.ASIDE)
        room.show(ids["hidden"])
        room.show(ids["hidden"], Showing.HIDDEN)
        room.write("c; d")
        room.write("c; d")
        assert written_lines(room) == []
        sheet = f"Drouot / {WELL_BEING}"
        assert sorted(not_written(room)) == [
            f"; | 1 | a; b | {sheet}",
            f"line break | 1 | one ⏎ two | {sheet}",
            f"set aside | 1 | aside; too | {sheet}",
            f"set aside | 1 | hidden | {sheet}",
            f"uncoded, ; | 2 | c; d | {sheet}",
        ]

    def test_write_what_was_coded_before_anybody_read_it(self, room: Meeting) -> None:
        room.code_as(room.write("Trees"), "B01")
        assert room.document()["notes"][0]["state"] == "unshown"
        assert written_lines(room) == ["1;Trees;B01"]

    def test_lose_no_note(self, room: Meeting) -> None:
        for number, words in enumerate(NAUGHTY * 2):
            note_id = room.write(words)
            if number % 3:
                room.code_as(note_id, "D03")
        written = sum(int(line.split(";")[0]) for line in written_lines(room))
        left_out = sum(int(line.split(" | ")[1]) for line in not_written(room))
        assert written + left_out == 2 * len(NAUGHTY)

    def test_are_three_values_each(self, room: Meeting) -> None:
        for words in NAUGHTY:
            room.code_as(room.write(words), "D03")
        assert [line for line in written_lines(room) if len(line.split(";")) != 3] == []

    def test_write_the_methods_own_examples(self, room: Meeting) -> None:
        if not EXAMPLES.is_file():
            pytest.skip("the folder shared/data is not beside this checkout")
        wanted: list[tuple[int, str, str]] = []
        uncoded: list[str] = []
        for row in csv.DictReader(EXAMPLES.open(encoding="utf-8")):
            number = int(row["expressions"] or 1)
            ids = [room.write(row["text"]) for _ in range(number)]
            try:
                for note_id in ids:
                    board.code_note(room.id, note_id, row["code"], by=DESK)
            except Invalid:
                row["code"] = ""
            if row["code"]:
                wanted.append((number, row["text"], row["code"]))
            else:
                uncoded.append(row["text"])
        assert "4;Having many friends;D03" in written_lines(room)
        assert sorted(written_lines(room)) == sorted(f"{number};{text};{code}" for number, text, code in wanted)
        assert len(wanted) == 3 and len(not_written(room)) == len(uncoded) == 10


def lines_of(made: Meeting) -> list[str]:
    return network(made.document(), "en").splitlines()


def written_lines(made: Meeting) -> list[str]:
    lines = lines_of(made)
    return [line for line in lines[: lines.index("== not written ==")] if not line.startswith("== ")]


def not_written(made: Meeting) -> list[str]:
    lines = lines_of(made)
    return lines[lines.index("== not written ==") + 1 :]
