"""Ideas from paper: taken in once, nobody's, among the others; and what a paste is read as."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from tests.rules.cast import Cast, gather, log, new_id, newest, refused
from workshop import notes
from workshop.extensions import db
from workshop.live.touched import gather as touched_by
from workshop.method.steps import Step
from workshop.models import Note, NoteState
from workshop.notes import PaperNote, Taken
from workshop.notes.paper import paper_words, taken_at
from workshop.notes.pasting import Layout, Wish, decoded, read_paste
from workshop.pages.common import numbers_of
from workshop.pages.paper import notes_of, without


def papers(*texts: str) -> list[PaperNote]:
    return [PaperNote(new_id(), text) for text in texts]


def take(cast: Cast, *texts: str, question: int = 1, read_out: bool = False) -> Taken:
    return notes.take_from_paper(cast.w, question, papers(*texts), read_out=read_out, by=cast.desk)


def row(note: str) -> Note:
    return db.session.get_one(Note, note, populate_existing=True)


class TestTakingIn:
    def test_waits_unshown_among_the_others_and_is_nobody_s(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        cast.write("A bus at night")
        cast.stand(Step.READ, 1)
        taken = take(cast, "A bench", "Bread")
        rows = [row(key) for key in taken_at(cast.place, 1, taken.seq)]
        assert {note.state for note in rows} == {NoteState.UNSHOWN.value}
        assert {(note.seat_id, note.late, note.turn, note.source) for note in rows} == {("", False, 0, "paper")}
        assert cast.sheet().counter.unshown == 3

    def test_counts_as_ideas_and_not_as_a_person_who_wrote(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        cast.write("A bus at night")
        take(cast, "A bench", "Bread")
        numbers = numbers_of(cast.place)
        assert (numbers.written, numbers.writers) == (3, 1)

    def test_stands_loose_at_once_where_it_was_read_out_already(self, cast: Cast) -> None:
        cast.stand(Step.SORT, 1)
        taken = take(cast, "A bench", read_out=True)
        assert cast.loose() == set(taken_at(cast.place, 1, taken.seq))

    def test_is_one_event_however_many_there_are_and_renews_a_face_once(self, cast: Cast) -> None:
        cast.stand(Step.READ, 1)
        before = len(log(cast.process_id))
        take(cast, *(f"Idea {number}" for number in range(300)))
        event = newest(cast.process_id)
        assert len(log(cast.process_id)) == before + 1 and len(event.touched) == 300
        assert touched_by([event]).whole

    def test_stores_nothing_twice(self, cast: Cast) -> None:
        cast.stand(Step.READ, 1)
        paste = papers("A bench", "A bench", "Bread")
        first = notes.take_from_paper(cast.w, 1, paste, by=cast.desk)
        second = notes.take_from_paper(cast.w, 1, paste, by=cast.desk)
        assert (first.stored, second.stored, second.seq) == (3, 0, first.seq)
        assert cast.stored() == 3

    def test_is_all_or_nothing(self, cast: Cast) -> None:
        cast.stand(Step.READ, 1)
        assert refused(lambda: take(cast, "A bench", "x" * 1001)) == (422, "invalid")
        assert refused(lambda: take(cast, "A bench", "   ")) == (422, "invalid")
        assert refused(lambda: take(cast, *["A bench"] * 501)) == (422, "notes")
        assert refused(lambda: take(cast)) == (422, "notes")
        assert cast.stored() == 0

    def test_is_for_questions_that_were_asked_until_the_close(self, cast: Cast) -> None:
        assert refused(lambda: take(cast, "A bench")) == (409, "step")
        cast.stand(Step.WRITE, 1)
        take(cast, "A bench")
        assert refused(lambda: take(cast, "A bench", question=2)) == (409, "step")
        assert refused(lambda: take(cast, "A bench", question=0)) == (422, "question")
        assert refused(lambda: take(cast, "A bench", question=9)) == (422, "question")
        for step in (Step.READ, Step.SORT, Step.LOOK, Step.APPROVE):
            cast.stand(step, 1 if step.of_question else None)
            take(cast, "A bench")
        cast.stand(Step.CLOSE)
        assert refused(lambda: take(cast, "A bench")) == (409, "step")

    def test_puts_nothing_on_a_sheet_that_is_being_written(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        assert refused(lambda: take(cast, "A bench", read_out=True)) == (409, "step")
        cast.stand(Step.WRITE, 2)
        assert take(cast, "A bench", read_out=True).stored == 1

    def test_another_sheet_s_id_stores_nothing(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        own = cast.write("A bus at night")[0]
        paste = [PaperNote(own, "A bench")]
        assert refused(lambda: notes.take_from_paper(cast.w, 1, paste, by=cast.desk)) == (409, "known")
        assert cast.words(own) == "A bus at night"

    def test_concerns_notepads_only_where_something_lies_before_them(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        take(cast, "A bench")
        assert not newest(cast.process_id).for_notepad and newest(cast.process_id).for_screen
        cast.stand(Step.READ, 1)
        take(cast, "Bread", read_out=True)
        assert newest(cast.process_id).for_notepad


class TestTakingBack:
    def test_leaves_a_count_and_no_words(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        taken = take(cast, "A bench", "Bread")
        ids = list(taken_at(cast.place, 1, taken.seq))
        assert notes.withdraw_from_paper(cast.w, ids, by=cast.desk) is not None
        assert {cast.state(key) for key in ids} == {NoteState.WITHDRAWN} and {cast.words(key) for key in ids} == {None}
        assert notes.withdraw_from_paper(cast.w, ids, by=cast.desk) is None
        assert taken_at(cast.place, 1, taken.seq) == {}

    def test_is_for_paper_alone_and_not_for_what_was_placed(self, cast: Cast) -> None:
        device = cast.shown("A bus at night")[0]
        assert refused(lambda: notes.withdraw_from_paper(cast.w, [device], by=cast.desk)) == (422, "note")
        paper = next(iter(taken_at(cast.place, 1, take(cast, "A bench", read_out=True).seq)))
        criterion = cast.make("Sitting", paper)
        assert refused(lambda: notes.withdraw_from_paper(cast.w, [paper], by=cast.desk)) == (409, "step")
        cast.take_out(paper)
        assert notes.withdraw_from_paper(cast.w, [paper], by=cast.desk) is not None
        assert criterion and cast.state(paper) is NoteState.WITHDRAWN

    def test_of_another_workshop_is_not_found(self, cast: Cast) -> None:
        cast.stand(Step.WRITE, 1)
        paper = next(iter(taken_at(cast.place, 1, take(cast, "A bench").seq)))
        others = gather("Elsewhere")
        assert refused(lambda: notes.withdraw_from_paper(others.w, [paper], by=others.desk)) == (404, "unknown")


class TestTwice:
    def test_what_came_from_paper_before_is_left_out_as_often_as_it_came(self, cast: Cast) -> None:
        cast.stand(Step.READ, 1)
        cast.write("Bread")
        take(cast, "A bench", "A bench")
        batch = notes_of(new_id(), ["A bench", "A bench", "A bench", "Bread"])
        fresh = without(batch, paper_words(cast.place, 1))
        assert [note.text for note in fresh] == ["A bench", "Bread"]

    def test_a_paste_is_no_copy_of_itself(self, cast: Cast) -> None:
        cast.stand(Step.READ, 1)
        batch = notes_of(new_id(), ["A bench", "A bench"])
        notes.take_from_paper(cast.w, 1, batch, by=cast.desk)
        assert paper_words(cast.place, 1, [note.id for note in batch]) == Counter()
        assert db.session.scalars(select(Note.source).where(Note.process_id == cast.process_id)).all() == ["paper"] * 2

    def test_ids_follow_the_batch_and_the_words(self) -> None:
        batch = new_id()
        assert notes_of(batch, ["A", "A"]) == notes_of(batch, ["A", "A"])
        assert len({note.id for note in [*notes_of(batch, ["A", "A"]), *notes_of(new_id(), ["A", "A"])]}) == 4


class TestReadingAPaste:
    @pytest.mark.parametrize(
        ("text", "ideas"),
        [
            ("A bench\nBread\n", ["A bench", "Bread"]),
            ("A bench\r\n\r\n  Bread  \r\n", ["A bench", "Bread"]),
            ("Bread, butter, peace\nA quiet room", ["Bread, butter, peace", "A quiet room"]),
            ("Bread, butter\nPeace, quiet", ["Bread, butter", "Peace, quiet"]),
            ('"Home" is where I am well', ['"Home" is where I am well']),
            ('"A bench\nin the shade"\nBread', ["A bench\nin the shade", "Bread"]),
            ('"She said ""yes"""\nBread', ['She said "yes"', "Bread"]),
            ("السلام\nΕιρήνη", ["السلام", "Ειρήνη"]),
        ],
    )
    def test_one_idea_on_each_line(self, text: str, ideas: list[str]) -> None:
        paste = read_paste(text)
        assert (paste.layout, paste.ideas) == (Layout.LINES, ideas)

    @pytest.mark.parametrize("separator", [";", ",", "\t"])
    def test_a_table_with_its_header_by_any_separator(self, separator: str) -> None:
        rows = [["Number", "Idea"], ["2", "A bench"], ["1", "Bread"]]
        paste = read_paste("\n".join(separator.join(cells) for cells in rows))
        assert (paste.layout, paste.header, paste.column, paste.ideas) == (Layout.TABLE, True, 1, ["A bench", "Bread"])
        assert paste.count_column == 0 and not paste.counted

    def test_a_count_is_honoured_only_when_somebody_says_so(self) -> None:
        text = "3;A bench;D03\n1;Bread;A01"
        assert read_paste(text).ideas == ["A bench", "Bread"]
        assert read_paste(text, Wish(counted=True)).ideas == ["A bench"] * 3 + ["Bread"]

    def test_another_column_and_another_way_can_be_asked_for(self) -> None:
        text = "A bench;in the shade\nBread;and salt"
        assert read_paste(text, Wish(column=1)).ideas == ["in the shade", "and salt"]
        assert read_paste(text, Wish(layout=Layout.LINES)).ideas == ["A bench;in the shade", "Bread;and salt"]
        assert read_paste(text, Wish(header=True, column=0)).ideas == ["Bread"]
        assert read_paste("one line", Wish(layout=Layout.TABLE)).layout is Layout.LINES

    def test_a_cell_with_line_breaks_and_separators_stays_one_idea(self) -> None:
        paste = read_paste('Idea;Age\n"A bench;\nin the ""shade""";40\nBread;30\n')
        assert paste.ideas == ['A bench;\nin the "shade"', "Bread"]

    def test_what_is_too_long_is_said_and_not_cut(self) -> None:
        paste = read_paste("A bench\n\n" + "x" * 1204 + "\nBread")
        assert paste.ideas == ["A bench", "Bread"] and paste.empty == 1
        assert [(each.line, each.length) for each in paste.too_long] == [(3, 1204)]

    def test_the_same_line_twice_is_two_people_s(self) -> None:
        assert read_paste("Bread\nBread").ideas == ["Bread", "Bread"]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
    def test_files_are_read_in_the_encoding_that_they_have(self, encoding: str) -> None:
        assert read_paste(decoded("Être écouté\nL’été".encode(encoding))).ideas == ["Être écouté", "L’été"]

    @pytest.mark.parametrize("raw", [b"PK\x03\x04 a workbook", b"%PDF-1.7", b"\x00\x01\x02\x03picture and more words"])
    def test_what_is_no_text_is_refused(self, raw: bytes, speaking: None) -> None:
        assert refused(lambda: decoded(raw)) == (422, "file")
