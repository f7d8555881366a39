"""Paper at the desk: one idea after the other, a paste that is looked at first, and nothing lost or doubled."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.tools.cast import ASKING, OWN_ORIGIN, Meeting
from tests.tools.dom import Element, parse

Meet = Callable[..., Meeting]
IDEAS = "Un banc\nDu pain\nDu pain\n\nUn bus le soir"


def page(meeting: Meeting, **query: Any) -> Element:
    asked = "&".join(f"{name}={value}" for name, value in {"group": 1, "question": 1, **query}.items())
    answer = meeting.desk.get(meeting.at(f"paper?{asked}"))
    assert answer.status_code == 200
    return parse(answer.get_data(as_text=True))


def looked_at(meeting: Meeting, text: str, **form: Any) -> dict[str, Any]:
    """The preview, as a program is told of it."""
    answer = meeting.desk.post(meeting.at("paper/preview"), group=1, question=1, text=text, **form)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.json
    return found


def take(meeting: Meeting, text: str, asks: str = "json", **form: Any) -> Any:
    """What is stored of a text that was looked at."""
    seen = looked_at(meeting, text)
    kept = {"batch": seen["batch"], "seen": seen["seen"], **form}
    return meeting.desk.post(meeting.at("paper/notes"), group=1, question=1, text=text, asks=asks, **kept)


def stored(meeting: Meeting) -> list[str]:
    document = meeting.desk.get(meeting.at("outcomes.json")).json
    assert document is not None
    return sorted(note["text"] for note in document["notes"])


class TestOneAfterTheOther:
    def test_is_stored_once_however_often_it_is_sent(self, meet: Meet) -> None:
        meeting = meet(step="write")
        form = {"id": str(uuid.uuid4()), "group": 1, "question": 1, "text": " Un banc "}
        answers = [meeting.desk.post(meeting.at("paper"), form) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [201, 200]
        assert answers[0].json == answers[1].json and stored(meeting) == ["Un banc"]

    def test_without_scripts_comes_back_with_what_was_taken_in_and_a_way_back(self, meet: Meet) -> None:
        meeting = meet(step="read")
        form = {"id": str(uuid.uuid4()), "group": 1, "question": 1, "text": "Un banc"}
        answer = meeting.desk.post(meeting.at("paper"), form, asks="page")
        assert answer.status_code == 303
        back = parse(meeting.desk.get(answer.headers["Location"]).get_data(as_text=True))
        assert "Un banc" in back.find(id="entered").text
        withdrawal = back.find(id="entered").find("input", name="note")["value"]
        assert meeting.desk.post(meeting.at("paper/withdrawal"), group=1, question=1, note=withdrawal).status_code == 200
        assert stored(meeting) == []

    def test_a_refused_one_keeps_its_words_in_the_box(self, meet: Meet) -> None:
        meeting = meet(step="read")
        form = {"id": str(uuid.uuid4()), "group": 1, "question": 1, "text": "x" * 1001}
        answer = meeting.desk.post(meeting.at("paper"), form, asks="page")
        kept = parse(answer.get_data(as_text=True))
        assert answer.status_code == 422 and kept.find("input", id="one")["value"] == "x" * 1001
        assert "1001" in kept.find("p", class_="trouble").text

    def test_the_page_shows_no_words_that_were_not_typed_on_it_just_now(self, meet: Meet) -> None:
        meeting = meet(step="write")
        meeting.note(meeting.participant(), "Un secret")
        meeting.desk.post(meeting.at("paper"), id=str(uuid.uuid4()), group=1, question=1, text="Un banc")
        assert "Un secret" not in page(meeting).text and "Un banc" not in page(meeting).text
        assert "1 " in page(meeting).text

    def test_before_the_first_question_there_is_no_box(self, meet: Meet) -> None:
        assert [box["id"] for box in page(meet(step="read")).find_all("textarea")] == ["many"]
        assert page(meet(step="welcome")).find_all("textarea") == []


class TestManyAtOnce:
    def test_the_preview_stores_nothing_and_says_everything(self, meet: Meet) -> None:
        meeting = meet(step="read")
        told = looked_at(meeting, IDEAS + "\n" + "x" * 1001)
        assert told["ideas"] == ["Un banc", "Du pain", "Du pain", "Un bus le soir"]
        assert told["empty"] == 1 and told["too_long"] == [{"line": 6, "length": 1001}]
        assert stored(meeting) == []

    def test_what_was_looked_at_is_stored_and_a_second_press_stores_nothing(self, meet: Meet) -> None:
        meeting = meet(step="read")
        seen = looked_at(meeting, IDEAS)
        form = {"group": 1, "question": 1, "text": IDEAS, "batch": seen["batch"], "seen": seen["seen"]}
        answers = [meeting.desk.post(meeting.at("paper/notes"), form) for _ in range(2)]
        assert [(answer.status_code, answer.json["stored"]) for answer in answers] == [(201, 4), (200, 0)]
        assert stored(meeting) == ["Du pain", "Du pain", "Un banc", "Un bus le soir"]

    def test_a_paste_that_came_before_is_asked_about(self, meet: Meet) -> None:
        meeting = meet(step="read")
        assert take(meeting, IDEAS).status_code == 201
        longer = IDEAS + "\nUn toit"
        assert looked_at(meeting, longer)["here_already"] == 4
        asked = take(meeting, longer, asks="page")
        assert asked.status_code == 409
        choices = parse(asked.get_data(as_text=True)).find_all("input", name="duplicates")
        assert [choice["value"] for choice in choices] == ["leave", "add"] and len(stored(meeting)) == 4
        assert take(meeting, longer, duplicates="leave").json["stored"] == 1
        assert take(meeting, longer, duplicates="add").json["stored"] == 5

    def test_where_all_of_them_came_before_leaving_them_out_stores_nothing(self, meet: Meet) -> None:
        meeting = meet(step="read")
        take(meeting, IDEAS)
        answer = take(meeting, IDEAS, asks="page", duplicates="leave")
        assert answer.status_code == 303 and len(stored(meeting)) == 4

    def test_a_text_that_was_changed_since_is_looked_at_again(self, meet: Meet) -> None:
        meeting = meet(step="read")
        seen = looked_at(meeting, IDEAS)
        form = {"group": 1, "question": 1, "batch": seen["batch"], "seen": seen["seen"], "text": IDEAS + "\nUn toit"}
        answer = meeting.desk.post(meeting.at("paper/notes"), form, asks="page")
        assert answer.status_code == 409 and stored(meeting) == []
        assert "Un toit" in parse(answer.get_data(as_text=True)).find("textarea", id="many").text

    def test_the_line_breaks_that_a_form_sends_change_nothing(self, meet: Meet) -> None:
        meeting = meet(step="read")
        seen = looked_at(meeting, IDEAS)
        form = {"group": 1, "question": 1, "batch": seen["batch"], "seen": seen["seen"], "text": IDEAS.replace("\n", "\r\n")}
        assert meeting.desk.post(meeting.at("paper/notes"), form).json["stored"] == 4

    def test_a_whole_paste_can_be_taken_back(self, meet: Meet) -> None:
        meeting = meet(step="read")
        seq = take(meeting, IDEAS).json["seq"]
        assert meeting.desk.post(meeting.at("paper/withdrawal"), group=1, question=1, taken=seq).status_code == 200
        assert stored(meeting) == []

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    def test_a_file_is_read_in_its_encoding(self, meet: Meet, encoding: str) -> None:
        meeting = meet(step="read")
        file = (io.BytesIO("Nombre;Idée\r\n2;Être écouté\r\n1;L’été\r\n".encode(encoding)), "idees.csv")
        answer = meeting.desk.post(meeting.at("paper/preview"), group=1, question=1, text="", file=file)
        assert answer.json["layout"] == "table" and answer.json["ideas"] == ["Être écouté", "L’été"]

    def test_a_workbook_is_refused_and_the_pasted_text_stays(self, meet: Meet) -> None:
        meeting = meet(step="read")
        file = (io.BytesIO(b"PK\x03\x04 not text"), "idees.xlsx")
        answer = meeting.desk.post(meeting.at("paper/preview"), group=1, question=1, text=IDEAS, file=file, asks="page")
        assert answer.status_code == 422
        assert "Un bus le soir" in parse(answer.get_data(as_text=True)).find("textarea", id="many").text

    def test_five_hundred_long_ideas_fit_and_one_more_does_not(self, meet: Meet) -> None:
        meeting = meet(step="read")
        lines = [f"{number} " + "é" * 900 for number in range(500)]
        form = {"group": 1, "question": 1, "text": "\n".join(lines)}
        headers = {**ASKING["json"], "Origin": OWN_ORIGIN}
        seen = meeting.desk.client.post(
            meeting.at("paper/preview"), data=form, headers=headers, content_type="multipart/form-data"
        ).json
        kept = {**form, "batch": seen["batch"], "seen": seen["seen"]}
        answer = meeting.desk.client.post(
            meeting.at("paper/notes"), data=kept, headers=headers, content_type="multipart/form-data"
        )
        assert answer.json["stored"] == 500
        assert take(meeting, "\n".join(f"Idée {number}" for number in range(501))).status_code == 422

    def test_after_the_close_nothing_is_stored_and_the_text_stays(self, meet: Meet) -> None:
        meeting = meet(step="read")
        seen = looked_at(meeting, IDEAS)
        meeting.step("close")
        form = {"group": 1, "question": 1, "text": IDEAS, "batch": seen["batch"], "seen": seen["seen"]}
        refused = meeting.desk.post(meeting.at("paper/notes"), form, asks="page")
        assert refused.status_code == 409 and stored(meeting) == []
        assert "Un bus le soir" in refused.get_data(as_text=True)

    def test_nobody_else_has_this_page(self, meet: Meet) -> None:
        meeting = meet(step="read")
        assert meeting.participant().get(meeting.at("paper?group=1")).status_code == 403
        assert meeting.stranger().get(meeting.at("paper?group=1")).status_code == 401
