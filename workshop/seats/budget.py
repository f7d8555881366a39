"""The server's budget for wrong codes and sign-ins: growing delay, shared by all addresses."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from flask_babel import gettext as _

from workshop.method.refusals import TooMany

FREE_TRIES = 30
REFILL_PER_SECOND = 0.1
LONGEST_WAIT = 8.0


class WrongCodeBudget:
    """Some wrong tries are free; once they are used up, each further one doubles the pause.

    Right codes cost nothing. While a pause lasts every try is refused, so that six letters can't
    be guessed: with the budget spent there is one try in eight seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left = float(FREE_TRIES)
        self._since = clock()
        self._pause = 1.0
        self._closed_until = 0.0

    def require(self) -> None:
        """`TooMany` with the seconds to wait while a pause lasts."""
        wait = self._closed_until - self._clock()
        if wait > 0:
            raise TooMany(
                _("Too many wrong codes were typed. Please wait a moment and try again."),
                code="codes",
                retry_after=max(1, math.ceil(wait)),
            )

    def spend(self) -> None:
        """A wrong code was typed."""
        moment = self._clock()
        self._left = min(FREE_TRIES, self._left + (moment - self._since) * REFILL_PER_SECOND)
        self._since = moment
        self._left = max(0.0, self._left - 1)
        if self._left >= 1:
            self._pause = 1.0
            return
        self._closed_until = moment + self._pause
        self._pause = min(LONGEST_WAIT, self._pause * 2)
