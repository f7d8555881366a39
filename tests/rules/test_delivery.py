"""What was committed is handed on: in the order of its numbers, once, and nothing that was rolled back."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from tests.rules.cast import Cast, gather, refused
from workshop import database, history
from workshop.history import Actor, Audience
from workshop.method.steps import Step
from workshop.models import Event


@pytest.fixture
def heard(app: Flask, own_cast: Cast) -> list[Event]:
    """What a subscriber was told, in order."""
    told: list[Event] = []
    database.subscribe(app, told.append)
    return told


def test_a_committed_event_is_handed_on_once(own_cast: Cast, heard: list[Event]) -> None:
    own_cast.stand(Step.WRITE, 1)
    receipt = own_cast.post("Friends")
    assert [(event.kind, event.seq) for event in heard] == [("group.moved", receipt.seq - 1), ("note.posted", receipt.seq)]


def test_it_is_on_disk_before_anybody_is_told(app: Flask, own_cast: Cast) -> None:
    known: list[bool] = []

    def look(event: Event) -> None:
        thread = threading.Thread(target=lambda: known.append(on_disk(app, event.process_id) >= event.seq))
        thread.start()
        thread.join()

    database.subscribe(app, look)
    own_cast.stand(Step.WRITE, 1)
    own_cast.post("Friends")
    assert known == [True, True]


def on_disk(app: Flask, process_id: int) -> int:
    with app.app_context():
        return history.head(process_id)


def test_every_subscriber_is_told(app: Flask, own_cast: Cast, heard: list[Event]) -> None:
    others: list[int] = []
    database.subscribe(app, lambda event: others.append(event.seq))
    own_cast.stand(Step.WRITE, 1)
    assert others == [event.seq for event in heard]


def test_nothing_is_handed_on_of_a_refused_act(own_cast: Cast, heard: list[Event]) -> None:
    refused(lambda: own_cast.post("Too early", question=2))
    refused(lambda: own_cast.stand(Step.READ, 9))
    refused(own_cast.undo)
    assert heard == []


def test_nothing_is_handed_on_of_what_was_rolled_back(own_cast: Cast, heard: list[Event]) -> None:
    with pytest.raises(ZeroDivisionError), database.write():
        history.record(own_cast.process_id, "note.posted", Actor(), Audience())
        raise ZeroDivisionError
    own_cast.stand(Step.WRITE, 1)
    assert [event.kind for event in heard] == ["group.moved"]


def test_a_refused_undo_hands_on_that_it_was_passed_over(own_cast: Cast, heard: list[Event]) -> None:
    own_cast.stand(Step.SORT, 1)
    criterion = own_cast.make("Company")
    [note] = own_cast.shown("Friends")
    own_cast.place_in(note, criterion)
    own_cast.place_in(note, own_cast.make("Calm", by=own_cast.other_desk), by=own_cast.other_desk)
    heard.clear()
    refused(own_cast.undo)
    assert [event.kind for event in heard] == ["passed"]


def test_a_subscriber_that_fails_takes_nothing_from_the_writer_nor_from_the_others(
    app: Flask, own_cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[int] = []

    def fail(_event: Event) -> None:
        raise RuntimeError("a broken follower")

    database.subscribe(app, fail)
    database.subscribe(app, lambda event: told.append(event.seq))
    own_cast.stand(Step.WRITE, 1)
    assert own_cast.post("Friends").stored
    assert len(told) == 2
    assert "could not be handed on" in caplog.text


def test_a_verb_does_not_call_another_verb(own_cast: Cast) -> None:
    with database.write(), pytest.raises(AssertionError):
        own_cast.stand(Step.WRITE, 1)


def test_an_event_is_recorded_inside_a_write_only(own_cast: Cast) -> None:
    with pytest.raises(AssertionError):
        history.record(own_cast.process_id, "note.posted", Actor(), Audience())


def test_another_applications_subscribers_hear_nothing(app: Flask, own_cast: Cast, heard: list[Event]) -> None:
    elsewhere = gather("Another town")
    heard.clear()
    elsewhere.stand(Step.WRITE, 1)
    assert {event.process_id for event in heard} == {elsewhere.process_id}, "one application, several processes"
