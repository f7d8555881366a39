"""Many write at once: by threads of one server, and by several servers on one database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import close_app, make_app
from tests.rules.cast import Cast, gather, log, new_id
from workshop import board, database, notes, seats
from workshop.extensions import db
from workshop.method.refusals import Refusal
from workshop.method.steps import Step
from workshop.models import Event, Note, Placement, Seat
from workshop.notes import PostedNote

WRITERS = 8
POSTS = 25


@pytest.fixture
def writing(own_cast: Cast) -> Cast:
    own_cast.stand(Step.WRITE, 1)
    return own_cast


@contextmanager
def servers(app: Flask, number: int, folder: Path) -> Iterator[list[Flask]]:
    """Further servers on the same database, each with a writer's lock of its own."""
    with ExitStack() as stack:
        made = [make_app(folder, app.config["SQLALCHEMY_DATABASE_URI"]) for _ in range(number)]
        for one in made:
            stack.callback(close_app, one)
        yield made


def at_once(apps: list[Flask], act: Callable[[int], object], writers: int = WRITERS) -> list[object]:
    """Have this done by so many writers, beginning together; what each one got, or raised."""
    start = threading.Barrier(writers)

    def run(number: int) -> object:
        with apps[number % len(apps)].app_context():
            try:
                start.wait(timeout=20)
                return act(number)
            except Refusal as refusal:
                return refusal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(run, range(writers)))


def posting(cast: Cast, keys: list[list[str]]) -> Callable[[int], object]:
    people = cast.people

    def post(number: int) -> list[int]:
        seat = people[number % 3]
        return [notes.post(PostedNote(key, seat, 1, f"{number} {key}")).seq for key in keys[number]]

    return post


def require_whole(cast: Cast, keys: list[list[str]]) -> None:
    """Every note is there once, with its own number, and the log has no gap."""
    stored = list(db.session.execute(select(Note.id, Note.posted_seq)))
    assert {key for key, _seq in stored} == {key for one in keys for key in one}
    assert len({seq for _key, seq in stored}) == WRITERS * POSTS
    found = [event.seq for event in log(cast.process_id)]
    assert found == list(range(1, len(found) + 1))


def fresh_keys() -> list[list[str]]:
    return [[new_id() for _ in range(POSTS)] for _ in range(WRITERS)]


def test_threads_that_post_at_once_leave_no_gap_and_lose_nothing(app: Flask, writing: Cast) -> None:
    keys = fresh_keys()
    post = posting(writing, keys)
    told: list[int] = []
    database.subscribe(app, lambda event: told.append(event.seq))
    answers = at_once([app], post)
    require_whole(writing, keys)
    assert told == sorted(told), "subscribers hear the events in the order of their numbers"
    assert sorted(told) == sorted(seq for answer in answers for seq in answer)  # type: ignore[attr-defined]


def test_servers_that_post_at_once_leave_no_gap_and_lose_nothing(
    app: Flask, writing: Cast, tmp_path: Path
) -> None:
    keys = fresh_keys()
    with servers(app, 2, tmp_path) as more:
        at_once([app, *more], posting(writing, keys))
    require_whole(writing, keys)


def test_one_note_sent_to_several_servers_at_once_is_stored_once(app: Flask, writing: Cast, tmp_path: Path) -> None:
    keys = [new_id() for _ in range(10)]

    def post(_number: int) -> list[bool]:
        return [notes.post(PostedNote(key, writing.amina, 1, "Friends")).created for key in keys]

    with servers(app, 2, tmp_path) as more:
        answers = at_once([app, *more], post, 6)
    assert [sum(created) for created in zip(*answers, strict=True)] == [1] * 10  # type: ignore[call-overload]
    assert writing.stored() == 10


def test_one_note_placed_by_several_servers_at_once_ends_in_one_criterion(
    app: Flask, writing: Cast, tmp_path: Path
) -> None:
    several = writing.shown(*[f"Note {number}" for number in range(5)])
    made = [writing.make(f"Criterion {number}") for number in range(6)]

    def place(number: int) -> None:
        for note in several:
            board.place(writing.w, note, made[number], by=writing.desk)

    with servers(app, 2, tmp_path) as more:
        at_once([app, *more], place, 6)
    active = list(db.session.scalars(select(Placement.note_id).where(Placement.active.is_(True))))
    assert sorted(active) == sorted(several)


def test_people_who_sit_down_at_several_servers_at_once_get_seats_of_their_own(
    app: Flask, own_cast: Cast, tmp_path: Path
) -> None:
    with servers(app, 2, tmp_path) as more:
        answers = at_once([app, *more], lambda _number: seats.join(own_cast.w, None, limit=6))
    seated = [answer for answer in answers if isinstance(answer, Seat)]
    assert sorted(seat.number for seat in seated) == [2, 3, 4, 5, 6], "the others met a full group"


def test_two_desks_at_once_leave_a_sheet_that_adds_up(app: Flask, writing: Cast) -> None:
    several = writing.shown(*[f"Note {number}" for number in range(6)])
    made = [writing.make(f"Criterion {number}") for number in range(3)]

    def work(number: int) -> None:
        by = (writing.desk, writing.other_desk)[number]
        for turn, note in enumerate(several * 3):
            board.place(writing.w, note, made[(turn + number) % 3], by=by)
            if turn % 3 == number:
                try:
                    writing.undo(by=by)
                except Refusal:
                    continue

    at_once([app], work, 2)
    placed = [note for notes_of in writing.placed().values() for note in notes_of]
    assert len(placed) == len(set(placed))
    assert set(placed) | writing.loose() == set(several)
    found: list[Event] = log(writing.process_id)
    assert [event.seq for event in found] == list(range(1, len(found) + 1))


def test_who_reads_is_not_kept_waiting_by_a_writer(app: Flask, writing: Cast) -> None:
    [note] = writing.write("Friends")
    seen: list[str | None] = []

    def read() -> None:
        with app.app_context():
            seen.append(writing.words(note))

    with database.write() as session:
        session.get_one(Note, note).late = True
        session.flush()
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(timeout=4)
        assert seen == ["Friends"]


def test_a_snapshot_sees_one_moment(app: Flask, writing: Cast) -> None:
    writing.write("Before")

    def post() -> None:
        with app.app_context():
            writing.write("After")

    with database.snapshot() as session:
        count = select(Note.id)
        first = len(list(session.scalars(count)))
        writer = threading.Thread(target=post)
        writer.start()
        writer.join(timeout=10)
        assert len(list(session.scalars(count))) == first == 1
    assert writing.stored() == 2


def test_a_rolled_back_writer_lets_the_next_one_in(app: Flask, writing: Cast) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), database.write():
            raise ZeroDivisionError
    assert gather("Another town").stand(Step.WRITE, 1)
