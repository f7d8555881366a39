"""The thread at the desk: every act in words, page by page; which device did it is a number; and back to a moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tools.cast import Meeting
from tests.tools.dom import Element, parse

Meet = Callable[..., Meeting]


@pytest.fixture
def sorting(meet: Meet) -> Meeting:
    meeting = meet()
    meeting.step("sort", 1)
    meeting.desk.client.set_cookie("language", "en")
    return meeting


def shown(meeting: Meeting, number: int) -> list[str]:
    author = meeting.participant()
    written = [meeting.note(author, f"Idea {chr(97 + place)}") for place in range(number)]
    for note in written:
        meeting.show(note)
    return written


def acts(page: Element) -> list[Element]:
    return [item for item in page.find_all("li") if item.id.startswith("act-")]


def number(act: Element) -> int:
    return int(act.id.removeprefix("act-"))


def words(page: Element) -> list[str]:
    said = [" ".join(item.find("span").text.replace("\u2068", "").replace("\u2069", "").split()) for item in acts(page)]
    return [words.removesuffix(" another device").removesuffix(" taken back") for words in said]


def desk(meeting: Meeting) -> Element:
    return parse(meeting.desk.get(meeting.at("desk")).get_data(as_text=True)).find(id="thread")


def test_each_kind_of_act_is_said_in_its_own_words(sorting: Meeting) -> None:
    a, b = shown(sorting, 2)
    one, other = sorting.criterion("One"), sorting.criterion("Other")
    act = lambda noun, **form: sorting.desk.post(sorting.at(noun), form)  # noqa: E731
    act(f"notes/{a}/showing", **{"as": "hand"})
    act("placements", note=[a, b], criterion=one)
    act(f"notes/{a}/placement", criterion=other, also="1")
    act("criteria", note=b, name="Split")
    act(f"criteria/{one}/merger", into=other)
    act(f"criteria/{one}/restoration")
    act("placements", note=[a, b], criterion="")
    act("undo", group=1)
    assert words(desk(sorting)) == [
        "Undone: took 2 ideas out",
        "took 2 ideas out",
        "brought “One” back",
        "merged “One” into “Other”",
        "split “Split” off from “One”",
        "put “Idea a” also in “Other”",
        "moved 2 ideas to “One”",
        "took “Idea a” in hand",
    ]


def test_earlier_acts_come_page_by_page(sorting: Meeting) -> None:
    shown(sorting, 12)
    thread = desk(sorting)
    first = acts(thread)
    more = thread.find(id="acts-before").find("button")["hx-get"]
    second = parse(sorting.desk.get(more).get_data(as_text=True))
    seqs = [number(item) for item in [*first, *acts(second)]]
    assert (len(seqs), seqs) == (12, sorted(seqs, reverse=True))
    assert not [item for item in second.find_all("li") if item.id == "acts-before"]


def test_participants_do_not_get_the_thread(sorting: Meeting) -> None:
    assert sorting.participant().get(sorting.at("thread?before=100")).status_code == 403


@pytest.mark.parametrize("before", ["", "nonsense", "-1"])
def test_a_page_before_nothing_is_refused(sorting: Meeting, before: str) -> None:
    assert sorting.desk.get(sorting.at(f"thread?before={before}")).status_code == 422


def test_devices_are_told_apart_by_numbers(sorting: Meeting) -> None:
    sorting.criterion("Mine")
    other = sorting.facilitator()
    other.post(sorting.at("criteria"), name="Theirs", question=1)
    page = parse(sorting.desk.get(sorting.at("desk")).get_data(as_text=True))
    mine = page.find("body")["data-by"]
    assert [item["data-by"] == mine for item in acts(page)] == [False, True]


def test_who_can_undo_and_redo_is_told(sorting: Meeting) -> None:
    mine = parse(sorting.desk.get(sorting.at("desk")).get_data(as_text=True)).find("body")["data-by"]

    def can() -> list[list[str]]:
        return [button["data-can"].split() for button in desk(sorting).find_all("button") if "data-can" in button.attributes]

    assert can() == [[], []]
    sorting.criterion("Mine")
    assert can() == [[mine], []]
    sorting.desk.post(sorting.at("undo"), group=1)
    assert can() == [[], [mine]]
    sorting.criterion("Another")
    assert can() == [[mine], []]


def test_back_to_a_moment_answers_what_was_taken_back_and_what_stays(sorting: Meeting) -> None:
    note, _other = shown(sorting, 2)
    one = sorting.criterion("One")
    then = number(acts(desk(sorting))[0])
    sorting.place(note, one)
    sorting.facilitator().post(sorting.at("criteria"), name="Theirs", question=1)
    sorting.criterion("Mine")
    undo = sorting.at("undo")
    answer = sorting.desk.post(undo, to=then, group=1)
    assert (answer.status_code, answer.json["undone"]) == (200, 2)
    assert [said.replace("\u2068", "").replace("\u2069", "") for said in answer.json["stayed"]] == ["made “Theirs”"]
    assert sorting.desk.post(undo, to=then, group=1).status_code == 409
    sorting.place(note, one)
    fragment = sorting.desk.post(undo, to=then, group=1, asks="htmx")
    assert (fragment.status_code, fragment.headers["HX-Retarget"]) == (200, "#said")
    assert "1 act was taken back" in fragment.get_data(as_text=True)
    assert "Theirs" in fragment.get_data(as_text=True)
    sorting.place(note, one)
    assert sorting.desk.post(undo, to=then, group=1, asks="page").status_code == 303
