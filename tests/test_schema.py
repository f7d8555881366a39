"""The schema: made from nothing, migrated with a copy kept, and left alone where it is newer."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from tests.conftest import close_app, make_app
from workshop import models, schema
from workshop.extensions import db

LATER = '''"""A later step of the schema, for this test alone."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("process", sa.Column("motto", sa.String(40)))


def downgrade() -> None:
    op.drop_column("process", "motto")
'''


def head() -> str:
    newest = sorted((schema.MIGRATIONS / "versions").glob("[0-9]*.py"))[-1]
    return newest.name.split("_")[0]


def columns(path: Path, table: str) -> list[str]:
    with sqlite3.connect(path) as connection:
        found = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    return found


def test_the_migrations_make_exactly_the_tables_that_the_models_describe(app: Flask) -> None:
    assert models.__all__
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "workshop.sqlite3"
    close_app(make_app(tmp_path, f"sqlite:///{path}"))
    return path


def test_an_older_database_is_copied_and_migrated(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations)
    (migrations / "versions" / "9999_later.py").write_text(LATER.format(head=head()), encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)

    app = make_app(tmp_path, f"sqlite:///{made}")
    backup = app.config["MIGRATED_FROM"]
    close_app(app)

    assert "motto" in columns(made, "process")
    assert backup.parent.name == "backups"
    assert "motto" not in columns(backup, "process")
    assert columns(backup, "note") == columns(made, "note")


def test_a_database_of_this_version_is_opened_without_a_copy(made: Path, tmp_path: Path) -> None:
    app = make_app(tmp_path, f"sqlite:///{made}")
    assert app.config["MIGRATED_FROM"] is None
    close_app(app)
    assert not (tmp_path / "backups").exists()


def test_a_newer_database_is_refused_with_a_sentence_and_left_as_it_is(made: Path, tmp_path: Path) -> None:
    with sqlite3.connect(made) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    connection.close()
    before = made.read_bytes()

    with pytest.raises(schema.NewerDatabase, match="newer version"):
        make_app(tmp_path, f"sqlite:///{made}")

    assert made.read_bytes() == before
