"""The real server, started once for all of these tests; each holds a meeting of its own at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

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
