"""The room helps: somebody's proposals for the note in hand, one mark each; nothing of who, how many or in what order."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.rules.cast import Cast, log, refused
from workshop import board, room
from workshop.extensions import db
from workshop.method.steps import Step
from workshop.models import Present
from workshop.notes import Showing
from workshop.outcomes import outcome_document
from workshop.pages.common import GroupFace
from workshop.pages.help import HelpView, id_in_hand
from workshop.room.present import value_of


def seen(cast: Cast) -> HelpView | None:
    found: HelpView | None = GroupFace(cast.place, "en").present("help")
    return found


def marks(cast: Cast) -> list[str]:
    view = seen(cast)
    assert view is not None
    return view.marks


def propose(cast: Cast, seat: str, criterion: str, note: str) -> bool:
    return room.propose(seat, criterion, note, in_hand=id_in_hand(cast.place))


@pytest.fixture
def asked(cast: Cast) -> tuple[Cast, str, list[str]]:
    """A group at sort with three loose notes and two criteria, the room asked; with the note in hand."""
    cast.shown("Buses", "Benches", "Trees")
    criteria = [cast.make("Getting around"), cast.make("Rest")]
    room.open_to_room(cast.w)
    note = id_in_hand(cast.place)
    assert note is not None
    return cast, note, criteria


def test_the_room_is_asked_about_the_note_in_hand(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, criteria = asked
    view = seen(cast)
    assert view is not None and view.note is not None and view.note.id == note
    assert [criterion.id for criterion in view.criteria] == criteria
    assert view.marks == []


def test_a_place_gets_the_same_mark_however_many_propose_it(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, [_first, second] = asked
    assert propose(cast, cast.amina, second, note)
    once = db.session.scalars(select(Present.value)).all()
    assert not propose(cast, cast.amina, second, note), "a second tap changes nothing"
    assert not propose(cast, cast.boris, second, note), "nor does another person's"
    assert db.session.scalars(select(Present.value)).all() == once
    assert marks(cast) == [second]


def test_the_order_of_the_taps_is_not_kept(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, [first, second] = asked
    kept = []
    for order in ([first, second], [second, first]):
        room.close_to_room(cast.w)
        room.open_to_room(cast.w)
        for criterion in order:
            propose(cast, cast.amina, criterion, note)
        kept.append(value_of(cast.place.sitting.id, "help"))
    assert kept[0] == kept[1]
    assert marks(cast) == [first, second]


def test_nothing_is_kept_of_who_proposed(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, [first, _second] = asked
    who = cast.boris
    before = len(log(cast.process_id))
    propose(cast, who, first, note)
    rows = json.dumps([row.value for row in db.session.scalars(select(Present))])
    assert who not in rows and note in rows
    assert len(log(cast.process_id)) == before


def test_closing_leaves_nothing_behind(cast: Cast) -> None:
    cast.shown("Buses", "Benches")
    criterion = cast.make("Getting around")
    of_group = select(Present).where(Present.sitting_id == cast.place.sitting.id)
    before = len(log(cast.process_id)), outcome_document(cast.w)
    room.open_to_room(cast.w)
    note = id_in_hand(cast.place)
    assert note is not None and propose(cast, cast.amina, criterion, note)
    assert outcome_document(cast.w) == before[1], "nor is it in the outcome meanwhile"
    room.close_to_room(cast.w)
    assert list(db.session.scalars(of_group)) == []
    assert (len(log(cast.process_id)), outcome_document(cast.w)) == before
    assert seen(cast) is None


MOVES_ON: dict[str, Callable[[Cast, str, str], object]] = {
    "placed": lambda cast, note, criterion: cast.place_in(note, criterion),
    "put off": lambda cast, note, _criterion: cast.show(note, Showing.LATER),
    "hidden": lambda cast, note, _criterion: cast.show(note, Showing.HIDDEN),
    "erased": lambda cast, note, _criterion: cast.erase(note),
    "left for another one": lambda cast, note, _criterion: cast.show(
        next(key for key in cast.loose() if key != note), Showing.HAND
    ),
}


@pytest.mark.parametrize("how", MOVES_ON)
def test_with_the_next_note_the_marks_are_gone_and_it_is_asked_about(asked: tuple[Cast, str, list[str]], how: str) -> None:
    cast, note, [first, second] = asked
    propose(cast, cast.amina, first, note)
    MOVES_ON[how](cast, note, second)
    view = seen(cast)
    assert view is not None and view.note is not None and view.note.id != note and view.marks == []
    assert refused(lambda: propose(cast, cast.amina, first, note)) == (409, "step")
    assert propose(cast, cast.amina, first, view.note.id)


def test_marks_do_not_come_back_with_undo(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, [first, second] = asked
    propose(cast, cast.amina, first, note)
    cast.place_in(note, second)
    cast.undo()
    view = seen(cast)
    assert view is not None and view.note is not None and view.note.id == note
    assert view.marks == []


def test_marks_stay_while_something_else_happens(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, [first, _second] = asked
    propose(cast, cast.amina, first, note)
    cast.place_in(next(key for key in cast.loose() if key != note), first)
    cast.write("Late")
    assert marks(cast) == [first]


def test_a_criterion_that_is_gone_has_no_mark(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, [first, second] = asked
    propose(cast, cast.amina, first, note)
    propose(cast, cast.amina, second, note)
    board.remove(cast.w, first, by=cast.desk)
    assert marks(cast) == [second]
    room.close_to_room(cast.w)
    room.open_to_room(cast.w)
    assert refused(lambda: propose(cast, cast.boris, first, note)) == (404, "unknown")


def test_nobody_can_propose_while_the_room_is_not_asked(cast: Cast) -> None:
    cast.shown("Buses", "Benches")
    criterion = cast.make("Getting around")
    note = id_in_hand(cast.place)
    assert note is not None
    assert refused(lambda: propose(cast, cast.amina, criterion, note)) == (409, "step")
    assert seen(cast) is None


def test_a_criterion_of_another_sheet_is_not_found(asked: tuple[Cast, str, list[str]]) -> None:
    cast, note, _criteria = asked
    cast.stand(Step.SORT, 2)
    other = cast.make("Elsewhere", question=2)
    cast.stand(Step.SORT, 1)
    room.open_to_room(cast.w)
    assert refused(lambda: propose(cast, cast.amina, other, note)) == (404, "unknown")


def test_it_ends_with_the_steps_in_which_the_room_can_help(asked: tuple[Cast, str, list[str]]) -> None:
    cast, _note, _criteria = asked
    cast.stand(Step.LOOK)
    assert seen(cast) is not None
    cast.stand(Step.WRITE, 2)
    assert seen(cast) is None
    cast.stand(Step.SORT, 1)
    assert seen(cast) is None, "it was closed by the step"
    cast.stand(Step.APPROVE)
    assert refused(lambda: room.open_to_room(cast.w)) == (409, "step")


def test_at_read_the_room_is_asked_once_the_note_is_shown(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    first, _second = cast.write("Buses", "Benches")
    cast.stand(Step.READ, 1)
    room.open_to_room(cast.w)
    view = seen(cast)
    assert view is not None and view.note is None, "nothing has been shown"
    cast.show(first)
    view = seen(cast)
    assert view is not None and view.note is not None and view.note.id == first
