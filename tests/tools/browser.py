"""A Chromium, Chrome or Edge for the tests: found on this machine, or else fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NONE = (
    "none. The tests that need one will fail. Install Chromium, Chrome or Edge, "
    "or name the program of one in the environment variable WORKSHOP_BROWSER."
)
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
MAC_PROGRAMS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
WINDOWS_PROGRAMS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")

# No window, no sandbox (a CI runs as root), and none of the calls that a browser makes home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The program of a browser that is here already; the one that WORKSHOP_BROWSER names comes first."""
    chosen = os.environ.get("WORKSHOP_BROWSER")
    if chosen:
        return shutil.which(chosen) or chosen  # a wrong name is told when it is started
    on_path = (shutil.which(name) for name in NAMES)
    return next(filter(None, on_path), None) or next(_in_usual_places(), None) or _playwrights_own()


def _in_usual_places() -> Iterator[str]:
    places = [Path("/Applications") / f"{name}.app" / "Contents" / "MacOS" / name for name in MAC_PROGRAMS]
    folders = [os.environ[name] for name in WINDOWS_FOLDERS if name in os.environ]
    places += [Path(folder) / program for folder in folders for program in WINDOWS_PROGRAMS]
    return (str(place) for place in places if place.is_file())


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).is_file() else None


def fetch() -> str | None:
    """Install a browser: by apt where that needs no password, else Playwright's own; None where neither can be had."""
    if _fetch_by_apt():
        return find()
    print("No browser found: fetching Playwright's own, some 150 MB.", flush=True)
    fetched = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    return _playwrights_own() if fetched.returncode == 0 else None


def _fetch_by_apt() -> bool:
    if not shutil.which("apt-get"):
        return False
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if become_root and (not shutil.which("sudo") or subprocess.run([*become_root, "true"], capture_output=True).returncode):
        return False
    print("No browser found: installing Chromium by apt.", flush=True)
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"])
    return subprocess.run([*apt, "install", "-y", "--no-install-recommends", "chromium"]).returncode == 0
