"""What the desk saw goes along with its acts: `was` for one note, for a stack, for each of several fields."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tools.cast import Meeting

Meet = Callable[..., Meeting]


@pytest.fixture
def sorting(meet: Meet) -> Meeting:
    meeting = meet()
    meeting.step("sort", 1)
    return meeting


def notes(meeting: Meeting, number: int) -> list[str]:
    author = meeting.participant()
    written = [meeting.note(author) for _ in range(number)]
    for note in written:
        meeting.desk.post(meeting.at(f"notes/{note}/showing"))
    return written


def test_a_note_that_went_elsewhere_answers_409_with_its_place(sorting: Meeting) -> None:
    [note] = notes(sorting, 1)
    one, other = sorting.criterion("One"), sorting.criterion("Other")
    place = sorting.at(f"notes/{note}/placement")
    assert sorting.facilitator().post(place, criterion=one, was="").status_code == 200
    answer = sorting.desk.post(place, criterion=other, was="")
    assert (answer.status_code, answer.json["code"]) == (409, "moved")
    assert "One" in answer.json["message"]
    assert sorting.desk.post(place, criterion=other, was=one).status_code == 200


def test_further_notes_go_along_with_the_one_in_hand(sorting: Meeting) -> None:
    hand, two, three, four = notes(sorting, 4)
    one, other = sorting.criterion("One"), sorting.criterion("Other")
    along = {"with": [f"{two} {three}", four], "criterion": one, "was": ""}
    assert sorting.desk.post(sorting.at(f"notes/{hand}/placement"), along).status_code == 200
    back = {"note": [hand, f"{two} {three}", four], "criterion": "", "was": [one, one, other]}
    assert sorting.desk.post(sorting.at("placements"), back).json["code"] == "moved"
    assert sorting.desk.post(sorting.at("placements"), {**back, "was": [one, one, one]}).status_code == 200


def test_a_new_criterion_takes_notes_along_and_heeds_where_they_were(sorting: Meeting) -> None:
    hand, two = notes(sorting, 2)
    made = {"note": hand, "with": two, "was": ""}
    assert sorting.desk.post(sorting.at("criteria"), made).status_code == 200
    assert sorting.desk.post(sorting.at("criteria"), made).json["code"] == "moved"


@pytest.mark.parametrize("was", [["", ""], ["", "", "", ""]])
def test_a_place_for_some_fields_only_is_refused(sorting: Meeting, was: list[str]) -> None:
    form = {"note": notes(sorting, 3), "criterion": sorting.criterion("One"), "was": was}
    answer = sorting.desk.post(sorting.at("placements"), form)
    assert (answer.status_code, answer.json["code"]) == (422, "was")


def test_names_and_marks_that_changed_meanwhile_stay(sorting: Meeting) -> None:
    one = sorting.criterion("One")
    renamed = sorting.at(f"criteria/{one}/name")
    assert sorting.facilitator().post(renamed, name="Theirs", was="One").status_code == 200
    answer = sorting.desk.post(renamed, name="Mine", was="One")
    assert (answer.status_code, answer.json["code"]) == (409, "changed")
    assert "Theirs" in answer.json["message"]
    marked = sorting.at(f"criteria/{one}/nature")
    assert sorting.desk.post(marked, nature="both", was="undecided").status_code == 200
    assert sorting.desk.post(marked, nature="material", was="undecided").json["code"] == "changed"
    assert sorting.desk.post(marked, nature="material", was="nonsense").status_code == 422


def test_what_got_another_note_since_the_page_was_drawn_is_not_removed(sorting: Meeting) -> None:
    [note] = notes(sorting, 1)
    one = sorting.criterion("One")
    seen = sorting.facilitator().post(sorting.at(f"notes/{note}/placement"), criterion=one).json["seq"]
    removal = sorting.at(f"criteria/{one}/removal")
    answer = sorting.desk.post(removal, seen=seen - 1)
    assert (answer.status_code, answer.json["code"]) == (409, "changed")
    assert sorting.desk.post(removal, seen="nonsense").status_code == 422
    assert sorting.desk.post(removal, seen=seen).status_code == 200
