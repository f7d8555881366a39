"""Notes are read out in random order, one by one; late ones and those put off come after all others."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, refused
from workshop.method.steps import Step
from workshop.notes import Showing, next_unshown


def read_out(cast: Cast, question: int = 1) -> list[str]:
    """The words in the order in which the desk gets and shows them."""
    heard = []
    while (note := next_unshown(cast.group.id, question)) is not None:
        heard.append(str(cast.words(note.id)))
        cast.show(note.id)
    return heard


def coming(cast: Cast) -> str | None:
    note = next_unshown(cast.group.id, 1)
    return note.id if note else None


@pytest.fixture
def reading(cast: Cast) -> Cast:
    cast.stand(Step.WRITE, 1)
    cast.write(*[str(number) for number in range(12)])
    cast.stand(Step.READ, 1)
    return cast


def test_every_note_comes_once(reading: Cast) -> None:
    assert sorted(read_out(reading), key=int) == [str(number) for number in range(12)]


def test_the_order_is_not_that_of_writing(reading: Cast) -> None:
    assert read_out(reading) != [str(number) for number in range(12)], "one chance in 479 million"


def test_the_order_differs_from_one_group_to_the_next(cast: Cast) -> None:
    orders = []
    for question in (1, 2):
        cast.stand(Step.WRITE, question)
        cast.write(*[str(number) for number in range(12)], question=question)
        cast.stand(Step.READ, question)
        orders.append(read_out(cast, question))
    assert orders[0] != orders[1]


def test_the_next_note_stays_the_next_until_somebody_decides(reading: Cast) -> None:
    first = coming(reading)
    reading.write("Late", question=1)
    reading.stand(Step.SORT)
    assert coming(reading) == first


def test_late_notes_never_overtake(reading: Cast) -> None:
    reading.write("Late 1")
    first_half = [coming(reading)]
    reading.show(str(first_half[0]))
    reading.write("Late 2", seat=reading.boris)
    heard = read_out(reading)
    assert heard[-2:] == ["Late 1", "Late 2"]
    assert len(heard) == 13


def test_a_note_put_off_comes_after_all_others_late_ones_too(reading: Cast) -> None:
    reading.write("Late")
    first = str(coming(reading))
    reading.show(first, Showing.LATER)
    assert read_out(reading)[-2:] == ["Late", reading.words(first)]


def test_what_comes_after_a_note_was_put_off_does_not_overtake_it(reading: Cast) -> None:
    first = str(coming(reading))
    reading.show(first, Showing.LATER)
    reading.write("Late")
    assert read_out(reading)[-2:] == [reading.words(first), "Late"]


def test_two_notes_put_off_come_in_the_order_of_putting_off(reading: Cast) -> None:
    put_off = []
    for _ in range(2):
        put_off.append(str(coming(reading)))
        reading.show(put_off[-1], Showing.LATER)
    assert read_out(reading)[-2:] == [reading.words(note) for note in put_off]


def test_the_only_note_put_off_comes_again(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    [only] = cast.write("Alone")
    cast.stand(Step.READ, 1)
    cast.show(only, Showing.LATER)
    assert coming(cast) == only


def test_undoing_later_puts_the_note_back_at_its_place(reading: Cast) -> None:
    first = str(coming(reading))
    reading.show(first, Showing.LATER)
    assert coming(reading) != first
    reading.undo()
    assert coming(reading) == first


def test_a_note_set_aside_is_passed_over(reading: Cast) -> None:
    first = str(coming(reading))
    reading.show(first, Showing.ASIDE)
    assert reading.words(first) not in read_out(reading)


def test_a_loose_note_put_off_comes_after_the_other_loose_ones(reading: Cast) -> None:
    heard = read_out(reading)
    first = next(note.id for note in reading.sheet().loose if note.text == heard[0])
    reading.show(first, Showing.LATER)
    assert [note.text for note in reading.sheet().loose] == [*heard[1:], heard[0]]


def test_a_loose_note_taken_in_hand_comes_before_the_other_loose_ones(reading: Cast) -> None:
    heard = read_out(reading)
    last = next(note.id for note in reading.sheet().loose if note.text == heard[-1])
    reading.show(last, Showing.HAND)
    assert [note.text for note in reading.sheet().loose] == [heard[-1], *heard[:-1]]


@pytest.mark.parametrize("as_", [Showing.LATER, Showing.HAND])
def test_notes_in_the_same_words_are_put_off_and_taken_in_hand_together(cast: Cast, as_: Showing) -> None:
    one, other, same = cast.shown("Buses at night", "A bench", "buses at night.")
    before = [cast.turn(note) for note in (one, other, same)]
    cast.show(same, as_)
    stack, alone = {one, same}, {other}
    loose = [{member.id for member in note.members} for note in cast.sheet().loose]
    assert loose == ([stack, alone] if as_ is Showing.HAND else [alone, stack])
    cast.undo()
    assert [cast.turn(note) for note in (one, other, same)] == before


@pytest.mark.parametrize("as_", [Showing.LATER, Showing.HAND])
def test_a_note_set_aside_is_neither_put_off_nor_taken_in_hand(reading: Cast, as_: Showing) -> None:
    first = str(coming(reading))
    reading.show(first, Showing.ASIDE)
    assert refused(lambda: reading.show(first, as_)) == (409, "step")


@pytest.mark.parametrize("as_", [Showing.LATER, Showing.HAND])
def test_a_placed_note_is_neither_put_off_nor_taken_in_hand(reading: Cast, as_: Showing) -> None:
    first = str(coming(reading))
    reading.make("Company", first)
    assert refused(lambda: reading.show(first, as_)) == (409, "step")


def test_the_sheet_keeps_the_order_of_reading_out(reading: Cast) -> None:
    heard = read_out(reading)
    assert [note.text for note in reading.sheet().loose] == heard


def test_notes_of_another_question_do_not_come(reading: Cast) -> None:
    reading.stand(Step.WRITE, 2)
    reading.write("Another question", question=2)
    assert "Another question" not in read_out(reading, 1)
