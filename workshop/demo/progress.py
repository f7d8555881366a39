"""What the terminal shows while the meeting is played: one line that changes, or plain lines.

Goes to standard error, so that standard output stays free for what a program reads.
"""

from __future__ import annotations

import shutil
import sys
import threading
import time
from typing import TextIO

WIDTH = 24


class Progress:
    """The moment of the meeting, how far it has come, and since when.

    On a terminal the line is drawn over; elsewhere a line stands at the beginning and at each
    quarter of a moment.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._live = self._stream.isatty()
        self._lock = threading.Lock()
        self._since = time.monotonic()
        self._moment, self._done, self._total, self._quarter = "", 0, 0, 0

    def moment(self, name: str, total: int = 0) -> None:
        """A new part of the meeting begins, of `total` things where they can be counted."""
        with self._lock:
            self._end_moment()
            self._moment, self._done, self._total, self._quarter = name, 0, total, 0
            self._draw() if self._live else self._write(f"{self._clock()}  {name}\n")

    def tick(self) -> None:
        """One more thing is done."""
        with self._lock:
            self._done += 1
            quarter = 4 * self._done // self._total if self._total else 0
            if self._live:
                self._draw()
            elif quarter > self._quarter:
                self._write(f"{self._clock()}  {self._moment}: {self._done} / {self._total}\n")
            self._quarter = quarter

    def say(self, text: str) -> None:
        """A line that stays."""
        with self._lock:
            self._end_moment()
            self._write(f"{text}\n")

    def _end_moment(self) -> None:
        if self._live and self._moment:
            self._write("\n")
        self._moment = ""

    def _draw(self) -> None:
        columns = shutil.get_terminal_size().columns - 1
        self._write(f"\r{self._line()[:columns]}\x1b[K")

    def _line(self) -> str:
        if not self._total:
            return f"{self._clock()}  {self._moment}"
        filled = WIDTH * min(self._done, self._total) // self._total
        bar = "█" * filled + "░" * (WIDTH - filled)
        return f"{self._clock()}  {bar}  {self._moment}: {self._done} / {self._total}"

    def _clock(self) -> str:
        minutes, seconds = divmod(int(time.monotonic() - self._since), 60)
        return f"{minutes}:{seconds:02}"

    def _write(self, text: str) -> None:
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        self._stream.write(text.encode(encoding, "replace").decode(encoding))
        self._stream.flush()
