"""The real server, started once for all of these tests; and an application whose wire is held in the hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import close_app, make_app
from tests.live.stage import Wire, take_in_hand
from tests.tools.server import Server, running_server
from tests.tools.visitors import RealMeeting, Visitor


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture(scope="session")
def desk(server: Server) -> Visitor:
    """The device that the server's own link has signed in."""
    device = Visitor(server)
    assert device.get("/sign-in/" + server.desk.rpartition("/")[2]).status_code == 303
    return device


@pytest.fixture
def meet(server: Server, desk: Visitor) -> Callable[..., RealMeeting]:
    """Makes a meeting at the real server: `meet(groups=2, step="sort")`."""
    return lambda **wishes: RealMeeting(server, desk, **wishes)


@pytest.fixture(scope="session")
def house(made_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application without a server."""
    file = tmp_path_factory.mktemp("house") / "workshop.sqlite3"
    file.write_bytes(made_sqlite.read_bytes())
    made = make_app(file.parent, f"sqlite:///{file}")
    yield made
    close_app(made)


@pytest.fixture
def wire(house: Flask, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """That application's way out to browsers."""
    return take_in_hand(house, monkeypatch)
