"""Many people who do things at once, spread over some seconds, until the halt."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from workshop.demo.browser import Unreachable
from workshop.demo.live import NoPage
from workshop.demo.player import Refused

AT_ONCE = 24

Item = TypeVar("Item")
Result = TypeVar("Result")


class Hands:
    """Everything here that waits ends with `KeyboardInterrupt` once `halt` is set.

    `refused` keeps what the server said no to, in its words.
    """

    def __init__(self, halt: threading.Event, tick: Callable[[], None]) -> None:
        self.refused: list[str] = []
        self.chance = random.Random(2005)
        self._halt = halt
        self._tick = tick
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="demo")

    def start(self, act: Callable[[], Result]) -> Future[Result]:
        """Somebody does something while the others go on."""
        future = self._pool.submit(act)
        future.add_done_callback(lambda done: self._tick())
        return future

    def ended(self, started: Sequence[Future[Result]]) -> list[Result]:
        """Waits for all, and gives what came of those that were not refused."""
        results = []
        for future in started:
            try:
                results.append(self._result(future))
            except (Refused, NoPage, Unreachable) as refusal:
                self.refused.append(str(refusal))
        return results

    def spread(self, things: Sequence[Item], seconds: float) -> Iterator[Item]:
        """One after the other over some seconds, neither all at once nor in step."""
        start = time.monotonic()
        moments = sorted(self.chance.uniform(0, seconds) for _thing in things)
        for thing, moment in zip(things, moments, strict=True):
            self.wait_until(start + moment)
            yield thing

    def wait_until(self, moment: float) -> None:
        """`moment` is of the monotonic clock."""
        if self._halt.wait(max(0.0, moment - time.monotonic())):
            raise KeyboardInterrupt

    def rest(self) -> None:
        """Nothing more is begun; what is under way ends."""
        self._pool.shutdown(cancel_futures=True)

    def _result(self, future: Future[Result]) -> Result:
        """In short waits, so that Ctrl-C is heard on every platform."""
        while not future.done():
            self.wait_until(time.monotonic())
            wait([future], timeout=0.2)
        return future.result()
