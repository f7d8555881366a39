"""The labelled statements of the benchmark: complete, and without the texts that are not ours."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT

LABELS = ROOT / "benchmarks" / "likeness"
SHARED = ROOT.parent / "shared" / "data" / "bowling_green_2018.csv"
LANGUAGES = {"fr", "en", "de", "it", "pt", "pl", "el", "sv", "lv", "tr", "ar"}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_real_statements_are_there_by_number_alone() -> None:
    labels = rows(LABELS / "bowling_green_labels.csv")
    assert len(labels) >= 150 and set(labels[0]) == {"statement_id", "criterion"}
    assert max(Counter(row["statement_id"] for row in labels).values()) == 1


def test_every_label_is_of_a_statement_that_was_really_written() -> None:
    if not SHARED.exists():
        pytest.skip("the real statements are not on this machine")
    written = {row["statement_id"] for row in rows(SHARED)}
    assert {row["statement_id"] for row in rows(LABELS / "bowling_green_labels.csv")} <= written


def test_every_criterion_of_the_real_statements_is_named() -> None:
    named = (LABELS / "README.md").read_text(encoding="utf-8")
    for criterion in {row["criterion"] for row in rows(LABELS / "bowling_green_labels.csv")}:
        assert f"`{criterion}`" in named


def test_invented_statements_cover_all_eleven_languages_evenly() -> None:
    mixed = Counter(row["language"] for row in rows(LABELS / "invented_mixed.csv"))
    assert set(mixed) == LANGUAGES and len(set(mixed.values())) == 1
    assert len(rows(LABELS / "invented_french.csv")) >= 60


def test_without_the_real_statements_the_rest_is_measured_and_it_says_so(tmp_path: Path) -> None:
    script = (
        "import sys, runpy, pathlib; sys.path.insert(0, sys.argv[1]); import statements;"
        "statements.SHARED = pathlib.Path('nowhere.csv'); sys.argv = ['likeness', '--no-speed'];"
        f"runpy.run_path({str(LABELS / '__main__.py')!r}, run_name='__main__')"
    )
    command = [sys.executable, "-c", script, str(LABELS)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=110)
    assert done.returncode == 0, done.stderr
    assert "only the invented ones are measured" in done.stdout
    assert "| real, English |" not in done.stdout and "| invented, French |" in done.stdout
