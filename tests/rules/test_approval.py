"""Approving a sheet with the group, and what was changed since; and wishing to talk about something, as nobody."""

from __future__ import annotations

import json

from sqlalchemy import select

from tests.rules.cast import Cast, criterion_row, gather, log, refused
from workshop import board
from workshop.extensions import db
from workshop.method.steps import Step
from workshop.models import Present
from workshop.notes import Showing
from workshop.pages.notepad import NotepadView
from workshop.pages.screen import ScreenView
from workshop.pages.thread import thread_view
from workshop.room.present import value_of
from workshop.room.wishes import WISHED, WISHES, Thing, own_wishes, talked_about, wish

WORD = "a word that only Amina's device has"


def at_approve(cast: Cast) -> tuple[str, str, list[str]]:
    """Two criteria, one with two ideas and one with none, and the ids of three ideas, the last one loose."""
    ideas = cast.shown("A bus at night", "A bench in the shade", "Bread")
    moving, sitting = cast.make("Moving", *ideas[:2]), cast.make("Sitting")
    cast.stand(Step.APPROVE)
    return moving, sitting, ideas


def standing(cast: Cast) -> dict[str, str]:
    """What each criterion says of its approval, by its name."""
    return {
        row.name: "changed" if row.changed_since else "approved" if row.approved else ""
        for row in cast.sheet().criteria
    }


