"""Text is shown as text: whatever people type comes out as they typed it, on every face, and as nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.tools.cast import Browser, Meeting
from tests.tools.dom import Element, parse

Meet = Callable[..., Meeting]

NAUGHTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</li></ol></main><h1>Moi</h1>",
    "</hx-partial><hx-partial hx-target=\"#face\" hx-swap=\"innerHTML\">Moi</hx-partial>",
    "<template hx type=\"partial\" hx-target=\"#face\">Moi</template>",
    "<li hx-swap-oob=\"true\" id=\"ask\">Moi</li>",
    "<head><title>Moi</title></head>",
    "<!-- --><![CDATA[ x ]]><?php ?>",
    "{{ 7 * 7 }} {% raw %} {# x #} ${7*7} #{7*7} %(name)s %s {0}",
    "&lt;b&gt; &amp;amp; &nbsp; &#60; &notanentity; AT&T",
    "\" onmouseover=\"alert(1)\" x=\"",
    "' or ''='",
    "'; DROP TABLE note; --",
    "\\u003cscript\\u003e \\n \\\\ \\",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://evil.example\")",
    "Une ligne\n\n  et une autre, rentrée\n",
    "\nD’abord rien",
    "   des espaces   autour   ",
    "نص عربي مع English ثم عربي",
    "שלום עולם",
    "می‌خواهم",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 é ñ ﬃ",
    "Ｆｕｌｌ ｗｉｄｔｈ",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "ﷺ" * 20,
    "null",
    "undefined",
    "0",
    "-1",
    "NaN",
    "true",
    "a" * 1000,
    "a " * 499,
]
CLEANED = [
    ("une\u2028deux\u2029trois", "une\ndeux\ntrois"),
    ("tab\there", "tab here"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("bell\x07 and\x00 nul\x1b[31m", "bell and nul[31m"),
    ("\u202eabc\u202c \u2066x\u2069 \u200e\u200fkept", "abc x \u200e\u200fkept"),
    ("e\u0301", "é"),
    ("\ufeffbom", "bom"),
]


def words_on(page: Element) -> set[str]:
    """People's words on a page or in a patch; what a script fills in later is empty now."""
    return {element.text for element in page.walk() if "note-text" in element.classes and element.text}


def face(person: Browser, meeting: Meeting, name: str) -> Element:
    answer = person.get(meeting.at(name))
    assert answer.status_code == 200
    return parse(answer.get_data(as_text=True))


def words_in_patches(person: Browser, meeting: Meeting, page: Element) -> set[str]:
    """What a page from the very beginning would be told now."""
    epoch = page.find("body")["data-epoch"]
    found: set[str] = set()
    for room in page.find("body")["data-rooms"].split():
        answer = person.client.get(meeting.at("changes"), query_string={"room": room, "since": "0", "epoch": epoch})
        patch = parse(answer.json["html"])
        assert all(child.tag == "hx-partial" for child in patch.children if isinstance(child, Element))
        assert only_our_own_markup(patch)
        found |= words_on(patch)
    return found


@pytest.fixture
def written(meet: Meet) -> tuple[Meeting, Browser, list[str]]:
    """A meeting in which somebody has written all of it, with the notes' ids."""
    meeting = meet(step="write")
    author = meeting.participant()
    return meeting, author, [meeting.note(author, text) for text in NAUGHTY]


def test_an_author_is_shown_own_words_as_typed_and_can_change_them_from_there(written: Any) -> None:
    meeting, author, _ = written
    page = face(author, meeting, "notepad")
    assert words_on(page) == set(NAUGHTY)
    assert set(NAUGHTY) <= {area.text for area in page.find_all("textarea")}
    assert only_our_own_markup(page)


@pytest.mark.parametrize("step", ["read", "sort", "approve"])
def test_notes_come_out_as_typed_on_every_face_and_in_every_patch(written: Any, step: str) -> None:
    meeting, _, notes = written
    reader = meeting.participant()
    meeting.step(step)
    for number, note in enumerate(notes):
        meeting.show(note)
        if number % 2 and step != "read":
            meeting.criterion(note=note)
    for person, name in ((reader, "notepad"), (meeting.desk, "desk"), (meeting.desk, "screen")):
        page = face(person, meeting, name)
        assert words_on(page) == set(NAUGHTY), name
        assert words_in_patches(person, meeting, page) == set(NAUGHTY), name
        assert only_our_own_markup(page)


