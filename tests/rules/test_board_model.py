"""Two desks and the authors do whatever they like, in any order: the rules agree with a simple model.

The model (`model.py`) does again, from the beginning, every act that was not taken back. So each
step also says: do and undo is as if nothing had happened, and nothing is ever lost or counted twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import hypothesis.strategies as st
import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.rules.cast import gather, new_id
from tests.rules.conftest import in_a_hurry
from tests.rules.model import AUTHOR, GONE, SHOWN, UNSHOWN, Act, Story
from workshop import board, database, history, notes
from workshop.extensions import db
from workshop.history.undo import ChangedSince, NothingToUndo
from workshop.method.refusals import Refusal
from workshop.method.steps import Step
from workshop.models import Event, Nature, Note, NoteState
from workshop.notes import PostedNote, Showing
from workshop.pages.removed import removed_criteria
from workshop.pages.sheets import read_sheet
from workshop.pages.views import NoteView

DESKS = st.sampled_from(["desk", "other desk"])
PICK = st.integers(0, 10_000)  # which of the things there are
NAMES = st.sampled_from(["Company", "Calm", "Care", "Work", "Home"])
RESULTS = {
    Showing.SHOWN: {UNSHOWN: SHOWN, NoteState.ASIDE: SHOWN, NoteState.HIDDEN: SHOWN},
    Showing.ASIDE: {UNSHOWN: NoteState.ASIDE, SHOWN: NoteState.HIDDEN},
    Showing.HIDDEN: {UNSHOWN: NoteState.ASIDE, SHOWN: NoteState.HIDDEN},
}
TURNS = {Showing.LATER: 1, Showing.HAND: -1}
SEEN = st.sampled_from(["not said", "not said", "true", "loose", "elsewhere"])
SORTING = (Step.READ, Step.SORT, Step.LOOK, Step.APPROVE, Step.CLOSE)


class Meeting(RuleBasedStateMachine):
    """One sheet, question 1."""

    def __init__(self) -> None:
        super().__init__()
        self.cast = gather()
        self.story = Story()
        self.world = self.story.world()
        self.by = {"desk": self.cast.desk, "other desk": self.cast.other_desk}
        self.drawn: dict[str, int] = {}
        self.cast.stand(Step.WRITE, 1)
        self.step = Step.WRITE
        self.group = self.cast.group
        self.notes: list[str] = []
        self.said: dict[str, str] = {}

    @initialize(as_=st.lists(st.sampled_from(Showing), min_size=5, max_size=5), names=st.lists(NAMES, min_size=2, max_size=3))
    def begin(self, as_: list[Showing], names: list[str]) -> None:
        """Some notes, read out by one desk, and some criteria, made by the other."""
        self.post("amina", len(as_))
        self.stand(Step.SORT)
        for pick, showing in enumerate(as_):
            self.show("desk", pick, showing)
        for name in names:
            self.make("other desk", name, [], False, "not said")

    # --- what people do

    @rule(seat=st.sampled_from(["amina", "boris", "chloe"]), times=st.integers(1, 3))
    def post(self, seat: str, times: int) -> None:
        for _ in range(times):
            key = new_id()
            said = f"Note {len(self.notes) // 4 if len(self.notes) % 4 > 1 else len(self.notes)}"
            posted = PostedNote(key, getattr(self.cast, seat), 1, said)
            if self.step is Step.CLOSE:
                self.refuses(lambda posted=posted: notes.post(posted), 409)
                return
            receipt = notes.post(posted)
            self.notes.append(key)
            self.said[key] = said
            self.drawn[key] = db.session.scalars(select(Note.draw).where(Note.id == key)).one()
            self.tell(Act(receipt.seq, AUTHOR, "post", (key, self.step is not Step.WRITE)))

    @rule(pick=PICK, erased=st.booleans())
    @precondition(lambda self: self.notes)
    def leave(self, pick: int, erased: bool) -> None:
        """An author has a note erased, or withdraws it."""
        note = self.notes[pick % len(self.notes)]
        seat = db.session.get_one(Note, note).seat_id
        state = self.world.state[note]
        act = notes.erase if erased else notes.withdraw
        if not erased and state in (SHOWN, NoteState.HIDDEN):
            self.refuses(lambda: act(self.cast.w, note, [seat]), 409)
            return
        done = act(self.cast.w, note, [seat])
        if state is NoteState.ERASED or (state in GONE and not erased):
            assert done is None
            return
        assert done is not None
        self.tell(Act(done.seq, AUTHOR, "leave", (note, NoteState.ERASED if erased else NoteState.WITHDRAWN)))

    @rule(step=st.sampled_from([Step.WRITE, *SORTING, *SORTING, *SORTING]))
    def stand(self, step: Step) -> None:
        self.cast.stand(step)
        self.step = step

    @rule(by=DESKS, pick=PICK, as_=st.sampled_from(Showing))
    @precondition(lambda self: self.notes)
    def show(self, by: str, pick: int, as_: Showing) -> None:
        note = self.notes[pick % len(self.notes)]
        state = self.world.state[note]
        act = lambda: notes.show(self.cast.w, note, as_, by=self.by[by])  # noqa: E731
        if as_ in TURNS:
            waiting = self.waiting_with(note)
            allowed = self.may_sort and bool(waiting)
            self.act(by, "show", act, (waiting, None, TURNS[as_]), allowed=allowed)
            return
        wanted = RESULTS[as_].get(state, state)
        at_once = -1 if wanted is SHOWN and self.step is not Step.READ else 0
        allowed = self.may_sort and state not in GONE
        self.act(by, "show", act, ((note,), wanted, at_once), allowed=allowed, changes=wanted is not state)

    def waiting_with(self, note: str) -> tuple[str, ...]:
        """What is put off or taken in hand with a note: a loose one goes with those in the same words."""
        if self.world.state[note] is UNSHOWN:
            return (note,)
        placed = self.world.placed()
        loose = [one for one in self.notes if self.world.state[one] is SHOWN and one not in placed]
        return tuple(one for one in loose if self.said[one] == self.said[note]) if note in loose else ()

    @rule(by=DESKS, first=PICK, more=st.lists(PICK, max_size=2), to=PICK, also=st.booleans(), seen=SEEN)
    @precondition(lambda self: self.notes and self.world.on_sheet())
    def place(self, by: str, first: int, more: list[int], to: int, also: bool, seen: str) -> None:
        shown = [note for note in self.notes if self.world.state[note] is SHOWN]
        chosen = self.some_notes([first, *more], shown if more else self.notes)
        criterion = self.criterion(to)
        was = self.where_seen(chosen[0], first, seen)
        self.act(
            by,
            "place",
            lambda: board.place_together(self.cast.w, chosen, criterion, also=also, was=was, by=self.by[by]),
            (chosen, criterion, also, was),
            allowed=self.workable(chosen) and self.unmoved(chosen, was, {criterion}),
            changes=any(not self.stays(note, criterion, also, was) for note in chosen),
        )

    @rule(by=DESKS, picks=st.lists(PICK, min_size=1, max_size=2), seen=SEEN)
    @precondition(lambda self: self.notes)
    def take_out(self, by: str, picks: list[int], seen: str) -> None:
        chosen = self.some_notes(picks, self.notes)
        was = self.where_seen(chosen[0], picks[0], seen)
        self.act(
            by,
            "take_out",
            lambda: board.take_out(self.cast.w, chosen, was=was, by=self.by[by]),
            (chosen, was),
            allowed=self.workable(chosen) and self.unmoved(chosen, was, set()),
            changes=any(self.world.where[note] for note in chosen),
        )

    @rule(by=DESKS, name=NAMES, picks=st.lists(PICK, max_size=2), unnamed=st.booleans(), seen=SEEN)
    def make(self, by: str, name: str, picks: list[int], unnamed: bool, seen: str) -> None:
        chosen = self.some_notes(picks, self.notes)
        words = "" if unnamed and chosen else name
        was = self.where_seen(chosen[0], picks[0], seen) if chosen else None

        def make() -> Event:
            return board.add_criterion(self.cast.w, question=1, name=words, note_ids=chosen, was=was, by=self.by[by])

        if not self.may_sort or not self.workable(chosen) or not self.unmoved(chosen, was):
            self.refuses(make)
            return
        made = make()
        self.tell(Act(made.seq, by, "make", (made.touched[0][1], words or chosen[0], chosen, was)))

    @rule(by=DESKS, pick=PICK, name=NAMES)
    @precondition(lambda self: self.world.on_sheet())
    def name(self, by: str, pick: int, name: str) -> None:
        criterion = self.criterion(pick)
        act = lambda: board.name_criterion(self.cast.w, criterion, name, by=self.by[by])  # noqa: E731
        self.act(by, "name", act, (criterion, name), changes=self.world.name[criterion] != name)

    @rule(by=DESKS, pick=PICK, nature=st.sampled_from(Nature))
    @precondition(lambda self: self.world.on_sheet())
    def nature(self, by: str, pick: int, nature: Nature) -> None:
        criterion = self.criterion(pick)
        act = lambda: board.set_nature(self.cast.w, criterion, nature, by=self.by[by])  # noqa: E731
        self.act(by, "nature", act, (criterion, nature.value), changes=self.world.nature[criterion] != nature)

    @rule(by=DESKS, pick=PICK, before=st.none() | PICK)
    @precondition(lambda self: len(self.world.on_sheet()) > 1)
    def reorder(self, by: str, pick: int, before: int | None) -> None:
        criterion = self.criterion(pick)
        target = None if before is None else self.criterion(before)
        ranks = self.world.on_sheet()
        following = [*ranks, None][ranks.index(criterion) + 1]
        act = lambda: board.reorder(self.cast.w, criterion, target, by=self.by[by])  # noqa: E731
        self.act(by, "order", act, (criterion, target), changes=target not in (criterion, following))

    @rule(by=DESKS, pick=PICK, into=PICK)
    @precondition(lambda self: len(self.world.on_sheet()) > 1)
    def merge(self, by: str, pick: int, into: int) -> None:
        criterion, target = self.criterion(pick), self.criterion(into)
        act = lambda: board.merge(self.cast.w, criterion, target, by=self.by[by])  # noqa: E731
        self.act(by, "merge", act, (criterion, target), allowed=self.may_sort and criterion != target)

    @rule(by=DESKS, pick=PICK)
    @precondition(lambda self: self.world.on_sheet())
    def remove(self, by: str, pick: int) -> None:
        criterion = self.criterion(pick)
        self.act(by, "remove", lambda: board.remove(self.cast.w, criterion, by=self.by[by]), (criterion,))

    @rule(by=DESKS, pick=PICK)
    @precondition(lambda self: any(self.world.removed.values()))
    def restore(self, by: str, pick: int) -> None:
        gone = [criterion for criterion in self.world.ranks if self.world.removed[criterion]]
        criterion = gone[pick % len(gone)]
        act = lambda: board.restore(self.cast.w, criterion, by=self.by[by])  # noqa: E731
        self.act(by, "restore", act, (criterion,), allowed=self.may_sort and criterion in self.world.left)

    @rule(by=DESKS, steps=st.integers(1, 8))
    @precondition(lambda self: self.story.said)
    def back_to(self, by: str, steps: int) -> None:
        """Back to a moment some entries of the log ago."""
        to = [0, *(said.number for said in self.story.said)][-steps - 1 :][0]
        expected = self.story.to_reverse(by, to)
        if not expected:
            self.refuses(lambda: history.back_to(self.by[by], self.group.id, to), 409)
            return
        number = history.head(self.cast.process_id)
        went = history.back_to(self.by[by], self.group.id, to)
        done = [self.story.reverse_act(number + place, act, forward=again) for place, (act, again) in enumerate(expected, 1)]
        assert [event.seq for event in went.events] == [number + place for place, it in enumerate(done, 1) if it]
        kept = {act.number for (act, _again), it in zip(expected, done, strict=True) if not it}
        assert {event.seq for event in went.stayed if event.sign_in_id == self.by[by].sign_in_id} == kept
        self.world = self.story.world()

    @rule(by=DESKS, presses=st.integers(1, 3))
    @precondition(lambda self: self.story.undoable)
    def undo(self, by: str, presses: int) -> None:
        for _ in range(presses):
            self.reverse(by, forward=False)

    @rule(by=DESKS, presses=st.integers(1, 2))
    @precondition(lambda self: any(self.story.redoable.values()))
    def redo(self, by: str, presses: int) -> None:
        for _ in range(presses):
            self.reverse(by, forward=True)

    # --- what must be so, always

    @invariant()
    def the_sheet_is_as_the_model_has_it(self) -> None:
        with database.snapshot():
            sheet = read_sheet(self.group, 1)
            coming = notes.next_unshown(self.group.id, 1)
            removed = removed_criteria(self.cast.place, [1])
        reading = sorted(self.notes, key=lambda note: (self.world.turn[note], self.drawn[note], note))
        placed = self.world.placed()
        shown = [note for note in reading if self.world.state[note] is SHOWN]
        assert members(sheet.loose) == self.together([note for note in shown if note not in placed])
        assert [(c.id, c.name, c.nature, members(c.notes)) for c in sheet.criteria] == [
            (c, self.called(c), self.world.nature[c], self.together(self.world.inside(c))) for c in self.world.on_sheet()
        ]
        assert {c.id: c.count for c in removed} == {
            c: sum(self.world.state[note] is SHOWN for note in self.world.coming_back(c))
            for c in self.world.ranks
            if self.world.removed[c] and c in self.world.left
        }
        waiting = [note for note in reading if self.world.state[note] is UNSHOWN]
        assert (coming.id if coming else None) == (waiting[0] if waiting else None)
        self.the_counts_add_up(sheet.counter, len(placed))

    def the_counts_add_up(self, counter: Any, placed: int) -> None:
        states = list(self.world.state.values())
        aside = states.count(NoteState.ASIDE) + states.count(NoteState.HIDDEN)
        assert (counter.placed, counter.shown, counter.unshown, counter.aside) == (
            placed, states.count(SHOWN), states.count(UNSHOWN), aside,
        )
        gone = sum(state in GONE for state in states)
        assert counter.left + counter.placed + counter.aside + gone == len(self.notes), "every note is somewhere, once"

    def teardown(self) -> None:
        """Undoing everything leads back to the beginning, where nothing was passed over."""
        for by in self.by:
            while self.story.next(by, forward=False):
                self.reverse(by, forward=False)
        self.the_sheet_is_as_the_model_has_it()
        if not self.story.passed_over:
            assert self.world.on_sheet() == []
            assert {*self.world.state.values()} <= {UNSHOWN, *GONE}

    # --- how it is told

    @property
    def may_sort(self) -> bool:
        return self.step in SORTING

    def some_notes(self, picks: list[int], among: list[str]) -> tuple[str, ...]:
        """Some of these notes; of all, where there are none."""
        pool = among or self.notes
        return tuple(dict.fromkeys(pool[pick % len(pool)] for pick in picks if pool))

    def criterion(self, pick: int) -> str:
        ranks = self.world.on_sheet()
        return ranks[pick % len(ranks)]

    def workable(self, chosen: tuple[str, ...]) -> bool:
        states = [self.world.state[note] for note in chosen]
        together = sum(state is not SHOWN for state in states) < 2
        return self.may_sort and together and not any(state in GONE for state in states)

    def where_seen(self, note: str, pick: int, seen: str) -> str | None:
        """What a desk says of where it saw a note: nothing, the truth, or what may be true no more."""
        inside = self.world.where[note]
        true = inside[pick % len(inside)] if inside else ""
        elsewhere = self.world.ranks[pick % len(self.world.ranks)] if self.world.ranks else ""
        return {"not said": None, "true": true, "loose": "", "elsewhere": elsewhere}[seen]

    def unmoved(self, chosen: tuple[str, ...], was: str | None, to: set[str] | None = None) -> bool:
        """Whether each of them is where it was seen, or already where it is to go."""
        return was is None or all(self.still_there(note, was, to) for note in chosen)

    def still_there(self, note: str, was: str, to: set[str] | None) -> bool:
        inside = set(self.world.where[note])
        if self.world.state[note] in (NoteState.ASIDE, NoteState.HIDDEN):
            return False
        return inside == to or (was in inside if was else not inside)

    def together(self, chosen: list[str]) -> list[list[str]]:
        """Notes in the same words stand together, at the place of the first."""
        found: dict[str, list[str]] = {}
        for note in chosen:
            found.setdefault(self.said[note], []).append(note)
        return list(found.values())

    def stays(self, note: str, criterion: str, also: bool, was: str | None) -> bool:
        """Whether placing it there changes nothing."""
        inside = self.world.where[note]
        alone = also or inside == [criterion] or (bool(was) and (was == criterion or was not in inside))
        return self.world.state[note] is SHOWN and criterion in inside and alone

    def called(self, criterion: str) -> str:
        name = self.world.name[criterion]
        if name not in self.world.state:
            return name
        return self.said[name] if self.world.state[name] is SHOWN else ""

    def act(
        self,
        by: str,
        kind: str,
        do: Callable[[], Event | None],
        args: tuple[Any, ...],
        *,
        allowed: bool | None = None,
        changes: bool = True,
    ) -> None:
        """Do it, and see that it is refused, changes nothing or is recorded as the model expects."""
        if not (self.may_sort if allowed is None else allowed):
            self.refuses(do)
            return
        done = do()
        assert (done is not None) == changes
        if done is not None:
            self.tell(Act(done.seq, by, kind, args))

    def tell(self, act: Act) -> None:
        self.story.do(act)
        self.world = self.story.world()

    def reverse(self, by: str, *, forward: bool) -> None:
        press = history.redo if forward else history.undo
        expected = self.story.next(by, forward=forward)
        try:
            number = press(self.by[by], self.group.id).seq
            reversed_ = True
        except NothingToUndo:
            assert expected is None
            return
        except ChangedSince as refusal:
            assert refusal.later is not None, "what stands in the way is named"
            number, reversed_ = history.head(self.cast.process_id), False
        assert expected is not None
        assert self.story.reverse(number, by, forward=forward) is reversed_
        self.world = self.story.world()

    def refuses(self, do: Callable[[], object], status: int | None = None) -> None:
        before = history.head(self.cast.process_id)
        with pytest.raises(Refusal) as refusal:
            do()
        assert status in (None, refusal.value.status)
        assert history.head(self.cast.process_id) == before


def members(stacks: list[NoteView]) -> list[list[str]]:
    """The notes of a list as the page has them: those in the same words together."""
    return [[note.id for note in stack.members] for stack in stacks]


@pytest.fixture
def quick(app: Flask, database_kind: str) -> Iterator[Flask]:
    made = in_a_hurry(app) if database_kind == "sqlite" else app
    with made.app_context():
        yield made


def play(meetings: int, steps: int, *, by_chance: bool) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Meeting,
        settings=settings(
            max_examples=meetings,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not by_chance,
            database=None,
            print_blob=by_chance,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.timeout(600)  # finding the shortest way to a failure takes longer than finding none
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_few_meetings_agree_with_the_model(quick: Flask) -> None:
    play(20, 30, by_chance=False)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_many_meetings_agree_with_the_model(quick: Flask) -> None:
    play(300, 60, by_chance=True)
