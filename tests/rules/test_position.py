"""Moving through the steps: any move is allowed, back too, and changes only the position."""

from __future__ import annotations

import itertools

import pytest

from tests.rules.cast import Cast, gather, log, refused, sitting_row
from workshop import meeting
from workshop.history import Actor
from workshop.meeting import GroupPlan
from workshop.method.steps import Step
from workshop.models import Event, Sitting, Workshop

POSITIONS = [
    (step, question) for step in Step for question in ((1, 3) if step.of_question else (None,))
]


def position(cast: Cast, number: int = 1) -> tuple[str, int]:
    row = sitting_row(cast.w, number)
    return row.step, row.question


def test_every_move_is_allowed(cast: Cast) -> None:
    for one, other in itertools.combinations(POSITIONS, 2):
        for step, question in (one, other, one):
            cast.stand(step, question)
            stands_at = position(cast)
            assert (stands_at[0], question or stands_at[1]) == (step, stands_at[1])


def test_a_new_workshop_stands_at_welcome(cast: Cast) -> None:
    row = sitting_row(cast.w)
    assert (row.step, row.begun, row.looked) == ("welcome", [], [])


@pytest.mark.parametrize("step", ["write", "approve"])
def test_a_workshop_can_be_made_at_a_step_of_the_first_question(cast: Cast, step: str) -> None:
    made = meeting.create_workshop(None, "Started already", step=Step(step))
    row = sitting_row(made.id)
    assert (row.step, row.question, row.begun) == (step, 1, [1])


def test_a_step_of_a_question_without_a_number_means_the_current_question(cast: Cast) -> None:
    cast.stand(Step.WRITE, 2)
    cast.stand(Step.READ)
    assert position(cast) == ("read", 2)


def test_a_question_that_the_process_lacks_is_refused_and_nobody_moves(cast: Cast) -> None:
    cast.stand(Step.WRITE, 2)
    assert refused(lambda: cast.stand(Step.READ, 4)) == (422, "question")
    assert refused(lambda: cast.stand(Step.READ, 0)) == (422, "question")
    assert position(cast) == ("write", 2)


def test_a_group_that_stands_there_already_makes_no_event(cast: Cast) -> None:
    assert len(cast.stand(Step.WRITE, 1)) == 1
    assert cast.stand(Step.WRITE, 1) == []


def test_writing_begins_a_question_once_and_for_all(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    cast.stand(Step.WRITE, 3)
    cast.stand(Step.WELCOME)
    assert sitting_row(cast.w).begun == [1, 3]


def test_looking_opens_a_sheet_for_good_and_writing_alone_does_not(cast: Cast) -> None:
    cast.stand(Step.LOOK, 1)
    cast.stand(Step.WRITE, 2)
    assert sitting_row(cast.w).looked == [1]


def test_approving_opens_every_sheet_that_was_begun(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    cast.stand(Step.WRITE, 2)
    cast.stand(Step.APPROVE)
    assert sitting_row(cast.w).looked == [1, 2]


def test_going_back_changes_nothing_on_the_sheet(cast: Cast) -> None:
    first, _second = cast.shown("Friends", "A garden")
    cast.place_in(first, cast.make("Company"))
    before = cast.sheet()
    for step in (Step.WRITE, Step.WELCOME, Step.CLOSE, Step.READ):
        cast.stand(step)
    assert cast.sheet() == before


def two_tables() -> tuple[Workshop, Actor]:
    made = meeting.create_workshop(None, "Two tables", new_groups=[GroupPlan("Window"), GroupPlan("Door")])
    return made, Actor(workshop_id=made.id)


def steps(workshop: Workshop) -> list[str]:
    return [sitting_row(workshop.id, number).step for number in (1, 2)]


def test_all_groups_move_where_none_is_named(cast: Cast) -> None:
    workshop, desk = two_tables()
    events = meeting.move(workshop.id, Step.WRITE, 1, by=desk)
    assert (len(events), steps(workshop)) == (2, ["write", "write"])


def test_one_group_moves_and_the_other_stays(cast: Cast) -> None:
    workshop, desk = two_tables()
    meeting.move(workshop.id, Step.WRITE, 1, 2, by=desk)
    assert steps(workshop) == ["welcome", "write"]


def test_a_group_that_is_not_there_is_refused(cast: Cast) -> None:
    workshop, desk = two_tables()
    assert refused(lambda: meeting.move(workshop.id, Step.WRITE, 1, 3, by=desk)) == (404, "unknown")
    assert steps(workshop) == ["welcome", "welcome"]


def test_a_move_concerns_all_faces_of_the_group_in_this_workshop_alone(cast: Cast) -> None:
    [event] = cast.stand(Step.WRITE, 1)
    sitting: Sitting = sitting_row(cast.w)
    assert (event.for_desk, event.for_screen, event.for_notepad, event.for_seat) == (True, True, True, False)
    assert (event.group_id, event.sitting_id) == (cast.group.id, sitting.id)


def test_a_move_records_the_position_and_nothing_else(cast: Cast) -> None:
    cast.shown("Friends")
    moves: list[Event] = [event for event in log(cast.process_id) if event.kind == "group.moved"]
    assert {change[0] for event in moves for change in event.changes} == {"sitting"}


def test_a_groups_work_goes_on_next_week(cast: Cast) -> None:
    [note] = cast.shown("Friends")
    cast.stand(Step.LOOK, 1)
    cast.stand(Step.WRITE, 2)
    next_week = gather("The week after", cast.process_id, [cast.group.id])
    row = sitting_row(next_week.w)
    assert (row.step, row.begun, row.looked) == ("welcome", [1, 2], [1])
    next_week.stand(Step.READ, 2)
    assert next_week.place_in(note, next_week.make("Company", question=1))
    assert next_week.post("A late thought", question=1).stored


def test_it_goes_on_too_where_next_weeks_workshop_was_prepared_before(cast: Cast) -> None:
    next_week = gather("The week after", cast.process_id, [cast.group.id])
    assert sitting_row(next_week.w).begun == []
    cast.shown("Friends")
    cast.stand(Step.LOOK, 1)
    next_week.stand(Step.WRITE, 2)
    row = sitting_row(next_week.w)
    assert (row.begun, row.looked) == ([1, 2], [1])
    assert next_week.make("Company", question=1)


def test_another_group_of_the_process_begins_anew(cast: Cast) -> None:
    cast.shown("Friends")
    cast.stand(Step.LOOK, 1)
    others = meeting.create_workshop(cast.process_id, "Others", new_groups=[GroupPlan("Others")])
    row = sitting_row(others.id)
    assert (row.begun, row.looked) == ([], [])
