"""Transactions: how the rules write, and how what was written reaches those who follow.

Owns the writer lock, SQLite's pragmas and the order of delivery. Knows no table: the factory
gives it the numbering and its subscribers.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from sqlite3 import OperationalError
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, Executable, Row, event, text
from sqlalchemy.orm import Session

from workshop.extensions import db

BUSY_TIMEOUT_MS = 5000
ONE_WRITER = 0x6172632D  # PostgreSQL's number for the lock that every writer takes

_writing: ContextVar[list[Any] | None] = ContextVar("writing", default=None)


class Delivery:
    """What one application has committed and not yet handed on, in the order of the log."""

    def __init__(self) -> None:
        self.writer = threading.Lock()
        self.handing_on = threading.Lock()
        self.waiting: deque[Any] = deque()
        self.subscribers: list[Callable[[Any], None]] = []
        self.numbering: Callable[[int], int] | None = None
        self.settling: list[Callable[[list[Any]], None]] = []
        self.words_were_erased = True  # a server that was killed may have left some behind
        self.to_forget = False
        self.forgetting: list[Callable[[], None]] = []

    def hand_on(self) -> None:
        """Give every waiting event to every subscriber, oldest first, one at a time."""
        with self.handing_on:
            while self.waiting:
                committed = self.waiting.popleft()
                for subscriber in self.subscribers:
                    _tell(subscriber, committed)


def init_app(app: Flask, numbering: Callable[[int], int]) -> None:
    """Bind the engine's behaviour and the log's numbering to an application."""
    delivery = Delivery()
    delivery.numbering = numbering
    app.extensions["delivery"] = delivery
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Make SQLite durable and strict; let `write()` decide how a transaction begins."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = _writing.get() is not None
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def subscribe(app: Flask, subscriber: Callable[[Any], None]) -> None:
    """Have `subscriber` called with each committed event, in order of its number.

    It runs in the writer's thread after the commit, so it must be quick. What it raises is logged
    and goes no further: the writer is told that its words are stored, because they are.
    """
    _delivery(app).subscribers.append(subscriber)


def settle_with(app: Flask, settle: Callable[[list[Any]], None]) -> None:
    """Have `settle` called with the events of every change before its commit, as a part of it.

    For what must never outlive the thing it is about. What it raises takes the whole change back.
    """
    _delivery(app).settling.append(settle)


def next_number(process_id: int) -> int:
    """The log's next number for a process; only inside `write()`."""
    numbering = _current().numbering
    assert numbering is not None and _writing.get() is not None
    return numbering(process_id)


def announce(committed: Any) -> None:
    """Have this event handed on once the running `write()` has committed."""
    events = _writing.get()
    assert events is not None, "events are recorded inside write()"
    events.append(committed)


def when_words_are_erased(app: Flask, forget: Callable[[], None]) -> None:
    """Have `forget` called after a commit that erased words, by whoever holds copies of words. It must be quick."""
    _delivery(app).forgetting.append(forget)


def words_erased() -> None:
    """Have no trace of the words that the running `write()` erases left in the database's files, nor in copies."""
    assert _writing.get() is not None, "words are erased inside write()"
    delivery = _current()
    delivery.words_were_erased = delivery.to_forget = True


@contextmanager
def write() -> Iterator[Session]:
    """One change: all of it on disk at the end of the block, or nothing of it.

    Ends any open read first (a stale snapshot could not be written on), lets one writer of this
    operating-system process in at a time (those of other processes wait in the database, up to
    five seconds), and hands the committed events on after the commit.
    Nothing inside may yield: no socket, no file, no rendering. Verbs don't nest.
    """
    assert _writing.get() is None, "a verb must not call another verb"
    delivery = _current()
    _end_read()
    with delivery.writer:
        token = _writing.set([])
        try:
            _wait_for_other_servers()
            yield db.session()
            for settle in delivery.settling:
                settle(list(_writing.get() or []))
            db.session.commit()
            delivery.waiting.extend(_writing.get() or [])
        finally:
            _end_read()
            _writing.reset(token)
        if delivery.words_were_erased:
            delivery.words_were_erased = not _empty_journal()
    if delivery.to_forget:
        delivery.to_forget = False
        for forget in delivery.forgetting:
            forget()
    delivery.hand_on()


@contextmanager
def snapshot() -> Iterator[Session]:
    """Several reads that see one and the same moment."""
    _end_read()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield db.session()
    finally:
        _end_read()


def _tell(subscriber: Callable[[Any], None], committed: Any) -> None:
    try:
        subscriber(committed)
    except Exception:
        logging.getLogger(__name__).exception("an event could not be handed on")


def _wait_for_other_servers() -> None:
    """One writer at a time in PostgreSQL too: what a verb reads must still be so when it writes."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}"))
        db.session.execute(text(f"SELECT pg_advisory_xact_lock({ONE_WRITER})"))


def _empty_journal() -> bool:
    """Bring SQLite's journal into the file and empty it: earlier pages with the words are in it.

    False where somebody is reading just now; nobody waits for that, the next writer tries again.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    with closing(db.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA busy_timeout=0")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            emptied = cursor.fetchone()
        except OperationalError:
            emptied = None
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        return emptied is not None and not emptied[0]


def _end_read() -> None:
    """Leave the transaction; rows already loaded keep their values, apart from the session."""
    db.session.expunge_all()
    db.session.rollback()


def rows(query: Executable, values: dict[str, Any] | None = None) -> Sequence[Row[Any]]:
    """What a query for columns finds, without the session's unit of work, which costs as much as the query.

    For reading alone: what a `write()` has changed and not yet flushed is not seen.
    """
    return db.session.connection().execute(query, values or {}).all()


def require_answer() -> None:
    """Raise unless the database answers."""
    db.session.execute(text("SELECT 1"))


def _current() -> Delivery:
    from flask import current_app

    return _delivery(current_app)


def _delivery(app: Flask) -> Delivery:
    delivery: Delivery = app.extensions["delivery"]
    return delivery
