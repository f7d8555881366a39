"""The documents say what is so: what they name exists, and what exists and matters is named."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.conftest import ROOT
from workshop import cli

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]
CATALOGUE = ROOT / "workshop" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
PICTURE_LIMIT = 200_000

COMMAND = re.compile(r"python3 run\.py((?: [^`\n#|]+)?)")
LINK = re.compile(r"\]\(([^)#\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
OF_THE_PROJECT = re.compile(r"(?:workshop|docs|tests|benchmarks|instance)/[\w./-]*|[\w-]+\.(?:py|toml|cfg)")
SETTING = re.compile(r"WORKSHOP_[A-Z_]+")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
MADE_HERE = {"workshop/translations/messages.pot", "instance/"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def options_of(words: list[str]) -> set[str]:
    return {word.partition("=")[0] for word in words if word.startswith("--")}


def commands() -> dict[str, argparse.ArgumentParser]:
    parser, _modules = cli._parser()
    choices = next(action.choices for action in parser._actions if isinstance(action.choices, dict))
    return dict(choices)


def commands_in(text: str) -> Iterator[list[str]]:
    """The words after `python3 run.py`, wherever a document gives them."""
    for found in COMMAND.finditer(text):
        yield re.sub(r'"[^"]*"', "TEXT", found[1]).split()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_that_is_named_is_there(name: str) -> None:
    with cli._speaking():
        known = commands()
    unknown = []
    for words in commands_in(read(name)):
        command = words[0] if words else "run"
        if command in ("WORD", "test"):
            continue
        if command not in known or not options_of(words) <= known[command]._option_string_actions.keys():
            unknown.append(words)
    assert unknown == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    here = (ROOT / name).parent
    links = [link for link in LINK.findall(read(name)) if not link.startswith(("http:", "https:"))]
    assert [link for link in links if not (here / link).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    named = {code for code in CODE.findall(read(name)) if OF_THE_PROJECT.fullmatch(code)} - MADE_HERE
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_every_setting_has_its_line_and_every_line_its_setting() -> None:
    lines = re.findall(r"^\| `(WORKSHOP_[A-Z_]+)` \|", read("docs/server.md"), re.MULTILINE)
    settings = set(SETTING.findall(read("workshop/config.py")))
    assert sorted(lines) == sorted(settings)
    assert set(SETTING.findall(read("docs/server.md"))) <= settings


def test_every_command_has_a_word_in_the_documents() -> None:
    with cli._speaking():
        known = set(commands())
    named = {words[0] for name in NAMES for words in commands_in(read(name)) if words}
    assert known - named == set()


def test_every_floor_of_the_house_is_in_the_page_on_how_it_is_built() -> None:
    """Rooms are the folders that hold Python; a room that is not described is a room that is not understood."""
    rooms = {path.parent.name for path in (ROOT / "workshop").glob("*/__init__.py")}
    page = read("docs/architecture.md")
    assert sorted(room for room in rooms if f"`workshop/{room}/`" not in page) == []


def test_every_picture_is_used_and_small() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").rglob("*.png"))
    used = {(ROOT / name).parent.joinpath(link).resolve() for name in NAMES for link in LINK.findall(read(name))}
    assert pictures, "there are pictures"
    assert [path.name for path in pictures if path.resolve() not in used] == []
    assert [path.name for path in pictures if path.stat().st_size > PICTURE_LIMIT] == []


@pytest.mark.parametrize(("name", "language"), [("docs/facilitator.en.md", "en"), ("docs/animer.fr.md", "fr")])
def test_the_words_in_bold_stand_on_the_pages(name: str, language: str) -> None:
    """But for a paragraph's title, which ends with a full stop."""
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="fr")
    sentences = {words for message in catalogue for words in _words(message.id if language == "en" else message.string)}
    text = read(name)
    titles = set(re.findall(r"^\*\*([^*\n]+\.)\*\*", text, re.MULTILINE))
    bold = {_on_one_line(words) for words in BOLD.findall(text) if words not in titles}
    assert sorted(bold - {_on_one_line(sentence) for sentence in sentences}) == []


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def _words(message: str | tuple[str, ...] | list[str]) -> list[str]:
    return [message] if isinstance(message, str) else list(message)


def test_the_french_catalogue_keeps_to_french_typography() -> None:
    """A no-break space before : ; ? ! and inside « », and the typographic apostrophe."""
    with CATALOGUE.open("rb") as source:
        words = [words for message in read_po(source, locale="fr") if message.id for words in _words(message.string)]
    wrong = re.compile(r"[ \w][;?!»](?!\w)|\w:(?= |$)| :|«(?!\u00a0)|\w'\w")
    assert [text for text in words if wrong.search(text)] == []


def test_no_page_of_a_participant_speaks_of_seats_kiosks_or_monochrome_groups() -> None:
    spoken = re.compile(r"\b(seat|seats|kiosk|monochrome)\b", re.IGNORECASE)
    with CATALOGUE.open("rb") as source:
        messages = [message for message in read_po(source, locale="fr") if message.id]
    said = [words for message in messages for words in [*_words(message.id), *_words(message.string)]]
    assert [words for words in said if spoken.search(words)] == []


def test_the_documents_name_no_place_outside_the_project() -> None:
    outside = re.compile(r"(?<![\w.])/(?:home|root|tmp|work)/")
    assert [name for name in NAMES if outside.search(read(name))] == []


def test_the_pictures_script_names_every_picture() -> None:
    script = Path(ROOT / "docs" / "make_pictures.py").read_text(encoding="utf-8")
    made = set(re.findall(r'"((?:screen|desk|notepad)-[a-z]+)"', script))
    there = {path.stem for path in (ROOT / "docs" / "pictures").rglob("*.png")}
    assert there == made
