"""Bringing a database to the schema that this version knows: backed up first, never guessed at."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabase(RuntimeError):
    """The data was written by a later version of the software; nothing was touched."""


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


