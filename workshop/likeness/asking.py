"""How the server asks the process of the vectors: one question at a time, never waiting longer than it can afford.

Works with threads and, patched, with gevent: whoever waits lets the others work. Where no answer
came in time there is nothing to offer yet, and asking again is quick, because it was worked out meanwhile.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-P", "-m", "workshop.likeness.process")
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
AT_FIRST = 1.5  # seconds; the process has to be started, and to read a whole sheet
USUALLY = 0.3
STUCK = 30.0
IDLE = 1800.0  # after which its memory is given back
PAUSE = 10.0  # after a process that never answered; longer each time
MOST_PAUSE = 600.0
MOST_WAITING = 8

Answer = dict[str, list[str]]


class Asked:
    """What one desk wants to know, and the answer once it has come."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.settled = threading.Event()
        self.answer: Answer | None = None

    def settle(self, answer: Answer | None) -> None:
        """Let go of whoever waits."""
        self.answer = answer
        self.settled.set()


class Life:
    """One process from its start to its end, and what waits for it."""

    def __init__(self) -> None:
        self.began = time.monotonic()  # itself, or what it is working on
        self.child: subprocess.Popen[str] | None = None
        self.at_work_on: Asked | None = None
        self.answered = 0
        self.over = False


class Asking:
    """One process at most, started when it is first needed.

    `at_first` and `usually` are how many seconds somebody waits, for a new process and for one that has answered.
    """

    def __init__(
        self, command: Sequence[str] = COMMAND, at_first: float = AT_FIRST, usually: float = USUALLY, idle: float = IDLE
    ) -> None:
        self._command = list(command)
        self.at_first, self.usually = at_first, usually
        self._idle = idle
        self._turn = threading.Condition()
        self._waiting: OrderedDict[str, Asked] = OrderedDict()
        self._life: Life | None = None
        self._failures = 0
        self._not_before = 0.0

    @property
    def process_id(self) -> int | None:
        """The number of the process that runs now."""
        life = self._life
        return life.child.pid if life and life.child else None

    def start(self) -> None:
        """Have the process started, in the background; nothing where it runs, or has just failed."""
        with self._turn:
            if self._life is not None or time.monotonic() < self._not_before:
                return
            self._life = life = Life()
        threading.Thread(target=self._live, args=(life,), daemon=True, name="likeness").start()

    def ask(self, who: str, asked: dict[str, Any]) -> Answer | None:
        """The answer, None where it did not come in time. A newer question of `who` takes the place of an older one."""
        question = Asked(json.dumps(asked) + "\n")
        self._end_what_is_dead_or_stuck()
        self.start()
        with self._turn:
            life = self._life
            if life is None:
                return None
            self._put(who, question)
            self._turn.notify_all()
            limit = self.usually if life.answered else self.at_first
        question.settled.wait(limit)
        return question.answer

    def forget(self) -> None:
        """End the process if there is one: what it knows goes with it. The next question starts another."""
        life = self._life
        if life is not None:
            self._end(life)

    end = forget

    def _put(self, who: str, question: Asked) -> None:
        older = self._waiting.pop(who, None)
        if older is None and len(self._waiting) >= MOST_WAITING:
            _, older = self._waiting.popitem(last=False)
        if older is not None:
            older.settle(None)
        self._waiting[who] = question

    def _live(self, life: Life) -> None:
        try:
            with _started(self._command) as child:
                life.child = child
                if life.over:
                    child.kill()
                self._serve(life, child)
        except OSError as error:
            if not life.over:
                logging.getLogger(__name__).warning("the process of the vectors is not to be had: %s", type(error).__name__)
        finally:
            self._bury(life)

    def _serve(self, life: Life, child: subprocess.Popen[str]) -> None:
        assert child.stdin is not None and child.stdout is not None
        try:
            if not child.stdout.readline():
                return
            while (question := self._next(life)) is not None:
                child.stdin.write(question.line)
                child.stdin.flush()
                line = child.stdout.readline()
                if not line:
                    return
                question.settle(json.loads(line))
                life.answered += 1
        finally:
            child.kill()

    def _next(self, life: Life) -> Asked | None:
        """The question that has waited longest; None once this life is over, or nobody has asked for long."""
        with self._turn:
            life.began, life.at_work_on = 0.0, None
            wanted = self._turn.wait_for(lambda: self._waiting or life.over, self._idle)
            if life.over or not wanted:
                life.over = True
                self._life = None if self._life is life else self._life
                return None
            life.began = time.monotonic()
            life.at_work_on = self._waiting.popitem(last=False)[1]
            return life.at_work_on

    def _end_what_is_dead_or_stuck(self) -> None:
        life = self._life
        if life is None:
            return
        dead = life.answered and life.child is not None and life.child.poll() is not None
        if dead or (life.began and time.monotonic() - life.began > STUCK):
            self._end(life)

    def _end(self, life: Life) -> None:
        with self._turn:
            life.over = True
            if self._life is life:
                self._life = None
            self._turn.notify_all()
        if life.child is not None:
            life.child.kill()

    def _bury(self, life: Life) -> None:
        """The process is gone: nobody waits for it, and one that never answered is not tried again at once."""
        if life.at_work_on is not None:
            life.at_work_on.settle(None)
        with self._turn:
            ended_by_us, life.over = life.over, True
            if self._life is not life and self._life is not None:
                return  # its successor has the questions now
            self._life = None
            if not ended_by_us:
                self._failures = 0 if life.answered else self._failures + 1
                pause = min(MOST_PAUSE, PAUSE * 2 ** (self._failures - 1)) if self._failures else 0.0
                self._not_before = time.monotonic() + pause
            left = list(self._waiting.values())
            self._waiting.clear()
        for question in left:
            question.settle(None)


def _started(command: list[str]) -> subprocess.Popen[str]:
    root = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        command,
        env={**os.environ, **dict.fromkeys(ONE_THREAD, "1"), "PYTHONPATH": path, "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
