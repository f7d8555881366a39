"""The outcomes name the grid, say of each component in use what stands behind it, and write no joined one as a line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.tools.meeting_room import DESK, Meeting, at_read
from workshop import meeting
from workshop.method.refusals import Invalid
from workshop.outcomes.network import network


@pytest.fixture
def room(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield at_read()


def test_a_document_names_its_grid_and_what_stands_behind_each_component_in_use(room: Meeting) -> None:
    room.code_as(room.write("Friends"), "D03")
    room.criterion("Family", room.write("My sister"), component="D02")
    room.code_as(room.write("No bread"), "A01/A08")
    grid = room.document()["grid"]
    assert (grid["key"], grid["title"]) == ("spiral", "SPIRAL")
    assert [(row["code"], row["confirmed"]) for row in grid["components"]] == [
        ("A01", True), ("A08", False), ("D02", False), ("D03", True),
    ]  # fmt: skip
    assert grid["components"][0]["labels"] == {"en": "Food / drink", "fr": "Alimentation"}
    assert grid["components"][1]["status"] == "recall_unverified"


def test_a_document_without_codes_has_none_of_its_rows(room: Meeting) -> None:
    room.write("Friends")
    assert room.document()["grid"]["components"] == []


def test_only_the_codes_of_the_grid_in_use_are_told(room: Meeting) -> None:
    note = room.write("Trees")
    room.code_as(note, "B06")
    grid = meeting.keep_grid("Ours", "code;parent;label\nX;;Outside\nX07;X;Trees\n")
    meeting.pick_grid(room.process_id, grid.key, by=DESK)
    assert (room.note(note)["component"], room.document()["grid"]["title"]) == (None, "Ours")
    with pytest.raises(Invalid):
        room.code_as(note, "B06")
    room.code_as(note, "X07")
    assert room.document()["grid"]["components"] == [
        {"code": "X07", "labels": {"": "Trees"}, "status": "own", "confirmed": True}
    ]
    meeting.pick_grid(room.process_id, "spiral", by=DESK)
    assert room.note(note)["component"] == "B06"


def test_joined_components_are_not_written_as_a_line_and_say_why(room: Meeting) -> None:
    room.code_as(room.write("No bread"), "A01/A08")
    room.code_as(room.write("Bread"), "A01")
    lines = network(room.document(), "en").splitlines()
    assert "1;Bread;A01" in lines
    [left_out] = [line for line in lines if "No bread" in line]
    assert left_out.startswith("joined components | 1 | No bread | ") and lines.index(left_out) > lines.index("== not written ==")
