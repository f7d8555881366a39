"""A real server and people with real browsers at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.people import People
from tests.tools.server import Made, Server, running_server
from workshop.cli.common import opened
from workshop.extensions import db
from workshop.meeting import create_workshop, invite
from workshop.meeting.finding import join_codes
from workshop.method.steps import Step

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("server") / "data") as started:
        yield started


@pytest.fixture
def people(browser: Browser, server: Server) -> Iterator[People]:
    invited = People(browser, server)
    yield invited
    invited.leave()
    assert invited.failures == []


@pytest.fixture(scope="module")
def writing(server: Server) -> Made:
    """A workshop of one group that writes on question 1, and does so through all of a module."""
    return make(server)


@pytest.fixture
def meeting(server: Server) -> Made:
    """A workshop of one group that writes on question 1, for one test to lead."""
    return make(server)


def make(server: Server) -> Made:
    """What `workshop create` does, without starting another interpreter for it."""
    with opened(server.data):
        workshop = create_workshop(None, "Bien-être à Drouot", step=Step.WRITE)
        code, w = join_codes(workshop.id)[0], workshop.public_id
        desk = invite(f"/w/{w}/desk")
        db.session.remove()
        db.engine.dispose()
    address = server.address
    return Made(w, code, f"{address}/j/{code}", f"{address}/sign-in/{desk}", f"{address}/w/{w}/screen")
