"""Which browser the tests take: the one that was named, one that is here, one that apt may install, Playwright's own, none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tools import browser

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser; whatever is put in this folder is on its search path."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/bin")
    monkeypatch.delenv("WORKSHOP_BROWSER", raising=False)
    monkeypatch.setattr(browser, "NAMES", ("chromium-of-this-test", "chrome-of-this-test"))
    monkeypatch.setattr(browser, "_in_usual_places", lambda: iter(()))
    monkeypatch.setattr(browser, "_playwrights_own", lambda: None)
    return folder


def put(folder: Path, name: str, script: str = "") -> str:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_the_named_browser_comes_first(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(programs, "chromium-of-this-test")
    monkeypatch.setenv("WORKSHOP_BROWSER", put(programs, "mine"))
    assert browser.find() == str(programs / "mine")


def test_a_browser_that_is_here_is_taken(programs: Path) -> None:
    assert browser.find() is None
    found = put(programs, "chrome-of-this-test")
    assert browser.find() == found


def test_apt_installs_one_where_nobody_has_to_type_a_password(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    installed = programs / "chromium-of-this-test"
    put(programs, "apt-get", f'case "$*" in *install*chromium) cp {put(programs, "new")} {installed};; esac')
    assert browser.fetch() == str(installed)


def test_where_a_password_would_be_asked_apt_is_left_alone(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    put(programs, "apt-get", f"touch {programs}/used")
    put(programs, "sudo", "exit 1")
    monkeypatch.setattr(browser.sys, "executable", put(programs, "python", "exit 1"))
    assert browser.fetch() is None
    assert not (programs / "used").exists()


def test_without_apt_playwrights_own_is_fetched(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser.sys, "executable", put(programs, "python", f'echo "$*" > {programs}/asked'))
    monkeypatch.setattr(browser, "_playwrights_own", lambda: "theirs")
    assert browser.fetch() == "theirs"
    assert (programs / "asked").read_text() == "-m playwright install chromium\n"
