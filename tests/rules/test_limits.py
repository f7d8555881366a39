"""A seat may send 60 notes at once and one a second after that. Wrong codes have a budget of the whole server."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, refused
from workshop.method.refusals import TooMany
from workshop.method.steps import Step
from workshop.seats import NoteAllowance, WrongCodeBudget

pytestmark = pytest.mark.usefixtures("speaking")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def allowance(clock: Clock) -> NoteAllowance:
    return NoteAllowance(clock=clock)


def spend(allowance: NoteAllowance, times: int, seat: str = "amina") -> int:
    """How many of these notes were allowed."""
    allowed = 0
    for _ in range(times):
        try:
            allowance.spend(seat)
            allowed += 1
        except TooMany:
            pass
    return allowed


def test_sixty_notes_at_once_are_allowed_and_no_more(allowance: NoteAllowance) -> None:
    assert spend(allowance, 100) == 60


def test_one_a_second_is_allowed_after_that(allowance: NoteAllowance, clock: Clock) -> None:
    spend(allowance, 60)
    allowed = []
    for _ in range(10):
        clock.now += 1
        allowed.append(spend(allowance, 5))
    assert allowed == [1] * 10


def test_the_refusal_says_how_long_to_wait_and_waiting_helps(allowance: NoteAllowance, clock: Clock) -> None:
    spend(allowance, 60)
    clock.now += 0.25
    with pytest.raises(TooMany) as refusal:
        allowance.spend("amina")
    assert refusal.value.retry_after == 1
    clock.now += refusal.value.retry_after
    assert spend(allowance, 1) == 1


def test_a_pause_fills_the_allowance_up_to_sixty(allowance: NoteAllowance, clock: Clock) -> None:
    spend(allowance, 60)
    clock.now += 10_000
    assert spend(allowance, 100) == 60


def test_being_refused_costs_nothing(allowance: NoteAllowance, clock: Clock) -> None:
    spend(allowance, 200)
    clock.now += 1
    assert spend(allowance, 1) == 1


def test_each_seat_has_an_allowance_of_its_own(allowance: NoteAllowance) -> None:
    spend(allowance, 100)
    assert spend(allowance, 100, "boris") == 60


def test_sixty_notes_are_posted_and_the_next_one_is_refused_and_not_stored(cast: Cast, allowance: NoteAllowance) -> None:
    cast.stand(Step.WRITE, 1)
    for number in range(60):
        cast.post(f"Note {number}", spend=allowance.spend)
    assert refused(lambda: cast.post("One more", spend=allowance.spend)) == (429, "rate")
    assert cast.stored() == 60


def test_a_note_that_is_not_kept_costs_nothing(cast: Cast, allowance: NoteAllowance) -> None:
    cast.stand(Step.WRITE, 1)
    known = cast.post("Friends", spend=allowance.spend)
    for _ in range(100):
        cast.post("Friends", key=known.id, spend=allowance.spend)
        cast.post("Couscous", question=0, spend=allowance.spend)
        refused(lambda: cast.post("Too early", question=2, spend=allowance.spend))
    assert spend(allowance, 100, cast.amina) == 59


def wrong_codes_in(budget: WrongCodeBudget, clock: Clock, seconds: int) -> int:
    """How many wrong codes can be tried by somebody who never stops."""
    tried = 0
    for _ in range(seconds * 4):
        clock.now += 0.25
        try:
            budget.require()
        except TooMany:
            continue
        budget.spend()
        tried += 1
    return tried


def test_a_room_full_of_wrong_codes_is_not_kept_waiting(clock: Clock) -> None:
    budget = WrongCodeBudget(clock)
    for _ in range(29):
        budget.require()
        budget.spend()
    budget.require()


def test_whoever_guesses_codes_gets_one_try_in_eight_seconds(clock: Clock) -> None:
    budget = WrongCodeBudget(clock)
    assert 30 < wrong_codes_in(budget, clock, 120) < 50
    assert 440 <= wrong_codes_in(budget, clock, 3600) <= 450, "of 47 million codes"


def test_some_minutes_after_the_guessing_wrong_codes_are_free_again(clock: Clock) -> None:
    budget = WrongCodeBudget(clock)
    wrong_codes_in(budget, clock, 3600)
    clock.now += 300
    for _ in range(28):
        budget.require()
        budget.spend()
    budget.require()


def test_the_refusal_of_a_code_says_how_long_to_wait(clock: Clock) -> None:
    budget = WrongCodeBudget(clock)
    for _ in range(30):
        budget.spend()
    with pytest.raises(TooMany) as refusal:
        budget.require()
    assert refusal.value.retry_after is not None
    clock.now += refusal.value.retry_after
    budget.require()
