"""What many tests need: a database of each kind, an application on it, a browser.

A test that takes `app`, `client` or `database_url` runs on SQLite and on PostgreSQL;
`@pytest.mark.parametrize("database_kind", ["sqlite"])` keeps it to one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.tools import browser as browsers

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

    from tests.tools.postgresql import Cluster

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests as well")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--all"):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="slow: runs with --all"))


def cannot(reason: str) -> NoReturn:
    """Skip what this machine lacks; a CI has to have it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def make_app(folder: Path, url: str) -> Flask:
    """An application with its data in `folder` and its rows at `url`."""
    from workshop.app import create_app

    return create_app({"TESTING": True, "DATA": str(folder), "SQLALCHEMY_DATABASE_URI": url})


def close_app(app: Flask) -> None:
    """Let go of its connections."""
    from workshop.extensions import db

    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without any table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'workshop.sqlite3'}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    with cluster.database() as name:
        yield cluster.url(name)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database as the factory makes it, copied: migrating anew for each test would take longer than the test."""
    if database_kind == "sqlite":
        copied = shutil.copyfile(request.getfixturevalue("made_sqlite"), tmp_path / "workshop.sqlite3")
        yield f"sqlite:///{copied}"
        return
    cluster: Cluster = request.getfixturevalue("postgresql")
    with cluster.database(template=request.getfixturevalue("made_postgresql")) as name:
        yield cluster.url(name)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = make_app(tmp_path, database_url)
    yield made
    close_app(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def made_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    made = folder / "workshop.sqlite3"
    close_app(make_app(folder, f"sqlite:///{made}"))
    return made


@pytest.fixture(scope="session")
def made_postgresql(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgresql.database() as name:
        close_app(make_app(tmp_path_factory.mktemp("made"), postgresql.url(name)))
        yield name


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    from tests.tools.postgresql import find_programs, running_cluster

    programs = find_programs()
    if programs is None:
        cannot("PostgreSQL is not installed on this machine (on Debian: apt install postgresql)")
    with running_cluster(programs) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, Chrome or Edge, started once; open a context of its own for each person."""
    from playwright.sync_api import sync_playwright

    program = browsers.find()
    if program is None:
        pytest.fail(f"Browser: {browsers.NONE}", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=browsers.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker, to be added to a page as a script."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
