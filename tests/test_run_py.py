"""`run.py` from outside: real processes on a small checkout of its own, with a stand-in for pip that needs no network."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

import babel
import pytest

from tests.conftest import ROOT

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX alone")

COMMAND = """
import os, sys
print(os.getcwd(), *sys.argv[1:])
sys.exit(int(os.environ.get("ENDS_WITH", 0)))
"""
# Does what the real one does for the checkout, or fails as the real one does.
PIP = """
import os, pathlib, sys, time
print("Collecting flask", flush=True)
time.sleep(float(os.environ.get("PIP_TAKES", 0)))
if "PIP_SAYS" in os.environ:
    sys.exit(os.environ["PIP_SAYS"])
print("Installing collected packages: flask", flush=True)
with open("pip-calls", "a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
vendor = pathlib.Path("workshop/static/vendor/htmx.min.js")
vendor.parent.mkdir(parents=True, exist_ok=True)
vendor.touch()
from babel.messages.frontend import CommandLineInterface
CommandLineInterface().run(["pybabel", "-q", "compile", "-d", "workshop/translations"])
"""
LACKING = """
import importlib.util as util
find = util.find_spec
util.find_spec = lambda name, *more: None if name == {!r} else find(name, *more)
"""
CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "Send"\nmsgstr "{}"\n'


@dataclass
class Checkout:
    """A small checkout; `start` runs its run.py as a person would."""

    folder: Path

    def start(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        process = self.open(*words, **environment)
        out, err = process.communicate(timeout=30)
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def open(self, *words: str, python: str = sys.executable, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [python, str(self.folder / "run.py"), *words],
            cwd=self.folder.parent,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")

    def translate(self, word: str) -> None:
        self.write("workshop/translations/fr/LC_MESSAGES/messages.po", CATALOGUE.format(word))

    def pip_calls(self) -> list[str]:
        calls = self.folder / "pip-calls"
        return calls.read_text().splitlines() if calls.exists() else []

    def log(self) -> str:
        log = self.folder / ".venv" / "install.log"
        return log.read_text() if log.exists() else ""


@pytest.fixture
def unprepared(tmp_path: Path) -> Checkout:
    """A checkout as it comes from the repository."""
    checkout = Checkout(tmp_path / "checkout")
    checkout.folder.mkdir()
    for name in ("run.py", "environment.py", "pyproject.toml", "package-lock.json", "hatch_build.py"):
        shutil.copy(ROOT / name, checkout.folder)
    checkout.write("workshop/__main__.py", COMMAND)
    checkout.write("tests/__main__.py", COMMAND)
    checkout.translate("Envoyer")
    return checkout


@pytest.fixture
def checkout(unprepared: Checkout) -> Checkout:
    """The same with an environment in which nothing is installed but the stand-in for pip."""
    folder = unprepared.folder / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = next(folder.glob("lib/python*/site-packages"), folder / "Lib" / "site-packages")
    (packages / "pip").mkdir()
    (packages / "pip" / "__init__.py").touch()
    (packages / "pip" / "__main__.py").write_text(PIP)
    (packages / "checkout.pth").write_text(f"{unprepared.folder}\n{Path(babel.__file__).parent.parent}\n")
    return unprepared


@pytest.fixture
def prepared(checkout: Checkout) -> Checkout:
    assert checkout.start("hello").returncode == 0
    return checkout


def test_the_first_start_installs_and_says_so_on_standard_error_alone(checkout: Checkout) -> None:
    start = checkout.start("hello", "world")
    assert start.stdout == f"{checkout.folder.parent} hello world\n"
    assert "This needs the internet, once" in start.stderr and "fetching packages" in start.stderr
    assert checkout.pip_calls() == ["install --no-input --disable-pip-version-check --progress-bar off --editable ."]


def test_the_second_start_installs_nothing_and_says_nothing(prepared: Checkout) -> None:
    start = prepared.start("hello", ENDS_WITH="7")
    assert (start.stdout, start.stderr, start.returncode) == (f"{prepared.folder.parent} hello\n", "", 7)
    assert len(prepared.pip_calls()) == 1


def test_the_second_start_adds_little_time(prepared: Checkout) -> None:
    def seconds() -> float:
        began = time.monotonic()
        prepared.start("hello")
        return time.monotonic() - began

    assert min(seconds() for _ in range(5)) < 0.3


@pytest.mark.parametrize("words", [[], ["--port", "80"]])
def test_no_word_or_an_option_first_means_run(prepared: Checkout, words: list[str]) -> None:
    assert prepared.start(*words).stdout.split()[1:] == ["run", *words]


def test_the_test_word_installs_what_tests_need_and_runs_them_in_the_checkout(prepared: Checkout) -> None:
    start = prepared.start("test", "--all", "-k", "run")
    assert start.stdout == f"{prepared.folder} --all -k run\n"
    assert prepared.pip_calls()[-1].endswith("--editable .[test]")
    prepared.start("hello")
    assert len(prepared.pip_calls()) == 2, "an environment with more than is needed will do"


def test_a_changed_project_is_installed_again_with_what_was_there(prepared: Checkout) -> None:
    prepared.start("test")
    prepared.write("package-lock.json", "{}")
    assert "up to date" in prepared.start("hello").stderr
    assert prepared.pip_calls()[-1].endswith("--editable .[test]")


def test_a_mended_translation_needs_no_installation(prepared: Checkout) -> None:
    prepared.translate("Envoyez")
    start = prepared.start("hello", PIP_SAYS="not needed")
    assert (start.stderr, start.returncode) == ("", 0)
    assert b"Envoyez" in (prepared.folder / "workshop/translations/fr/LC_MESSAGES/messages.mo").read_bytes()


def test_a_broken_translation_is_named(prepared: Checkout) -> None:
    (prepared.folder / "workshop/translations/fr/LC_MESSAGES/messages.po").write_bytes(b'msgid "Send"\nmsgstr "\xff"\n')
    start = prepared.start("hello")
    assert start.returncode == 1 and start.stderr.startswith("A translation cannot be read: Unicode")


def test_two_starts_at_once_install_once(checkout: Checkout) -> None:
    both = [checkout.open("hello", PIP_TAKES="1") for _ in range(2)]
    said = [process.communicate(timeout=30) for process in both]
    assert [out for out, _ in said] == [f"{checkout.folder.parent} hello\n"] * 2
    assert len(checkout.pip_calls()) == 1
    assert sum("waiting for it" in err for _, err in said) == 1


def test_without_a_network_the_first_installation_says_so(checkout: Checkout) -> None:
    start = checkout.start("hello", PIP_SAYS="NewConnectionError: Temporary failure in name resolution")
    assert (start.returncode, start.stdout) == (1, "")
    assert "connected to the internet?" in start.stderr and "Traceback" not in start.stderr
    assert "name resolution" in checkout.log()


def test_without_a_network_an_update_leaves_a_meeting_possible(prepared: Checkout) -> None:
    prepared.write("package-lock.json", "{}")
    start = prepared.start("hello", PIP_SAYS="NewConnectionError")
    assert start.returncode == 0 and start.stdout.endswith("hello\n")
    assert "Going on with the installation as it was" in start.stderr
    assert prepared.start("test", PIP_SAYS="NewConnectionError").returncode == 1, "but not the tests, which need more"
    prepared.start("hello")
    assert len(prepared.pip_calls()) == 2, "and it is tried again"


def test_a_full_disk_is_named(checkout: Checkout) -> None:
    assert "the disk is full" in checkout.start("hello", PIP_SAYS="OSError: [Errno 28] No space left on device").stderr


def test_any_other_failure_shows_the_last_words_and_where_the_rest_stands(checkout: Checkout) -> None:
    said = checkout.start("hello", PIP_SAYS="something odd").stderr
    assert "something odd" in said and "install.log" in said


@posix
def test_a_killed_installation_is_made_anew(checkout: Checkout) -> None:
    start = checkout.open("hello", PIP_TAKES="1")
    wait_for_pip(checkout)
    start.kill()
    start.communicate()
    blocked = {"PYTHONPATH": str(without_module(checkout, "ensurepip"))}
    said = checkout.start("hello", **blocked).stderr
    assert "waiting for it" in said, "what the killed one had begun still runs and holds the lock"
    assert "no venv module" in said, "then it wants a new environment, nothing less"


@posix
def test_an_interrupted_start_stops_without_a_trace(checkout: Checkout) -> None:
    start = checkout.open("hello", PIP_TAKES="10")
    wait_for_pip(checkout)
    start.send_signal(signal.SIGINT)
    _, said = start.communicate(timeout=5)
    assert start.returncode == 130 and said.endswith("Stopped.\n") and "Traceback" not in said


def test_a_moved_folder_gets_a_new_environment(prepared: Checkout) -> None:
    moved = Checkout(prepared.folder.rename(prepared.folder.with_name("moved")))
    blocked = {"PYTHONPATH": str(without_module(moved, "ensurepip"))}
    assert "no venv module" in moved.start("hello", **blocked).stderr


def test_a_python_without_venv_is_told_what_to_install(unprepared: Checkout) -> None:
    start = unprepared.start("hello", PYTHONPATH=str(without_module(unprepared, "ensurepip")))
    assert start.returncode == 1
    assert "no venv module" in start.stderr and "apt install python3-venv" in start.stderr


@posix
def test_a_folder_that_cannot_be_written_to_is_named(unprepared: Checkout) -> None:
    python = a_python_for_everybody()
    make_readable(unprepared.folder)
    unprepared.folder.chmod(0o555)
    try:
        start = subprocess.run([python, "run.py"], cwd=unprepared.folder, capture_output=True, text=True, **nobody_if_root())
    finally:
        unprepared.folder.chmod(0o755)
    assert start.returncode == 1
    assert "This folder cannot be written to" in start.stderr and str(unprepared.folder) in start.stderr


@pytest.mark.parametrize("version", [(2, 7), (3, 10)])
def test_an_old_python_is_told_so(version: tuple[int, int]) -> None:
    pretend = f"import sys; sys.version_info = {version}; exec(open('run.py').read())"
    start = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)
    assert start.returncode == 1
    assert start.stderr == "Arc-en-ciel needs Python 3.11 or newer; this is Python {}.{}.\n".format(*version)


def test_an_old_python_can_read_that_far() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source, feature_version=(3, 4))):
        assert not isinstance(node, (ast.AnnAssign, ast.JoinedStr, ast.NamedExpr, ast.Starred))
        assert not isinstance(node, ast.FunctionDef) or node.returns is None


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_fresh_copy_installs_with_the_real_pip_and_starts(tmp_path: Path) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in listed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    start = Checkout(tmp_path).start("--help")
    assert start.returncode == 0 and "--port" in start.stdout
    assert json.loads((tmp_path / ".venv" / "installed.json").read_text())["whole"]
    assert (tmp_path / "workshop/static/vendor/htmx.min.js").is_file()


def wait_for_pip(checkout: Checkout) -> None:
    deadline = time.monotonic() + 20
    while "Collecting" not in checkout.log():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def without_module(checkout: Checkout, name: str) -> Path:
    """A folder for PYTHONPATH that makes a Python pretend to lack a module."""
    folder = checkout.folder.parent / "lacking"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(LACKING.format(name))
    return folder


def a_python_for_everybody() -> str:
    """Root may write anywhere, so root asks another account, which may not read root's own Python."""
    if os.geteuid():
        return sys.executable
    python = Path("/usr/bin/python3")
    if not python.exists():
        pytest.skip("root cannot be refused, and there is no Python here that another account may use")
    return str(python)


def nobody_if_root() -> dict[str, str]:
    return {} if os.geteuid() else {"user": "nobody"}


def make_readable(folder: Path) -> None:
    for parent in [folder, *list(folder.parents)[:4]]:
        if parent.stat().st_uid == os.geteuid():
            parent.chmod(parent.stat().st_mode | 0o055)
