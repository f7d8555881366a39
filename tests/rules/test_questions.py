"""The questions of a process: the method's three, editable; what people have answered stays."""

from __future__ import annotations

import pytest

from tests.rules.cast import Cast, newest, refused
from workshop import meeting
from workshop.meeting import QuestionPlan
from workshop.meeting.finding import questions
from workshop.method.steps import Step


def plans(*texts: str) -> list[QuestionPlan]:
    return [QuestionPlan({"en": {"text": text, "hint": ""}}) for text in texts]


def worded(cast: Cast) -> list[str]:
    return [row.worded("en")[1]["text"] for row in questions(cast.process_id)]


def edit(cast: Cast, *texts: str) -> None:
    meeting.edit_questions(cast.process_id, plans(*texts), by=cast.desk)


def test_a_process_begins_with_the_three_questions_of_the_method_in_two_languages(cast: Cast) -> None:
    rows = questions(cast.process_id)
    assert [(row.number, row.kind, sorted(row.wordings)) for row in rows] == [
        (1, "well-being", ["en", "fr"]), (2, "ill-being", ["en", "fr"]), (3, "action", ["en", "fr"]),
    ]


def test_a_question_without_the_readers_language_is_read_in_the_one_there_is(cast: Cast) -> None:
    edit(cast, "And in our school?")
    assert questions(cast.process_id)[0].worded("fr")[0] == "en"


def test_a_fourth_question_is_added_and_asked(cast: Cast) -> None:
    edit(cast, "One?", "Two?", "Three?", "Four?")
    cast.stand(Step.WRITE, 4)
    assert cast.post("An answer", question=4).stored


def test_a_question_that_nobody_has_answered_is_removed(cast: Cast) -> None:
    edit(cast, "One?", "Two?")
    assert worded(cast) == ["One?", "Two?"]
    assert refused(lambda: cast.stand(Step.WRITE, 3)) == (422, "question")


def test_a_question_with_a_note_stays_and_so_do_all_wordings(cast: Cast) -> None:
    cast.stand(Step.WRITE, 3)
    cast.write("A community garden", question=3)
    cast.stand(Step.WRITE, 1)
    before = worded(cast)
    assert refused(lambda: edit(cast, "One?", "Two?")) == (422, "invalid")
    assert worded(cast) == before


def test_a_question_that_is_being_asked_stays(cast: Cast) -> None:
    cast.stand(Step.WRITE, 3)
    assert refused(lambda: edit(cast, "One?", "Two?")) == (422, "invalid")
    assert cast.post("A community garden", question=3).stored


@pytest.mark.parametrize("texts", [[], [""], ["One?", " "], ["x" * 301]])
def test_no_question_an_empty_one_and_one_that_is_too_long_are_refused(cast: Cast, texts: list[str]) -> None:
    before = worded(cast)
    assert refused(lambda: edit(cast, *texts))[0] == 422
    assert worded(cast) == before


def test_new_wordings_are_an_event_for_all_faces(cast: Cast) -> None:
    edit(cast, "One?", "Two?", "Three?")
    event = newest(cast.process_id)
    assert (event.for_desk, event.for_screen, event.for_notepad) == (True, True, True)
    assert "One?" not in str([event.touched, event.changes])
