"""A criterion that was removed or merged away comes back to its place, with those of its notes that are loose."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, refused
from workshop import board
from workshop.method.steps import Step
from workshop.models import Event
from workshop.notes import Showing
from workshop.pages.removed import removed_criteria


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def remove(cast: Cast, criterion: str) -> None:
    board.remove(cast.w, criterion, by=cast.desk)


def restore(cast: Cast, criterion: str) -> Event | None:
    return board.restore(cast.w, criterion, by=cast.desk)


def drawer(cast: Cast) -> list[tuple[str, int]]:
    """The names of what can be brought back, and how many notes would come along."""
    return [(criterion.name, criterion.count) for criterion in removed_criteria(cast.place, [1])]


def test_a_removed_criterion_comes_back_to_its_place_with_its_notes(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    sorting.make("First")
    middle = sorting.make("Middle", one, two)
    sorting.make("Last")
    remove(sorting, middle)
    assert drawer(sorting) == [("Middle", 2)]
    restore(sorting, middle)
    assert sorting.placed() == {"First": [], "Middle": [one, two], "Last": []}
    assert sorting.names() == ["First", "Middle", "Last"]
    assert drawer(sorting) == []


def test_a_note_that_found_another_place_stays_there(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company", one, two), sorting.make("Calm")
    remove(sorting, company)
    sorting.place_in(one, calm)
    assert drawer(sorting) == [("Company", 1)]
    restore(sorting, company)
    assert sorting.placed() == {"Company": [two], "Calm": [one]}


def test_a_note_taken_out_before_the_removal_does_not_come_back(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company = sorting.make("Company", one, two)
    sorting.take_out(one)
    remove(sorting, company)
    restore(sorting, company)
    assert (sorting.placed(), sorting.loose()) == ({"Company": [two]}, {one})


def test_after_a_merger_the_notes_stay_where_they_were_moved(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company", one, two), sorting.make("Calm")
    board.merge(sorting.w, company, calm, by=sorting.desk)
    sorting.take_out(two)
    assert drawer(sorting) == [("Company", 1)]
    restore(sorting, company)
    assert sorting.placed() == {"Company": [two], "Calm": [one]}


def test_bringing_back_is_undone_and_done_again(sorting: Cast) -> None:
    [one] = sorting.shown("One")
    company = sorting.make("Company", one)
    remove(sorting, company)
    restore(sorting, company)
    sorting.undo()
    assert (sorting.placed(), sorting.loose(), drawer(sorting)) == ({}, {one}, [("Company", 1)])
    sorting.redo()
    assert sorting.placed() == {"Company": [one]}
    remove(sorting, company)
    restore(sorting, company)
    assert sorting.placed() == {"Company": [one]}


def test_what_had_not_come_along_comes_along_the_next_time(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company", one, two), sorting.make("Calm")
    remove(sorting, company)
    sorting.place_in(one, calm)
    restore(sorting, company)
    sorting.undo()
    sorting.take_out(one)
    assert drawer(sorting) == [("Company", 2)]


def test_a_criterion_that_stands_there_is_left_as_it_is(sorting: Cast) -> None:
    assert restore(sorting, sorting.make("Company")) is None


def test_what_was_made_and_taken_back_is_not_in_the_drawer(sorting: Cast) -> None:
    company = sorting.make("Company")
    sorting.undo()
    assert drawer(sorting) == []
    assert refused(lambda: restore(sorting, company)) == (404, "unknown")


def test_what_was_never_there_can_not_be_brought_back(sorting: Cast) -> None:
    assert refused(lambda: restore(sorting, "nothing")) == (404, "unknown")


def test_while_the_question_is_being_written_nothing_comes_back(sorting: Cast) -> None:
    company = sorting.make("Company")
    remove(sorting, company)
    sorting.stand(Step.WRITE, 1)
    assert refused(lambda: restore(sorting, company)) == (409, "step")


def test_a_note_set_aside_meanwhile_is_not_counted_and_comes_back_unseen(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company = sorting.make("Company", one, two)
    remove(sorting, company)
    sorting.show(one, Showing.HIDDEN)
    assert drawer(sorting) == [("Company", 1)]
    restore(sorting, company)
    assert sorting.placed() == {"Company": [two]}
    sorting.show(one)
    assert sorting.placed() == {"Company": [one, two]}


def test_an_erased_note_does_not_come_back(sorting: Cast) -> None:
    [one] = sorting.shown("One")
    company = sorting.make("Company", one)
    remove(sorting, company)
    sorting.erase(one)
    assert drawer(sorting) == [("Company", 0)]
    restore(sorting, company)
    assert sorting.placed() == {"Company": []}
