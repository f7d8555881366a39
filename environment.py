"""The environment in .venv: makes it, keeps it up to date, and hands over to the Python in it.

Uses the standard library alone, since it runs before anything is installed. What it says goes to standard error.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "installed.json"
LOCK = ENVIRONMENT / "install.lock"
LOG = ENVIRONMENT / "install.log"
VENDOR = ROOT / "workshop" / "static" / "vendor" / "htmx.min.js"
TRANSLATIONS = ROOT / "workshop" / "translations"
INSTALLED_FROM = ("pyproject.toml", "package-lock.json", "hatch_build.py")
STARTED_INSTALLING = "Installing collected packages: "
STAGES = (
    ("Collecting ", "fetching packages"),
    ("Building ", "preparing the pages' scripts and fonts"),
    (STARTED_INSTALLING, "installing"),
)
NO_NETWORK = re.compile(
    "ConnectionError|NewConnectionError|NameResolutionError|ConnectTimeout|Read timed out|name resolution|getaddrinfo|"
    "Network is unreachable|ProxyError|from versions: none|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT"
)
PIPS_OWN_COMMENT = re.compile(r"\s*(note:|hint:|×|╰─>|\[end of output\]|error: (subprocess-exited|metadata-generation))")
NO_SPACE = re.compile("No space left on device|ENOSPC")


class CannotInstall(Exception):
    """Says in plain words why the environment could not be made or brought up to date."""


def prepare(extras: set[str]) -> None:
    """Bring the environment to what this checkout asks for; does nothing, and writes nothing, where it is so already."""
    if is_ready(read_stamp(), extras):
        return
    with only_one_at_a_time() as lock:
        stamp = read_stamp()
        if is_installed(stamp, extras):
            compile_translations(stamp)
        elif is_whole(stamp):
            update_environment(stamp, extras, lock)
        else:
            make_environment(stamp, extras, lock)


def is_ready(stamp: dict[str, Any], extras: set[str]) -> bool:
    return is_installed(stamp, extras) and is_translated(stamp)


def is_installed(stamp: dict[str, Any], extras: set[str]) -> bool:
    """Whether packages, scripts and fonts are those that the checkout names."""
    return is_usable(stamp, extras) and stamp["project"] == fingerprint([ROOT / name for name in INSTALLED_FROM])


def is_usable(stamp: dict[str, Any], extras: set[str]) -> bool:
    """Whether something can be started with it, be it of an earlier state of the checkout."""
    return is_whole(stamp) and extras <= set(stamp["extras"]) and VENDOR.is_file()


def is_whole(stamp: dict[str, Any]) -> bool:
    """Whether an installation here came to its end, the folder has not moved since, and its Python is still there."""
    return bool(stamp.get("whole")) and stamp["place"] == place() and PYTHON.is_file()


def is_translated(stamp: dict[str, Any]) -> bool:
    compiled = all(catalogue.with_suffix(".mo").is_file() for catalogue in catalogues())
    return compiled and stamp["translations"] == fingerprint(catalogues())


def place() -> list[str]:
    """Where the environment stands, and the very Python that it leans on (its name tells the version)."""
    return [str(ROOT), os.path.realpath(PYTHON)]


def fingerprint(files: list[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def catalogues() -> list[Path]:
    return sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))


def read_stamp() -> dict[str, Any]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def write_stamp(stamp: dict[str, Any]) -> None:
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp), encoding="utf-8")
    os.replace(fresh, STAMP)


def stamp_of(extras: set[str]) -> dict[str, Any]:
    """What is remembered of an installation that is whole."""
    return {
        "whole": True,
        "place": place(),
        "extras": sorted(extras),
        "project": fingerprint([ROOT / name for name in INSTALLED_FROM]),
        "translations": fingerprint(catalogues()),
    }


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[IO[str]]:
    """Hold the lock of this folder's environment; the operating system lets it go when its holders have ended."""
    try:
        ENVIRONMENT.mkdir(exist_ok=True)
        lock = LOCK.open("a")
    except OSError as error:
        raise CannotInstall(
            f"This folder cannot be written to ({error.strerror}): {ROOT}\n"
            "Arc-en-ciel keeps its environment and its data there. Copy it to a folder of your own and start it from there."
        ) from None
    with lock:
        if not take(lock):
            say("Another start is installing here already: waiting for it.")
            while not take(lock):
                time.sleep(0.2)
        yield lock


