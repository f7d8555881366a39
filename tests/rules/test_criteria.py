"""Criteria: made, named, ordered, merged, removed. Sorting deletes nothing."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, criterion_row, gather, newest, refused
from workshop import board, meeting, notes, seats
from workshop.history import Actor
from workshop.meeting import GroupPlan
from workshop.method.steps import Step
from workshop.models import Nature, NoteState


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def rename(cast: Cast, criterion: str, name: str) -> object:
    return board.name_criterion(cast.w, criterion, name, by=cast.desk)


def reorder(cast: Cast, criterion: str, before: str | None) -> object:
    return board.reorder(cast.w, criterion, before, by=cast.desk)


def remove(cast: Cast, criterion: str) -> object:
    return board.remove(cast.w, criterion, by=cast.desk)


def merge(cast: Cast, criterion: str, into: str) -> object:
    return board.merge(cast.w, criterion, into, by=cast.desk)


def test_a_criterion_is_made_at_the_end_of_the_sheet(sorting: Cast) -> None:
    sorting.make("Company")
    sorting.make("Calm")
    assert sorting.names() == ["Company", "Calm"]


def test_a_new_criterion_is_undecided(sorting: Cast) -> None:
    sorting.make("Company")
    assert sorting.sheet().criteria[0].nature == Nature.UNDECIDED


def test_without_a_question_it_is_made_on_the_current_sheet(sorting: Cast) -> None:
    sorting.stand(Step.SORT, 2)
    board.add_criterion(sorting.w, name="Company", by=sorting.desk)
    assert (sorting.names(1), sorting.names(2)) == ([], ["Company"])


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_criterion_without_a_name_and_without_a_note_is_refused(sorting: Cast, name: str) -> None:
    assert refused(lambda: sorting.make(name)) == (422, "invalid")
    assert sorting.names() == []


def test_an_unknown_question_is_refused(sorting: Cast) -> None:
    for question in (0, 4):
        assert refused(lambda question=question: sorting.make("Company", question=question)) == (422, "question")


def test_where_several_groups_sit_one_must_be_named(sorting: Cast) -> None:
    made = meeting.create_workshop(None, "Two tables", new_groups=[GroupPlan("Window"), GroupPlan("Door")], step=Step.SORT)
    make = lambda number: board.add_criterion(made.id, name="Company", number=number, by=Actor())  # noqa: E731
    assert refused(lambda: make(None)) == (422, "group")
    assert refused(lambda: make(3)) == (404, "unknown")
    assert make(2)


def test_a_criterion_made_from_a_note_holds_it_and_bears_its_words(sorting: Cast) -> None:
    [note] = sorting.shown("Friends next door")
    sorting.make("", note)
    assert sorting.placed() == {"Friends next door": [note]}
    assert not sorting.sheet().criteria[0].named


def test_a_criterion_made_from_an_unshown_note_shows_it(sorting: Cast) -> None:
    [note] = sorting.write("Friends")
    sorting.make("", note)
    assert sorting.state(note) is NoteState.SHOWN


def test_a_criterion_made_from_a_placed_note_takes_it_out_of_the_other(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    sorting.make("Company", note)
    sorting.make("Calm", note)
    assert sorting.placed() == {"Company": [], "Calm": [note]}


def test_a_criterion_made_from_notes_of_two_sheets_is_refused(sorting: Cast) -> None:
    [one] = sorting.shown("Friends", question=1)
    [two] = sorting.shown("Noise", question=2)
    assert refused(lambda: sorting.make("Both", one, two)) == (422, "invalid")


def test_a_name_of_its_own_replaces_the_notes_words(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("", note)
    rename(sorting, criterion, "  Good\ncompany ")
    assert sorting.names() == ["Good company"]
    assert sorting.sheet().criteria[0].named
    assert sorting.words(note) == "Friends"


def test_the_same_name_again_changes_nothing(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    before = newest(sorting.process_id).id
    assert rename(sorting, criterion, "Company") is None
    assert newest(sorting.process_id).id == before


def test_the_notes_own_words_sent_back_unchanged_are_not_a_name_of_its_own(sorting: Cast) -> None:
    [note] = sorting.shown("Friends\nnext door")
    criterion = sorting.make("", note)
    assert rename(sorting, criterion, "Friends next door") is None
    assert not sorting.sheet().criteria[0].named


@pytest.mark.parametrize("name", ["", " ", "x" * 201])
def test_a_name_that_is_empty_or_too_long_is_refused(sorting: Cast, name: str) -> None:
    criterion = sorting.make("Company")
    assert refused(lambda: rename(sorting, criterion, name)) == (422, "invalid")
    assert sorting.names() == ["Company"]


def test_a_name_taken_from_a_note_goes_with_it(sorting: Cast) -> None:
    note, other = sorting.shown("Friends", "Family")
    criterion = sorting.make("", note, other)
    sorting.erase(note)
    assert sorting.placed() == {"": [other]}
    assert criterion_row(criterion).removed is False


def test_a_name_of_its_own_stays_when_the_note_is_erased(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    rename(sorting, sorting.make("", note), "Company")
    sorting.erase(note)
    assert sorting.placed() == {"Company": []}


def test_words_changed_before_the_showing_never_come_back_as_a_name(sorting: Cast) -> None:
    [note] = sorting.write("Friends of mine, by name")
    sorting.make("", note)
    sorting.undo()
    notes.reword(sorting.w, note, "Friends", [sorting.amina])
    sorting.redo()
    assert sorting.names() == ["Friends"]


def test_marking_the_nature_of_a_criterion(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    for nature in Nature:
        board.set_nature(sorting.w, criterion, nature, by=sorting.desk)
        assert sorting.sheet().criteria[0].nature == nature
    assert board.set_nature(sorting.w, criterion, nature, by=sorting.desk) is None


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [(2, 0, "CAB"), (0, 2, "BAC"), (0, None, "BCA"), (1, 0, "BAC"), (2, None, "ABC"), (0, 1, "ABC"), (1, 1, "ABC")],
)
def test_a_criterion_is_put_before_another_or_last(
    sorting: Cast, moved: int, before: int | None, expected: str
) -> None:
    made = [sorting.make(name) for name in "ABC"]
    event = reorder(sorting, made[moved], None if before is None else made[before])
    assert "".join(sorting.names()) == expected
    assert (event is None) == (expected == "ABC")


def test_a_criterion_is_shifted_up_and_down_until_the_end(sorting: Cast) -> None:
    made = [sorting.make(name) for name in "ABC"]
    orders = []
    for up in (False, False, False, True, True, True):
        board.shift(sorting.w, made[0], up=up, by=sorting.desk)
        orders.append("".join(sorting.names()))
    assert orders == ["BAC", "BCA", "BCA", "BAC", "ABC", "ABC"]


def test_a_criterion_is_not_put_before_one_of_another_sheet(sorting: Cast) -> None:
    one = sorting.make("Company")
    sorting.stand(Step.SORT, 2)
    two = sorting.make("Noise", question=2)
    assert refused(lambda: reorder(sorting, one, two)) == (422, "invalid")
    assert refused(lambda: merge(sorting, one, two)) == (422, "invalid")


def test_a_criterion_that_comes_back_after_a_reordering_has_one_place_for_all(sorting: Cast) -> None:
    made = [sorting.make(name) for name in "ABC"]
    remove(sorting, made[1])
    board.reorder(sorting.w, made[2], made[0], by=sorting.other_desk)
    sorting.undo()
    seen = sorting.names()
    board.shift(sorting.w, made[0], up=True, by=sorting.desk)
    index = seen.index("A")
    seen[index - 1 : index + 1] = reversed(seen[index - 1 : index + 1])
    assert sorting.names() == seen, "what is moved is what stood beside it"


def test_merging_moves_every_note_and_takes_the_first_off_the_sheet(sorting: Cast) -> None:
    one, two, three = sorting.shown("One", "Two", "Three")
    first, second = sorting.make("First", one, two), sorting.make("Second", three)
    sorting.place_in(two, second, also=True)
    merge(sorting, first, second)
    assert sorting.placed() == {"Second": [three, two, one]}


def test_a_criterion_is_not_merged_into_itself(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    assert refused(lambda: merge(sorting, criterion, criterion)) == (422, "invalid")


def test_removing_a_criterion_loosens_its_notes(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    first, second = sorting.make("First", one, two), sorting.make("Second")
    sorting.place_in(two, second, also=True)
    remove(sorting, first)
    assert (sorting.placed(), sorting.loose()) == ({"Second": [two]}, {one})


def test_a_hidden_note_of_a_removed_criterion_comes_back_loose(sorting: Cast) -> None:
    [note] = sorting.shown("One")
    criterion = sorting.make("First", note)
    sorting.show(note, notes.Showing.HIDDEN)
    remove(sorting, criterion)
    sorting.show(note)
    assert sorting.loose() == {note}


def test_what_was_removed_is_not_found_any_more(sorting: Cast) -> None:
    criterion, other = sorting.make("Company"), sorting.make("Calm")
    remove(sorting, criterion)
    acts = [
        lambda: remove(sorting, criterion),
        lambda: rename(sorting, criterion, "Again"),
        lambda: reorder(sorting, criterion, None),
        lambda: reorder(sorting, other, criterion),
        lambda: merge(sorting, other, criterion),
        lambda: board.set_nature(sorting.w, criterion, Nature.BOTH, by=sorting.desk),
    ]
    assert [refused(act) for act in acts] == [(404, "unknown")] * len(acts)


def test_another_workshops_criterion_is_not_found(sorting: Cast) -> None:
    mine = sorting.make("Company")
    elsewhere = gather("Another town")
    elsewhere.stand(Step.SORT, 1)
    theirs = elsewhere.make("Calm")
    acts = [
        lambda: remove(sorting, theirs),
        lambda: rename(sorting, theirs, "Ours"),
        lambda: reorder(sorting, theirs, None),
        lambda: reorder(sorting, mine, theirs),
        lambda: merge(sorting, mine, theirs),
        lambda: board.code_criterion(sorting.w, theirs, "A01", by=sorting.desk),
    ]
    assert [refused(act) for act in acts] == [(404, "unknown")] * len(acts)
    assert elsewhere.names() == ["Calm"]


def test_a_note_of_the_other_group_of_the_workshop_is_refused(sorting: Cast) -> None:
    made = meeting.create_workshop(None, "Two tables", new_groups=[GroupPlan("Window"), GroupPlan("Door")], step=Step.SORT)
    desk = Actor(workshop_id=made.id)
    one, two = (sorting.post(name, seats.join(made.id, number).id).id for number, name in ((1, "One"), (2, "Two")))
    criterion = str(board.add_criterion(made.id, note_ids=[one], by=desk).touched[0][1])
    assert refused(lambda: board.place(made.id, two, criterion, by=desk)) == (422, "invalid")
    assert refused(lambda: board.add_criterion(made.id, note_ids=[one, two], by=desk)) == (422, "invalid")


def test_coding_a_note_and_a_criterion(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("Company")
    board.code_note(sorting.w, note, " d03", by=sorting.desk)
    board.code_criterion(sorting.w, criterion, "D00", by=sorting.desk)
    assert criterion_row(criterion).codes == {"spiral": "D00"}
    sorting.undo()
    assert criterion_row(criterion).codes == {}


@pytest.mark.parametrize("code", ["D3", "DD3", "D033", "3D0", "D٠٣", "D03\n;"])
def test_what_is_no_component_is_refused(sorting: Cast, code: str) -> None:
    [note] = sorting.shown("Friends")
    assert refused(lambda: board.code_note(sorting.w, note, code, by=sorting.desk)) == (422, "invalid")


def test_a_name_taken_from_a_note_is_hidden_with_it_and_comes_back(sorting: Cast) -> None:
    note, other = sorting.shown("Friends", "Family")
    sorting.make("", note, other)
    sorting.show(note, notes.Showing.HIDDEN)
    assert sorting.placed() == {"": [other]}
    sorting.show(note)
    assert sorting.placed() == {"Friends": [note, other]}


def test_whatever_brings_a_hidden_note_back_touches_the_criterion_that_it_names(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    named, other = sorting.make("", note), sorting.make("Calm")
    sorting.place_in(note, other)
    for bring_back in (lambda: sorting.show(note), lambda: sorting.place_in(note, other), lambda: sorting.make("New", note)):
        sorting.show(note, notes.Showing.HIDDEN)
        bring_back()
        assert ["criterion", named] in newest(sorting.process_id).touched
        assert "Friends" in sorting.names()
