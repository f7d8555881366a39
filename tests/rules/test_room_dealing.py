"""Ideas dealt out to be read aloud: at random, never one's own, and whoever likes passes without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from sqlalchemy import select

from tests.rules.cast import Cast, log, newest, refused
from workshop import notes, room, seats
from workshop.extensions import db
from workshop.method.steps import Step
from workshop.models import Note, NoteState
from workshop.notes import Showing, next_unshown
from workshop.outcomes import outcome_document
from workshop.pages.common import GroupFace
from workshop.pages.dealing import DealView, dealt_to
from workshop.room.present import value_of


def here(*people: str, sharing: Iterable[str] = ()) -> dict[str, list[str]]:
    """These seats are connected, each on a device of its own but for those that share one."""
    shared = list(sharing)
    return {seat: shared if seat in shared else [seat] for seat in people}


def held(cast: Cast, seat: str) -> str | None:
    dealt = dealt_to(cast.place, seat)
    return dealt.id if dealt else None


def numbers(cast: Cast) -> DealView | None:
    found: DealView | None = GroupFace(cast.place, "en").present("deal")
    return found


@pytest.fixture
def reading(cast: Cast) -> Cast:
    """A group at read; each of the three has written two notes."""
    cast.stand(Step.WRITE, 1)
    for seat in cast.people:
        cast.write("One", "Another", seat=seat)
    cast.stand(Step.READ, 1)
    return cast


def authors(cast: Cast) -> dict[str, str]:
    rows = db.session.execute(select(Note.id, Note.seat_id).where(Note.process_id == cast.process_id))
    return {row.id: row.seat_id for row in rows}


def test_every_connected_device_gets_one_and_never_its_own(reading: Cast) -> None:
    for _ in range(12):
        assert room.deal_each(reading.w, here(*reading.people)) == 3
        given = {seat: held(reading, seat) for seat in reading.people}
        assert len(set(given.values())) == 3 and None not in given.values()
        assert all(authors(reading)[str(note)] != seat for seat, note in given.items())
        room.collect(reading.w)


def test_whoever_is_away_gets_none(reading: Cast) -> None:
    assert room.deal_each(reading.w, here(reading.amina, reading.boris)) == 2
    assert held(reading, reading.chloe) is None


def test_a_shared_device_gets_nothing_that_was_written_on_it(reading: Cast) -> None:
    shared = [reading.amina, reading.boris]
    for _ in range(8):
        room.deal_each(reading.w, here(*reading.people, sharing=shared))
        for seat in shared:
            note = held(reading, seat)
            assert note is None or authors(reading)[note] == reading.chloe
        room.collect(reading.w)


def test_it_is_at_random(reading: Cast) -> None:
    given = set()
    for _ in range(30):
        room.deal_each(reading.w, here(*reading.people))
        given.add(tuple(held(reading, seat) for seat in reading.people))
        room.collect(reading.w)
    assert len(given) > 1, "one chance in many millions"


def test_two_who_wrote_one_each_read_each_others(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    [by_amina], [by_boris] = cast.write("One"), cast.write("Other", seat=cast.boris)
    cast.stand(Step.READ, 1)
    assert room.deal_each(cast.w, here(cast.amina, cast.boris)) == 2
    assert (held(cast, cast.amina), held(cast, cast.boris)) == (by_boris, by_amina)


def test_nobody_is_left_out_because_others_were_first(cast: Cast) -> None:
    """Three notes, two of them Amina's: she can have the third one only."""
    cast.stand(Step.WRITE, 1)
    cast.write("One", "Two")
    [by_boris] = cast.write("Three", seat=cast.boris)
    cast.stand(Step.READ, 1)
    for _ in range(10):
        assert room.deal_each(cast.w, here(*cast.people)) == 3
        assert held(cast, cast.amina) == by_boris
        room.collect(cast.w)


def test_a_device_that_holds_one_gets_no_second(reading: Cast) -> None:
    room.deal_each(reading.w, here(reading.amina))
    first = held(reading, reading.amina)
    room.deal_each(reading.w, here(*reading.people))
    assert held(reading, reading.amina) == first
    assert refused(lambda: room.deal_each(reading.w, here(*reading.people))) == (409, "nobody")


def test_one_note_goes_to_one_device(reading: Cast) -> None:
    note = next_unshown(reading.group.id, 1)
    assert note is not None
    assert room.deal_one(reading.w, here(*reading.people), note.id) == 1
    [holder] = [seat for seat in reading.people if held(reading, seat) == note.id]
    assert authors(reading)[note.id] != holder
    assert numbers(reading) == DealView(1, 0)


