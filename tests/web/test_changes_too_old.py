"""A page that has slept through too much is told to fetch the view whole, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from tests.tools.cast import Meeting
from tests.tools.dom import parse
from workshop import database
from workshop.history import Actor, Audience, record
from workshop.live.catch_up import TOO_OLD

Meet = Callable[..., Meeting]


def test_more_events_than_are_worth_replaying_are_a_word_to_reload(meet: Meet) -> None:
    meeting = meet(step="sort")
    body = parse(meeting.desk.get(meeting.at("desk")).get_data(as_text=True)).find("body")
    asked = {"room": body["data-rooms"], "since": body["data-seq"], "epoch": body["data-epoch"]}

    def changes() -> dict[str, object]:
        answer: dict[str, object] = meeting.desk.client.get(meeting.at("changes"), query_string=asked).json
        return answer

    happens(meeting, TOO_OLD)
    assert changes()["batch"] is True
    happens(meeting, 1)
    assert changes() == {"reload": True}


def happens(meeting: Meeting, times: int) -> None:
    """So many events of the workshop, in one go."""
    with meeting.app.app_context(), database.write():
        for _ in range(times):
            record(meeting.process_id, "workshop.curtain", Actor(workshop_id=meeting.id), Audience(screen=True))
