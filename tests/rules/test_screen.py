"""The shared screen: the size that the back row chose, the page that the desk turned to, what it shows while the group sorts."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, log, newest, refused
from workshop import meeting, room
from workshop.extensions import db
from workshop.live.touched import WHOLE_FACE
from workshop.meeting.finding import find_place
from workshop.method.steps import Step
from workshop.models import Workshop
from workshop.pages.common import GroupFace
from workshop.pages.join_card import join_card_of
from workshop.pages.page import PageView
from workshop.pages.screen import ScreenView
from workshop.room import Stand, Turn


def page(cast: Cast) -> PageView | None:
    """What a face is told of the screen's page."""
    face = GroupFace(cast.place, "en")
    found: PageView | None = face.present("page")
    return found


def screen(cast: Cast) -> ScreenView:
    return ScreenView(find_place(db.session.get_one(Workshop, cast.w), 1), "en", join_card_of)


def stood(turn: int, at: str, number: int, parts: int = 1) -> Stand:
    return Stand(turn, at, number, 9, 1, parts)


def test_the_back_row_chooses_one_of_five_sizes(cast: Cast) -> None:
    assert meeting.set_screen_text(cast.w, 5, by=cast.desk) is not None
    assert screen(cast).workshop.screen_text == 5
    event = newest(cast.process_id)
    assert event.kind == "workshop.screen_text" and event.kind in WHOLE_FACE
    assert (event.for_desk, event.for_screen, event.for_notepad, event.for_seat) == (True, True, False, False)


def test_the_size_that_it_is_already_is_no_event(cast: Cast) -> None:
    meeting.set_screen_text(cast.w, 4, by=cast.desk)
    before = len(log(cast.process_id))
    assert meeting.set_screen_text(cast.w, 4, by=cast.desk) is None
    assert len(log(cast.process_id)) == before


@pytest.mark.parametrize("size", [0, 6, -1])
def test_there_is_no_other_size(cast: Cast, size: int) -> None:
    assert refused(lambda: meeting.set_screen_text(cast.w, size, by=cast.desk)) == (422, "size")


def test_each_turn_has_a_number_of_its_own_and_is_no_event(cast: Cast) -> None:
    before = len(log(cast.process_id))
    room.turn_page(cast.w, Turn.FORWARD)
    room.turn_page(cast.w, Turn.FORWARD)
    told = page(cast)
    assert told is not None and (told.turn, told.order) == (2, "forward")
    assert len(log(cast.process_id)) == before


def test_the_screen_can_be_sent_to_a_criterion_of_this_group_only(cast: Cast) -> None:
    cast.shown("Un banc")
    made = cast.make("Dehors")
    room.turn_to_criterion(cast.w, made)
    told = page(cast)
    assert told is not None and told.order == f"c-{made}"
    assert refused(lambda: room.turn_to_criterion(cast.w, "elsewhere")) == (404, "criterion")


def test_the_desk_is_told_where_the_screen_is(cast: Cast) -> None:
    cast.shown("Un banc")
    made = cast.make("Dehors")
    room.report_page(cast.w, stood(0, f"c-{made}", 2))
    told = page(cast)
    assert told is not None and (told.page, told.pages) == (2, 9)
    assert told.criterion is not None and told.criterion.name == "Dehors"


def test_at_another_step_it_is_somewhere_else_and_its_next_turn_is_still_a_new_one(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    room.turn_page(cast.w, Turn.OVERVIEW)
    cast.stand(Step.LOOK, 1)
    told = page(cast)
    assert told is not None and (told.order, told.at, told.page) == ("", "", 0)
    room.turn_page(cast.w, Turn.FORWARD)
    told = page(cast)
    assert told is not None and (told.turn, told.start) == (2, "")


def test_of_two_screens_the_one_that_has_come_less_far_is_waited_for(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    room.turn_page(cast.w, Turn.FORWARD)
    room.report_page(cast.w, stood(1, "cover-q1", 3))
    room.report_page(cast.w, stood(1, "now", 2, parts=5))
    room.report_page(cast.w, stood(1, "cover-q1", 3))
    room.turn_page(cast.w, Turn.FORWARD)
    told = page(cast)
    assert told is not None and told.start == "now"


def test_who_turns_at_the_screen_itself_is_followed_all_the_same(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    room.turn_page(cast.w, Turn.FORWARD)
    room.report_page(cast.w, stood(1, "now", 1))
    assert not room.report_page(cast.w, stood(1, "pile-q1", 4))
    assert room.report_page(cast.w, stood(1, "pile-q1", 4), own=True)


def test_what_a_screen_says_of_an_older_turn_is_passed_over(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    room.turn_page(cast.w, Turn.FORWARD)
    assert not room.report_page(cast.w, stood(0, "now", 1), own=True)


@pytest.mark.parametrize("at", ["", "nowhere", "c-", "now; x", "cover-q", "c-" + "x" * 41])
def test_a_screen_is_on_a_page_that_can_be(cast: Cast, at: str) -> None:
    assert refused(lambda: room.report_page(cast.w, stood(0, at, 1))) == (422, "at")
    assert refused(lambda: room.report_page(cast.w, Stand(0, "now", 3, 2))) == (422, "at")


def test_while_the_group_sorts_the_screen_has_the_note_in_hand_and_what_was_placed_last(cast: Cast) -> None:
    notes = cast.shown("Un banc", "Les bus", "Un marché", "Du calme", "Des arbres")
    dehors, calme = cast.make("Dehors"), cast.make("Calme")
    for note in notes[:4]:
        cast.place_in(note, dehors)
    cast.place_in(notes[0], calme, also=True)
    seen = screen(cast)
    assert seen.hand is not None and seen.hand.id == notes[4]
    assert [entry.note.text for entry in seen.placed_last] == ["Un banc", "Du calme", "Un marché"]
    assert [criterion.name for criterion in seen.placed_last[0].criteria] == ["Dehors", "Calme"]


def test_a_note_that_was_taken_out_again_was_not_placed_last(cast: Cast) -> None:
    first, second = cast.shown("Un banc", "Les bus")
    made = cast.make("Dehors")
    cast.place_in(first, made)
    cast.place_in(second, made)
    cast.take_out(second)
    assert [entry.note.id for entry in screen(cast).placed_last] == [first]


def test_while_notes_are_read_out_the_one_shown_last_stays_also_once_it_is_placed(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    first, second = cast.write("Un banc", "Les bus")
    cast.stand(Step.READ, 1)
    cast.show(first)
    made = cast.make("Dehors")
    cast.place_in(first, made)
    hand = screen(cast).hand
    assert hand is not None and hand.id == first
    cast.show(second)
    hand = screen(cast).hand
    assert hand is not None and hand.id == second
