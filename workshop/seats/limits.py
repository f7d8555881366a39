"""How many notes a seat may send: per participant, never per address or per board."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from flask_babel import gettext as _

from workshop.method.refusals import TooMany

AT_ONCE = 60
PER_SECOND = 1.0


class NoteAllowance:
    """Each seat may send `at_once` notes at once, and `per_second` after that."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        per_second: float = PER_SECOND,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._at_once = at_once
        self._per_second = per_second
        self._clock = clock
        self._left: dict[str, tuple[float, float]] = {}

    def spend(self, seat_id: str) -> None:
        """Take one note from the seat's allowance; `TooMany` with the seconds to wait if none is left."""
        moment = self._clock()
        left, since = self._left.get(seat_id, (float(self._at_once), moment))
        left = min(self._at_once, left + (moment - since) * self._per_second)
        if left < 1:
            wait = math.ceil((1 - left) / self._per_second)
            raise TooMany(
                _("That was a lot at once. Your idea is kept and goes out in a moment."),
                retry_after=max(1, wait),
            )
        self._left[seat_id] = (left - 1, moment)
