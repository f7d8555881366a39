"""Seats: no account, no name. One device keeps one seat; the door, the size of a group, letting go."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.rules.cast import Cast, log, newest, refused, seat_row, sitting_row
from workshop import meeting, seats
from workshop.extensions import db
from workshop.history import Actor
from workshop.meeting import GroupPlan
from workshop.method.codes import public_id
from workshop.method.steps import Step
from workshop.models import JoinCode, Note, Workshop


@pytest.fixture(autouse=True)
def everybody_sits(cast: Cast) -> None:
    assert len(cast.people) == 3


@pytest.fixture
def tables(cast: Cast) -> Workshop:
    """A workshop with two tables."""
    return meeting.create_workshop(cast.process_id, "Two tables", new_groups=[GroupPlan("Window"), GroupPlan("Door")])


def code_of(workshop: Workshop) -> str:
    return db.session.scalars(select(JoinCode.code).where(JoinCode.workshop_id == workshop.id)).one()


def table_of(workshop: Workshop, seat: str) -> int:
    sitting_id = seat_row(seat).sitting_id
    return next(n for n in (1, 2) if sitting_row(workshop.id, n).id == sitting_id)


def test_everybody_gets_a_seat_of_ones_own(cast: Cast) -> None:
    assert len(set(cast.people)) == 3
    assert [seat_row(seat).number for seat in cast.people] == [1, 2, 3]


def test_joining_again_gives_the_same_seat_and_no_event(cast: Cast) -> None:
    before = newest(cast.process_id).id
    assert seats.join(cast.w, None, [cast.amina]).id == cast.amina
    assert newest(cast.process_id).id == before


def test_the_seat_of_another_workshop_proves_nothing_here(cast: Cast, tables: Workshop) -> None:
    assert seats.join(tables.id, 1, [cast.amina]).id != cast.amina


def test_an_invented_seat_proves_nothing(cast: Cast) -> None:
    assert seats.join(cast.w, None, ["invented"]).id not in ("invented", *cast.people)


def test_where_there_are_several_groups_one_must_be_named(tables: Workshop) -> None:
    assert refused(lambda: seats.join(tables.id, None)) == (422, "group")
    assert refused(lambda: seats.join(tables.id, 3)) == (404, "unknown")


def test_another_group_moves_the_seat(tables: Workshop) -> None:
    seat = seats.join(tables.id, 1).id
    assert seats.join(tables.id, 2, [seat]).id == seat
    assert table_of(tables, seat) == 2


def test_both_groups_hear_of_a_move(cast: Cast, tables: Workshop) -> None:
    seat = seats.join(tables.id, 1).id
    before = newest(cast.process_id).seq
    seats.join(tables.id, 2, [seat])
    events = [event for event in log(cast.process_id) if event.seq > before]
    assert [event.sitting_id for event in events] == [sitting_row(tables.id, number).id for number in (1, 2)]
    assert all(event.for_desk and event.for_seat and not event.for_notepad for event in events)


def test_what_was_written_stays_with_the_group_it_was_written_in(tables: Workshop, cast: Cast) -> None:
    meeting.move(tables.id, Step.WRITE, 1, by=Actor())
    seat = seats.join(tables.id, 1).id
    before = cast.post("At the window", seat).id
    seats.join(tables.id, 2, [seat])
    after = cast.post("At the door", seat).id
    groups = [db.session.get_one(Note, note).group_id for note in (before, after)]
    assert groups == [sitting_row(tables.id, number).group_id for number in (1, 2)]


def test_a_full_group_takes_nobody_more(cast: Cast) -> None:
    assert seats.join(cast.w, None, limit=4).id
    assert refused(lambda: seats.join(cast.w, None, limit=4)) == (409, "full")
    assert seats.join(cast.w, None, [cast.amina], limit=4).id == cast.amina


def test_a_full_group_takes_nobody_from_another_table(tables: Workshop) -> None:
    seats.join(tables.id, 1)
    seat = seats.join(tables.id, 2).id
    assert refused(lambda: seats.join(tables.id, 1, [seat], limit=1)) == (409, "full")
    assert table_of(tables, seat) == 2


def test_a_seat_that_was_let_go_makes_room(cast: Cast) -> None:
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    assert seats.join(cast.w, None, limit=3).id


def test_a_closed_door_takes_nobody_new_and_keeps_who_sits(cast: Cast) -> None:
    meeting.set_door(cast.w, False, by=cast.desk)
    assert refused(lambda: seats.join(cast.w, None)) == (403, "door")
    assert seats.join(cast.w, None, [cast.amina]).id == cast.amina
    meeting.set_door(cast.w, True, by=cast.desk)
    assert seats.join(cast.w, None).id


def test_closing_a_closed_door_makes_no_event(cast: Cast) -> None:
    assert meeting.set_door(cast.w, False, by=cast.desk)
    assert meeting.set_door(cast.w, False, by=cast.desk) is None


def test_letting_a_seat_go_is_told_to_its_device_and_the_desk_alone(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    event = newest(cast.process_id)
    assert (event.kind, event.seat_id) == ("seat.let_go", cast.boris)
    assert (event.for_desk, event.for_seat, event.for_screen, event.for_notepad) == (True, True, False, False)


def test_the_screen_counts_who_is_there_during_the_welcome_only(cast: Cast) -> None:
    cast.another_seat()
    assert newest(cast.process_id).for_screen
    cast.stand(Step.WRITE, 1)
    cast.another_seat()
    assert not newest(cast.process_id).for_screen


def test_letting_go_keeps_the_notes(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    [note] = cast.write("Friends", seat=cast.boris)
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    assert cast.words(note) == "Friends"


def test_who_was_let_go_gets_another_seat_while_the_door_is_open(cast: Cast) -> None:
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    assert seats.join(cast.w, None, [cast.boris]).id != cast.boris
    meeting.set_door(cast.w, False, by=cast.desk)
    assert refused(lambda: seats.join(cast.w, None, [cast.boris])) == (403, "door")


def test_letting_go_twice_changes_nothing_more(cast: Cast) -> None:
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    before = newest(cast.process_id).id
    seats.let_go(cast.w, cast.boris, by=cast.desk)
    assert newest(cast.process_id).id == before


def test_another_workshops_seat_is_not_let_go(cast: Cast, tables: Workshop) -> None:
    assert refused(lambda: seats.let_go(tables.id, cast.boris, by=cast.desk)) == (404, "unknown")
    assert not seat_row(cast.boris).let_go


@pytest.fixture
def lost() -> str:
    """A seat that a device proves and the database has no row for."""
    return public_id(20)


def test_a_seat_that_a_restore_lost_gets_its_row_again(cast: Cast, lost: str) -> None:
    restored = seats.restore_seat(cast.w, lost, 1)
    assert restored is not None
    assert (restored.id, restored.number, restored.sitting_id) == (lost, 4, sitting_row(cast.w).id)
    cast.stand(Step.WRITE, 1)
    assert cast.post("Friends", lost).stored


def test_two_requests_at_once_restore_one_seat(cast: Cast, lost: str) -> None:
    both = [seats.restore_seat(cast.w, lost, 1) for _ in range(2)]
    assert [seat.id for seat in both if seat] == [lost, lost]


def test_a_seat_is_restored_in_its_own_workshop_only(cast: Cast, tables: Workshop, lost: str) -> None:
    assert seats.restore_seat(tables.id, cast.amina, 1) is None
    assert seats.restore_seat(cast.w, lost, 7) is None


def test_a_restored_seat_needs_no_open_door(cast: Cast, lost: str) -> None:
    meeting.set_door(cast.w, False, by=cast.desk)
    assert seats.restore_seat(cast.w, lost, 1)


def test_the_code_leads_to_the_workshop_however_it_is_typed(cast: Cast) -> None:
    code = code_of(cast.workshop)
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        assert meeting.let_in(typed)[0].id == cast.w


@pytest.mark.parametrize("code", ["", "AAAAAA", "ZZZZZZ", "A" * 10_000, "%", "\x00"])
def test_a_wrong_code_leads_nowhere(cast: Cast, code: str) -> None:
    assert refused(lambda: meeting.let_in(code)) == (404, "code")


def test_a_seat_says_nothing_about_its_person(cast: Cast) -> None:
    columns = set(seat_row(cast.amina).__table__.columns.keys())
    assert columns == {"id", "workshop_id", "sitting_id", "number", "let_go"}