def test_the_next_note_to_read_comes_out_as_typed(written: Any) -> None:
    meeting, _, notes = written
    meeting.step("read")
    seen: set[str] = set()
    for _ in notes:
        hand = face(meeting.desk, meeting, "desk").find("section", id="next")
        seen |= words_on(hand)
        meeting.show(hand["data-next"], "aside")
    assert seen == set(NAUGHTY)
    assert words_on(face(meeting.desk, meeting, "desk").find("details", id="aside")) == set(NAUGHTY)


def only_our_own_markup(page: Element) -> bool:
    """No element and no attribute that a page of ours doesn't have."""
    tags = {element.tag for element in page.walk()}
    handlers = [name for element in page.walk() for name in element.attributes if name.startswith("on")]
    scripts = [script.attributes for script in page.find_all("script") if not script.get("src").startswith("/static/")]
    return not handlers and not scripts and not tags & {"img", "iframe", "object", "embed", "style", "base"}


def test_a_criterions_name_comes_out_as_typed_on_one_line(meet: Meet) -> None:
    meeting = meet(step="sort")
    names = {" ".join(text.split()) for text in NAUGHTY if len(text) <= 200}
    for name in names:
        meeting.criterion(name)
    desk = face(meeting.desk, meeting, "desk")
    assert names <= {field.get("value") for field in desk.find_all("input", name="name")}
    for person, where in ((meeting.desk, "desk"), (meeting.desk, "screen"), (meeting.participant(), "notepad")):
        page = face(person, meeting, where)
        assert names == {element.text.strip() for element in page.walk() if "criterion-name" in element.classes}, where
        assert only_our_own_markup(page)


def test_what_cannot_be_seen_or_turns_other_text_round_is_left_out(meet: Meet) -> None:
    meeting = meet(step="write")
    author = meeting.participant()
    for typed, _ in CLEANED:
        meeting.note(author, typed)
    assert words_on(face(author, meeting, "notepad")) == {kept for _, kept in CLEANED}


def test_titles_places_and_groups_come_out_as_typed_everywhere(meet: Meet) -> None:
    title = "<script>alert(1)</script> \"&' {{ 7*7 }}"
    meeting = meet(groups=2, title=title)
    fields = {"title": title, "place": title, "languages": "fr", "held_on": "2026-11-22"}
    meeting.desk.post(meeting.at("setup"), fields, asks="page")
    person = meeting.participant(1)
    pages: list[tuple[Browser, str]] = [
        (meeting.stranger(), f"/j/{meeting.code}"), (person, meeting.at("notepad")), (meeting.desk, meeting.at("desk")),
        (meeting.desk, meeting.at("desk?group=1")), (meeting.desk, meeting.at("screen")),
        (meeting.desk, meeting.at("screen?group=1")),
        (meeting.desk, meeting.at("setup")), (meeting.desk, meeting.at("outcomes")), (meeting.desk, "/"),
    ]  # fmt: skip
    for browser, path in pages:
        answer = browser.get(path)
        page = parse(answer.get_data(as_text=True))
        assert answer.status_code == 200 and only_our_own_markup(page), path
    assert title in parse(meeting.desk.get(meeting.at("screen")).get_data(as_text=True)).text


def test_every_note_says_its_direction_and_its_language(meet: Meet) -> None:
    meeting = meet(step="write")
    author = meeting.participant()
    author.client.set_cookie("language", "en")
    note = meeting.note(author, "A bench in the shade")
    meeting.step("sort")
    meeting.show(note)
    words = [element for element in face(meeting.desk, meeting, "desk").walk() if "note-text" in element.classes]
    assert words and all(element.get("dir") == "auto" and element.get("lang") == "en" for element in words)


def test_a_refusal_repeats_nothing_unescaped(meet: Meet) -> None:
    meeting = meet(step="write")
    person: Any = meeting.participant()
    for path in ("/j/<script>alert(1)</script>", "/<b>", "/?code=<script>", "/?lang=<script>", "/w/<b>/notepad"):
        html = person.get(path).get_data(as_text=True)
        assert "<script>alert" not in html and "<b>" not in html, path
