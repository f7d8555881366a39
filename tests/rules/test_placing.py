"""Placing notes in criteria. Placing an unshown note shows it; a note can be in several criteria."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, gather, new_id, newest, refused
from workshop import board, notes
from workshop.method.steps import Step
from workshop.models import NoteState
from workshop.notes import Showing


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def test_a_loose_note_is_placed(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    sorting.place_in(note, sorting.make("Company"))
    assert (sorting.placed(), sorting.loose()) == ({"Company": [note]}, set())


def test_a_placed_note_is_moved(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    one, two = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(note, one)
    sorting.place_in(note, two)
    assert sorting.placed() == {"Company": [], "Calm": [note]}


def test_also_keeps_the_others(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    one, two = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(note, one)
    sorting.place_in(note, two, also=True)
    assert sorting.placed() == {"Company": [note], "Calm": [note]}
    assert sorting.sheet().counter.placed == 1, "a note counts once"


def test_without_also_a_note_leaves_all_its_other_criteria(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    one, two, three = (sorting.make(name) for name in ("Company", "Calm", "Care"))
    sorting.place_in(note, one)
    sorting.place_in(note, two, also=True)
    sorting.place_in(note, three)
    assert sorting.placed() == {"Company": [], "Calm": [], "Care": [note]}


def test_placing_a_note_where_it_is_already_leaves_it_there_alone(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    one, two = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(note, one)
    sorting.place_in(note, two, also=True)
    sorting.place_in(note, one)
    assert sorting.placed() == {"Company": [note], "Calm": []}


def test_placing_a_note_where_it_is_alone_changes_nothing(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    one = sorting.make("Company")
    sorting.place_in(note, one)
    before = newest(sorting.process_id).id
    assert sorting.place_in(note, one) is None
    assert sorting.place_in(note, one, also=True) is None
    assert newest(sorting.process_id).id == before


@pytest.mark.parametrize("states", [[], [Showing.ASIDE], [Showing.SHOWN, Showing.HIDDEN]])
def test_placing_a_note_that_is_not_shown_shows_it(sorting: Cast, states: list[Showing]) -> None:
    [note] = sorting.write("Friends")
    for as_ in states:
        sorting.show(note, as_)
    sorting.place_in(note, sorting.make("Company"))
    assert sorting.state(note) is NoteState.SHOWN
    assert sorting.placed() == {"Company": [note]}


def test_undoing_it_gives_the_note_back_to_the_pile(sorting: Cast) -> None:
    [note] = sorting.write("Friends")
    sorting.place_in(note, sorting.make("Company"))
    sorting.undo()
    assert sorting.state(note) is NoteState.UNSHOWN
    assert notes.next_unshown(sorting.group.id, 1) is not None


def test_a_note_is_taken_out_of_all_its_criteria(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    sorting.place_in(note, sorting.make("Company"))
    sorting.place_in(note, sorting.make("Calm"), also=True)
    sorting.take_out(note)
    assert (sorting.placed(), sorting.loose()) == ({"Company": [], "Calm": []}, {note})


def test_taking_out_a_loose_note_changes_nothing(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    assert sorting.take_out(note) is None


def test_notes_stand_in_a_criterion_in_the_order_of_placing(sorting: Cast) -> None:
    one, two, three = sorting.shown("One", "Two", "Three")
    criterion = sorting.make("Company")
    for note in (two, three, one):
        sorting.place_in(note, criterion)
    sorting.take_out(two)
    sorting.place_in(two, criterion)
    assert sorting.placed() == {"Company": [three, one, two]}


def test_several_notes_are_placed_as_one_act(sorting: Cast) -> None:
    several = sorting.shown("One", "Two", "Three")
    criterion = sorting.make("Company")
    board.place_together(sorting.w, several, criterion, by=sorting.desk)
    assert sorting.placed() == {"Company": several}
    sorting.undo()
    assert sorting.loose() == set(several)


def test_unshown_notes_are_not_placed_together(sorting: Cast) -> None:
    several = sorting.write("One", "Two")
    criterion = sorting.make("Company")
    place_together = lambda: board.place_together(sorting.w, several, criterion, by=sorting.desk)  # noqa: E731
    assert refused(place_together) == (422, "invalid")
    assert sorting.placed() == {"Company": []}


def test_one_note_that_is_gone_stops_the_others_too(sorting: Cast) -> None:
    several = sorting.shown("One", "Two")
    sorting.erase(several[1])
    criterion = sorting.make("Company")
    place_together = lambda: board.place_together(sorting.w, several, criterion, by=sorting.desk)  # noqa: E731
    assert refused(place_together) == (409, "step")
    assert sorting.loose() == {several[0]}


def test_a_note_of_another_question_is_refused(sorting: Cast) -> None:
    [note] = sorting.shown("Friends", question=2)
    criterion = sorting.make("Company", question=1) if sorting.stand(Step.SORT, 1) else ""
    assert refused(lambda: sorting.place_in(note, criterion)) == (422, "invalid")
    assert sorting.loose(2) == {note}


def test_a_note_of_a_question_being_written_is_refused(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    sorting.stand(Step.WRITE, 1)
    [note] = sorting.write("Friends")
    assert refused(lambda: sorting.place_in(note, criterion)) == (409, "step")
    assert sorting.state(note) is NoteState.UNSHOWN


def test_a_criterion_of_another_workshop_is_not_found(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    elsewhere = gather("Another town")
    elsewhere.stand(Step.SORT, 1)
    theirs = elsewhere.make("Company")
    assert refused(lambda: sorting.place_in(note, theirs)) == (404, "unknown")
    assert refused(lambda: elsewhere.place_in(note, theirs)) == (404, "unknown")
    assert elsewhere.placed() == {"Company": []}


def test_what_is_not_there_is_not_found(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    criterion = sorting.make("Company")
    assert refused(lambda: sorting.place_in(new_id(), criterion)) == (404, "unknown")
    assert refused(lambda: sorting.place_in(note, "nothing")) == (404, "unknown")
    board.remove(sorting.w, criterion, by=sorting.desk)
    assert refused(lambda: sorting.place_in(note, criterion)) == (404, "unknown")


def test_no_note_at_all_is_refused(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    assert refused(lambda: board.place_together(sorting.w, [], criterion, by=sorting.desk)) == (422, "note")
    assert refused(lambda: board.take_out(sorting.w, [], by=sorting.desk)) == (422, "note")


def test_what_its_author_took_back_is_not_placed(sorting: Cast) -> None:
    withdrawn, erased = sorting.write("Withdrawn", "Erased")
    notes.withdraw(sorting.w, withdrawn, [sorting.amina])
    sorting.erase(erased)
    criterion = sorting.make("Company")
    for note in (withdrawn, erased):
        assert refused(lambda note=note: sorting.place_in(note, criterion)) == (409, "step")
