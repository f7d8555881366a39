"""What counts as somebody's words: kept as written, cleaned of what can't be seen or turns other text round."""

from __future__ import annotations

import time
import unicodedata

import pytest

from tests.rules.cast import refused
from workshop.method import words

pytestmark = pytest.mark.usefixtures("speaking")

KEPT = {
    "line breaks": "one\ntwo\n\nthree",
    "spaces around": "  two spaces  ",
    "zero width joiner": "👩‍👩‍👧‍👦",
    "zero width non-joiner": "می‌خواهم",
    "left-to-right and right-to-left marks": "\u200eabc\u200f",
    "Arabic letter mark": "\u061cabc",
    "a flag by tags": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "variation selector": "❤️",
    "soft hyphen": "Zusammen\u00adarbeit",
    "marks on marks": "Z̷̢̡a̴l̵g̶o̸",
    "letters beyond the first plane": "𝓯𝓻𝓮𝓮",
    "right-to-left words": "السلام عليكم",
    "markup": "<script>alert(1)</script> &amp; {{ 7*7 }} %(name)s ${x}",
    "no-break space": "oui\u00a0!",
    "a letter newer than Python": "\U0001fae8 \U00016d40",
}
REMOVED = {
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "bell": "a\x07b",
    "delete": "a\x7fb",
    "a later control": "a\x9bb",
    "override": "a\u202eb",
    "embedding": "a\u202ab",
    "pop": "a\u202cb",
    "isolate": "a\u2066b",
    "pop isolate": "a\u2069b",
    "byte order mark": "a\ufeffb",
    "a surrogate alone": "a\ud800b",
    "no character": "a\ufffeb",
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_people_write_stays_as_written(text: str) -> None:
    assert words.note_text(text) == text


@pytest.mark.parametrize("text", REMOVED.values(), ids=REMOVED.keys())
def test_what_cannot_be_seen_and_turns_other_text_round_is_removed(text: str) -> None:
    cleaned = words.note_text(text)
    assert (cleaned[0], cleaned[-1]) == ("a", "b")
    assert cleaned.replace("[31m", "") == "ab"


def test_letters_with_marks_are_composed() -> None:
    assert words.note_text("Cafe\u0301") == "Café"
    assert words.note_text("한글") == "한글"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029"])
def test_every_end_of_a_line_is_a_line_feed(end: str) -> None:
    assert words.note_text(f"one{end}two") == "one\ntwo"


def test_a_tab_is_a_space() -> None:
    assert words.note_text("one\ttwo") == "one two"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\r\n\t", "\u200b", "\u200d\u200c", "\u200e\u200f", "\u00a0", "\u3000", "\u2800", "\u3164", "\u00ad",
     "\u202e", "\x00\x01", "\ufeff", "\ufe0f", "\u0301", "\u2065", "\U000e0020", "\U000e0100"],
    ids=lambda text: "+".join(f"U+{ord(c):04X}" for c in text) or "nothing",
)
def test_a_note_with_nothing_to_see_is_refused(text: str) -> None:
    assert refused(lambda: words.note_text(text)) == (422, "invalid")


@pytest.mark.parametrize("text", ["a", "é", "1", ".", "?", "€", "👍", "字", "\U0001fae8"])
def test_one_visible_sign_is_enough(text: str) -> None:
    assert words.note_text(text) == text


def test_a_thousand_characters_are_taken_and_one_more_is_not() -> None:
    assert len(words.note_text("x" * 1000)) == 1000
    assert refused(lambda: words.note_text("x" * 1001)) == (422, "invalid")


def test_characters_are_counted_as_they_are_kept() -> None:
    assert len(words.note_text("e\u0301" * 1000)) == 1000
    assert len(words.note_text("a\r\n" * 500)) == 1000
    assert len(words.note_text("x" * 1000 + "\x00\u202e" * 500)) == 1000
    assert refused(lambda: words.note_text("a\r\n" * 500 + "a")) == (422, "invalid")


def test_ten_thousand_lines_are_refused() -> None:
    assert refused(lambda: words.note_text("a line\r\n" * 10_000)) == (422, "invalid")


@pytest.mark.parametrize("clean", [words.note_text, words.name])
def test_a_flood_of_marks_on_one_letter_is_refused_at_once(clean) -> None:  # type: ignore[no-untyped-def]
    flood = "a" + "\u0315\u0300\u0316\u0301" * 10_000
    began = time.process_time()
    assert refused(lambda: clean(flood)) == (422, "invalid")
    assert time.process_time() - began < 1, "composing this takes seconds, while nobody else is served"


def test_the_refusal_of_a_long_note_says_how_long_it_is() -> None:
    with pytest.raises(words.Invalid, match=r"1,?234"):
        words.note_text("x" * 1234)


def test_what_was_cleaned_stays_as_it_is_when_cleaned_again() -> None:
    for text in [*KEPT.values(), *REMOVED.values(), "Cafe\u0301\r\n\u2028x"]:
        once = words.note_text(text)
        assert words.note_text(once) == once
        assert unicodedata.is_normalized("NFC", once)


def test_removing_what_stands_between_a_letter_and_its_mark_composes_them() -> None:
    assert words.note_text("e\u202e\u0301") == "é"


def test_a_name_stands_on_one_line() -> None:
    assert words.name("  Good \r\n company\t\u202e ") == "Good company"


def test_a_name_has_at_most_two_hundred_characters_and_at_least_one() -> None:
    assert len(words.name("x" * 200)) == 200
    assert refused(lambda: words.name("x" * 201)) == (422, "invalid")
    assert refused(lambda: words.name(" \u200b ")) == (422, "invalid")


def test_a_name_in_a_sea_of_spaces_is_a_name() -> None:
    assert words.name(" " * 5000 + "Cafe\u0301" + "\n" * 5000) == "Café"
