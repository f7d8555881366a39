"""Measures how well ideas that belong together are found, and how fast. See README.md.

    python benchmarks/likeness                  # quality on the published half, then speed
    python benchmarks/likeness --half dev       # the half on which the numbers were chosen
    python benchmarks/likeness --no-speed
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the process of the vectors
sys.path.append(str(Path(__file__).resolve().parent.parent.parent))

from quality import Tried
from statements import SHARED, sheets

from workshop.likeness.process import Library
from workshop.likeness.ranking import Reader

LANGUAGES = ("en", "fr", "de", "it", "pt", "pl", "tr", "ar", "el", "sv", "lv")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    parser.add_argument("--no-speed", action="store_true", help="quality alone")
    options = parser.parse_args()
    if not SHARED.exists():
        print(f"The real statements are not on this machine ({SHARED}): only the invented ones are measured.")
    reader = Reader(Library())
    tried = {name: Tried(reader, sheet) for name, sheet in sheets(options.half).items()}
    right_criterion(tried)
    offered(tried)
    by_language(tried)
    if not options.no_speed:
        if not SHARED.exists():
            print("Speed is measured with the real statements: left out.")
            return 0
        from speed import measure

        return measure()
    return 0


def right_criterion(tried: dict[str, Tried]) -> None:
    print("\n| sheet | statements | criteria | first | among three | shared words | chance |\n|---|---|---|---|---|---|---|")
    for name, t in tried.items():
        found = [t.among_first(1), t.among_first(3), t.by_shared_words(3), f"{t.by_chance(3):.0f} %"]
        row(name, len(t.asked()), len(t.criteria), *found)


def offered(tried: dict[str, Tried]) -> None:
    print("\n| sheet | others offered | right | chance | *perhaps in* said | right | among three | to criteria offered | right |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, t in tried.items():
        others, criteria = t.others_like(), t.for_criteria()
        row(name, *others, f"{t.others_by_chance():.0f} %", *t.perhaps(), *criteria)
    for name, t in tried.items():
        if t.left_alone().of:
            print(f"\n{name}: of {t.left_alone().of} that fit nowhere, {t.left_alone()} are offered nothing.")


def by_language(tried: dict[str, Tried]) -> None:
    t = tried["invented, eleven languages"]
    print("\n| language | statements | among three | shared words | others offered | right | *perhaps in* said | right |")
    print("|---|---|---|---|---|---|---|---|")
    for language in LANGUAGES:
        said, first, _among = t.perhaps(language)
        among, words = t.among_first(3, language), t.by_shared_words(3, language)
        row(language, len(t.asked(language)), among, words, *t.others_like(language), said, first)


def row(*cells: object) -> None:
    print(f"| {' | '.join(map(str, cells))} |")


if __name__ == "__main__":
    sys.exit(main())
