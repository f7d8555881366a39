"""What the simulated people say, and who says it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from workshop.demo.cast import cast
from workshop.demo.pace import Pace
from workshop.demo.statements import (
    ASIDE,
    FILES,
    FOLDER,
    POLIS_ATTRIBUTION,
    Script,
    Statement,
    Unreadable,
    from_file,
    invented,
)
from workshop.demo.themes import by_shared_words
from workshop.method.words import NOTE_LIMIT

BOWLING_GREEN = Path(__file__).resolve().parents[2] / "shared" / "data" / "bowling_green_2018.csv"
MEANT_TWICE = {"être écouté", "la santé", "le bruit", "la solitude", "dire bonjour"}


@pytest.fixture(scope="module")
def script() -> Script:
    return invented()


@pytest.fixture
def real_statements() -> Path:
    if not BOWLING_GREEN.exists():
        pytest.skip("the file of real statements is not beside this checkout")
    return BOWLING_GREEN


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "said.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_file_says_first_that_all_of_it_was_invented() -> None:
    for path in FOLDER.glob("*.tsv"):
        assert "nvented for the demonstration" in path.read_text(encoding="utf-8").splitlines()[0]
    assert "All of this was invented" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_there_are_some_180_statements_for_the_three_questions(script: Script) -> None:
    assert 180 <= len(script.statements) <= 220
    assert script.questions() == [1, 2, 3]
    assert all(len(script.said_at(question)) >= 55 for question in script.questions())


def test_most_are_french_and_ten_more_languages_have_several(script: Script) -> None:
    spoken = Counter(statement.language for statement in script.statements)
    assert spoken.pop("fr") >= 120
    assert set(spoken) == {"en", "de", "it", "pt", "pl", "el", "sv", "lv", "tr", "ar"}
    assert all(5 <= count <= 8 for count in spoken.values())


def test_five_kinds_of_people_write(script: Script) -> None:
    assert {s.profile for s in script.statements} == {"young", "elderly", "mothers", "newcomers", "work"}


def test_only_a_few_statements_are_the_same(script: Script) -> None:
    told = Counter((s.question, s.text.casefold().rstrip(".")) for s in script.statements)
    assert {text for (_question, text), count in told.items() if count > 1} == MEANT_TWICE


def test_every_statement_fits_on_a_note(script: Script) -> None:
    for statement in (*script.statements, *script.practice):
        assert 0 < len(statement.text.strip()) <= NOTE_LIMIT
        assert statement.text == statement.text.strip()


def test_every_statement_belongs_somewhere_that_exists(script: Script) -> None:
    for question in script.questions():
        keys = {heading.key for heading in script.headings_of(question)}
        hints = {s.criterion for s in script.said_at(question)}
        assert len(keys) == 9
        assert keys == hints - {"", ASIDE}


def test_criteria_are_named_in_both_languages(script: Script) -> None:
    for heading in script.headings:
        assert heading.name("fr") != heading.name("en")
        assert heading.name("xx") == heading.name("fr")
        assert heading.nature in {"material", "immaterial", "both"}


def test_all_data_files_are_read(script: Script) -> None:
    assert {path.name for path in FOLDER.glob("*.tsv")} == {*FILES.values(), "criteria.tsv"}


@pytest.mark.parametrize("people", [1, 7, 40, 90])
def test_everything_is_said_once_by_as_many_people_as_wanted(script: Script, people: int) -> None:
    meeting = cast(script, people)
    said = [statement for person in meeting for statement in person.says]
    assert len(meeting) == people
    assert Counter(said) == Counter([*script.practice, *script.statements])


def test_forty_people_come_unless_another_number_is_wanted(script: Script) -> None:
    assert len(cast(script)) == 40


def test_a_person_writes_in_one_language(script: Script) -> None:
    for person in cast(script, 40):
        assert {statement.language for statement in person.says} == {person.language}


def test_nobody_comes_who_has_nothing_to_say(script: Script) -> None:
    assert all(person.says for person in cast(script, 1000))


def test_a_file_is_read_with_its_commas_and_line_breaks(tmp_path: Path) -> None:
    path = written(tmp_path, 'text,person\n"tram, bus",a\n"one\ntwo",b\n"   ",b\nmore,a\n')
    script = from_file(path)
    assert [s.text for s in script.statements] == ["tram, bus", "one\ntwo", "more"]
    assert [len(person.says) for person in cast(script)] == [2, 1]
    assert not script.invented
    assert script.attribution == ""


def test_more_persons_than_wanted_share_their_devices(tmp_path: Path) -> None:
    path = written(tmp_path, "text,person\n1,a\n2,b\n3,c\n")
    assert [[s.text for s in person.says] for person in cast(from_file(path), 2)] == [["1", "3"], ["2"]]


@pytest.mark.parametrize("text", ["words\nhello\n", "text\n", ""])
def test_a_file_without_statements_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable, match=r"said\.csv"):
        from_file(written(tmp_path, text))


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="nowhere"):
        from_file(tmp_path / "nowhere.csv")


def test_a_file_of_polis_names_its_source_by_itself(tmp_path: Path) -> None:
    path = written(tmp_path, "statement_id,person,written_at_ms,text\n0,1,2,Hello\n")
    assert from_file(path).attribution == POLIS_ATTRIBUTION
    assert from_file(path, "Our town, 2026").attribution == "Our town, 2026"


def test_the_criteria_of_a_file_are_called_as_the_file_says(tmp_path: Path) -> None:
    script = from_file(written(tmp_path, "text,criterion\na,Getting around\nb,\nc,Getting around\n"))
    assert [heading.name("fr") for heading in script.headings] == ["Getting around"]


def test_the_real_statements_keep_their_persons(real_statements: Path) -> None:
    script = from_file(real_statements)
    assert len(script.statements) == 607
    assert len(cast(script)) == 281
    assert script.attribution == POLIS_ATTRIBUTION


def test_notes_that_share_a_telling_word_go_together() -> None:
    texts = ["More trams at night", "a tram to the lake", "The tram is late", "tram!", "Silence"]
    script = by_shared_words(Script("", False, tuple(Statement(1, text) for text in texts)))
    assert [heading.name("en") for heading in script.headings] == ["Tram"]
    assert [statement.criterion for statement in script.statements] == ["tram"] * 4 + [""]


def test_a_question_takes_a_minute_and_many_notes_take_longer() -> None:
    assert 50 <= Pace.of(notes=65).question <= 60
    assert Pace.of(notes=65, speed=10).question == pytest.approx(Pace.of(65).question / 10)
    assert Pace.of(notes=607).question > 120


def test_the_moments_fill_the_question() -> None:
    pace = Pace(100)
    moments = (pace.joining, pace.practice, pace.writing, pace.reading, pace.sorting, pace.looking)
    assert sum(moments) == pytest.approx(100)
