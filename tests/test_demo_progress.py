"""What the terminal shows while a meeting is played."""

from __future__ import annotations

import io
import re

from workshop.demo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def without_clock(text: str) -> list[str]:
    return [re.sub(r"^\d+:\d\d  ", "", line) for line in text.splitlines()]


def test_plain_lines_come_at_the_beginning_and_at_each_quarter() -> None:
    out = io.StringIO()
    progress = Progress(out)
    progress.moment("writing", 8)
    for _note in range(8):
        progress.tick()
    progress.say("done")
    assert without_clock(out.getvalue()) == [
        "writing", "writing: 2 / 8", "writing: 4 / 8", "writing: 6 / 8", "writing: 8 / 8", "done",
    ]  # fmt: skip


def test_a_moment_of_few_things_says_no_quarter_twice() -> None:
    out = io.StringIO()
    progress = Progress(out)
    progress.moment("reading", 2)
    progress.tick()
    progress.tick()
    progress.tick()
    assert without_clock(out.getvalue())[:3] == ["reading", "reading: 1 / 2", "reading: 2 / 2"]


def test_a_terminal_gets_one_line_that_changes() -> None:
    out = Terminal()
    progress = Progress(out)
    progress.moment("writing", 4)
    for _note in range(4):
        progress.tick()
    assert "\n" not in out.getvalue()
    assert "writing: 4 / 4" in out.getvalue().split("\r")[-1]


def test_a_line_that_stays_begins_on_a_line_of_its_own() -> None:
    out = Terminal()
    progress = Progress(out)
    progress.moment("writing", 4)
    progress.say("Ended.")
    assert out.getvalue().endswith("\nEnded.\n")


def test_a_terminal_that_knows_few_letters_gets_no_error() -> None:
    raw = io.BytesIO()
    narrow = io.TextIOWrapper(raw, encoding="ascii")
    Progress(narrow).say("Ελληνικά")
    assert raw.getvalue() == b"????????\n"
