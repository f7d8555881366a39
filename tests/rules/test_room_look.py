"""Look here: one note or one criterion large for the group, as long as the room may see it, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.rules.cast import Cast, log, refused
from workshop import board, notes, room
from workshop.method.steps import Step
from workshop.notes import Showing
from workshop.pages.common import GroupFace
from workshop.pages.look import LookView, beside
from workshop.room.present import value_of


def seen(cast: Cast) -> LookView | None:
    found: LookView | None = GroupFace(cast.place, "en").present("look")
    return found


def kept(cast: Cast) -> object:
    return value_of(cast.place.sitting.id, "look")


def words_seen(cast: Cast) -> str | None:
    view = seen(cast)
    return None if view is None else view.note.text if view.note else view.criterion.name if view.criterion else ""


def test_a_note_is_looked_at(cast: Cast) -> None:
    first, _second = cast.shown("Buses", "Benches")
    room.look_at_note(cast.w, first)
    assert words_seen(cast) == "Buses"


def test_a_criterion_is_looked_at_with_its_notes(cast: Cast) -> None:
    first, _second = cast.shown("Buses", "Benches")
    room.look_at_criterion(cast.w, cast.make("Getting around", first))
    view = seen(cast)
    assert view is not None and view.criterion is not None
    assert (view.criterion.name, [note.text for note in view.criterion.notes]) == ("Getting around", ["Buses"])


def test_the_latest_thing_takes_the_place_of_the_one_before(cast: Cast) -> None:
    first, second = cast.shown("Buses", "Benches")
    room.look_at_note(cast.w, first)
    room.look_at_note(cast.w, second)
    assert words_seen(cast) == "Benches"
    room.look_away(cast.w)
    assert seen(cast) is None


def step_through(cast: Cast, forward: bool = True) -> list[str | None]:
    """The words one after the other, in one direction to the end."""
    found = [words_seen(cast)]
    while (view := seen(cast)) is not None and (view.next if forward else view.previous):
        kind, key = beside(GroupFace(cast.place, "en"), forward=forward)
        (room.look_at_note if kind == "note" else room.look_at_criterion)(cast.w, key)
        found.append(words_seen(cast))
    return found


def test_one_goes_on_through_the_sheets_order_and_back(cast: Cast) -> None:
    buses, benches, _trees, _light = cast.shown("Buses", "Benches", "Trees", "Light")
    cast.make("Getting around", buses)
    cast.make("Rest", benches)
    loose = [note.text for note in cast.sheet().loose]
    room.look_at_note(cast.w, buses)
    order = ["Buses", "Benches", *loose]
    assert step_through(cast) == order
    assert step_through(cast, forward=False) == order[::-1]
    assert refused(lambda: beside(GroupFace(cast.place, "en"), forward=False)) == (409, "step")


def test_from_a_criterion_one_goes_on_to_the_next_criterion(cast: Cast) -> None:
    buses, benches = cast.shown("Buses", "Benches")
    first = cast.make("Getting around", buses)
    cast.make("Rest", benches)
    room.look_at_criterion(cast.w, first)
    assert step_through(cast) == ["Getting around", "Rest"]


def test_ideas_in_the_same_words_are_looked_at_as_one(cast: Cast) -> None:
    first, second, _third = cast.shown("Buses", "buses.", "Trees")
    room.look_at_note(cast.w, second)
    view = seen(cast)
    assert view is not None and view.note is not None and view.note.count == 2
    assert first in {member.id for member in view.note.members}


@pytest.mark.parametrize("as_", [None, Showing.ASIDE])
def test_what_the_room_has_not_seen_cannot_be_made_large(cast: Cast, as_: Showing | None) -> None:
    cast.stand(Step.WRITE, 1)
    [note] = cast.write("Not read yet")
    cast.stand(Step.READ, 1)
    if as_:
        cast.show(note, as_)
    assert refused(lambda: room.look_at_note(cast.w, note)) == (409, "step")
    assert kept(cast) is None


def test_at_read_a_shown_note_can_be_looked_at_and_a_criterion_not_yet(cast: Cast) -> None:
    first, _second = cast.shown("Buses", "Benches")
    made = cast.make("Getting around", first)
    cast.stand(Step.READ, 1)
    room.look_at_note(cast.w, first)
    assert words_seen(cast) == "Buses"
    assert refused(lambda: room.look_at_criterion(cast.w, made)) == (409, "step")


ENDS: dict[str, Callable[[Cast, str], object]] = {
    "hidden": lambda cast, note: cast.show(note, Showing.HIDDEN),
    "erased by its author": lambda cast, note: cast.erase(note),
    "shown by an act that is undone": lambda cast, note: cast.undo(),
    "of a question that is written again": lambda cast, note: cast.stand(Step.WRITE, 1),
    "of a meeting that begins anew": lambda cast, note: cast.stand(Step.WELCOME),
}


@pytest.mark.parametrize("how", ENDS)
def test_when_the_note_goes_away_the_look_ends_by_itself_and_does_not_come_back(cast: Cast, how: str) -> None:
    [note] = cast.shown("Buses")
    room.look_at_note(cast.w, note)
    ENDS[how](cast, note)
    assert seen(cast) is None and kept(cast) is None
    cast.stand(Step.SORT, 1)
    assert seen(cast) is None


def test_when_the_criterion_goes_away_the_look_ends_by_itself(cast: Cast) -> None:
    first, _second = cast.shown("Buses", "Benches")
    made, other = cast.make("Getting around", first), cast.make("Rest")
    room.look_at_criterion(cast.w, made)
    board.merge(cast.w, made, other, by=cast.desk)
    assert kept(cast) is None
    cast.undo()
    assert seen(cast) is None


def test_it_stays_while_other_things_happen(cast: Cast) -> None:
    first, second = cast.shown("Buses", "Benches")
    room.look_at_note(cast.w, first)
    cast.show(second, Showing.HIDDEN)
    cast.make("Getting around", first)
    cast.stand(Step.LOOK)
    assert words_seen(cast) == "Buses"


def test_what_another_group_has_is_not_found(cast: Cast) -> None:
    assert refused(lambda: room.look_at_note(cast.w, "no-such-note")) == (404, "unknown")
    assert refused(lambda: room.look_at_criterion(cast.w, "no-such-criterion")) == (404, "unknown")


def test_nothing_of_it_is_history(cast: Cast) -> None:
    [note] = cast.shown("Buses")
    before = len(log(cast.process_id))
    room.look_at_note(cast.w, note)
    room.look_away(cast.w)
    assert len(log(cast.process_id)) == before


def test_an_erased_note_leaves_no_word_of_the_look_behind(cast: Cast) -> None:
    [note] = cast.shown("Buses")
    room.look_at_note(cast.w, note)
    notes.erase(cast.w, note, by=cast.desk)
    assert kept(cast) is None
