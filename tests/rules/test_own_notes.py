"""What authors may do with their own notes: change or withdraw them until shown, erase them at any time."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, log, new_id, newest, refused
from workshop import notes
from workshop.method.steps import Step
from workshop.models import NoteState
from workshop.notes import Showing


@pytest.fixture
def mine(cast: Cast) -> str:
    cast.stand(Step.WRITE, 1)
    return cast.write("Freinds")[0]


def test_a_note_gets_new_words(cast: Cast, mine: str) -> None:
    event = notes.reword(cast.w, mine, " Friends\r\n", [cast.amina])
    assert event is not None and event.kind == "note.reworded"
    assert cast.words(mine) == " Friends\n"


def test_the_same_words_change_nothing(cast: Cast, mine: str) -> None:
    before = newest(cast.process_id).id
    assert notes.reword(cast.w, mine, "Freinds\u202e", [cast.amina]) is None
    assert newest(cast.process_id).id == before


@pytest.mark.parametrize("text", ["", "\u200b", "x" * 1001])
def test_words_that_a_new_note_could_not_have_are_refused(cast: Cast, mine: str, text: str) -> None:
    assert refused(lambda: notes.reword(cast.w, mine, text, [cast.amina])) == (422, "invalid")
    assert cast.words(mine) == "Freinds"


def test_a_note_is_withdrawn_and_only_a_count_is_left(cast: Cast, mine: str) -> None:
    notes.withdraw(cast.w, mine, [cast.amina])
    assert (cast.state(mine), cast.words(mine)) == (NoteState.WITHDRAWN, None)
    assert cast.stored() == 1


def test_withdrawing_twice_changes_nothing_more(cast: Cast, mine: str) -> None:
    notes.withdraw(cast.w, mine, [cast.amina])
    before = newest(cast.process_id).id
    assert notes.withdraw(cast.w, mine, [cast.amina]) is None
    assert newest(cast.process_id).id == before


def test_a_note_set_aside_has_not_been_shown_and_may_still_be_changed(cast: Cast, mine: str) -> None:
    cast.stand(Step.READ, 1)
    cast.show(mine, Showing.ASIDE)
    assert notes.reword(cast.w, mine, "Friends", [cast.amina])
    assert cast.state(mine) is NoteState.ASIDE
    assert notes.withdraw(cast.w, mine, [cast.amina])


@pytest.mark.parametrize("shown_as", [Showing.SHOWN, Showing.HIDDEN])
def test_once_shown_a_note_is_neither_changed_nor_withdrawn_but_it_is_erased(
    cast: Cast, mine: str, shown_as: Showing
) -> None:
    cast.stand(Step.READ, 1)
    cast.show(mine)
    cast.show(mine, shown_as)
    assert refused(lambda: notes.reword(cast.w, mine, "Friends", [cast.amina])) == (409, "step")
    assert refused(lambda: notes.withdraw(cast.w, mine, [cast.amina])) == (409, "step")
    assert cast.erase(mine)
    assert (cast.state(mine), cast.words(mine)) == (NoteState.ERASED, None)


def test_what_is_gone_is_not_changed(cast: Cast, mine: str) -> None:
    cast.erase(mine)
    assert refused(lambda: notes.reword(cast.w, mine, "Friends", [cast.amina])) == (409, "step")
    assert notes.withdraw(cast.w, mine, [cast.amina]) is None
    assert cast.erase(mine) is None


def test_a_withdrawn_note_can_be_erased(cast: Cast, mine: str) -> None:
    notes.withdraw(cast.w, mine, [cast.amina])
    assert cast.erase(mine)
    assert cast.state(mine) is NoteState.ERASED


def test_nobody_else_may_touch_it(cast: Cast, mine: str) -> None:
    for seats in ([cast.boris], [cast.boris, cast.chloe], []):
        assert refused(lambda seats=seats: notes.reword(cast.w, mine, "Foes", seats)) == (403, "forbidden")
        assert refused(lambda seats=seats: notes.withdraw(cast.w, mine, seats)) == (403, "forbidden")
        assert refused(lambda seats=seats: notes.erase(cast.w, mine, seats)) == (403, "forbidden")
    assert cast.words(mine) == "Freinds"


def test_one_of_several_seats_of_a_tablet_is_enough(cast: Cast, mine: str) -> None:
    assert notes.reword(cast.w, mine, "Friends", [cast.boris, cast.amina])


def test_a_note_that_is_not_there_is_not_found(cast: Cast, mine: str) -> None:
    assert refused(lambda: notes.reword(cast.w, new_id(), "Friends", [cast.amina])) == (404, "unknown")


def test_the_desk_erases_on_the_authors_wish(cast: Cast, mine: str) -> None:
    event = notes.erase(cast.w, mine, by=cast.desk)
    assert event is not None and event.sign_in_id == cast.desk.sign_in_id
    assert cast.state(mine) is NoteState.ERASED


@pytest.mark.parametrize("step", [Step.APPROVE, Step.CLOSE, Step.WELCOME])
def test_erasing_works_at_any_step(cast: Cast, mine: str, step: Step) -> None:
    cast.stand(step)
    assert cast.erase(mine)


def test_what_authors_do_is_never_undone_by_the_desk(cast: Cast, mine: str) -> None:
    notes.reword(cast.w, mine, "Friends", [cast.amina])
    notes.withdraw(cast.w, mine, [cast.amina])
    notes.erase(cast.w, cast.write("Family")[0], by=cast.desk)
    assert refused(cast.undo) == (409, "nothing")


def test_the_log_says_that_words_changed_but_not_what_they_were(cast: Cast, mine: str) -> None:
    notes.reword(cast.w, mine, "Friends", [cast.amina])
    assert not any("Fr" in str([event.touched, event.changes]) for event in log(cast.process_id))
