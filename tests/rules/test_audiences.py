"""Whom each act concerns: the faces that hear of it, and those that must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.rules.cast import Cast, newest
from workshop import board, meeting, notes
from workshop.method.steps import Step
from workshop.models import Nature
from workshop.notes import Showing

DESK, SCREEN, NOTEPAD, SEAT = "desk", "screen", "notepad", "seat"
ALL_FACES = {DESK, SCREEN, NOTEPAD}


def heard_by(cast: Cast) -> set[str]:
    event = newest(cast.process_id)
    return {face for face in (DESK, SCREEN, NOTEPAD, SEAT) if getattr(event, f"for_{face}")}


def test_a_note_is_told_to_its_author_the_desk_and_the_screen_and_to_nobody_else(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    cast.write("Friends", seat=cast.boris)
    assert heard_by(cast) == {DESK, SCREEN, SEAT}
    assert newest(cast.process_id).seat_id == cast.boris


@pytest.mark.parametrize("step", [Step.READ, Step.SORT, Step.APPROVE])
def test_a_late_note_reaches_notepads_where_they_show_the_count(cast: Cast, step: Step) -> None:
    cast.stand(Step.WRITE, 1)
    cast.stand(step)
    cast.write("Friends")
    assert (NOTEPAD in heard_by(cast)) is (step is not Step.READ)


def test_new_words_are_told_to_the_desk_and_their_author_alone(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    [note] = cast.write("Freinds")
    notes.reword(cast.w, note, "Friends", [cast.amina])
    assert heard_by(cast) == {DESK, SEAT}


@pytest.mark.parametrize("take_back", [notes.withdraw, notes.erase])
def test_what_was_taken_back_unseen_is_not_told_to_notepads(cast: Cast, take_back: Callable[..., object]) -> None:
    cast.stand(Step.WRITE, 1)
    [note] = cast.write("Friends")
    take_back(cast.w, note, [cast.amina])
    assert heard_by(cast) == {DESK, SCREEN, SEAT}


@pytest.mark.parametrize("hidden", [False, True])
def test_an_erasure_of_what_was_seen_is_told_to_everybody(cast: Cast, hidden: bool) -> None:
    [note] = cast.shown("Friends")
    if hidden:
        cast.show(note, Showing.HIDDEN)
    cast.stand(Step.WRITE, 2)
    cast.erase(note)
    assert heard_by(cast) == {*ALL_FACES, SEAT}


def test_showing_is_told_to_everybody_and_the_author(cast: Cast) -> None:
    cast.stand(Step.READ, 1)
    [note] = cast.write("Friends", seat=cast.boris)
    cast.show(note)
    assert heard_by(cast) == {*ALL_FACES, SEAT}
    assert newest(cast.process_id).seat_id == cast.boris


def test_putting_off_is_the_desks_business_and_so_is_undoing_it(cast: Cast) -> None:
    cast.stand(Step.READ, 1)
    [note] = cast.write("Friends")
    cast.show(note, Showing.LATER)
    assert heard_by(cast) == {DESK}
    cast.undo()
    assert heard_by(cast) == {DESK}


def test_placing_an_unshown_note_is_told_to_its_author_too(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    [note] = cast.write("Friends", seat=cast.boris)
    cast.place_in(note, cast.make("Company"))
    assert heard_by(cast) == {*ALL_FACES, SEAT}
    assert newest(cast.process_id).seat_id == cast.boris


def test_every_act_on_the_sheet_is_told_to_all_faces_of_the_group_wherever_it_sits(cast: Cast) -> None:
    [note] = cast.shown("Friends")
    criterion, other = cast.make("Company"), cast.make("Calm")
    acts: list[Callable[[], object]] = [
        lambda: cast.place_in(note, criterion),
        lambda: cast.take_out(note),
        lambda: board.name_criterion(cast.w, criterion, "Good company", by=cast.desk),
        lambda: board.set_nature(cast.w, criterion, Nature.BOTH, by=cast.desk),
        lambda: board.reorder(cast.w, criterion, None, by=cast.desk),
        lambda: board.merge(cast.w, criterion, other, by=cast.desk),
        lambda: board.remove(cast.w, other, by=cast.desk),
        cast.undo,
        cast.redo,
    ]
    for act in acts:
        assert act() is not None
        event = newest(cast.process_id)
        assert heard_by(cast) == ALL_FACES
        assert (event.group_id, event.sitting_id) == (cast.group.id, None)


def test_the_curtain_and_the_shared_screen_are_told_to_desk_and_screen(cast: Cast) -> None:
    meeting.draw_curtain(cast.w, True, by=cast.desk)
    assert heard_by(cast) == {DESK, SCREEN}
    meeting.put_on_screen(cast.w, 1, by=cast.desk)
    assert heard_by(cast) == {DESK, SCREEN}
    assert newest(cast.process_id).group_id is None
