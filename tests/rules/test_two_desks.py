"""Two desks at once: what somebody else did since is never overturned; it is named, and the next press passes over."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, log, newest, refused
from workshop import board, notes
from workshop.history.undo import ChangedSince
from workshop.method.steps import Step
from workshop.models import Nature, NoteState
from workshop.notes import Showing


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def rename(cast: Cast, criterion: str, name: str, *, mine: bool) -> None:
    board.name_criterion(cast.w, criterion, name, by=cast.desk if mine else cast.other_desk)


def in_the_way(cast: Cast, *, forward: bool = False) -> str:
    """The kind of the act that undo (or redo) names when it refuses."""
    with pytest.raises(ChangedSince) as refusal:
        cast.redo() if forward else cast.undo()
    assert (refusal.value.status, refusal.value.code) == (409, "changed")
    assert refusal.value.later is not None, "the later act is named"
    return refusal.value.later.kind


def test_what_somebody_else_changed_later_is_refused_and_named(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    rename(sorting, criterion, "Mine", mine=True)
    rename(sorting, criterion, "Theirs", mine=False)
    assert in_the_way(sorting) == "criterion.named"
    assert sorting.names() == ["Theirs"]


def test_the_next_press_passes_over_the_refused_act(sorting: Cast) -> None:
    sorting.make("Another")
    criterion = sorting.make("Company", by=sorting.other_desk)
    rename(sorting, criterion, "Mine", mine=True)
    rename(sorting, criterion, "Theirs", mine=False)
    in_the_way(sorting)
    sorting.undo()
    assert sorting.names() == ["Theirs"]
    assert refused(sorting.undo) == (409, "nothing")


def test_what_was_passed_over_is_not_redone(sorting: Cast) -> None:
    criterion = sorting.make("Company", by=sorting.other_desk)
    rename(sorting, criterion, "Mine", mine=True)
    rename(sorting, criterion, "Theirs", mine=False)
    in_the_way(sorting)
    assert refused(sorting.redo) == (409, "nothing")


def test_a_refused_undo_is_an_event_for_the_desk_that_changes_nothing(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    rename(sorting, criterion, "Mine", mine=True)
    rename(sorting, criterion, "Theirs", mine=False)
    in_the_way(sorting)
    event = newest(sorting.process_id)
    assert (event.kind, event.changes, event.touched) == ("passed", [], [])
    assert (event.for_desk, event.for_screen, event.for_notepad, event.for_seat) == (True, False, False, False)


def test_the_same_value_set_by_somebody_else_is_a_change_too(sorting: Cast) -> None:
    criterion = sorting.make("Company", by=sorting.other_desk)
    board.set_nature(sorting.w, criterion, Nature.MATERIAL, by=sorting.desk)
    for nature in (Nature.BOTH, Nature.MATERIAL):
        board.set_nature(sorting.w, criterion, nature, by=sorting.other_desk)
    assert in_the_way(sorting) == "criterion.nature"
    assert sorting.sheet().criteria[0].nature == Nature.MATERIAL


def test_what_somebody_else_took_back_is_not_in_the_way(sorting: Cast) -> None:
    criterion = sorting.make("Company", by=sorting.other_desk)
    rename(sorting, criterion, "Mine", mine=True)
    rename(sorting, criterion, "Theirs", mine=False)
    for act in (sorting.undo, sorting.redo, sorting.undo):
        act(by=sorting.other_desk)
    sorting.undo()
    assert sorting.names() == ["Company"]


def test_what_somebody_else_did_again_is_in_the_way(sorting: Cast) -> None:
    criterion = sorting.make("Company", by=sorting.other_desk)
    rename(sorting, criterion, "Mine", mine=True)
    rename(sorting, criterion, "Theirs", mine=False)
    for act in (sorting.undo, sorting.redo):
        act(by=sorting.other_desk)
    assert in_the_way(sorting) == "redone"
    assert sorting.names() == ["Theirs"]


def test_redoing_is_refused_where_the_ground_was_taken_away(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    rename(sorting, criterion, "Theirs", mine=False)
    rename(sorting, criterion, "Mine", mine=True)
    sorting.undo()
    sorting.undo(by=sorting.other_desk)
    assert in_the_way(sorting, forward=True) == "undone"
    assert sorting.names() == ["Company"]


def test_redoing_is_refused_where_somebody_changed_the_same_field(sorting: Cast) -> None:
    criterion = sorting.make("Company", by=sorting.other_desk)
    rename(sorting, criterion, "Mine", mine=True)
    sorting.undo()
    rename(sorting, criterion, "Theirs", mine=False)
    assert in_the_way(sorting, forward=True) == "criterion.named"
    assert refused(sorting.redo) == (409, "nothing")


def test_an_erasure_by_the_author_stays(sorting: Cast) -> None:
    [note] = sorting.write("Friends")
    sorting.show(note, Showing.ASIDE)
    sorting.erase(note)
    assert in_the_way(sorting) == "note.erased"
    assert sorting.state(note) is NoteState.ERASED


def test_an_erasure_at_the_same_desk_stays_and_is_named(sorting: Cast) -> None:
    [note] = sorting.write("Friends")
    sorting.show(note)
    notes.erase(sorting.w, note, by=sorting.desk)
    assert in_the_way(sorting) == "note.erased"
    assert sorting.state(note) is NoteState.ERASED


def test_a_withdrawal_after_an_undone_showing_stays(sorting: Cast) -> None:
    [note] = sorting.write("Friends")
    sorting.show(note)
    sorting.undo()
    notes.withdraw(sorting.w, note, [sorting.amina])
    assert in_the_way(sorting, forward=True) == "note.withdrawn"
    assert sorting.state(note) is NoteState.WITHDRAWN


def test_a_removal_is_not_undone_where_a_note_has_found_another_place(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion, other = sorting.make("Company", note), sorting.make("Calm")
    board.remove(sorting.w, criterion, by=sorting.desk)
    sorting.place_in(note, other, by=sorting.other_desk)
    assert in_the_way(sorting) == "note.placed"
    assert sorting.placed() == {"Calm": [note]}, "in one criterion, as nobody said 'also'"


def test_a_new_criterion_is_not_undone_where_somebody_has_put_a_note_in_it(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("Company")
    sorting.place_in(note, criterion, by=sorting.other_desk)
    assert in_the_way(sorting) == "note.placed"
    assert sorting.placed() == {"Company": [note]}


def test_it_is_undone_once_the_note_was_taken_back_out_of_it(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("Company")
    sorting.place_in(note, criterion, by=sorting.other_desk)
    sorting.undo(by=sorting.other_desk)
    sorting.undo()
    assert (sorting.placed(), sorting.loose()) == ({}, {note})


def test_a_showing_is_not_undone_where_somebody_has_placed_the_note(sorting: Cast) -> None:
    criterion = sorting.make("Company", by=sorting.other_desk)
    [note] = sorting.write("Friends")
    sorting.show(note)
    sorting.place_in(note, criterion, by=sorting.other_desk)
    assert in_the_way(sorting) == "note.placed"
    assert sorting.placed() == {"Company": [note]}


def test_a_merger_is_undone_around_what_was_added_since(sorting: Cast) -> None:
    one, two, three = sorting.shown("One", "Two", "Three")
    first, second = sorting.make("First", one), sorting.make("Second", two)
    board.merge(sorting.w, first, second, by=sorting.desk)
    sorting.place_in(three, second, by=sorting.other_desk)
    sorting.undo()
    assert sorting.placed() == {"First": [one], "Second": [two, three]}


def test_a_refused_undo_leaves_no_half(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    first, second = sorting.make("First", one, two), sorting.make("Second")
    board.merge(sorting.w, first, second, by=sorting.desk)
    sorting.take_out(two, by=sorting.other_desk)
    before = sorting.sheet()
    assert in_the_way(sorting) == "note.placed"
    assert sorting.sheet() == before


def test_each_act_is_logged_under_the_desk_that_did_it(sorting: Cast) -> None:
    sorting.make("Mine")
    sorting.make("Theirs", by=sorting.other_desk)
    made = [event for event in log(sorting.process_id) if event.kind == "criterion.made"]
    assert [event.sign_in_id for event in made] == [sorting.desk.sign_in_id, sorting.other_desk.sign_in_id]
