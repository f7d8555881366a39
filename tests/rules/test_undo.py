"""Undo and redo of one's own acts: do and undo is as if nothing had happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.rules.cast import Cast, gather, log, refused
from workshop import board, history, meeting, notes, seats
from workshop.meeting import GroupPlan
from workshop.method.steps import Step
from workshop.models import Nature, NoteState
from workshop.notes import Showing

Act = Callable[[Cast, list[str], list[str]], object]

# Each act of the desk on a sheet with four notes (one loose, one in First, one in both, one unshown) and two criteria.
ACTS: dict[str, Act] = {
    "showing": lambda c, n, k: c.show(n[3]),
    "putting off": lambda c, n, k: c.show(n[3], Showing.LATER),
    "setting aside": lambda c, n, k: c.show(n[3], Showing.ASIDE),
    "hiding a placed note": lambda c, n, k: c.show(n[1], Showing.HIDDEN),
    "placing a loose note": lambda c, n, k: c.place_in(n[0], k[0]),
    "placing an unshown note": lambda c, n, k: c.place_in(n[3], k[0]),
    "moving a note": lambda c, n, k: c.place_in(n[1], k[1]),
    "moving a note out of two criteria": lambda c, n, k: c.place_in(n[2], k[1]),
    "placing a note in two": lambda c, n, k: c.place_in(n[1], k[1], also=True),
    "taking out": lambda c, n, k: c.take_out(n[2]),
    "placing several": lambda c, n, k: board.place_together(c.w, n[:3], k[1], by=c.desk),
    "making": lambda c, n, k: c.make("Third"),
    "making from a placed note": lambda c, n, k: c.make("", n[1]),
    "making from an unshown note": lambda c, n, k: c.make("", n[3]),
    "naming": lambda c, n, k: board.name_criterion(c.w, k[0], "Another name", by=c.desk),
    "marking": lambda c, n, k: board.set_nature(c.w, k[0], Nature.MATERIAL, by=c.desk),
    "ordering": lambda c, n, k: board.reorder(c.w, k[1], k[0], by=c.desk),
    "merging": lambda c, n, k: board.merge(c.w, k[0], k[1], by=c.desk),
    "removing": lambda c, n, k: board.remove(c.w, k[0], by=c.desk),
    "coding a note": lambda c, n, k: board.code_note(c.w, n[0], "D03", by=c.desk),
    "coding a criterion": lambda c, n, k: board.code_criterion(c.w, k[0], "D03", by=c.desk),
}


@pytest.fixture
def sheet(cast: Cast) -> tuple[Cast, list[str], list[str]]:
    """Four notes and two criteria, made by the other desk, so that this one begins with nothing to undo."""
    cast.stand(Step.SORT, 1)
    written = cast.write("One", "Two", "Three", "Four")
    for note in written[:3]:
        cast.show(note, by=cast.other_desk)
    made = [cast.make(name, by=cast.other_desk) for name in ("First", "Second")]
    cast.place_in(written[1], made[0], by=cast.other_desk)
    cast.place_in(written[2], made[0], by=cast.other_desk)
    cast.place_in(written[2], made[1], also=True, by=cast.other_desk)
    return cast, written, made


def waiting(cast: Cast) -> list[str]:
    found = notes.next_unshown(cast.group.id, 1)
    return [found.id] if found else []


def view(cast: Cast, written: list[str]) -> tuple[object, ...]:
    return cast.sheet(), waiting(cast), [cast.state(note) for note in written]


@pytest.mark.parametrize("name", ACTS)
def test_doing_and_undoing_is_as_if_nothing_had_happened_and_redoing_does_it_again(
    sheet: tuple[Cast, list[str], list[str]], name: str
) -> None:
    cast, written, made = sheet
    before = view(cast, written)
    assert ACTS[name](cast, written, made) is not None, "the act changes something"
    done = view(cast, written)
    for _twice in range(2):
        cast.undo()
        assert view(cast, written) == before
        cast.redo()
        assert view(cast, written) == done


def test_many_acts_are_undone_in_reverse_and_done_again_in_order(sheet: tuple[Cast, list[str], list[str]]) -> None:
    cast, written, made = sheet
    names = [
        "placing a loose note", "showing", "naming", "taking out", "moving a note", "making", "marking", "ordering",
        "setting aside", "coding a note", "hiding a placed note", "merging",
    ]
    views = [view(cast, written)]
    for name in names:
        assert ACTS[name](cast, written, made) is not None
        views.append(view(cast, written))
    for expected in reversed(views[:-1]):
        cast.undo()
        assert view(cast, written) == expected
    assert refused(cast.undo) == (409, "nothing")
    for expected in views[1:]:
        cast.redo()
        assert view(cast, written) == expected
    assert refused(cast.redo) == (409, "nothing")


def test_there_is_nothing_to_undo_at_the_beginning(cast: Cast) -> None:
    assert refused(cast.undo) == (409, "nothing")
    assert refused(cast.redo) == (409, "nothing")


def test_undoing_is_an_event_that_names_the_act(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    criterion = cast.make("Company")
    act = log(cast.process_id)[-1]
    event = cast.undo()
    assert (event.kind, event.of, event.sign_in_id) == ("undone", act.id, cast.desk.sign_in_id)
    assert event.touched == act.touched
    assert event.changes == [["criterion", criterion, "removed", False, True]]
    assert (event.for_desk, event.for_screen, event.for_notepad) == (True, True, True)


def test_undo_deletes_nothing_from_the_log(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    cast.make("Company")
    cast.undo()
    cast.redo()
    assert [event.kind for event in log(cast.process_id)][-3:] == ["criterion.made", "undone", "redone"]


def test_a_new_act_clears_what_could_be_redone(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    cast.make("Company")
    cast.undo()
    cast.make("Calm")
    assert refused(cast.redo) == (409, "nothing")
    assert cast.names() == ["Calm"]


def test_an_act_that_changes_nothing_or_is_refused_clears_nothing(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    criterion = cast.make("Company")
    cast.make("Calm")
    cast.undo()
    assert board.name_criterion(cast.w, criterion, "Company", by=cast.desk) is None
    refused(lambda: cast.make(""))
    cast.redo()
    assert cast.names() == ["Company", "Calm"]


def test_an_act_undone_after_being_redone_does_not_stand_in_the_way_of_earlier_ones(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    [note] = cast.write("One")
    cast.show(note)
    cast.show(note, Showing.HIDDEN)
    cast.undo()
    cast.redo()
    cast.undo()
    cast.undo()
    assert cast.state(note) is NoteState.UNSHOWN


def test_notes_posted_in_between_are_never_in_the_way(cast: Cast) -> None:
    [note] = cast.shown("One")
    criterion = cast.make("Company")
    cast.place_in(note, criterion)
    cast.write("Two", "Three")
    cast.undo()
    assert cast.loose() == {note}
    assert cast.stored() == 3


def test_what_others_did_elsewhere_is_never_in_the_way(cast: Cast) -> None:
    one, two = cast.shown("One", "Two")
    mine, theirs = cast.make("Mine"), cast.make("Theirs", by=cast.other_desk)
    cast.place_in(one, mine)
    cast.place_in(two, theirs, by=cast.other_desk)
    board.name_criterion(cast.w, mine, "Renamed", by=cast.other_desk)
    cast.undo()
    assert (cast.placed(), cast.loose()) == ({"Renamed": [], "Theirs": [two]}, {one})


def test_posts_withdrawals_erasures_steps_seats_and_the_door_are_never_undone(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    one, two = cast.write("One", "Two")
    notes.withdraw(cast.w, one, [cast.amina])
    notes.erase(cast.w, two, by=cast.desk)
    cast.stand(Step.SORT)
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    meeting.set_door(cast.w, False, by=cast.desk)
    meeting.draw_curtain(cast.w, True, by=cast.desk)
    meeting.put_on_screen(cast.w, 1, by=cast.desk)
    assert refused(cast.undo) == (409, "nothing")
    assert cast.place.step is Step.SORT


def test_each_desk_undoes_its_own_acts(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    cast.make("Mine")
    cast.make("Theirs", by=cast.other_desk)
    cast.undo()
    assert cast.names() == ["Theirs"]
    assert refused(cast.undo) == (409, "nothing")
    cast.undo(by=cast.other_desk)
    assert cast.names() == []


def test_each_desk_redoes_its_own_acts(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    cast.make("Mine")
    cast.make("Theirs", by=cast.other_desk)
    cast.undo()
    assert refused(lambda: cast.redo(by=cast.other_desk)) == (409, "nothing")
    cast.redo()
    assert sorted(cast.names()) == ["Mine", "Theirs"]


def test_each_group_has_an_undo_of_its_own(cast: Cast) -> None:
    made = meeting.create_workshop(None, "Two tables", new_groups=[GroupPlan("Window"), GroupPlan("Door")], step=Step.SORT)
    desk = history.Actor(cast.desk.sign_in_id, workshop_id=made.id)
    places = [meeting.find_place(made, number) for number in (1, 2)]
    for number in (1, 2):
        board.add_criterion(made.id, name=f"At table {number}", number=number, by=desk)
    history.undo(desk, places[0].group.id)
    assert refused(lambda: history.undo(desk, places[0].group.id)) == (409, "nothing")
    assert history.undo(desk, places[1].group.id)


def test_each_workshop_has_an_undo_of_its_own(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    cast.make("This week")
    next_week = gather("The week after", cast.process_id, [cast.group.id])
    assert refused(next_week.undo) == (409, "nothing")
    assert cast.undo()


def test_acts_on_both_sheets_of_a_group_are_undone_in_order(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    cast.make("Well")
    cast.stand(Step.SORT, 2)
    cast.make("Ill", question=2)
    cast.undo()
    assert (cast.names(1), cast.names(2)) == (["Well"], [])


def test_a_note_given_back_to_the_pile_may_be_changed_by_its_author_and_is_shown_as_it_is_now(cast: Cast) -> None:
    [note] = cast.shown("Freinds")
    cast.undo()
    notes.reword(cast.w, note, "Friends", [cast.amina])
    cast.redo()
    assert [found.text for found in cast.sheet().loose] == ["Friends"]
