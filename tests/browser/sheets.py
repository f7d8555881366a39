"""Sheets that are made before anybody looks: many ideas in criteria, written beside the running server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.rules.cast import Cast, gather
from tests.tools.server import Made
from workshop.cli.common import opened
from workshop.extensions import db
from workshop.meeting import invite
from workshop.meeting.finding import join_codes
from workshop.method.steps import Step

if TYPE_CHECKING:
    from tests.tools.server import Server


def made_sheet(server: Server, texts: list[str], names: list[str], *, loose: int = 0, step: Step = Step.SORT) -> Made:
    """A workshop at a step of question 1: these ideas in these criteria in turn, the last `loose` ones in none."""
    with opened(server.data):
        cast = gather("Le bien-être à Drouot")
        fill(cast, texts, names, loose)
        cast.stand(step, 1 if step.of_question else None)
        w, code, desk = cast.workshop.public_id, join_codes(cast.w)[0], invite(f"/w/{cast.workshop.public_id}/desk")
        db.session.remove()
        db.engine.dispose()
    address = server.address
    return Made(w, code, f"{address}/j/{code}", f"{address}/sign-in/{desk}", f"{address}/w/{w}/screen")


def fill(cast: Cast, texts: list[str], names: list[str], loose: int) -> None:
    cast.stand(Step.WRITE, 1)
    seats = [cast.amina, *(cast.another_seat() for _ in range(len(texts) // 20))]
    written = [cast.post(text, seats[number % len(seats)]).id for number, text in enumerate(texts)]
    cast.stand(Step.READ, 1)
    for note in written:
        cast.show(note)
    made = [cast.make(name) for name in names]
    for number, note in enumerate(written[: len(written) - loose]):
        cast.place_in(note, made[number % len(made)])
