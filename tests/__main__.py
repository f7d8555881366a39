"""The test command: the quick checks of the source, a browser, then pytest with the words that were given.

The exit code is pytest's; where pytest is content and a check is not, it is 1. With words of your own
(a file, -k NAME) the checks are left out: then you are after one thing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.tools import browser

AT_ONCE = 4
CHECKS = {"style": ["ruff", "check", "."], "types": ["mypy"]}


def main(words: list[str]) -> int:
    everything = set(words) <= {"--all"}
    complaints = check_source() if everything else []
    find_browser()
    at_once = ["-n", str(min(AT_ONCE, os.cpu_count() or 1)), "--dist", "loadfile"] if everything else []
    outcome = subprocess.run([sys.executable, "-m", "pytest", *at_once, *words]).returncode
    for name in complaints:
        print(f"The check of {name} failed: see the top.", flush=True)
    return outcome or int(bool(complaints))


def check_source() -> list[str]:
    """Run all checks side by side; prints what the failing ones said and answers with their names."""
    programs = Path(sys.executable).parent
    running = {
        name: subprocess.Popen([programs / program, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for name, (program, *options) in CHECKS.items()
    }
    complaints = []
    for name, check in running.items():
        said, _ = check.communicate()
        print(f"Check of {name}: {'FAILED' if check.returncode else 'fine'}", flush=True)
        if check.returncode:
            print(said, flush=True)
            complaints.append(name)
    return complaints


def find_browser() -> None:
    """Give pytest a browser by WORKSHOP_BROWSER; without one, the tests that need it fail and say so."""
    found = browser.find() or browser.fetch()
    if found:
        os.environ["WORKSHOP_BROWSER"] = found
    print(f"Browser: {found or browser.NONE}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
