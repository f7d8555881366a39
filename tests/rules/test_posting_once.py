"""A note is stored once, whatever the network does: the id decides, before step and limits."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.rules.cast import Cast, gather, log, new_id, refused
from workshop import notes, seats
from workshop.extensions import db
from workshop.method.refusals import TooMany
from workshop.method.steps import Step
from workshop.models import Note, Text


@pytest.fixture
def writing(cast: Cast) -> Cast:
    cast.stand(Step.WRITE, 1)
    return cast


def exhausted(_seat: str) -> None:
    raise TooMany("Too much at once.", retry_after=1)


def test_a_new_note_is_stored_and_numbered(writing: Cast) -> None:
    receipt = writing.post("Friends next door")
    note = db.session.get_one(Note, receipt.id)
    assert (receipt.stored, receipt.created) == (True, True)
    assert receipt.seq == note.posted_seq == log(writing.process_id)[-1].seq
    assert writing.words(receipt.id) == "Friends next door"


def test_the_same_words_again_are_received_and_not_stored_again(writing: Cast) -> None:
    first = writing.post("Friends next door")
    again = writing.post("Friends next door", key=first.id)
    assert (again.stored, again.created, again.seq) == (True, False, first.seq)
    assert writing.stored() == 1
    assert len([event for event in log(writing.process_id) if event.kind == "note.posted"]) == 1


def test_words_that_differ_only_in_how_they_were_sent_are_the_same_words(writing: Cast) -> None:
    first = writing.post("Café\nand cake")
    assert not writing.post("Cafe\u0301\r\nand cake", key=first.id).created


def test_the_same_words_under_another_id_are_another_note(writing: Cast) -> None:
    writing.write("Friends", "Friends")
    assert writing.stored() == 2


def test_an_earlier_wording_is_received_and_changes_nothing(writing: Cast) -> None:
    first = writing.post("Freinds")
    notes.reword(writing.w, first.id, "Friends", [writing.amina])
    again = writing.post("Freinds", key=first.id)
    assert (again.stored, again.created) == (True, False)
    assert writing.words(first.id) == "Friends"


def test_the_latest_wording_is_received_too(writing: Cast) -> None:
    first = writing.post("Freinds")
    notes.reword(writing.w, first.id, "Friends", [writing.amina])
    assert not writing.post("Friends", key=first.id).created


def test_other_words_under_a_known_id_are_refused(writing: Cast) -> None:
    first = writing.post("Friends")
    assert refused(lambda: writing.post("Foes", key=first.id)) == (409, "known")
    assert writing.words(first.id) == "Friends"


def test_another_seat_with_a_known_id_is_refused_and_learns_nothing(writing: Cast) -> None:
    first = writing.post("Friends")
    for text in ("Friends", "Foes"):
        with pytest.raises(notes.posting.AlreadyKnown) as answer:
            writing.post(text, writing.boris, key=first.id)
        assert "Friends" not in answer.value.message
    assert writing.stored() == 1


def test_a_known_id_in_another_workshop_is_refused(writing: Cast) -> None:
    first = writing.post("Friends")
    elsewhere = gather("Another town")
    elsewhere.stand(Step.WRITE, 1)
    assert refused(lambda: elsewhere.post("Friends", key=first.id)) == (409, "known")


@pytest.mark.parametrize("text", ["Friends", "Something else"])
def test_an_erased_note_is_received_and_not_stored_again(writing: Cast, text: str) -> None:
    first = writing.post("Friends")
    writing.erase(first.id)
    again = writing.post(text, key=first.id)
    assert (again.stored, again.created) == (False, False)
    assert writing.words(first.id) is None


@pytest.mark.parametrize("text", ["Friends", "Something else"])
def test_a_withdrawn_note_is_received_and_not_stored_again(writing: Cast, text: str) -> None:
    first = writing.post("Friends")
    notes.withdraw(writing.w, first.id, [writing.amina])
    again = writing.post(text, key=first.id)
    assert (again.stored, again.created) == (False, False)
    assert not any(db.session.scalars(select(Text.body).where(Text.note_id == first.id)))


def test_an_erased_note_of_another_seat_is_refused(writing: Cast) -> None:
    first = writing.post("Friends")
    writing.erase(first.id)
    assert refused(lambda: writing.post("Friends", writing.boris, key=first.id)) == (409, "known")


def test_a_known_note_is_received_when_the_workshop_is_closed_and_a_new_one_is_not(writing: Cast) -> None:
    first = writing.post("Friends")
    writing.stand(Step.CLOSE)
    assert not writing.post("Friends", key=first.id).created
    assert refused(lambda: writing.post("Friends")) == (409, "step")


def test_a_known_note_is_received_when_the_seat_has_used_up_its_allowance_and_a_new_one_is_not(writing: Cast) -> None:
    first = writing.post("Friends")
    assert not writing.post("Friends", key=first.id, spend=exhausted).created
    assert refused(lambda: writing.post("Friends", spend=exhausted)) == (429, "rate")
    assert writing.stored() == 1


def test_other_words_under_a_known_id_are_refused_as_known_even_when_the_workshop_is_closed(writing: Cast) -> None:
    first = writing.post("Friends")
    writing.stand(Step.CLOSE)
    assert refused(lambda: writing.post("Foes", key=first.id, spend=exhausted)) == (409, "known")


def test_the_step_is_looked_at_before_the_allowance(writing: Cast) -> None:
    assert refused(lambda: writing.post("Too early", question=2, spend=exhausted)) == (409, "step")


def test_a_refused_note_can_be_sent_again_under_its_id(writing: Cast) -> None:
    key = new_id()
    refused(lambda: writing.post("Friends", key=key, spend=exhausted))
    assert writing.post("Friends", key=key).created


def test_an_id_in_another_spelling_is_the_same_id(writing: Cast) -> None:
    first = writing.post("Friends")
    assert not writing.post("Friends", key=first.id.upper()).created


@pytest.mark.parametrize("key", ["", "1", "not-a-uuid", "../../etc/passwd", "\x00" * 32, "ü" * 36])
def test_an_id_that_no_device_makes_is_refused(writing: Cast, key: str) -> None:
    assert refused(lambda: notes.post(notes.PostedNote(key, writing.amina, 1, "Friends"))) == (422, "id")


def test_an_unknown_question_is_refused(writing: Cast) -> None:
    assert refused(lambda: writing.post("Friends", question=4)) == (422, "question")


def test_who_has_no_seat_is_refused(writing: Cast) -> None:
    assert refused(lambda: writing.post("Friends", "nobody")) == (401, "seat")


def test_who_was_let_go_is_refused_even_with_a_known_note(writing: Cast) -> None:
    first = writing.post("Friends")
    seats.let_go(writing.w, writing.amina, by=writing.desk)
    assert refused(lambda: writing.post("Friends", key=first.id)) == (401, "seat")
    assert refused(lambda: writing.post("Family")) == (401, "seat")


def test_a_refusal_leaves_no_trace(writing: Cast) -> None:
    before = log(writing.process_id)
    for question, text in ((2, "Too early"), (4, "No such question"), (1, " \n")):
        refused(lambda question=question, text=text: writing.post(text, question=question))
    assert [event.id for event in log(writing.process_id)] == [event.id for event in before]
    assert writing.stored() == 0