class TestApproving:
    def test_marks_a_whole_sheet_in_one_act(self, cast: Cast) -> None:
        at_approve(cast)
        before = len(log(cast.process_id))
        event = board.approve(cast.w, question=1, by=cast.desk)
        assert event is not None and event.kind == "criterion.approved"
        assert len(log(cast.process_id)) == before + 1
        assert standing(cast) == {"Moving": "approved", "Sitting": "approved"}

    def test_marks_one_criterion_and_leaves_the_others(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        board.approve(cast.w, [moving], by=cast.desk)
        assert standing(cast) == {"Moving": "approved", "Sitting": ""}

    def test_can_be_taken_away_and_twice_is_nothing(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        assert board.approve(cast.w, [moving], approved=False, by=cast.desk) is None
        board.approve(cast.w, [moving], by=cast.desk)
        assert board.approve(cast.w, [moving], by=cast.desk) is None
        board.approve(cast.w, [moving], approved=False, by=cast.desk)
        assert standing(cast)["Moving"] == "" and criterion_row(moving).approved is None

    def test_is_taken_back_and_done_again(self, cast: Cast) -> None:
        at_approve(cast)
        board.approve(cast.w, question=1, by=cast.desk)
        cast.undo()
        assert set(standing(cast).values()) == {""}
        cast.redo()
        assert set(standing(cast).values()) == {"approved"}

    def test_is_of_the_step_approve_and_of_the_close_after_it(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        for step in (Step.WELCOME, Step.WRITE, Step.READ, Step.SORT, Step.LOOK):
            cast.stand(step, 1 if step.of_question else None)
            assert refused(lambda: board.approve(cast.w, [moving], by=cast.desk)) == (409, "step")
        cast.stand(Step.CLOSE)
        assert board.approve(cast.w, [moving], by=cast.desk) is not None

    def test_says_what_is_missing(self, cast: Cast) -> None:
        moving, sitting, _ideas = at_approve(cast)
        board.remove(cast.w, sitting, by=cast.desk)
        assert refused(lambda: board.approve(cast.w, [moving, sitting], by=cast.desk)) == (404, "unknown")
        assert refused(lambda: board.approve(cast.w, by=cast.desk)) == (422, "criterion")
        assert refused(lambda: board.approve(cast.w, question=9, by=cast.desk)) == (422, "question")
        assert criterion_row(moving).approved is None

    def test_an_empty_sheet_has_nothing_to_approve(self, cast: Cast) -> None:
        cast.shown("Bread")
        cast.stand(Step.APPROVE)
        assert refused(lambda: board.approve(cast.w, question=1, by=cast.desk)) == (422, "question")

    def test_is_said_in_the_thread(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        board.approve(cast.w, question=1, by=cast.desk)
        assert thread_view(cast.place).items[0].words == "approved 2 criteria"
        board.approve(cast.w, [moving], approved=False, by=cast.desk)
        assert "Moving" in thread_view(cast.place).items[0].words and "away" in thread_view(cast.place).items[0].words

    def test_of_an_earlier_meeting_stays(self, cast: Cast) -> None:
        at_approve(cast)
        board.approve(cast.w, question=1, by=cast.desk)
        again = gather("A week later", cast.process_id, [cast.group.id])
        again.stand(Step.SORT, 1)
        assert set(standing(again).values()) == {"approved"}


class TestChangedSince:
    def approved(self, cast: Cast) -> tuple[str, str, list[str]]:
        found = at_approve(cast)
        board.approve(cast.w, question=1, by=cast.desk)
        return found

    def test_a_note_that_comes_or_goes_changes_it(self, cast: Cast) -> None:
        _moving, sitting, ideas = self.approved(cast)
        cast.place_in(ideas[2], sitting)
        assert standing(cast) == {"Moving": "approved", "Sitting": "changed"}
        cast.take_out(ideas[0])
        assert standing(cast)["Moving"] == "changed"

    def test_another_name_changes_it_and_undo_brings_it_back(self, cast: Cast) -> None:
        moving, _sitting, _ideas = self.approved(cast)
        board.name_criterion(cast.w, moving, "Getting around", by=cast.desk)
        assert standing(cast)["Getting around"] == "changed"
        cast.undo()
        assert standing(cast)["Moving"] == "approved"

    def test_order_and_nature_do_not(self, cast: Cast) -> None:
        moving, sitting, _ideas = self.approved(cast)
        board.reorder(cast.w, sitting, moving, by=cast.desk)
        assert set(standing(cast).values()) == {"approved"}

    def test_erasing_a_note_changes_it_and_breaks_nothing(self, cast: Cast) -> None:
        _moving, _sitting, ideas = self.approved(cast)
        cast.erase(ideas[0])
        assert standing(cast)["Moving"] == "changed"
        assert board.approve(cast.w, question=1, by=cast.desk) is not None
        assert standing(cast) == {"Moving": "approved", "Sitting": "approved"}

    def test_a_hidden_note_changes_it_until_it_is_shown_again(self, cast: Cast) -> None:
        _moving, _sitting, ideas = self.approved(cast)
        cast.show(ideas[0], Showing.HIDDEN)
        assert standing(cast)["Moving"] == "changed"
        cast.show(ideas[0])
        assert standing(cast)["Moving"] == "approved"

    def test_a_whole_sheet_is_approved_anew_only_where_it_changed(self, cast: Cast) -> None:
        _moving, sitting, ideas = self.approved(cast)
        cast.place_in(ideas[2], sitting)
        event = board.approve(cast.w, question=1, by=cast.desk)
        assert event is not None and [change[1] for change in event.changes] == [sitting]


class TestWishingToTalk:
    def test_marks_the_thing_for_desk_and_screen_and_tells_no_other_notepad(self, cast: Cast) -> None:
        moving, _sitting, ideas = at_approve(cast)
        wish(cast.w, cast.amina, Thing("criterion", moving), WORD)
        wish(cast.w, cast.amina, Thing("note", ideas[2]), WORD)
        sheet = ScreenView(cast.place, "en", lambda code: None).sheet_of(1)  # type: ignore[arg-type,return-value]
        assert [row.wish for row in sheet.criteria] == ["said", ""] and sheet.loose[0].wish == "said"
        others = NotepadView(cast.place, "en").sheet_of(1)
        assert {row.wish for row in others.criteria} == {"open"} and others.loose[0].wish == "open"

    def test_is_the_same_mark_however_many_say_so(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        thing = Thing("criterion", moving)
        wish(cast.w, cast.amina, thing, WORD)
        alone = value_of(cast.place.sitting.id, WISHES)
        for person in (cast.boris, cast.chloe):
            wish(cast.w, person, thing, f"the word of {person}")
        assert value_of(cast.place.sitting.id, WISHES) == alone == {thing.key: True}

    def test_can_be_taken_back_by_the_device_that_said_it_alone(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        thing, sitting = Thing("criterion", moving), cast.place.sitting.id
        wish(cast.w, cast.amina, thing, WORD)
        wish(cast.w, cast.boris, thing, "Boris's word")
        wish(cast.w, cast.amina, thing, WORD, on=False)
        assert own_wishes(sitting, cast.amina, WORD) == []
        assert own_wishes(sitting, cast.boris, "Boris's word") == [thing]
        wish(cast.w, cast.amina, thing, "another word", on=False)
        assert value_of(sitting, WISHES) == {thing.key: True}
        wish(cast.w, cast.boris, thing, "Boris's word", on=False)
        assert value_of(sitting, WISHES) == {thing.key: False}

    def test_nothing_that_is_kept_names_a_seat(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        people = cast.people
        before = len(log(cast.process_id))
        for person in people:
            wish(cast.w, person, Thing("criterion", moving), f"word of {person}")
        kept = json.dumps([row.value for row in db.session.scalars(select(Present))])
        assert not any(person in kept for person in people)
        assert len(log(cast.process_id)) == before
        assert own_wishes(cast.place.sitting.id, cast.amina, "") == []

    def test_once_it_was_talked_about_everybody_s_wish_is_met(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        thing, sitting = Thing("criterion", moving), cast.place.sitting.id
        assert talked_about(cast.w, thing) is False
        wish(cast.w, cast.amina, thing, WORD)
        wish(cast.w, cast.boris, thing, "Boris's word")
        assert talked_about(cast.w, thing) is True
        assert value_of(sitting, WISHES) == {thing.key: False}
        assert own_wishes(sitting, cast.amina, WORD) == []
        wish(cast.w, cast.amina, thing, WORD)
        assert value_of(sitting, WISHES) == {thing.key: True}

    def test_ends_with_the_step(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        wish(cast.w, cast.amina, Thing("criterion", moving), WORD)
        cast.stand(Step.LOOK, 1)
        assert value_of(cast.place.sitting.id, WISHED) is None
        cast.stand(Step.APPROVE)
        sheet = ScreenView(cast.place, "en", lambda code: None).sheet_of(1)  # type: ignore[arg-type,return-value]
        assert {row.wish for row in sheet.criteria} == {""}

    def test_is_refused_elsewhere_and_for_what_is_not_on_the_sheet(self, cast: Cast) -> None:
        moving, sitting, ideas = at_approve(cast)
        late = cast.write("A late one")[0]
        cast.show(ideas[2], Showing.HIDDEN)
        board.remove(cast.w, sitting, by=cast.desk)
        for thing in (Thing("note", late), Thing("note", ideas[2]), Thing("criterion", sitting), Thing("note", "none")):
            assert refused(lambda thing=thing: wish(cast.w, cast.amina, thing, WORD)) == (404, "unknown")
        assert refused(lambda: wish(cast.w, "nobody", Thing("criterion", moving), WORD)) == (401, "seat")
        for step in (Step.LOOK, Step.CLOSE):
            cast.stand(step, 1 if step.of_question else None)
            assert refused(lambda: wish(cast.w, cast.amina, Thing("criterion", moving), WORD)) == (409, "step")

    def test_of_another_group_it_is_not(self, cast: Cast) -> None:
        moving, _sitting, _ideas = at_approve(cast)
        others = gather("Another meeting")
        others.stand(Step.APPROVE)
        assert refused(lambda: wish(others.w, others.amina, Thing("criterion", moving), WORD)) == (404, "unknown")
