"""An act that comes too late overwrites nobody's work: it is refused, says how things are now, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.rules.cast import Cast, log
from workshop import board
from workshop.method.refusals import Refusal
from workshop.method.steps import Step
from workshop.models import Nature
from workshop.notes import Showing


@pytest.fixture
def sorting(cast: Cast) -> Cast:
    cast.stand(Step.SORT, 1)
    return cast


def said(cast: Cast, act: Callable[[], object], code: str = "moved") -> str:
    """The sentence with which an act is refused that changes nothing."""
    before, sheet = len(log(cast.process_id)), cast.sheet()
    with pytest.raises(Refusal) as refusal:
        act()
    assert (refusal.value.status, refusal.value.code) == (409, code)
    assert (len(log(cast.process_id)), cast.sheet()) == (before, sheet)
    return refusal.value.message.replace("\u2068", "").replace("\u2069", "")


def test_a_note_seen_loose_stays_where_another_device_has_put_it(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company, calm = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(note, company, by=sorting.other_desk)
    act = lambda: board.place(sorting.w, note, calm, was="", by=sorting.desk)  # noqa: E731
    assert said(sorting, act) == "Another device has put this idea into “Company”; it stays there."


def test_the_same_device_is_told_without_blaming_another(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company, calm = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(note, company)
    act = lambda: board.place(sorting.w, note, calm, was="", by=sorting.desk)  # noqa: E731
    assert said(sorting, act) == "This idea is in “Company” now; it stays there."


def test_who_does_not_say_where_the_note_was_moves_it_as_ever(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company, calm = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(note, company, by=sorting.other_desk)
    sorting.place_in(note, calm)
    assert sorting.placed() == {"Company": [], "Calm": [note]}


def test_a_note_that_is_where_it_was_seen_is_moved(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company, calm = sorting.make("Company", note), sorting.make("Calm")
    board.place(sorting.w, note, calm, was=company, by=sorting.desk)
    assert sorting.placed() == {"Company": [], "Calm": [note]}


def test_a_note_that_is_already_where_it_is_to_go_is_no_trouble(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company = sorting.make("Company")
    sorting.place_in(note, company, by=sorting.other_desk)
    assert board.place(sorting.w, note, company, was="", by=sorting.desk) is None


def test_a_note_in_two_criteria_goes_out_of_the_one_where_it_was_seen(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    one, two, three = sorting.make("One", note), sorting.make("Two"), sorting.make("Three")
    sorting.place_in(note, two, also=True)
    board.place(sorting.w, note, three, was=one, by=sorting.desk)
    assert sorting.placed() == {"One": [], "Two": [note], "Three": [note]}
    board.take_out(sorting.w, [note], was=two, by=sorting.desk)
    assert sorting.placed() == {"One": [], "Two": [], "Three": [note]}


def test_a_note_that_somebody_took_out_is_said_to_be_loose(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company, calm = sorting.make("Company", note), sorting.make("Calm")
    sorting.take_out(note, by=sorting.other_desk)
    act = lambda: board.place(sorting.w, note, calm, was=company, by=sorting.desk)  # noqa: E731
    assert said(sorting, act) == "Another device has made this idea loose."


def test_what_was_set_aside_meanwhile_is_not_brought_back_by_placing_it(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company = sorting.make("Company")
    sorting.show(note, Showing.ASIDE, by=sorting.other_desk)
    act = lambda: board.place(sorting.w, note, company, was="", by=sorting.desk)  # noqa: E731
    assert said(sorting, act) == "Another device has set this idea aside."


def test_taking_out_is_refused_where_the_note_went_on(sorting: Cast) -> None:
    [note] = sorting.shown("Friends")
    company, calm = sorting.make("Company", note), sorting.make("Calm")
    sorting.place_in(note, calm, by=sorting.other_desk)
    act = lambda: board.take_out(sorting.w, [note], was=company, by=sorting.desk)  # noqa: E731
    assert "“Calm”" in said(sorting, act)


def test_of_several_notes_none_is_moved_where_one_has_gone(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company"), sorting.make("Calm")
    sorting.place_in(two, company, by=sorting.other_desk)
    act = lambda: board.place_together(sorting.w, [one, two], calm, was="", by=sorting.desk)  # noqa: E731
    assert said(sorting, act).startswith("Nothing was moved, since one of these ideas")
    act = lambda: board.add_criterion(sorting.w, note_ids=[one, two], was="", by=sorting.desk)  # noqa: E731
    assert said(sorting, act).startswith("Nothing was moved, since one of these ideas")


def test_each_of_several_notes_may_have_been_seen_elsewhere(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company", two), sorting.make("Calm")
    board.place_together(sorting.w, [one, two], calm, was=["", company], by=sorting.desk)
    assert sorting.placed() == {"Company": [], "Calm": [one, two]}


def test_a_name_given_meanwhile_is_not_overwritten(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    board.name_criterion(sorting.w, criterion, "Theirs", by=sorting.other_desk)
    rename = lambda: board.name_criterion(sorting.w, criterion, "Mine", was="Company", by=sorting.desk)  # noqa: E731
    assert "“Theirs”" in said(sorting, rename, "changed")
    board.name_criterion(sorting.w, criterion, "Mine", was=" Theirs ", by=sorting.desk)
    assert sorting.names() == ["Mine"]


def test_a_mark_given_meanwhile_is_not_overwritten(sorting: Cast) -> None:
    criterion = sorting.make("Company")
    board.set_nature(sorting.w, criterion, Nature.BOTH, by=sorting.other_desk)

    def mark(was: Nature) -> object:
        return board.set_nature(sorting.w, criterion, Nature.MATERIAL, was=was, by=sorting.desk)

    assert "both" in said(sorting, lambda: mark(Nature.UNDECIDED), "changed")
    assert mark(Nature.BOTH) is not None


@pytest.mark.parametrize("what", ["remove", "merge"])
def test_a_criterion_that_got_a_note_meanwhile_is_not_taken_off_unseen(sorting: Cast, what: str) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company", one), sorting.make("Calm")
    seen = len(log(sorting.process_id))
    sorting.place_in(two, company, by=sorting.other_desk)

    def take_off(number: int) -> object:
        if what == "remove":
            return board.remove(sorting.w, company, seen=number, by=sorting.desk)
        return board.merge(sorting.w, company, calm, seen=number, by=sorting.desk)

    assert "“Company”" in said(sorting, lambda: take_off(seen), "changed")
    take_off(len(log(sorting.process_id)))
    assert sorting.names() == ["Calm"]


def test_ones_own_later_acts_and_other_criteria_are_no_hindrance(sorting: Cast) -> None:
    one, two = sorting.shown("One", "Two")
    company, calm = sorting.make("Company"), sorting.make("Calm")
    seen = len(log(sorting.process_id))
    sorting.place_in(one, company)
    sorting.place_in(two, calm, by=sorting.other_desk)
    board.remove(sorting.w, company, seen=seen, by=sorting.desk)
    assert sorting.names() == ["Calm"]


def test_one_unshown_note_takes_shown_ones_along(sorting: Cast) -> None:
    shown, alike = sorting.shown("Friends", "A friend")
    [unshown] = sorting.write("Friends nearby")
    company = sorting.make("Company")
    event = board.place_together(sorting.w, [unshown, shown, alike], company, was="", by=sorting.desk)
    assert event is not None
    assert sorting.placed() == {"Company": [unshown, shown, alike]}
    sorting.undo()
    assert sorting.loose() == {shown, alike}
