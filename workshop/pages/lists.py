"""Bringing a list on a page up to date without sending it whole.

Each touched entry is taken away and put in again at its place: after the entry before it that was
not touched, or first. Entries that belong together go in one piece, so every anchor is there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from markupsafe import Markup

from workshop.pages.parts import deleted, partial


def removals(prefix: str, touched: Collection[str]) -> list[str]:
    """Take every touched entry away from where it may stand."""
    return [deleted(f"{prefix}{key}") for key in touched]


def insertions(
    container: str,
    prefix: str,
    keys: Sequence[str],
    touched: Collection[str],
    render: Callable[[str], Markup],
) -> list[str]:
    """Put the touched entries that belong to the list in again, run by run."""
    pieces: list[str] = []
    anchor: str | None = None
    run: list[Markup] = []
    for key in [*keys, None]:
        if key is not None and key in touched:
            run.append(render(key))
            continue
        if run:
            pieces.append(_piece(container, prefix, anchor, run))
            run = []
        anchor = key
    return pieces


def _piece(container: str, prefix: str, anchor: str | None, run: list[Markup]) -> str:
    html = Markup("").join(run)
    if anchor is None:
        return partial(container, "afterbegin", html)
    return partial(f"{prefix}{anchor}", "afterend", html)
