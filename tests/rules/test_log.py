"""The log: numbered without gaps, whatever is refused; ids alone, never anybody's words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.rules.cast import Cast, gather, log, refused
from workshop import board, database, history, meeting, notes, seats
from workshop.extensions import db
from workshop.method.refusals import Refusal
from workshop.method.steps import Step
from workshop.models import Event, Nature, Process, Text
from workshop.notes import Showing


def whole_meeting(cast: Cast) -> None:
    """Something of everything, refusals among it."""
    cast.write("Couscous tonight", question=0)
    cast.stand(Step.WRITE, 1)
    written = cast.write("Friends next door", "A quiet street", "Work that pays", "Leopold drinks")
    notes.reword(cast.w, written[0], "Good friends next door", [cast.amina])
    refused(lambda: cast.post("Too early", question=2))
    refused(lambda: cast.post(""))
    cast.stand(Step.READ, 1)
    cast.show(written[3], Showing.ASIDE)
    cast.show(written[1], Showing.LATER)
    criterion = cast.make("", written[0])
    board.name_criterion(cast.w, criterion, "Company we keep", by=cast.desk)
    board.set_nature(cast.w, criterion, Nature.IMMATERIAL, by=cast.desk)
    other = cast.make("A street to live in", written[1], by=cast.other_desk)
    cast.place_in(written[2], other)
    refused(lambda: cast.place_in(written[2], "nothing"))
    board.reorder(cast.w, other, criterion, by=cast.other_desk)
    board.merge(cast.w, other, criterion, by=cast.other_desk)
    refused(cast.undo)
    cast.undo(by=cast.other_desk)
    cast.redo(by=cast.other_desk)
    cast.erase(written[3])
    seats.let_go(cast.w, cast.chloe, by=cast.desk)
    meeting.set_door(cast.w, False, by=cast.desk)
    refused(lambda: cast.another_seat())
    cast.stand(Step.CLOSE)


def numbers(process_id: int) -> list[int]:
    return [event.seq for event in log(process_id)]


def test_the_numbers_of_a_meeting_have_no_gap(cast: Cast) -> None:
    whole_meeting(cast)
    found = numbers(cast.process_id)
    assert found == list(range(1, len(found) + 1))
    assert len(found) > 25
    assert history.head(cast.process_id) == found[-1]


def test_a_refusal_draws_no_number(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    before = history.head(cast.process_id)
    for act in (
        lambda: cast.post("Too early", question=2),
        lambda: cast.post(""),
        lambda: cast.post("Nobody's", "nobody"),
        lambda: cast.make("Too early"),
        lambda: cast.stand(Step.READ, 9),
        lambda: seats.join(cast.w, 9),
        cast.undo,
    ):
        refused(act)
    assert history.head(cast.process_id) == before


def test_what_fails_after_the_number_was_drawn_gives_it_back(cast: Cast) -> None:
    before = history.head(cast.process_id)
    with pytest.raises(ZeroDivisionError), database.write():
        database.next_number(cast.process_id)
        raise ZeroDivisionError
    assert history.head(cast.process_id) == before
    cast.stand(Step.WRITE, 1)
    assert numbers(cast.process_id)[-1] == before + 1


def test_a_refusal_inside_a_verb_leaves_nothing_behind(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    before = cast.stored(), history.head(cast.process_id)
    with pytest.raises(Refusal), database.write() as session:
        session.add(Text(process_id=cast.process_id, body="half"))
        session.flush()
        raise Refusal("No.")
    assert (cast.stored(), history.head(cast.process_id)) == before
    assert "half" not in set(db.session.scalars(select(Text.body)))


def test_each_process_counts_for_itself(cast: Cast) -> None:
    elsewhere = gather("Another town")
    assert elsewhere.process_id != cast.process_id
    before = history.head(cast.process_id)
    elsewhere.stand(Step.WRITE, 1)
    elsewhere.write("Friends")
    assert history.head(cast.process_id) == before


def test_workshops_of_one_process_share_its_numbers(cast: Cast) -> None:
    before = history.head(cast.process_id)
    next_week = gather("The week after", cast.process_id, [cast.group.id])
    assert history.head(cast.process_id) == before + 2, "made, and Amina's seat"
    assert numbers(next_week.process_id) == numbers(cast.process_id)


def test_the_log_holds_nobodys_words(cast: Cast) -> None:
    whole_meeting(cast)
    rows = db.session.execute(Event.__table__.select().where(Event.process_id == cast.process_id)).all()
    kept = "\n".join(str(tuple(row)) for row in rows)
    said = ["Couscous", "Friends", "friends", "quiet", "Work", "Leopold", "Company", "street", "Too early", "window"]
    assert [word for word in said if word in kept] == []


def test_the_log_holds_every_change_with_before_and_after(cast: Cast) -> None:
    cast.stand(Step.READ, 1)
    [note] = cast.write("Friends")
    event = cast.show(note)
    assert event is not None
    assert event.changes == [["note", note, "state", "unshown", "shown"]]
    assert (event.workshop_id, event.group_id, event.sign_in_id) == (cast.w, cast.group.id, cast.desk.sign_in_id)


def test_the_event_that_a_verb_returns_is_the_one_on_disk(cast: Cast) -> None:
    cast.stand(Step.SORT, 1)
    returned = cast.stand(Step.LOOK, 1)[0]
    kept = log(cast.process_id)[-1]
    columns = Event.__table__.columns.keys()
    assert {name: getattr(returned, name) for name in columns} == {name: getattr(kept, name) for name in columns}


def test_a_process_begins_at_nought(cast: Cast) -> None:
    made = meeting.create_process("A town")
    assert db.session.get_one(Process, made.id).seq == history.head(made.id) == 0
