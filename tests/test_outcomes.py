"""The outcome document: what is in it, what must not be, and that all files say the same."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator
from sqlalchemy import event, select

from tests.tools.meeting_room import DESK, NAUGHTY, Meeting, at_read, make_meeting, worked_on
from workshop import board, meeting, notes, seats
from workshop.extensions import db
from workshop.meeting import GroupPlan, find_sitting
from workshop.method.grid import Status
from workshop.method.questions import KINDS
from workshop.method.steps import Step
from workshop.method.voices import COLOURS, SHAPES
from workshop.models import GroupKind, Nature, Note, NoteState
from workshop.notes import PaperNote, Showing
from workshop.outcomes import FILES, SCHEMA_FILE
from workshop.outcomes.table import unguarded


@pytest.fixture
def room(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield at_read()


@pytest.fixture
def whole(app: Flask) -> Iterator[Meeting]:
    with app.app_context():
        yield worked_on()


class TestTheDocument:
    def test_follows_its_published_schema(self, whole: Meeting) -> None:
        schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(whole.document())

    def test_of_an_empty_workshop_follows_it_too(self, app: Flask) -> None:
        with app.app_context():
            document = make_meeting().document()
        Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))).validate(document)
        assert document["notes"] == [] and len(document["sheets"]) == 3

    def test_the_schema_lets_nothing_else_in(self) -> None:
        schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
        objects = [part for part in parts_of(schema) if part.get("type") == "object"]
        assert objects and all("additionalProperties" in part for part in objects)
        closed = [part for part in objects if part["additionalProperties"] is False]
        assert all(sorted(part["required"]) == sorted(part["properties"]) for part in closed)

    def test_the_schema_knows_the_words_that_the_rules_use(self) -> None:
        schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
        words = [part["enum"] for part in parts_of(schema) if "enum" in part]
        states = [state.value for state in NoteState if not state.gone]
        used = [KINDS, GroupKind, COLOURS, SHAPES, Nature, Status, states]
        assert sorted(map(sorted, words)) == sorted(sorted(map(str, each)) for each in used)

    def test_holds_each_note_once_and_elsewhere_its_id(self, whole: Meeting) -> None:
        document = whole.document()
        written = json.dumps(document, ensure_ascii=False)
        assert len(document["notes"]) == len({note["id"] for note in document["notes"]}) == 2 * 3 * 6
        assert all(written.count(f'"{note["text"]}"') == 1 for note in document["notes"])

    def test_links_notes_and_criteria_both_ways(self, whole: Meeting) -> None:
        document = whole.document()
        from_criteria = {
            (criterion["id"], note_id)
            for sheet in document["sheets"]
            for criterion in sheet["criteria"]
            for note_id in criterion["note_ids"]
        }
        from_notes = {(key, note["id"]) for note in document["notes"] for key in note["criterion_ids"]}
        assert from_criteria == from_notes and len(from_notes) == 4 * 6

    def test_says_where_every_note_is(self, whole: Meeting) -> None:
        states = sorted(note["state"] for note in whole.document()["notes"])
        assert states == sorted(["shown"] * 3 * 6 + ["aside", "hidden", "unshown"] * 6)

    def test_counts_what_was_withdrawn_and_erased(self, whole: Meeting) -> None:
        sheets = whole.document()["sheets"]
        assert [(sheet["withdrawn"], sheet["erased"]) for sheet in sheets] == [(1, 1)] * 6
        assert [(sheet["group"], sheet["question"]) for sheet in sheets] == [(g, q) for g in (1, 2) for q in (1, 2, 3)]

    def test_says_what_the_group_approved_and_what_was_changed_since(self, room: Meeting) -> None:
        trees, bench = room.write("trees"), room.write("a bench")
        green, shade, loud = room.criterion("Green", trees), room.criterion("Shade", bench), room.criterion("Loud")
        room.stand(Step.APPROVE)
        board.approve(room.id, [green, shade], by=DESK)
        notes.erase(room.id, bench, by=DESK)
        criteria = [criterion for sheet in room.document()["sheets"] for criterion in sheet["criteria"]]
        said = {criterion["id"]: (criterion["approved"], criterion["changed_since"]) for criterion in criteria}
        assert said == {green: (True, False), shade: (True, True), loud: (False, False)}

    def test_tells_how_many_came_from_paper_and_of_no_note_how_it_came(self, room: Meeting) -> None:
        room.write("trees")
        notes.take_from_paper(room.id, 1, [PaperNote(str(uuid.uuid4()), words) for words in ("a bench", "bread")], by=DESK)
        sheets = {sheet["question"]: sheet["sources"] for sheet in room.document()["sheets"]}
        assert sheets == {1: {"device": 1, "paper": 2}, 2: {"device": 0, "paper": 0}, 3: {"device": 0, "paper": 0}}
        assert not any("source" in note for note in room.document()["notes"])

    def test_tells_of_no_seat_and_no_hour(self, whole: Meeting) -> None:
        written = whole.every_file()
        assert [seat for seat in set(whole.sent.values()) if seat in written] == []
        assert re.findall(r"\d\d:\d\d|\d\dT\d\d", written) == []
        assert "2026-03-01" in written

    def test_has_an_order_that_tells_nobody_who_wrote_what(self, room: Meeting) -> None:
        one, other = seats.join(room.id, 1).id, seats.join(room.id, 1).id
        sent = [room.write(f"idea {number}", seat=(one, other)[number % 2]) for number in range(40)]
        drawn = {row.id: row.draw for row in db.session.execute(select(Note.id, Note.draw))}
        listed = [note["id"] for note in room.document()["notes"]]
        assert listed == sorted(sent, key=lambda key: (drawn[key], key)) != sent

    def test_follows_the_sheet_for_what_is_placed(self, room: Meeting) -> None:
        first, second, third = (room.write(text) for text in ("one", "two", "three"))
        late = room.criterion("Second", third)
        early = room.criterion("First", second)
        room.place(first, early)
        board.reorder(room.id, early, late, by=DESK)
        assert [note["text"] for note in room.document()["notes"]] == ["two", "one", "three"]

    def test_names_a_criterion_by_the_note_whose_words_it_bears(self, room: Meeting) -> None:
        note_id = room.write("a bench in the shade")
        criterion = room.criterion("", note_id)
        assert only_criterion(room)["name"] is None
        assert only_criterion(room)["named_by_note_id"] == note_id
        board.name_criterion(room.id, criterion, "Benches", by=DESK)
        assert (only_criterion(room)["name"], only_criterion(room)["named_by_note_id"]) == ("Benches", None)

    def test_keeps_no_name_whose_words_were_erased(self, room: Meeting) -> None:
        note_id = room.write("a bench in the shade")
        other = room.write("trees")
        criterion = room.criterion("", note_id)
        room.place(other, criterion)
        notes.erase(room.id, note_id, by=DESK)
        left = only_criterion(room)
        assert (left["name"], left["named_by_note_id"], left["note_ids"]) == (None, None, [other])
        assert room.rows()[1][5] == "(words erased)"

    def test_has_removed_criteria_no_longer(self, room: Meeting) -> None:
        note_id = room.write("trees")
        board.remove(room.id, room.criterion("Green", note_id), by=DESK)
        assert room.document()["sheets"][0]["criteria"] == []
        assert room.note(note_id)["criterion_ids"] == []

    def test_leaves_a_hidden_note_out_of_its_criterion_until_it_is_shown_again(self, room: Meeting) -> None:
        note_id = room.write("trees")
        criterion = room.criterion("Green", note_id)
        room.show(note_id, Showing.HIDDEN)
        assert room.note(note_id)["criterion_ids"] == [] == only_criterion(room)["note_ids"]
        room.show(note_id)
        assert room.note(note_id)["criterion_ids"] == [criterion]

    def test_holds_the_whole_sheets_of_a_group_that_went_on_another_day(self, room: Meeting) -> None:
        room.write("the first day")
        group = find_sitting(room.id, 1).group_id
        later = meeting.create_workshop(room.process_id, "Later", group_ids=[group], new_groups=[GroupPlan(name="New")])
        second = Meeting(later.id, later.public_id, "", room.process_id)
        second.stand(Step.WRITE, 1)
        second.write("the second day")
        second.write("of somebody else", group=2)
        document = second.document()
        assert {note["text"]: note["workshop"] for note in document["notes"]} == {
            "the first day": room.w,
            "the second day": second.w,
            "of somebody else": second.w,
        }
        assert [workshop["id"] for workshop in document["other_workshops"]] == [room.w]
        assert {note["text"] for note in room.document()["notes"]} == {"the first day", "the second day"}

    def test_takes_the_same_number_of_queries_for_many_notes(self, room: Meeting) -> None:
        room.write("one")
        few = queries_of(room)
        for number in range(30):
            room.criterion("", room.write(f"idea {number}"))
        assert queries_of(room) == few <= 10


def only_criterion(made: Meeting) -> dict[str, Any]:
    (found,) = made.document()["sheets"][0]["criteria"]
    return dict(found)


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts_of(part)


def queries_of(made: Meeting) -> int:
    seen: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    made.document()
    event.remove(db.engine, "before_cursor_execute", listen)
    return len([statement for statement in seen if statement.startswith("SELECT")])


class TestEveryFile:
    def test_is_the_same_to_the_byte_for_the_same_state(self, whole: Meeting) -> None:
        for kind in FILES.values():
            assert kind.write(whole.document(), "fr") == kind.write(whole.document(), "fr")

    def test_holds_nothing_of_the_practice(self, app: Flask) -> None:
        with app.app_context():
            made = make_meeting()
            made.show(made.write("practice alone", question=0))
            assert "practice alone" not in made.every_file()

    def test_holds_nothing_of_what_was_erased_or_withdrawn(self, room: Meeting) -> None:
        person = seats.join(room.id, 1).id
        withdrawn, erased = room.write("first thought", seat=person), room.write("my secret", seat=person)
        notes.reword(room.id, withdrawn, "second thought", [person])
        notes.withdraw(room.id, withdrawn, [person])
        room.criterion("", erased)
        notes.erase(room.id, erased, [person])
        written = room.every_file()
        assert [words for words in ("first thought", "second thought", "my secret", erased, withdrawn) if words in written] == []

    def test_holds_the_latest_wording_alone(self, room: Meeting) -> None:
        person = seats.join(room.id, 1).id
        note_id = room.write("first thought", seat=person)
        notes.reword(room.id, note_id, "second thought", [person])
        assert "first thought" not in room.every_file() and room.note(note_id)["text"] == "second thought"

    def test_can_be_made_while_people_write(self, app: Flask) -> None:
        with app.app_context():
            made = make_meeting()
            made.stand(Step.WRITE, 1)
            made.write("not read yet")
            assert made.document()["notes"][0]["state"] == "unshown"
            assert "uncoded | 1 | not read yet | " in FILES["txt"].write(made.document(), "en").decode()

    def test_gives_the_naughtiest_words_back_as_they_were_written(self, room: Meeting) -> None:
        for words in NAUGHTY:
            room.criterion("", room.write(words))
        listed = {note["text"] for note in json.loads(FILES["json"].write(room.document(), "en"))["notes"]}
        assert listed == set(NAUGHTY)
        assert {unguarded(row[4]) for row in room.rows()[1:]} == set(NAUGHTY)
        assert {unguarded(row[5]) for row in room.rows()[1:]} == set(NAUGHTY)
