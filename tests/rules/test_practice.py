"""Practice, question 0: to get used to writing and sending. Thrown away, as everybody was promised."""

from __future__ import annotations

from sqlalchemy import select

from tests.rules.cast import Cast, refused
from workshop import history, meeting, seats
from workshop.extensions import db
from workshop.history import Actor
from workshop.meeting import GroupPlan
from workshop.method.steps import PRACTICE, Step
from workshop.models import GroupKind, Note, NoteState, Text, Workshop


def practise(cast: Cast, *texts: str) -> list[str]:
    return cast.write(*texts, question=PRACTICE)


def texts_kept(cast: Cast) -> list[str | None]:
    return list(db.session.scalars(select(Text.body).where(Text.process_id == cast.process_id)))


def test_practice_is_kept_during_the_welcome(cast: Cast) -> None:
    [note] = practise(cast, "Couscous")
    assert cast.state(note) is NoteState.UNSHOWN


def test_practice_is_shown_during_the_welcome(cast: Cast) -> None:
    [note] = practise(cast, "Couscous")
    cast.show(note)
    assert cast.state(note) is NoteState.SHOWN


def test_practice_is_never_put_into_a_criterion(cast: Cast) -> None:
    [note] = practise(cast, "Couscous")
    assert refused(lambda: cast.make("", note)) == (422, "invalid")


def test_leaving_the_welcome_deletes_the_notes_and_their_words(cast: Cast) -> None:
    practise(cast, "Couscous", "Baeckeoffe")
    cast.stand(Step.WRITE, 1)
    assert cast.stored() == 0
    assert texts_kept(cast) == []


def test_leaving_the_welcome_deletes_nothing_else(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    [kept] = cast.write("Friends")
    cast.stand(Step.WELCOME)
    practise(cast, "Couscous")
    cast.stand(Step.CLOSE)
    assert cast.words(kept) == "Friends"
    assert cast.stored() == 1


def test_a_move_within_the_welcome_keeps_practice(cast: Cast) -> None:
    practise(cast, "Couscous")
    cast.stand(Step.WELCOME)
    assert cast.stored() == 1


def test_the_other_groups_practice_stays_while_they_are_at_welcome(cast: Cast) -> None:
    workshop: Workshop = meeting.create_workshop(
        None, "Two tables", new_groups=[GroupPlan("Window", GroupKind.MONOCHROME), GroupPlan("Door")]
    )
    both = [seats.join(workshop.id, number).id for number in (1, 2)]
    written = [cast.post("Couscous", seat, PRACTICE).id for seat in both]
    meeting.move(workshop.id, Step.WRITE, 1, 1, by=Actor(workshop_id=workshop.id))
    assert [cast.state(note) for note in written] == [None, NoteState.UNSHOWN]


def test_practice_that_arrives_later_is_received_and_not_kept(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    receipt = cast.post("Couscous", question=PRACTICE)
    assert (receipt.created, receipt.stored) == (True, False)
    assert receipt.seq == history.head(cast.process_id)
    assert cast.stored() == 0


def test_practice_that_was_thrown_away_is_received_again_and_not_kept(cast: Cast) -> None:
    [note] = practise(cast, "Couscous")
    cast.stand(Step.WRITE, 1)
    assert not cast.post("Couscous", question=PRACTICE, key=note).stored
    assert cast.stored() == 0


def test_practice_makes_no_event_once_it_is_over(cast: Cast) -> None:
    cast.stand(Step.WRITE, 1)
    before = history.head(cast.process_id)
    practise(cast, "Couscous")
    assert history.head(cast.process_id) == before


def test_showing_practice_can_be_undone_until_it_is_thrown_away(cast: Cast) -> None:
    [note] = practise(cast, "Couscous")
    cast.show(note)
    cast.undo()
    assert cast.state(note) is NoteState.UNSHOWN
    cast.redo()
    cast.stand(Step.WRITE, 1)
    assert refused(cast.undo) == (409, "nothing")


def test_practice_leaves_no_row_that_names_its_note(cast: Cast) -> None:
    [note] = practise(cast, "Couscous")
    cast.stand(Step.WRITE, 1)
    assert db.session.get(Note, note) is None
    assert not list(db.session.scalars(select(Text.id).where(Text.note_id == note)))
