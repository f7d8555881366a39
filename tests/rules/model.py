"""A sheet in memory, told in acts: what stands is what comes of doing every act again that was not taken back.

Knows nothing of tables, fields or events: it is the other opinion in `test_board_model.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from workshop.models import NoteState

AUTHOR = "an author"
UNSHOWN, SHOWN = NoteState.UNSHOWN, NoteState.SHOWN
GONE = (NoteState.WITHDRAWN, NoteState.ERASED)

Facet = tuple[str, str]  # ("where", a note), ("name", a criterion), ...
Effect = dict[Facet, tuple[Any, Any]]


@dataclass(frozen=True)
class Act:
    """What somebody did: `number` is its place in the log."""

    number: int
    by: str
    kind: str
    args: tuple[Any, ...]


@dataclass
class World:
    """How things stand. A note's criteria are kept while it is hidden or gone; removed criteria keep their rank."""

    state: dict[str, NoteState] = field(default_factory=dict)
    turn: dict[str, int] = field(default_factory=dict)
    where: dict[str, list[str]] = field(default_factory=dict)
    filed: dict[tuple[str, str], int] = field(default_factory=dict)  # when, for the order in a criterion
    filings: int = 0
    name: dict[str, str] = field(default_factory=dict)  # a name, or the id of the note whose words it bears
    nature: dict[str, str] = field(default_factory=dict)
    removed: dict[str, bool] = field(default_factory=dict)
    left: dict[str, list[str]] = field(default_factory=dict)  # what was in a criterion when it went
    ranks: list[str] = field(default_factory=list)

    def facets(self) -> dict[Facet, Any]:
        """Everything that can differ, by what it is about."""
        found: dict[Facet, Any] = {}
        for what in ("state", "turn", "name", "nature", "removed"):
            found |= {(what, key): value for key, value in getattr(self, what).items()}
        found |= {("where", note): sorted(inside) for note, inside in self.where.items()}
        found |= {("rank", criterion): place for place, criterion in enumerate(self.ranks)}
        return found

    def on_sheet(self) -> list[str]:
        return [criterion for criterion in self.ranks if not self.removed[criterion]]

    def inside(self, criterion: str) -> list[str]:
        """The shown notes in a criterion, in the order of placing."""
        notes = [note for note, inside in self.where.items() if criterion in inside and self.state[note] is SHOWN]
        return sorted(notes, key=lambda note: self.filed[note, criterion])

    def placed(self) -> set[str]:
        return {note for criterion in self.on_sheet() for note in self.inside(criterion)}

    def do(self, act: Act) -> None:
        getattr(self, f"do_{act.kind}")(act.number, *act.args)

    def do_post(self, number: int, note: str, late: bool) -> None:
        self.state[note], self.where[note] = UNSHOWN, []
        self.turn[note] = number if late else 0

    def do_leave(self, _number: int, note: str, state: NoteState) -> None:
        self.state[note] = state

    def do_show(self, number: int, notes: tuple[str, ...], state: NoteState | None, turn: int) -> None:
        for note in notes:
            self.state[note] = state or self.state[note]
            self.turn[note] = number * turn if turn else self.turn[note]

    def do_place(self, _number: int, notes: tuple[str, ...], criterion: str, also: bool, seen: str | None = None) -> None:
        """Out of all the others, out of the one where it was seen, or out of none."""
        for note in notes:
            self.state[note] = SHOWN
            inside = self.where[note]
            if not also:
                inside = [one for one in inside if one == criterion or (seen and one != seen)]
            self._file(note, inside, criterion)

    def do_take_out(self, _number: int, notes: tuple[str, ...], seen: str | None) -> None:
        for note in notes:
            self.where[note] = [one for one in self.where[note] if seen and one != seen]

    def do_make(self, number: int, criterion: str, name: str, notes: tuple[str, ...], seen: str | None) -> None:
        self.ranks.append(criterion)
        self.name[criterion], self.nature[criterion], self.removed[criterion] = name, "undecided", False
        self.do_place(number, notes, criterion, False, seen)

    def do_name(self, _number: int, criterion: str, name: str) -> None:
        self.name[criterion] = name

    def do_nature(self, _number: int, criterion: str, nature: str) -> None:
        self.nature[criterion] = nature

    def do_order(self, _number: int, criterion: str, before: str | None) -> None:
        self.ranks.remove(criterion)
        self.ranks.insert(len(self.ranks) if before is None else self.ranks.index(before), criterion)

    def do_merge(self, number: int, criterion: str, into: str) -> None:
        moving = sorted((note for note, c in self.where.items() if criterion in c), key=lambda n: self.filed[n, criterion])
        self.do_remove(number, criterion)
        for note in moving:
            self._file(note, self.where[note], into)

    def do_remove(self, _number: int, criterion: str) -> None:
        self.removed[criterion] = True
        self.left[criterion] = [note for note, inside in self.where.items() if criterion in inside]
        for note, inside in self.where.items():
            self.where[note] = [one for one in inside if one != criterion]

    def do_restore(self, _number: int, criterion: str) -> None:
        self.removed[criterion] = False
        for note in self.coming_back(criterion):
            self.where[note] = [*self.where[note], criterion]

    def coming_back(self, criterion: str) -> list[str]:
        """The notes that were in a criterion when it went, and are in no other one now."""
        return [note for note in self.left[criterion] if not self.where[note] and self.state[note] not in GONE]

    def unmake(self, criterion: str, name: str) -> None:
        """A criterion whose making was taken back: off the sheet, in its rank."""
        self.ranks.append(criterion)
        self.name[criterion], self.nature[criterion], self.removed[criterion] = name, "undecided", True

    def _file(self, note: str, kept: list[str], criterion: str) -> None:
        if criterion not in kept:
            self.filings += 1
            self.filed[note, criterion] = self.filings
        self.where[note] = [*(one for one in kept if one != criterion), criterion]


