"""One moment of a process: what is read at one number of its log is read once, for all faces.

Everything that pages show changes only by events, so what was read at a number stays true for it.
A few moments are kept: the patches of one commit, and pages asked for soon after, share them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app

T = TypeVar("T")
MOMENTS_KEPT = 4


class Moment:
    """What has been read at number `seq` of a process's log."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self._read: dict[Any, Any] = {}

    def once(self, key: Any, read: Callable[[], T]) -> T:
        """What `read` returns, read at most once in this moment."""
        if key not in self._read:
            self._read[key] = read()
        found: T = self._read[key]
        return found


def moment_of(process_id: int, seq: int) -> Moment:
    """The moment at `seq`, the number that the same snapshot has read."""
    kept: OrderedDict[tuple[int, int], Moment]
    kept = current_app.extensions.setdefault("moments", OrderedDict())
    key = (process_id, seq)
    found = kept.get(key)
    if found is None:
        found = kept[key] = Moment(seq)
        while len(kept) > MOMENTS_KEPT:
            kept.popitem(last=False)
    return found
