"""Showing, setting aside, hiding: nothing is lost, everything is counted, everything comes back."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, new_id, newest, refused
from workshop import notes
from workshop.method.steps import Step
from workshop.models import NoteState
from workshop.notes import Showing
from workshop.pages.views import Counter

STATES = {
    NoteState.UNSHOWN: [],
    NoteState.SHOWN: [Showing.SHOWN],
    NoteState.ASIDE: [Showing.ASIDE],
    NoteState.HIDDEN: [Showing.SHOWN, Showing.HIDDEN],
}
# From each state: what the word leads to, and the name of the event.
OUTCOMES = {
    (NoteState.UNSHOWN, Showing.SHOWN): NoteState.SHOWN,
    (NoteState.UNSHOWN, Showing.ASIDE): NoteState.ASIDE,
    (NoteState.UNSHOWN, Showing.HIDDEN): NoteState.ASIDE,
    (NoteState.SHOWN, Showing.SHOWN): NoteState.SHOWN,
    (NoteState.SHOWN, Showing.ASIDE): NoteState.HIDDEN,
    (NoteState.SHOWN, Showing.HIDDEN): NoteState.HIDDEN,
    (NoteState.ASIDE, Showing.SHOWN): NoteState.SHOWN,
    (NoteState.ASIDE, Showing.ASIDE): NoteState.ASIDE,
    (NoteState.ASIDE, Showing.HIDDEN): NoteState.ASIDE,
    (NoteState.HIDDEN, Showing.SHOWN): NoteState.SHOWN,
    (NoteState.HIDDEN, Showing.ASIDE): NoteState.HIDDEN,
    (NoteState.HIDDEN, Showing.HIDDEN): NoteState.HIDDEN,
}


@pytest.fixture
def reading(cast: Cast) -> Cast:
    cast.stand(Step.READ, 1)
    return cast


def in_state(cast: Cast, state: NoteState) -> str:
    [note] = cast.write(f"A note {state}")
    for as_ in STATES[state]:
        cast.show(note, as_)
    assert cast.state(note) is state
    return note


def test_every_word_of_the_desk_leads_from_every_state_where_it_should(reading: Cast) -> None:
    found = {}
    for state, as_ in OUTCOMES:
        note = in_state(reading, state)
        reading.show(note, as_)
        found[state, as_] = reading.state(note)
    assert found == OUTCOMES


def test_a_word_that_changes_nothing_makes_no_event(reading: Cast) -> None:
    note = in_state(reading, NoteState.SHOWN)
    before = newest(reading.process_id).id
    assert reading.show(note) is None
    assert newest(reading.process_id).id == before


def test_every_act_of_showing_can_be_undone(reading: Cast) -> None:
    for (state, as_), outcome in OUTCOMES.items():
        note = in_state(reading, state)
        if outcome is state:
            continue
        reading.show(note, as_)
        reading.undo()
        assert reading.state(note) is state
        reading.redo()
        assert reading.state(note) is outcome


def test_the_counts_say_where_every_note_is(reading: Cast) -> None:
    for state in STATES:
        in_state(reading, state)
    placed = in_state(reading, NoteState.SHOWN)
    reading.make("Company", placed)
    assert reading.sheet().counter == Counter(placed=1, shown=2, aside=2, unshown=1)
    assert (reading.sheet().counter.left, reading.sheet().counter.total) == (2, 5)


def test_only_shown_notes_are_on_the_sheet(reading: Cast) -> None:
    notes_by_state = {state: in_state(reading, state) for state in STATES}
    assert reading.loose() == {notes_by_state[NoteState.SHOWN]}


def test_a_hidden_note_leaves_its_criterion_and_comes_back_into_it(reading: Cast) -> None:
    note = in_state(reading, NoteState.SHOWN)
    reading.make("Company", note)
    reading.show(note, Showing.HIDDEN)
    assert reading.placed() == {"Company": []}
    reading.show(note)
    assert reading.placed() == {"Company": [note]}


@pytest.mark.parametrize("as_", list(Showing))
def test_what_its_author_took_back_is_not_shown(reading: Cast, as_: Showing) -> None:
    withdrawn, erased = reading.write("Withdrawn", "Erased")
    notes.withdraw(reading.w, withdrawn, [reading.amina])
    reading.erase(erased)
    for note in (withdrawn, erased):
        assert refused(lambda note=note: reading.show(note, as_)) == (409, "step")


def test_a_note_that_is_not_there_is_not_found(reading: Cast) -> None:
    assert refused(lambda: reading.show(new_id())) == (404, "unknown")


@pytest.mark.parametrize("step", [Step.SORT, Step.LOOK, Step.APPROVE, Step.CLOSE])
def test_the_desk_goes_on_showing_at_every_later_step(reading: Cast, step: Step) -> None:
    [note] = reading.write("Friends")
    reading.stand(step)
    assert reading.show(note)
