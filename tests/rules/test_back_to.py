"""Back to a moment of the thread: one's own acts since then are taken back, others' stay and are listed."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, log, refused
from workshop import board, history
from workshop.history import WentBack
from workshop.method.steps import Step
from workshop.pages.acts import described


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def now(cast: Cast) -> int:
    return history.head(cast.process_id)


def back_to(cast: Cast, seq: int) -> WentBack:
    return history.back_to(cast.desk, cast.group.id, seq)


def words(cast: Cast, went: WentBack) -> list[str]:
    return [said.replace("\u2068", "").replace("\u2069", "") for said in described(went.stayed, cast.place)]


def test_everything_of_ones_own_since_then_is_taken_back(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company = sorting.make("Company", one)
    then, sheet = now(sorting), sorting.sheet()
    sorting.place_in(two, company)
    board.name_criterion(sorting.w, company, "Friends", by=sorting.desk)
    board.remove(sorting.w, company, by=sorting.desk)
    sorting.make("Calm", two)
    went = back_to(sorting, then)
    assert (len(went.events), went.stayed) == (4, [])
    assert sorting.sheet() == sheet
    assert [event.kind for event in log(sorting.process_id)[-4:]] == ["undone"] * 4


def test_what_was_taken_back_can_be_done_again_one_by_one(sorting: Cast) -> None:
    [one] = sorting.shown("One")
    then = now(sorting)
    company = sorting.make("Company")
    sorting.place_in(one, company)
    after = sorting.sheet()
    back_to(sorting, then)
    sorting.redo()
    sorting.redo()
    assert sorting.sheet() == after


def test_what_others_did_stays_and_is_listed(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company = sorting.make("Company")
    then = now(sorting)
    sorting.place_in(one, company)
    sorting.place_in(two, company, by=sorting.other_desk)
    went = back_to(sorting, then)
    assert sorting.placed() == {"Company": [two]}
    assert words(sorting, went) == ["moved “Two” to “Company”"]


def test_what_others_built_on_ones_own_keeps_it(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    then = now(sorting)
    company = sorting.make("Company", one)
    sorting.place_in(two, company, by=sorting.other_desk)
    went = back_to(sorting, then)
    assert sorting.placed() == {"Company": [one, two]}
    assert sorted(words(sorting, went)) == ["made “Company”", "moved “Two” to “Company”"]
    assert went.events == []


def test_what_was_passed_over_does_not_keep_the_rest(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company = sorting.make("Company")
    then = now(sorting)
    sorting.place_in(one, company)
    board.name_criterion(sorting.w, company, "Mine", by=sorting.desk)
    board.name_criterion(sorting.w, company, "Theirs", by=sorting.other_desk)
    sorting.place_in(two, company)
    went = back_to(sorting, then)
    assert sorting.placed() == {"Theirs": []}
    assert len(went.events) == 2


def test_what_others_took_back_themselves_is_not_listed(sorting: Cast) -> None:
    [one] = sorting.shown("One")
    company = sorting.make("Company")
    then = now(sorting)
    sorting.place_in(one, company, by=sorting.other_desk)
    sorting.undo(by=sorting.other_desk)
    sorting.make("Calm")
    assert words(sorting, back_to(sorting, then)) == []


def test_what_was_taken_back_since_stands_again(sorting: Cast) -> None:
    [one] = sorting.shown("One")
    company = sorting.make("Company")
    sorting.place_in(one, company)
    then, sheet = now(sorting), sorting.sheet()
    sorting.undo()
    sorting.make("Calm", one)
    back_to(sorting, then)
    assert sorting.sheet() == sheet
    sorting.undo()
    assert sorting.placed() == {"Company": []}


def test_undone_and_done_again_since_then_is_as_if_nothing_had_been(sorting: Cast) -> None:
    [one] = sorting.shown("One")
    sorting.make("Company", one)
    then = now(sorting)
    sorting.undo()
    sorting.redo()
    assert refused(lambda: back_to(sorting, then)) == (409, "nothing")


def test_where_one_did_nothing_since_there_is_nothing_to_take_back(sorting: Cast) -> None:
    then = now(sorting)
    sorting.make("Theirs", by=sorting.other_desk)
    before = len(log(sorting.process_id))
    assert refused(lambda: back_to(sorting, then)) == (409, "nothing")
    assert (sorting.names(), len(log(sorting.process_id))) == (["Theirs"], before)
