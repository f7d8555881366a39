"""What a step allows: which notes are taken, and which sheets may be sorted. The table of the design, row by row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rules.cast import Cast, refused
from workshop import board
from workshop.extensions import db
from workshop.method.refusals import Refusal
from workshop.method.steps import Step, may_sort, open_questions, takes_notes
from workshop.models import Nature, Note

IN_TIME, LATE, THROWN_AWAY, NO = "in time", "late", "thrown away", "409 step"
WELCOME, WRITE, READ, SORT, LOOK, APPROVE, CLOSE = Step

# The group goes this way; then what becomes of a note for question 0, 1, 2 and 3.
THE_WAY = [
    ((WELCOME, None), [IN_TIME, NO, NO, NO]),
    ((WRITE, 1), [THROWN_AWAY, IN_TIME, NO, NO]),
    ((READ, 1), [THROWN_AWAY, LATE, NO, NO]),
    ((SORT, 1), [THROWN_AWAY, LATE, NO, NO]),
    ((LOOK, 1), [THROWN_AWAY, LATE, NO, NO]),
    ((WRITE, 2), [THROWN_AWAY, LATE, IN_TIME, NO]),
    ((READ, 2), [THROWN_AWAY, LATE, LATE, NO]),
    ((WRITE, 1), [THROWN_AWAY, IN_TIME, LATE, NO]),
    ((SORT, 2), [THROWN_AWAY, LATE, LATE, NO]),
    ((LOOK, 2), [THROWN_AWAY, LATE, LATE, NO]),
    ((WRITE, 3), [THROWN_AWAY, LATE, LATE, IN_TIME]),
    ((LOOK, 3), [THROWN_AWAY, LATE, LATE, LATE]),
    ((APPROVE, None), [THROWN_AWAY, LATE, LATE, LATE]),
    ((CLOSE, None), [THROWN_AWAY, NO, NO, NO]),
    ((WELCOME, None), [IN_TIME, LATE, LATE, LATE]),
    ((READ, 3), [THROWN_AWAY, LATE, LATE, LATE]),
]

# Which questions' sheets may be sorted, and which lie open on notepads and screen, on the same way.
SORTABLE = [[], [], [1], [1], [1], [1], [1, 2], [2], [1, 2], [1, 2], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3], [], [1, 2, 3]]
OPEN = [[], [], [], [1], [1], [1], [1], [], [1, 2], [1, 2], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3], [], [1, 2]]


def walk(cast: Cast) -> Iterator[int]:
    for index, ((step, question), _expected) in enumerate(THE_WAY):
        cast.stand(step, question)
        yield index


def fate(cast: Cast, question: int) -> str:
    try:
        receipt = cast.post(f"For question {question}", question=question)
    except Refusal as refusal:
        return f"{refusal.status} {refusal.code}"
    assert receipt.created, "a late practice note is answered like a stored one"
    note = db.session.get(Note, receipt.id)
    if note is None:
        return THROWN_AWAY
    return LATE if note.late else IN_TIME


def sortable(cast: Cast) -> list[int]:
    return [number for number in (1, 2, 3) if allows(cast, number)]


def allows(cast: Cast, question: int) -> bool:
    try:
        cast.make("A criterion", question=question)
    except Refusal as refusal:
        assert (refusal.status, refusal.code) == (409, "step")
        return False
    return True


def test_each_step_takes_exactly_the_notes_of_the_table(cast: Cast) -> None:
    fates = [[fate(cast, question) for question in range(4)] for _ in walk(cast)]
    assert fates == [expected for _position, expected in THE_WAY]


def test_each_step_lets_exactly_the_sheets_of_the_table_be_sorted(cast: Cast) -> None:
    assert [sortable(cast) for _ in walk(cast)] == SORTABLE


def test_each_step_opens_exactly_the_sheets_of_the_table(cast: Cast) -> None:
    opened = []
    for _ in walk(cast):
        sitting = cast.place.sitting
        opened.append(open_questions(Step(sitting.step), sitting.question, sitting.begun, sitting.looked))
    assert opened == OPEN


def test_a_note_of_a_question_being_written_is_not_shown_and_one_of_an_earlier_question_is(cast: Cast) -> None:
    cast.stand(WRITE, 1)
    [early] = cast.write("Early")
    assert refused(lambda: cast.show(early)) == (409, "step")
    cast.stand(WRITE, 2)
    assert cast.show(early)


def test_an_earlier_sheet_is_sorted_while_the_next_question_is_written(cast: Cast) -> None:
    [note] = cast.shown("Friends")
    criterion = cast.make("Company")
    cast.stand(WRITE, 2)
    assert cast.place_in(note, criterion)
    cast.stand(WRITE, 1)
    assert refused(lambda: cast.take_out(note)) == (409, "step")


def test_every_act_on_a_sheet_is_refused_while_its_question_is_written(cast: Cast) -> None:
    [note] = cast.shown("Friends")
    one, two = cast.make("Company"), cast.make("Calm")
    cast.stand(WRITE, 1)
    acts = [
        lambda: cast.show(note),
        lambda: cast.place_in(note, one),
        lambda: cast.take_out(note),
        lambda: cast.make("New"),
        lambda: cast.make("", note),
        lambda: board.name_criterion(cast.w, one, "Renamed", by=cast.desk),
        lambda: board.set_nature(cast.w, one, Nature.BOTH, by=cast.desk),
        lambda: board.reorder(cast.w, one, None, by=cast.desk),
        lambda: board.merge(cast.w, one, two, by=cast.desk),
        lambda: board.remove(cast.w, one, by=cast.desk),
    ]
    assert [refused(act) for act in acts] == [(409, "step")] * len(acts)


@pytest.mark.parametrize("step", list(Step))
def test_a_question_that_nobody_has_begun_is_never_taken_nor_sorted_outside_its_writing(step: Step) -> None:
    assert takes_notes(step, 2, [], 2) is (step is WRITE)
    assert not takes_notes(step, 1, [1], 2)
    assert not may_sort(step, 1, [1], 2)
