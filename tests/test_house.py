"""The house keeps its own rules: floors, what a repository may hold, what a page may hold, and complete translations."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.conftest import ROOT

PACKAGE = ROOT / "workshop"
SOURCE_SUFFIXES = {".py", ".js", ".css", ".html", ".toml", ".cfg"}
LEFT_UNDONE = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
REGISTRY = re.compile(r"https?://[\w.]*(registry|pypi|pythonhosted|npm)[\w.]*", re.IGNORECASE)
INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=[\"']application/json)", re.IGNORECASE),
    "inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\shx-on\b", re.IGNORECASE),
    "code in an htmx value": re.compile(r"=[\"'](js|javascript):", re.IGNORECASE),
}
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}


def tracked_files() -> list[Path]:
    """What is, or would be, under version control."""
    git = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file()]


def tracked_texts() -> Iterator[tuple[Path, str]]:
    for path in tracked_files():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def lines_with(pattern: re.Pattern[str], texts: Iterator[tuple[Path, str]]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def sources(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def templates() -> Iterator[tuple[Path, str]]:
    return ((path, path.read_text(encoding="utf-8")) for path in sorted((PACKAGE / "templates").rglob("*.html")))


def test_every_room_imports_only_from_the_floors_below() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr


def test_importing_the_package_imports_nothing_else() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert [type(node) for node in tree.body] == [ast.Expr], "a docstring, and that is all"


def test_what_a_face_shows_knows_no_request() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {alias.name}"
        for path, tree in sources(PACKAGE / "pages")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for alias in node.names
        if alias.name in {"request", "session"}
    ]
    assert named == []


def test_only_the_live_floor_speaks_to_browsers() -> None:
    speakers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, tree in sources()
        if PACKAGE / "live" not in path.parents
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "emit"
    ]
    assert speakers == []


@pytest.mark.parametrize("name", INLINE)
def test_no_template_holds_what_the_content_policy_forbids(name: str) -> None:
    flat = ((path, re.sub(r"\s+", " ", text)) for path, text in templates())
    assert [str(path.relative_to(ROOT)) for path, text in flat if INLINE[name].search(text)] == []


def test_the_lock_holds_no_download_address() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_no_file_names_a_package_registry() -> None:
    assert lines_with(REGISTRY, tracked_texts()) == []


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    places = [f"{place}/" for place in (ROOT.parent, Path.home()) if len(place.parts) > 1]
    pattern = re.compile("|".join(re.escape(place) for place in places) or "(?!)")
    assert lines_with(pattern, tracked_texts()) == []


def test_nothing_is_marked_as_left_undone() -> None:
    assert lines_with(LEFT_UNDONE, ((path, text) for path, text in tracked_texts() if path.suffix in SOURCE_SUFFIXES)) == []


def test_nothing_that_is_made_is_under_version_control() -> None:
    made = re.compile(r"(^|/)(static/vendor|node_modules|\.venv|__pycache__)/|\.(mo|sqlite3?|pyc)$")
    assert [name for path in tracked_files() if made.search(name := path.relative_to(ROOT).as_posix())] == []


def words_in_the_source() -> set[str]:
    """Every English sentence that goes through gettext, as babel.cfg says where to look."""
    config = ConfigParser()
    config.read(ROOT / "babel.cfg")
    methods, options = [], {}
    for section in config.sections():
        method, pattern = section.split(":")
        methods.append((pattern.strip(), method.strip()))
        options[pattern.strip()] = dict(config[section])
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return not message.fuzzy and all(strings)


@pytest.mark.parametrize("language", ["fr"])
def test_every_sentence_is_translated(language: str) -> None:
    with (PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale=language, abort_invalid=True)
    known = {message.id[0] if isinstance(message.id, tuple) else message.id: message for message in catalogue if message.id}
    wanted = words_in_the_source()
    assert sorted(wanted - known.keys()) == [], "missing"
    assert sorted(known.keys() - wanted) == [], "no longer in the source"
    assert sorted(words for words, message in known.items() if not is_translated(message)) == [], "empty or fuzzy"


@pytest.mark.parametrize("language", ["fr"])
def test_translations_keep_the_placeholders(language: str) -> None:
    with (PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    assert [f"{message.id}: {error}" for message, errors in catalogue.check() for error in errors] == []
