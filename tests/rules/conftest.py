"""A test that takes `cast` has the standing cast in a process of its own, on both databases.

The application is shared, as making one takes longer than most tests; what needs an application
of its own takes `own_cast`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel
from sqlalchemy import event

from tests.conftest import close_app, make_app
from tests.rules.cast import Cast, gather
from workshop.extensions import db


def in_a_hurry(app: Flask) -> Flask:
    """The same application on a SQLite file that need not survive a power cut."""
    with app.app_context():
        event.listen(db.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        db.engine.dispose()
    return app


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("rules")
    if request.param == "sqlite":
        copied = shutil.copyfile(request.getfixturevalue("made_sqlite"), folder / "workshop.sqlite3")
        made = in_a_hurry(make_app(folder, f"sqlite:///{copied}"))
        yield made
        close_app(made)
        return
    cluster = request.getfixturevalue("postgresql")
    with cluster.database(template=request.getfixturevalue("made_postgresql")) as name:
        made = make_app(folder, cluster.url(name))
        yield made
        close_app(made)


@pytest.fixture
def cast(shared_app: Flask) -> Iterator[Cast]:
    with shared_app.app_context():
        yield gather()


@pytest.fixture
def own_cast(app: Flask) -> Iterator[Cast]:
    with app.app_context():
        yield gather()


@pytest.fixture
def speaking() -> Iterator[None]:
    """No database: refusals are sentences, and need but an application that speaks a language."""
    speaker = Flask("speaker")
    Babel(speaker)
    with speaker.app_context():
        yield