@dataclass
class Said:
    """An entry of the log: an act was done, taken back or done again."""

    number: int
    word: str
    act: Act


class Story:
    """All acts in order, with what each one changed, and each desk's undo and redo."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.said: list[Said] = []
        self.effects: dict[int, Effect] = {}
        self.taken_back: set[int] = set()
        self.undoable: dict[str, list[Act]] = {}
        self.redoable: dict[str, list[Act]] = {}
        self.passed_over = 0

    def world(self) -> World:
        """What comes of every act that stands."""
        world = World()
        for act in self.acts:
            if act.number not in self.taken_back:
                world.do(act)
            elif act.kind == "make":
                world.unmake(act.args[0], act.args[1])
        return world

    def do(self, act: Act) -> None:
        before = self.world().facets()
        self.acts.append(act)
        self.said.append(Said(act.number, "done", act))
        after = self.world().facets()
        keys = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        if act.kind == "make":  # taken back, a criterion keeps its name, nature and rank, out of sight
            keys -= {(what, act.args[0]) for what in ("name", "nature", "rank")}
        self.effects[act.number] = {key: (before.get(key), after.get(key)) for key in keys}
        if act.by != AUTHOR:
            self.undoable.setdefault(act.by, []).append(act)
            self.redoable[act.by] = []

    def next(self, by: str, *, forward: bool) -> Act | None:
        stack = (self.redoable if forward else self.undoable).get(by)
        return stack[-1] if stack else None

    def reverse(self, number: int, by: str, *, forward: bool) -> bool:
        """Take back (or do again) the desk's newest act; False where it is passed over instead."""
        act = self.next(by, forward=forward)
        assert act is not None
        return self.reverse_act(number, act, forward=forward)

    def reverse_act(self, number: int, act: Act, *, forward: bool) -> bool:
        """The same for an act of any age."""
        stacks = (self.undoable.setdefault(act.by, []), self.redoable.setdefault(act.by, []))
        for stack in stacks:
            if act in stack:
                stack.remove(act)
        if self.in_the_way(act, forward=forward):
            self.passed_over += 1
            return False
        stacks[0 if forward else 1].append(act)
        (self.taken_back.discard if forward else self.taken_back.add)(act.number)
        self.said.append(Said(number, "done again" if forward else "taken back", act))
        return True

    def to_reverse(self, by: str, to: int) -> list[tuple[Act, bool]]:
        """The desk's acts that don't stand now as they stood then, those last spoken of first; True to do it again."""
        found: dict[int, tuple[Act, bool]] = {}
        for said in reversed(self.said):
            if said.number > to and said.act.by == by:
                found.setdefault(said.act.number, (said.act, self._stood(said.act, to)))
        return [(act, stood) for act, stood in found.values() if stood == (act.number in self.taken_back)]

    def _stood(self, act: Act, to: int) -> bool:
        words = [said.word for said in self.said if said.act is act and said.number <= to]
        return bool(words) and words[-1] != "taken back"

    def in_the_way(self, act: Act, *, forward: bool) -> bool:
        return any(
            self._disturbs(act, other, forward=forward)
            for word, other in self._newest_words_since(act)
            if not (word == "taken back" and other.number >= act.number)
            and (other.by != act.by or other.number > act.number)
        )

    def _newest_words_since(self, act: Act) -> Iterator[tuple[str, Act]]:
        settled = set()
        for said in reversed(self.said):
            if said.number > act.number and said.act.number not in settled:
                settled.add(said.act.number)
                yield said.word, said.act

    def _disturbs(self, act: Act, other: Act, *, forward: bool) -> bool:
        theirs = self.effects[other.number]
        for (what, key), (before, after) in self.effects[act.number].items():
            target = after if forward else before
            if (what, key) in theirs:
                return True
            if what == "removed" and target in (True, None) and _moved_through(theirs, key):
                return True
            if what == "state" and target is not SHOWN and ("where", key) in theirs:
                return True
        return False


def _moved_through(effect: Effect, criterion: str) -> bool:
    return any(
        what == "where" and (criterion in (before or [])) != (criterion in (after or []))
        for (what, _key), (before, after) in effect.items()
    )