def take(lock: IO[str]) -> bool:
    """Try to get the lock; a file system that knows no locks is taken as it is."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def compile_translations(stamp: dict[str, Any]) -> None:
    """Somebody mended a translation: that needs no network."""
    if is_translated(stamp):
        return  # by the start that held the lock before
    compiler = [str(PYTHON), "-m", "babel.messages.frontend", "compile", "--directory", str(TRANSLATIONS)]
    result = subprocess.run(compiler, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode:
        raise CannotInstall(f"A translation cannot be read: {result.stdout.strip().splitlines()[-1]}")
    write_stamp(stamp_of(set(stamp["extras"])))


def update_environment(stamp: dict[str, Any], extras: set[str], lock: IO[str]) -> None:
    """Install what has changed. Without a network the old installation is kept: a meeting must be able to begin."""
    say("Bringing the installation up to date.")
    try:
        install(stamp, extras | set(stamp["extras"]), lock)
    except (CannotInstall, KeyboardInterrupt) as reason:
        if STARTED_INSTALLING in read_log():
            raise  # half done: the next start makes everything anew
        write_stamp(stamp)
        if isinstance(reason, KeyboardInterrupt) or not is_usable(stamp, extras):
            raise
        say(f"{reason}\nGoing on with the installation as it was.")


def make_environment(stamp: dict[str, Any], extras: set[str], lock: IO[str]) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CannotInstall(
            "This Python has no venv module, which Arc-en-ciel needs to install itself.\n"
            "On Debian and Ubuntu:  sudo apt install python3-venv\nThen start again."
        )
    say("Arc-en-ciel installs itself in .venv. This needs the internet, once, and takes a minute or two.")
    if stamp or not PYTHON.is_file():  # else somebody made it by hand, and it is used as it is
        clear_environment()
        say("  making the environment")
        write_stamp({"whole": False})
        maker = [sys.executable, "-m", "venv", str(ENVIRONMENT)]
        result = subprocess.run(maker, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if result.returncode:
            raise CannotInstall(f"The environment could not be made in {ENVIRONMENT}:\n{result.stdout.strip()}")
    install({}, extras, lock)


def clear_environment() -> None:
    """Remove what an interrupted installation or an earlier Python left; the lock stays, it is being held."""
    for leftover in ENVIRONMENT.iterdir():
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover, ignore_errors=True)
        elif leftover != LOCK:
            leftover.unlink()


def install(stamp: dict[str, Any], extras: set[str], lock: IO[str]) -> None:
    started = time.monotonic()
    write_stamp({**stamp, "whole": False})
    project = f".[{','.join(sorted(extras))}]" if extras else "."
    options = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    if run_pip(["install", *options, "--editable", project], lock):
        raise CannotInstall(explain(read_log()))
    write_stamp(stamp_of(extras))
    say(f"Installed in {time.monotonic() - started:.0f} seconds.")


def run_pip(arguments: list[str], lock: IO[str]) -> int:
    """Run pip, telling its stages; everything it says goes to the log. It holds the lock too, should we be killed."""
    with LOG.open("w", encoding="utf-8") as log:
        pip = subprocess.Popen(
            [PYTHON, "-m", "pip", *arguments],
            cwd=ROOT,
            env={**os.environ, "PIP_USER": "0", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            pass_fds=() if os.name == "nt" else (lock.fileno(),),
        )
        told = set()
        for line in pip.stdout or ():
            log.write(line)
            log.flush()
            for start, stage in STAGES:
                if line.startswith(start) and stage not in told:
                    told.add(stage)
                    say(f"  {stage}")
        return pip.wait()


def read_log() -> str:
    return LOG.read_text(encoding="utf-8", errors="replace") if LOG.is_file() else ""


def explain(log: str) -> str:
    """The likely reason, as far as pip's own words tell it, and where they stand whole."""
    whole = f"What was tried stands in {LOG}"
    if NO_SPACE.search(log):
        return f"The installation stopped: the disk is full.\n{whole}"
    if NO_NETWORK.search(log):
        return (
            "The installation stopped: packages could not be fetched. Is this machine connected to the internet?\n"
            f"It has to be for the installation, and no longer afterwards.\n{whole}"
        )
    telling = [line for line in log.splitlines() if line.strip() and not PIPS_OWN_COMMENT.match(line)]
    last = "\n".join(f"  {line}" for line in telling[-8:])
    return f"The installation stopped. Its last words were:\n{last}\n{whole}"


def hand_over(arguments: list[str]) -> int:
    """Become the environment's Python, so that signals, streams and the exit code are its own."""
    command = [str(PYTHON), *arguments]
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # the child gets it as well, and decides
            return child.wait()


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
