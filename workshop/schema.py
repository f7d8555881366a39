"""Bringing a database to the schema that this version knows: backed up first, never guessed at."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DatabaseError

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(RuntimeError):
    """The data was written by a later version of the software; nothing was touched."""


class NotACopy(RuntimeError):
    """The file holds no data of ours."""


def prepare(engine: Engine) -> Path | None:
    """Create or migrate the schema; the backup's path where an older one was migrated.

    Raises `NewerDatabase` for a revision that this version doesn't know.
    """
    current = revision(engine)
    scripts = ScriptDirectory.from_config(_config(engine))
    if current == scripts.get_current_head():
        return None
    _refuse_newer(scripts, current)
    backup = back_up(engine, f"before-{current}") if current else None
    config = _config(engine)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return backup


def revision(engine: Engine) -> str | None:
    """The schema's revision as the database says, None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def back_up(engine: Engine, word: str) -> Path | None:
    """Copy a SQLite file as it stands, also while others write; None for a database server."""
    source = engine.url.database
    if engine.dialect.name != "sqlite" or not source or source == ":memory:":
        return None
    moment = datetime.now().strftime("%Y%m%d-%H%M%S")
    folder = Path(source).parent / "backups"
    folder.mkdir(exist_ok=True)
    target = folder / f"{Path(source).stem}-{word}-{moment}.sqlite3"
    copy_sqlite(Path(source), target)
    return target


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database by SQLite's own online backup: whole and consistent."""
    with sqlite3.connect(source) as reading, sqlite3.connect(target) as writing:
        reading.backup(writing)
    reading.close()
    writing.close()


def restore(copy: Path, target: Path) -> Path | None:
    """Put a copy in the data's place under a new epoch; the path under which the old data is kept.

    The copy is prepared beside the data first, so that a bad one changes nothing. Raises
    `NotACopy`, and `NewerDatabase` for the copy of a later version.
    """
    fresh = target.with_name("restoring.sqlite3")
    _discard(fresh)
    try:
        copy_sqlite(copy, fresh)
        _prepare_file(fresh)
    except (sqlite3.DatabaseError, DatabaseError):
        _discard(fresh)
        raise NotACopy from None
    kept = None
    if target.exists():
        engine = create_engine(f"sqlite:///{target}")
        kept = back_up(engine, "before-restore")
        engine.dispose()
        _discard(target)
    fresh.replace(target)
    return kept


def _prepare_file(path: Path) -> None:
    """Bring a restored file to this version's schema, and draw the epoch that marks a restore."""
    engine = create_engine(f"sqlite:///{path}")
    prepare(engine)
    engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO setting (key, value) VALUES ('epoch', ?)",
            (secrets.token_urlsafe(32),),
        )
    connection.close()


def _discard(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _refuse_newer(scripts: ScriptDirectory, current: str | None) -> None:
    if current is None:
        return
    try:
        known = scripts.get_revision(current)
    except CommandError:
        known = None
    if known is None:
        raise NewerDatabase(
            "This data was written by a newer version of Arc-en-ciel. "
            "Start that version, or choose another data folder. Nothing was changed."
        )


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


