"""One application for each kind of database; every test holds a meeting of its own in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.conftest import close_app, make_app
from tests.tools.cast import Meeting


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that a whole run of tests shares. What concerns the server as a whole takes `app`."""
    folder = tmp_path_factory.mktemp("house")
    if request.param == "sqlite":
        file = shutil.copyfile(request.getfixturevalue("made_sqlite"), folder / "workshop.sqlite3")
        made = make_app(folder, f"sqlite:///{file}")
        yield made
        close_app(made)
        return
    cluster = request.getfixturevalue("postgresql")
    with cluster.database(template=request.getfixturevalue("made_postgresql")) as name:
        made = make_app(folder, cluster.url(name))
        yield made
        close_app(made)


@pytest.fixture
def meet(house: Flask) -> Callable[..., Meeting]:
    """Makes a meeting: `meet(groups=2, step="sort")`."""
    return lambda **wishes: Meeting(house, **wishes)


@pytest.fixture(scope="module")
def untouched(house: Flask) -> Meeting:
    """A meeting that is writing, shared by tests in which nothing may happen to it."""
    return Meeting(house, step="write")
