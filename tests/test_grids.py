"""Grids as data: the one that comes with the software says what its source says; any table is read or refused plainly."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from tests.conftest import ROOT
from workshop.method.grid import Grid, Status, plain, rows_of_data
from workshop.method.grid_file import ROWS_LIMIT, Table, decoded, read_table, written
from workshop.method.grids import builtin

SOURCE = ROOT.parent / "shared" / "data" / "spiral_grid.csv"
SMALL = "code,parent,label_en,label_fr,status,note\nA,,Outside,Dehors,confirmed,\nA01,A,Trees,Les arbres,,seen from a window\n"


@pytest.fixture(autouse=True)
def speaking() -> Iterator[None]:
    speaker = Flask("speaker")
    Babel(speaker)
    with speaker.app_context():
        yield


def problems(table: Table) -> list[tuple[int, str]]:
    """Where something is wrong; every problem is a sentence."""
    assert all(problem.said for problem in table.problems)
    return [(problem.line, problem.column) for problem in table.problems]


class TestTheGridThatComesWithTheSoftware:
    def test_says_what_its_source_says_and_nothing_else(self) -> None:
        if not SOURCE.is_file():
            pytest.skip("the folder shared/data is not beside this checkout")
        facts = list(csv.DictReader(SOURCE.open(encoding="utf-8")))
        assert [(row.code, row.parent, row.status.value) for row in builtin().rows] == [
            (fact["code"], fact["parent"], fact["status"]) for fact in facts
        ]
        for row, fact in zip(builtin().rows, facts, strict=True):
            for language in ("en", "fr"):
                words = row.labels.get(language, "")
                remark = fact[f"label_{language}"].removeprefix(words)
                assert fact[f"label_{language}"].startswith(words)
                known = {f" ({row.note})", " (label ours; code from import example)", "(ninth dimension: name not found)"}
                assert remark == "" or remark in known, row.code

    def test_marks_what_no_source_confirms(self) -> None:
        found = {row.code: row.status.confirmed for row in builtin().rows}
        assert found["A01"] and found["D03"]
        assert not found["A04"] and not found["D02"] and not found["I"]
        assert [row.code for row in builtin().unconfirmed] == [code for code, confirmed in found.items() if not confirmed]

    def test_has_the_general_component_first_and_gives_none_where_not_even_a_name_is_known(self) -> None:
        components = builtin().components
        assert [rows[0].code for code, rows in components.items() if code != "I"] == [f"{code}00" for code in "ABCDEFGH"]
        assert components["I"] == []

    def test_is_found_by_code_label_and_note_without_accents_or_case(self) -> None:
        row = builtin().row("a01")
        assert row is not None
        for words in ("a01", "FOOD", "alimentation", "accès", "ACCES A L"):
            assert plain(words) in row.found_by
        assert plain("housing") not in row.found_by


class TestATable:
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_is_read_however_a_spreadsheet_saves_it(self, separator: str, encoding: str) -> None:
        text = "code,parent,label_fr\r\nÉ".replace("É", "A") + ",,Accès à l’essentiel\r\n\r\nA00,A,En général\r\n"
        table = read_table(decoded(text.replace(",", separator).encode(encoding)))
        assert table.problems == []
        assert [(row.code, row.parent, row.labels) for row in table.rows] == [
            ("A", "", {"fr": "Accès à l’essentiel"}),
            ("A00", "A", {"fr": "En général"}),
        ]

    def test_without_a_status_answers_for_itself(self) -> None:
        assert {row.status for row in read_table("code;label\nA;Outside").rows} == {Status.OWN}

    def test_can_be_flat_and_deeper_than_two_levels(self) -> None:
        flat = Grid("k", "Flat", tuple(read_table("code;label\n1;Trees\n2;Benches").rows))
        assert {code: [row.code for row in rows] for code, rows in flat.components.items()} == {"1": ["1"], "2": ["2"]}
        deep = Grid("k", "Deep", tuple(read_table("code;parent;label\nA;;x\nA01;A;y\nA01-11;A01;z\nA00;A;w").rows))
        assert [row.code for row in deep.components["A"]] == ["A00", "A01", "A01-11"]

    def test_is_written_so_that_it_can_be_read_again(self) -> None:
        for rows in (builtin().rows, tuple(read_table(SMALL).rows)):
            again = read_table(decoded(written(rows).encode()))
            assert (again.problems, tuple(again.rows)) == ([], rows)

    def test_is_kept_as_data_and_comes_back(self) -> None:
        assert rows_of_data([row.as_data() for row in builtin().rows]) == builtin().rows

    def test_knows_a_label_in_the_readers_language_or_says_in_which_it_is(self) -> None:
        trees = read_table(SMALL).rows[1]
        assert trees.label("fr") == ("Les arbres", "fr")
        assert trees.label("pl") == ("Trees", "en")
        assert read_table("code;label_de\nA;Bäume").rows[0].label("fr") == ("Bäume", "de")


class TestWhatIsWrongIsNamedByLineAndColumn:
    @pytest.mark.parametrize(
        ("row", "where"),
        [
            ("A01,A,Again,,,", (4, "code")),
            ("a01,A,Again,,,", (4, "code")),
            (",A,No code,,,", (4, "code")),
            ("A/2,A,A slash,,,", (4, "code")),
            ("B01,B,No such parent,,,", (4, "parent")),
            ("B,B,Its own parent,,,", (4, "parent")),
            ("A02,A,,,,", (4, "label_en")),
            ("A02,A,Benches,,surely,", (4, "status")),
            ("A02,A,=1+1,,,", (4, "label_en")),
            (f"A02,A,{'x' * 201},,,", (4, "label_en")),
            (f"A02,A,Benches,,,{'x' * 501}", (4, "note")),
        ],
    )
    def test_in_a_row(self, row: str, where: tuple[int, str]) -> None:
        table = read_table(SMALL + row + "\n")
        assert problems(table) == [where]
        assert [kept.code for kept in table.rows] == ["A", "A01"]

    def test_in_several_rows_at_once(self) -> None:
        assert problems(read_table(SMALL + "A02,C,Benches,,,\n\n,A,Shade,,,\n")) == [(4, "parent"), (6, "code")]

    @pytest.mark.parametrize(
        ("text", "where"),
        [
            ("", (0, "")),
            ("\n \n", (0, "")),
            ("code,label\n", (0, "")),
            ("label,parent\nA,\n", (1, "code")),
            ("code,parent\nA,\n", (1, "label")),
            ("code,label,code\nA,x,B\n", (1, "code")),
        ],
    )
    def test_in_the_table_as_a_whole(self, text: str, where: tuple[int, str]) -> None:
        assert problems(read_table(text)) == [where]

    def test_in_a_file_that_is_no_text(self) -> None:
        for raw in (b"PK\x03\x04\x00\x00", b"\x81\x8d code", "code".encode("utf-16-le")):
            assert problems(read_table(decoded(raw))) == [(0, "")]

    def test_in_a_table_of_too_many_rows(self) -> None:
        row = "A{},x\n"
        full = "code,label\n" + "".join(row.format(number) for number in range(ROWS_LIMIT))
        assert read_table(full).problems == []
        assert problems(read_table(full + row.format("x"))) == [(0, "")]

    def test_in_the_words_of_the_reader(self) -> None:
        [problem] = read_table(SMALL + "A01,A,Again,,,\n").problems
        assert re.search(r"A01.*3", problem.said)


def test_a_wheel_holds_the_grid() -> None:
    builder = pytest.importorskip("hatchling.builders.wheel")
    held = {file.distribution_path for file in builder.WheelBuilder(str(ROOT)).recurse_included_files()}
    assert "workshop/method/grids/spiral.csv" in held