def test_where_its_author_alone_is_there_it_goes_to_nobody(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    [note] = cast.write("Mine")
    cast.stand(Step.READ, 1)
    assert refused(lambda: room.deal_one(cast.w, here(cast.amina), note)) == (409, "nobody")


@pytest.mark.parametrize("step", [Step.WELCOME, Step.WRITE, Step.SORT, Step.LOOK, Step.APPROVE, Step.CLOSE])
def test_ideas_are_dealt_out_at_read_only(reading: Cast, step: Step) -> None:
    reading.stand(step)
    assert refused(lambda: room.deal_each(reading.w, here(*reading.people))) == (409, "step")


def test_what_is_being_read_comes_next_at_the_desk_before_the_room_sees_it(reading: Cast) -> None:
    room.deal_each(reading.w, here(*reading.people))
    for seat in reading.people:
        note = held(reading, seat)
        assert note is not None
        room.read_now(seat, note)
        coming = next_unshown(reading.group.id, 1)
        assert coming is not None and coming.id == note
        assert reading.state(note) is NoteState.UNSHOWN
        assert held(reading, seat) == note, "whoever reads still has the words"
    assert numbers(reading) == DealView(3, 3)


def test_the_log_says_that_a_note_was_taken_and_not_by_whom(reading: Cast) -> None:
    room.deal_each(reading.w, here(*reading.people))
    note = held(reading, reading.boris)
    assert note is not None
    before = len(log(reading.process_id))
    room.read_now(reading.boris, note)
    assert room.read_now(reading.boris, note) is None, "a second tap is nothing new"
    event = newest(reading.process_id)
    assert len(log(reading.process_id)) == before + 1 and event.kind == "note.taken"
    assert (event.for_desk, event.for_screen, event.for_notepad, event.for_seat) == (True, False, False, False)
    told = [event.seat_id, event.sign_in_id, event.changes, event.touched]
    assert reading.boris not in repr(told)


def test_whoever_passes_gets_rid_of_it_without_a_word_and_it_goes_to_somebody_else(reading: Cast) -> None:
    room.deal_each(reading.w, here(reading.amina))
    note = held(reading, reading.amina)
    assert note is not None
    before = len(log(reading.process_id))
    room.pass_on(reading.amina, note)
    assert held(reading, reading.amina) is None and len(log(reading.process_id)) == before
    assert numbers(reading) == DealView(0, 0)
    assert refused(lambda: room.deal_one(reading.w, here(reading.amina), note)) == (409, "nobody"), "it does not come back"
    assert room.deal_one(reading.w, here(*reading.people), note) == 1
    assert held(reading, reading.amina) != note


def test_who_does_not_hold_it_can_neither_read_nor_pass_it(reading: Cast) -> None:
    room.deal_each(reading.w, here(reading.amina))
    note = held(reading, reading.amina)
    assert note is not None
    for act in (room.read_now, room.pass_on):
        assert refused(lambda act=act: act(reading.boris, note)) == (409, "step")  # type: ignore[misc]
    assert held(reading, reading.amina) == note


TAKES_BACK: dict[str, Callable[[Cast, str, str], object]] = {
    "shown": lambda cast, note, _seat: cast.show(note),
    "set aside": lambda cast, note, _seat: cast.show(note, Showing.ASIDE),
    "placed": lambda cast, note, _seat: cast.place_in(note, cast.make("A criterion")),
    "withdrawn": lambda cast, note, _seat: notes.withdraw(cast.w, note, [authors(cast)[note]]),
    "erased": lambda cast, note, _seat: notes.erase(cast.w, note, by=cast.desk),
    "left as the group moves on": lambda cast, _note, _seat: cast.stand(Step.SORT),
    "left as people write again": lambda cast, _note, _seat: cast.stand(Step.WRITE, 1),
    "held by a device that was let go": lambda cast, _note, seat: seats.let_go(cast.w, seat, by=cast.desk),
    "collected": lambda cast, _note, _seat: room.collect(cast.w),
}


@pytest.mark.parametrize("how", TAKES_BACK)
def test_the_idea_leaves_the_device_when_it_is(reading: Cast, how: str) -> None:
    room.deal_each(reading.w, here(*reading.people))
    note = held(reading, reading.boris)
    assert note is not None
    TAKES_BACK[how](reading, note, reading.boris)
    assert held(reading, reading.boris) is None
    value = value_of(reading.place.sitting.id, "deal")
    assert value is None or note not in value["out"].values()
    reading.stand(Step.READ, 1)
    assert held(reading, reading.boris) is None, "nor does it come back"


def test_put_off_or_reworded_it_stays_where_it_is(reading: Cast) -> None:
    room.deal_each(reading.w, here(*reading.people))
    note = held(reading, reading.boris)
    assert note is not None
    reading.show(note, Showing.LATER)
    notes.reword(reading.w, note, "In other words", [authors(reading)[note]])
    dealt = dealt_to(reading.place, reading.boris)
    assert dealt is not None and (dealt.id, dealt.text) == (note, "In other words")


def test_nothing_of_it_is_in_the_outcome_or_in_the_log(reading: Cast) -> None:
    before = len(log(reading.process_id)), outcome_document(reading.w)
    room.deal_each(reading.w, here(*reading.people))
    for seat in reading.people[1:]:
        note = held(reading, seat)
        assert note is not None
        room.pass_on(seat, note)
    assert (len(log(reading.process_id)), outcome_document(reading.w)) == before
    room.collect(reading.w)
    assert value_of(reading.place.sitting.id, "deal") is None
