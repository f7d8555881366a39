"""Erased words are gone for good: from every table, from SQLite's file and from its journal."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.rules.cast import Cast, gather, log
from workshop import board, notes
from workshop.extensions import db
from workshop.method.refusals import Refusal
from workshop.method.steps import PRACTICE, Step
from workshop.models import NoteState, Text

SECRET = "My neighbour Leopold drinks"


@pytest.fixture
def writing(cast: Cast) -> Cast:
    cast.stand(Step.WRITE, 1)
    return cast


def everything() -> str:
    """Every row of every table as text."""
    rows = (db.session.execute(table.select()).all() for table in db.metadata.sorted_tables)
    return "\n".join(str(row) for found in rows for row in found)


def test_an_erased_note_leaves_a_count_and_no_words(writing: Cast) -> None:
    [note] = writing.write(SECRET)
    writing.erase(note)
    assert writing.state(note) is NoteState.ERASED
    assert writing.stored() == 1
    assert "Leopold" not in everything()


def test_every_earlier_wording_goes_too(writing: Cast) -> None:
    [note] = writing.write(SECRET)
    for words in ("Leopold again", "Nobody in particular"):
        notes.reword(writing.w, note, words, [writing.amina])
    writing.erase(note)
    bodies = list(db.session.scalars(select(Text.body).where(Text.note_id == note)))
    assert bodies == [None, None, None]


def test_a_withdrawn_notes_words_go_too(writing: Cast) -> None:
    [note] = writing.write(SECRET)
    notes.withdraw(writing.w, note, [writing.amina])
    assert "Leopold" not in everything()


def test_the_words_of_others_stay(writing: Cast) -> None:
    mine, other = writing.write("The noise", "Friends")
    same = writing.post("The noise", writing.boris).id
    writing.erase(mine)
    assert [writing.words(note) for note in (mine, other, same)] == [None, "Friends", "The noise"]


def test_a_criterions_name_taken_from_the_note_goes_with_it(writing: Cast) -> None:
    [note] = writing.write(SECRET)
    writing.stand(Step.SORT)
    criterion = writing.make("", note)
    board.name_criterion(writing.w, criterion, SECRET, by=writing.desk)
    writing.erase(note)
    assert "Leopold" not in everything()
    assert writing.placed() == {"": []}


def test_no_undo_brings_erased_words_back(writing: Cast) -> None:
    [note] = writing.write(SECRET)
    writing.stand(Step.SORT)
    criterion = writing.make("", note)
    board.name_criterion(writing.w, criterion, "Neighbours", by=writing.desk)
    writing.erase(note)
    for _press in range(4):
        with suppress(Refusal):
            writing.undo()
    assert writing.words(note) is None
    assert all("Leopold" not in name for name in writing.names())


def test_the_event_of_the_erasure_names_what_to_renew(writing: Cast) -> None:
    note, other = writing.write(SECRET, "Friends")
    writing.stand(Step.SORT)
    named, holding = writing.make("", note), writing.make("Company", other)
    writing.place_in(note, holding)
    event = writing.erase(note)
    assert event is not None
    assert {tuple(thing) for thing in event.touched} == {("note", note), ("criterion", named), ("criterion", holding)}
    assert (event.for_desk, event.for_screen, event.for_notepad, event.for_seat) == (True, True, True, True)


def test_the_log_never_held_the_words(writing: Cast) -> None:
    [note] = writing.write(SECRET)
    notes.reword(writing.w, note, f"{SECRET} wine", [writing.amina])
    writing.stand(Step.SORT)
    board.name_criterion(writing.w, writing.make("", note), f"About: {SECRET}", by=writing.desk)
    assert all("Leopold" not in str([event.touched, event.changes]) for event in log(writing.process_id))


@pytest.fixture
def sqlite_app(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def files(app: Flask) -> bytes:
    """What somebody reads who copies the database's files, without SQLite's help."""
    found = [Path(app.config["DATA"]) / name for name in ("workshop.sqlite3", "workshop.sqlite3-wal")]
    return b"".join(path.read_bytes() for path in found if path.exists())


def mark(number: int) -> str:
    return f"-mark{number:03d}-"


def found_marks(app: Flask, numbers: list[int]) -> list[int]:
    data = files(app)
    return [number for number in numbers if mark(number).encode() in data]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_nothing_of_an_erased_note_is_left_in_the_files(sqlite_app: Flask) -> None:
    cast = gather()
    cast.stand(Step.WRITE, 1)
    chance = random.Random(7)
    written = [cast.post(mark(n) + "x" * chance.randrange(900)).id for n in range(80)]
    for n in chance.sample(range(80), 30):
        notes.reword(cast.w, written[n], mark(n) + "y" * chance.randrange(900), [cast.amina])
    erased, kept = list(range(0, 80, 2)), list(range(1, 80, 2))
    assert found_marks(sqlite_app, erased) == erased
    for n in chance.sample(erased, len(erased)):
        cast.erase(written[n])
    assert found_marks(sqlite_app, erased) == []
    assert found_marks(sqlite_app, kept) == kept


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_nothing_of_practice_is_left_in_the_files(sqlite_app: Flask) -> None:
    cast = gather()
    cast.write(*[mark(n) + "x" * 50 * n for n in range(20)], question=PRACTICE)
    cast.stand(Step.WRITE, 1)
    assert found_marks(sqlite_app, list(range(20))) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_where_somebody_reads_just_then_the_next_writer_empties_the_journal(sqlite_app: Flask) -> None:
    cast = gather()
    cast.stand(Step.WRITE, 1)
    [note] = cast.write(mark(1))
    with db.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM note").all()
        cast.erase(note)
        assert cast.words(note) is None
        assert found_marks(sqlite_app, [1]) == [1], "the reader still needs the pages of then"
    cast.write("Friends")
    assert found_marks(sqlite_app, [1]) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_freed_space_is_overwritten_on_every_connection(sqlite_app: Flask) -> None:
    with db.engine.connect() as one, db.engine.connect() as two:
        assert [c.exec_driver_sql("PRAGMA secure_delete").scalar() for c in (one, two)] == [1, 1]
