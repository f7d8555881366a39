"""Coding: a component of the process's grid for a note or a criterion; what is given in one grid stays with it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.rules.cast import Cast, criterion_row, gather, new_id, newest, refused
from workshop import board, meeting, notes
from workshop.extensions import db
from workshop.history import Actor
from workshop.method.grid_file import BYTE_ORDER_MARK
from workshop.method.steps import Step
from workshop.models import Note
from workshop.notes import Showing

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "method_examples.csv"
OWN_GRID = "code;parent;label_fr\nX;;Au dehors\nX00;X;En général\nX07;X;Les arbres\n"


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def code(cast: Cast, note: str, component: str | None, was: str | None = None, by: Actor | None = None) -> object:
    return board.code_note(cast.w, note, component, was=was, by=by or cast.desk)


def codes(note: str) -> dict[str, str]:
    return dict(db.session.get_one(Note, note, populate_existing=True).codes)


def another_grid(cast: Cast) -> str:
    """The key of a grid that the process has picked."""
    grid = meeting.keep_grid("Ours", OWN_GRID)
    meeting.pick_grid(cast.process_id, grid.key, by=cast.desk)
    return grid.key


def test_a_note_gets_a_component_another_one_and_none(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    code(sorting, note, "d03")
    assert codes(note) == {"spiral": "D03"}
    code(sorting, note, "D00")
    assert codes(note) == {"spiral": "D00"}
    code(sorting, note, "")
    assert codes(note) == {}


def test_the_same_component_again_is_no_act(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    assert code(sorting, note, "D03") is not None
    assert code(sorting, note, " D03 ") is None
    assert code(sorting, sorting.shown("Trees")[0], "") is None


@pytest.mark.parametrize("component", ["D99", "Z01", "D", "I", "I00", "D03/", "/", "D03/D03", "D03;A01", "A01/A02/A03/A05"])
def test_what_is_not_in_the_grid_is_refused_and_changes_nothing(sorting: Cast, component: str) -> None:
    [note] = sorting.shown("Friends")
    code(sorting, note, "A01")
    assert refused(lambda: code(sorting, note, component)) == (422, "invalid")
    assert codes(note) == {"spiral": "A01"}


def test_two_components_can_be_joined(sorting: Cast) -> None:
    [note] = sorting.shown("No bread for lack of money")
    code(sorting, note, "a01 / a08")
    assert codes(note) == {"spiral": "A01/A08"}


def test_undo_and_redo_know_codes(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    code(sorting, note, "D03")
    code(sorting, note, "D04")
    sorting.undo()
    assert codes(note) == {"spiral": "D03"}
    sorting.redo()
    assert codes(note) == {"spiral": "D04"}


def test_notes_that_say_the_same_are_coded_as_one_act(sorting: Cast) -> None:
    one, two, other = sorting.shown("Trees", "trees", "A bench")
    board.code_notes(sorting.w, [one, two], "B06", by=sorting.desk)
    assert [codes(note) for note in (one, two, other)] == [{"spiral": "B06"}, {"spiral": "B06"}, {}]
    sorting.undo()
    assert codes(one) == codes(two) == {}


def test_a_desk_that_saw_something_else_overwrites_nothing(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("Company")
    code(sorting, note, "D03", was="", by=sorting.other_desk)
    assert refused(lambda: code(sorting, note, "D04", was="")) == (409, "changed")
    assert codes(note) == {"spiral": "D03"}
    code(sorting, note, "D04", was="D03")
    board.code_criterion(sorting.w, criterion, "D00", was="", by=sorting.other_desk)
    late = lambda: board.code_criterion(sorting.w, criterion, "D04", was="", by=sorting.desk)  # noqa: E731
    assert refused(late) == (409, "changed")
    assert (codes(note), criterion_row(criterion).codes) == ({"spiral": "D04"}, {"spiral": "D00"})


def test_only_the_desk_hears_of_a_component(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("Company")
    for act in (
        lambda: code(sorting, note, "D03"),
        lambda: board.code_criterion(sorting.w, criterion, "D00", by=sorting.desk),
        sorting.undo,
    ):
        act()
        event = newest(sorting.process_id)
        assert (event.for_desk, event.for_screen, event.for_notepad, event.for_seat) == (True, False, False, False)


class TestWhatCanBeCoded:
    def test_a_sheet_that_is_being_written_on_can_not(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        [note] = cast.write("Friends")
        assert refused(lambda: code(cast, note, "D03")) == (409, "step")

    def test_a_sheet_can_at_close_too(self, sorting: Cast) -> None:
        [note] = sorting.shown("Friends")
        sorting.stand(Step.CLOSE)
        code(sorting, note, "D03")
        assert codes(note) == {"spiral": "D03"}

    def test_practice_can_not(self, cast: Cast) -> None:
        note = cast.post("Pancakes", question=0).id
        assert refused(lambda: code(cast, note, "A01")) == (422, "invalid")

    def test_what_is_gone_can_not_but_what_was_set_aside_can(self, sorting: Cast) -> None:
        kept, erased = sorting.shown("Kept back", "Erased")
        sorting.show(kept, Showing.HIDDEN)
        sorting.erase(erased)
        [withdrawn] = sorting.write("Withdrawn")
        notes.withdraw(sorting.w, withdrawn, [sorting.amina])
        for gone in (erased, withdrawn):
            assert refused(lambda gone=gone: code(sorting, gone, "D03")) == (409, "step")  # type: ignore[misc]
        code(sorting, kept, "D03")
        assert codes(kept) == {"spiral": "D03"}

    def test_notes_of_two_sheets_can_not_go_together(self, sorting: Cast) -> None:
        [one] = sorting.shown("One")
        [two] = sorting.shown("Two", question=2)
        assert refused(lambda: board.code_notes(sorting.w, [one, two], "D03", by=sorting.desk)) == (422, "invalid")
        assert refused(lambda: board.code_notes(sorting.w, [], "D03", by=sorting.desk)) == (422, "invalid")

    def test_another_towns_note_can_not(self, sorting: Cast) -> None:
        elsewhere = gather("Another town")
        [theirs] = elsewhere.shown("Theirs")
        for note in (theirs, new_id()):
            assert refused(lambda note=note: code(sorting, note, "D03")) == (404, "unknown")  # type: ignore[misc]


class TestGridsSideBySide:
    def test_codes_belong_to_their_grid_and_come_back_with_it(self, sorting: Cast) -> None:
        [note] = sorting.shown("Trees")
        code(sorting, note, "B06")
        key = another_grid(sorting)
        assert refused(lambda: code(sorting, note, "B06")) == (422, "invalid")
        code(sorting, note, "X07", was="")
        assert codes(note) == {"spiral": "B06", key: "X07"}
        meeting.pick_grid(sorting.process_id, "spiral", by=sorting.desk)
        code(sorting, note, "")
        assert codes(note) == {key: "X07"}

    def test_undo_brings_back_a_code_of_the_grid_that_was_in_use(self, sorting: Cast) -> None:
        [note] = sorting.shown("Trees")
        code(sorting, note, "B06")
        another_grid(sorting)
        sorting.undo()
        assert codes(note) == {}

    def test_a_process_picks_among_the_grids_that_there_are(self, sorting: Cast) -> None:
        assert refused(lambda: meeting.pick_grid(sorting.process_id, "nothing", by=sorting.desk)) == (404, "unknown")
        assert meeting.pick_grid(sorting.process_id, "spiral", by=sorting.desk) is None
        assert meeting.grid_of(sorting.place.process).title == "SPIRAL"

    def test_a_grid_in_use_or_coded_with_stays(self, sorting: Cast) -> None:
        [note] = sorting.shown("Trees")
        key = another_grid(sorting)
        code(sorting, note, "X07")
        assert refused(lambda: meeting.delete_grid(key)) == (409, "used")
        meeting.pick_grid(sorting.process_id, "spiral", by=sorting.desk)
        assert refused(lambda: meeting.delete_grid(key)) == (409, "coded")
        meeting.pick_grid(sorting.process_id, key, by=sorting.desk)
        code(sorting, note, "")
        meeting.pick_grid(sorting.process_id, "spiral", by=sorting.desk)
        meeting.delete_grid(key)
        assert refused(lambda: meeting.find_grid(key)) == (404, "unknown")

    def test_a_grid_that_codes_a_criterion_stays(self, sorting: Cast) -> None:
        criterion = sorting.make("Outside")
        key = another_grid(sorting)
        board.code_criterion(sorting.w, criterion, "X00", by=sorting.desk)
        meeting.pick_grid(sorting.process_id, "spiral", by=sorting.desk)
        assert refused(lambda: meeting.delete_grid(key)) == (409, "coded")

    def test_the_grid_that_comes_with_the_software_stays(self, sorting: Cast) -> None:
        assert refused(lambda: meeting.delete_grid("spiral")) == (404, "unknown")

    def test_a_table_with_a_problem_is_not_kept(self, sorting: Cast) -> None:
        before = len(meeting.grids())
        assert refused(lambda: meeting.keep_grid("Ours", OWN_GRID + "X07;X;Again\n")) == (422, "table")
        assert refused(lambda: meeting.keep_grid(" ", OWN_GRID)) == (422, "invalid")
        assert len(meeting.grids()) == before


def test_the_methods_own_examples_can_be_given(sorting: Cast) -> None:
    """Those that the confirmed grid has rows for as it is, all of them in a grid that has their rows."""
    if not EXAMPLES.is_file():
        pytest.skip("the folder shared/data is not beside this checkout")
    examples = [row for row in csv.DictReader(EXAMPLES.open(encoding="utf-8")) if row["code"]]
    found = sorting.shown(*(row["text"] for row in examples))
    given = {note: row["code"] for note, row in zip(found, examples, strict=True)}
    plain = {note: component for note, component in given.items() if component in ("A06", "D03", "F01")}
    assert len(plain) == 3
    for note, component in plain.items():
        code(sorting, note, component)
        assert codes(note) == {"spiral": component}
    key = a_grid_of(sorting, {part for component in given.values() for part in component.split("/")} - {"P--"})
    for note, component in given.items():
        if "P--" not in component:
            code(sorting, note, component)
            assert codes(note)[key] == component


def a_grid_of(cast: Cast, parts: set[str]) -> str:
    """A town's own grid in which these codes stand under one dimension."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerows([["code", "parent", "label"], ["all", "", "All"]])
    rows.writerows([part, "all", f"Row {part}"] for part in sorted(parts))
    grid = meeting.keep_grid("The examples", BYTE_ORDER_MARK + table.getvalue())
    meeting.pick_grid(cast.process_id, grid.key, by=cast.desk)
    return grid.key
