"""Ideas that resemble one another: found by the real library in a process of its own, offered at the desk alone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import ROOT, close_app, make_app
from tests.tools.cast import Meeting
from workshop.app import create_app
from workshop.likeness.asking import Asking

PATIENCE = 30.0
AT_ONCE = 1.0
FRIENDS = ("Avoir des amis sur qui compter", "Des amis fidèles", "Mes amis sont toujours là pour moi")
BUSES = ("Un bus qui passe aussi le dimanche", "Les bus de nuit sont trop rares", "Plus de bus le soir")
ALONE = "Le parfum des crêpes"
ASKED = {
    "about": "a",
    "notes": [("a", FRIENDS[0], "fr"), ("b", FRIENDS[1], "fr"), ("c", BUSES[0], "fr"), ("d", BUSES[1], "fr")],
    "loose": ["b", "c"],
    "criteria": [("k", "Transport", ["d"])],
}
SLOW = "import sys\nprint('{}', flush=True)\nfor line in sys.stdin: pass"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for all of them; its process waits for no machine that is too slow."""
    folder = tmp_path_factory.mktemp("likeness")
    made = make_app(folder, f"sqlite:///{folder / 'workshop.sqlite3'}")
    made.extensions["likeness"].at_first = made.extensions["likeness"].usually = PATIENCE
    yield made
    made.extensions["likeness"].end()
    close_app(made)


@pytest.fixture
def meeting(house: Flask) -> Meeting:
    return Meeting(house, step="write")


@pytest.fixture(scope="module")
def shared() -> Iterator[Asking]:
    made = Asking(at_first=PATIENCE, usually=PATIENCE)
    yield made
    made.end()


@pytest.fixture
def asking() -> Iterator[Asking]:
    made = Asking(at_first=PATIENCE, usually=PATIENCE)
    yield made
    made.end()


class Sheet:
    """Three notes about friends, three about buses and one by itself, written and at first not shown."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.author = meeting.participant()
        self.friends = [meeting.note(self.author, text) for text in FRIENDS]
        self.buses = [meeting.note(self.author, text) for text in BUSES]
        self.alone = meeting.note(self.author, ALONE)
        meeting.step("read", 1)

    def show(self, *notes: str) -> Sheet:
        for note in notes:
            self.meeting.show(note)
        return self

    def like(self, note: str) -> list[str]:
        return [found["id"] for found in self.alike(f"notes/{note}")["notes"]]

    def alike(self, what: str) -> dict[str, list[dict[str, str]]]:
        answer = self.meeting.desk.get(self.meeting.at(f"{what}/alike"), asks="json")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.json["ready"]
        found: dict[str, list[dict[str, str]]] = answer.json
        return found


@pytest.fixture
def sheet(meeting: Meeting) -> Sheet:
    return Sheet(meeting)


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def runs(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def test_loose_ideas_like_the_one_in_hand_are_offered_and_others_are_not(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses, sheet.alone)
    assert set(sheet.like(sheet.buses[0])) == set(sheet.buses[1:])
    assert set(sheet.like(sheet.friends[0])) <= set(sheet.friends[1:])


def test_for_an_idea_that_resembles_none_nothing_is_offered(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses, sheet.alone)
    found = sheet.alike(f"notes/{sheet.alone}")
    assert (found["notes"], found["criteria"]) == ([], [])
    page = sheet.meeting.desk.get(sheet.meeting.at(f"notes/{sheet.alone}/alike"), asks="htmx")
    assert not page.get_data(as_text=True).strip()


def test_never_more_than_five_are_offered(sheet: Sheet) -> None:
    sheet.show(*sheet.buses, *sheet.friends)
    times = ("dix", "onze", "neuf", "huit", "sept", "six", "cinq")
    more = [sheet.meeting.note(sheet.author, f"Plus de bus le soir, celui de {time} heures") for time in times]
    sheet.show(*more)
    assert len(sheet.like(more[0])) == 5


def test_what_has_not_been_shown_is_never_offered(sheet: Sheet) -> None:
    sheet.show(sheet.buses[0], sheet.buses[1], *sheet.friends)
    assert sheet.like(sheet.buses[0]) == [sheet.buses[1]]


@pytest.mark.parametrize("as_", ["hidden", "aside"])
def test_what_the_room_no_longer_sees_is_not_offered(sheet: Sheet, as_: str) -> None:
    sheet.show(*sheet.buses, *sheet.friends)
    sheet.meeting.show(sheet.buses[1], as_=as_)
    assert sheet.like(sheet.buses[0]) == [sheet.buses[2]]


def test_only_the_unshown_idea_before_the_desk_can_be_asked_about(sheet: Sheet) -> None:
    sheet.show(*sheet.friends[:2], *sheet.buses[:2])
    criterion = sheet.meeting.criterion("Les bus", sheet.buses[0])
    sheet.meeting.place(sheet.buses[1], criterion)
    codes = {
        note: sheet.meeting.desk.get(sheet.meeting.at(f"notes/{note}/alike"), asks="json").status_code
        for note in (sheet.friends[2], sheet.buses[2], sheet.alone)
    }
    assert sorted(codes.values()) == [200, 404, 404]
    before_the_desk = next(note for note, code in codes.items() if code == 200)
    found = sheet.alike(f"notes/{before_the_desk}")
    assert found["notes"] == []  # it can be placed alone only
    assert [c["id"] for c in found["criteria"]] == ([criterion] if before_the_desk == sheet.buses[2] else [])


def test_a_placed_idea_is_not_offered_and_its_criterion_is(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses)
    criterion = sheet.meeting.criterion("Les transports", sheet.buses[1])
    found = sheet.alike(f"notes/{sheet.buses[0]}")
    assert [note["id"] for note in found["notes"]] == [sheet.buses[2]]
    assert [c["id"] for c in found["criteria"]] == [criterion]
    assert sheet.alike(f"notes/{sheet.friends[0]}")["criteria"] == []


def test_a_criterion_is_offered_the_loose_ideas_like_its_own_and_a_word_that_they_share(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses)
    criterion = sheet.meeting.criterion("", sheet.buses[0])
    sheet.meeting.place(sheet.buses[1], criterion)
    found = sheet.alike(f"criteria/{criterion}")
    assert [note["id"] for note in found["notes"]] == [sheet.buses[2]]
    assert found["name"] == "Bus"


def test_the_name_that_is_offered_takes_no_other_desks_name_away(sheet: Sheet) -> None:
    sheet.show(*sheet.buses)
    criterion = sheet.meeting.criterion("", sheet.buses[0])
    sheet.meeting.place(sheet.buses[1], criterion)
    page = sheet.meeting.desk.get(sheet.meeting.at(f"criteria/{criterion}/alike"), asks="htmx").get_data(as_text=True)
    offered = {name: f'name="{name}" value="{value}"' in page for name, value in (("name", "Bus"), ("was", BUSES[0]))}
    assert offered == {"name": True, "was": True}
    form = {"name": "Bus", "was": BUSES[0]}
    path = sheet.meeting.at(f"criteria/{criterion}/name")
    assert sheet.meeting.facilitator().post(path, name="Bouger").status_code == 200
    assert sheet.meeting.desk.post(path, form).status_code == 409
    assert sheet.meeting.desk.post(path, {**form, "was": "Bouger"}).status_code == 200


def test_a_name_that_somebody_gave_is_left_alone(sheet: Sheet) -> None:
    sheet.show(*sheet.buses)
    criterion = sheet.meeting.criterion("Bouger en ville", sheet.buses[0])
    sheet.meeting.place(sheet.buses[1], criterion)
    assert sheet.alike(f"criteria/{criterion}")["name"] == ""


def test_ideas_in_the_same_words_are_offered_as_one(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses)
    twin = sheet.meeting.note(sheet.author, f"{BUSES[1].upper()} !")
    sheet.show(twin)
    offered = sheet.alike(f"notes/{sheet.buses[0]}")["notes"]
    assert sorted(note["count"] for note in offered) == [1, 2]
    page = sheet.meeting.desk.get(sheet.meeting.at(f"notes/{sheet.buses[0]}/alike"), asks="htmx").get_data(as_text=True)
    assert f'value="{sheet.buses[1]} {twin}"' in page or f'value="{twin} {sheet.buses[1]}"' in page


def test_nothing_is_ticked_beforehand_and_asking_changes_nothing(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses)
    view = sheet.meeting.desk.get(sheet.meeting.at("desk")).get_data(as_text=True)
    page = sheet.meeting.desk.get(sheet.meeting.at(f"notes/{sheet.buses[0]}/alike"), asks="htmx").get_data(as_text=True)
    assert page.count('name="with"') == 2 and "checked" not in page
    assert sheet.meeting.desk.get(sheet.meeting.at("desk")).get_data(as_text=True) == view


@pytest.mark.parametrize("asks", ["json", "htmx", "page"])
def test_participants_and_strangers_are_told_nothing(sheet: Sheet, asks: str) -> None:
    sheet.show(*sheet.buses)
    criterion = sheet.meeting.criterion("Les transports", sheet.buses[0])
    for what in (f"notes/{sheet.buses[1]}", f"criteria/{criterion}"):
        path = sheet.meeting.at(f"{what}/alike")
        for browser, status in ((sheet.author, 403), (sheet.meeting.stranger(), 401)):
            answer = browser.get(path, asks=asks)
            assert answer.status_code == status
            assert BUSES[2] not in answer.get_data(as_text=True)


def test_while_people_write_a_program_is_told_so_and_a_page_is_offered_nothing(meeting: Meeting) -> None:
    note = meeting.note(meeting.participant(), BUSES[0])
    path = meeting.at(f"notes/{note}/alike")
    assert meeting.desk.get(path, asks="json").status_code == 409
    assert meeting.desk.get(path, asks="htmx").get_data() == b""
    assert meeting.desk.get(meeting.at("notes/nowhere/alike"), asks="json").status_code == 404
    assert meeting.desk.get(meeting.at("criteria/nowhere/alike"), asks="json").status_code == 404


def test_an_idea_of_another_meeting_is_unknown(sheet: Sheet) -> None:
    other = Meeting(sheet.meeting.app, step="write", title="Ailleurs")
    path = other.at(f"notes/{sheet.buses[0]}/alike")
    assert other.desk.get(path, asks="json").status_code == 404


def test_erased_words_are_forgotten_with_the_process_that_knew_them(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses)
    assert sheet.like(sheet.buses[0])
    before = sheet.meeting.app.extensions["likeness"].process_id
    answer = sheet.author.post(sheet.meeting.at(f"notes/{sheet.buses[1]}/erasure"))
    assert answer.status_code == 200
    until(lambda: not runs(before))
    assert sheet.like(sheet.buses[0]) == [sheet.buses[2]]
    assert sheet.meeting.app.extensions["likeness"].process_id != before


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_page_asks_again_where_the_answer_did_not_come_in_time_but_not_for_ever(app: Flask) -> None:
    app.extensions["likeness"].at_first = 0.0
    sheet = Sheet(Meeting(app, step="write"))
    sheet.show(*sheet.buses)
    path = sheet.meeting.at(f"notes/{sheet.buses[0]}/alike")
    try:
        page = sheet.meeting.desk.get(path, asks="htmx").get_data(as_text=True)
        assert f'hx-get="{path}?again=1"' in page and "checkbox" not in page
        assert not sheet.meeting.desk.get(f"{path}?again=10", asks="htmx").get_data().strip()
        assert sheet.meeting.desk.get(f"{path}?again=many", asks="htmx").status_code == 422
        assert sheet.meeting.desk.get(path, asks="json").json["ready"] is False
    finally:
        app.extensions["likeness"].end()


def test_what_erases_nothing_lets_the_process_be(sheet: Sheet) -> None:
    sheet.show(*sheet.friends, *sheet.buses)
    sheet.like(sheet.buses[0])
    before = sheet.meeting.app.extensions["likeness"].process_id
    sheet.meeting.criterion("Les transports", sheet.buses[1])
    assert sheet.meeting.app.extensions["likeness"].process_id == before


def test_where_it_is_switched_off_nothing_is_offered_and_nothing_runs(tmp_path: Path) -> None:
    off = create_app({"TESTING": True, "DATA": str(tmp_path), "LIKENESS": "off", "LIKENESS_AHEAD": True})
    try:
        sheet = Sheet(Meeting(off, step="write"))
        sheet.show(*sheet.buses)
        assert sheet.like(sheet.buses[0]) == []
        assert "likeness" not in off.extensions
    finally:
        close_app(off)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_no_process_before_anybody_asks_and_none_that_the_setting_does_not_want(app: Flask) -> None:
    Sheet(Meeting(app, step="write"))
    assert app.extensions["likeness"].process_id is None


def test_a_server_starts_it_when_reading_out_begins(tmp_path: Path) -> None:
    ahead = create_app({"TESTING": True, "DATA": str(tmp_path), "LIKENESS_AHEAD": True})
    try:
        meeting = Meeting(ahead, step="write")
        assert ahead.extensions["likeness"].process_id is None
        meeting.step("read", 1)
        until(lambda: ahead.extensions["likeness"].process_id)
    finally:
        ahead.extensions["likeness"].end()
        close_app(ahead)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀👨‍👩‍👧‍👦🏳️‍🌈",
        "ا" * 1000,
        "a" * 1000,
        "Bonjour أصدقاء, καλημέρα שלום \u202b\u2066",
        "\ud83d",
        "\u0000\u200d\u0301",
        "1 2 3 % ; «» ¿?",
        "ᚠᛇᚻ 漢字 ქართული አማርኛ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    ],
)
def test_whatever_somebody_writes_can_be_compared(shared: Asking, text: str) -> None:
    asked = {
        "about": "x",
        "notes": [("x", text, None), ("y", text, "tlh"), *ASKED["notes"]],
        "loose": ["b", "y"],
        "criteria": [("k", text, ["d"])],
    }
    answer = shared.ask("desk", asked)
    assert answer is not None and "b" not in answer["notes"]
    assert shared.ask("desk", ASKED) == {"notes": ["b"], "criteria": []}


REST = ("Dormir la nuit", "Un chef qui dit merci", "Good food", "Ein eigenes Zimmer", "Chanter dans une chorale")


@pytest.mark.parametrize(
    ("one", "like", "unlike"),
    [
        ("Des arbres dans ma rue", "More trees in our street", "Avoir un travail"),
        ("Finding a good job", "Eine gute Arbeit finden", "Gesund bleiben"),
        ("Avere veri amici", "أصدقاء حقيقيون", "Un autobus la domenica"),
        ("Autobus nocny", "Gece otobüsü", "Uma casa"),
        ("Περισσότερα λεωφορεία", "Το λεωφορείο αργεί πάντα", "Η υγεία μου"),
        ("Bättre cykelvägar i stan", "Trygga cykelvägar för barnen", "Att ha goda vänner"),
        ("Labāks darbs pilsētā", "Darbs pilsētā", "Lai ir laba veselība"),
    ],
)
def test_ideas_are_alike_across_languages_or_where_they_share_words(shared: Asking, one: str, like: str, unlike: str) -> None:
    others = [(f"n{number}", text, None) for number, text in enumerate(REST)]
    notes = [("x", one, None), ("y", like, None), ("z", unlike, None), *others]
    answer = shared.ask("desk", {"about": "x", "notes": notes, "loose": ["y", "z"], "criteria": []})
    assert answer is not None and answer["notes"] == ["y"]


def test_a_process_that_died_is_replaced(asking: Asking) -> None:
    assert asking.ask("desk", ASKED) == {"notes": ["b"], "criteria": []}
    first = asking.process_id
    assert first is not None
    os.kill(first, 9)
    until(lambda: asking.ask("desk", ASKED) == {"notes": ["b"], "criteria": []})
    assert asking.process_id != first


@pytest.mark.slow
def test_a_process_that_nobody_asks_any_more_gives_its_memory_back(asking: Asking) -> None:
    asking._idle = 0.05
    assert asking.ask("desk", ASKED) is not None
    until(lambda: asking.process_id is None)
    assert asking.ask("desk", ASKED) == {"notes": ["b"], "criteria": []}


def test_a_process_that_cannot_start_offers_nothing_and_is_not_tried_at_every_question() -> None:
    asking = Asking((sys.executable, "-c", "raise SystemExit(3)"), at_first=PATIENCE)
    assert asking.ask("desk", ASKED) is None
    until(lambda: asking.process_id is None)
    began = time.monotonic()
    assert asking.ask("desk", ASKED) is None
    assert asking.process_id is None and time.monotonic() - began < AT_ONCE

def test_a_program_that_is_not_there_offers_nothing() -> None:
    asking = Asking(("/no/such/program",), at_first=PATIENCE)
    assert asking.ask("desk", ASKED) is None


def test_whoever_asks_a_slow_process_waits_no_longer_than_the_limit() -> None:
    asking = Asking((sys.executable, "-c", SLOW), at_first=0.05, usually=0.05)
    try:
        began = time.monotonic()
        assert asking.ask("desk", ASKED) is None
        assert time.monotonic() - began < AT_ONCE
    finally:
        asking.end()


def test_a_newer_question_of_the_same_desk_takes_the_place_of_the_older_one() -> None:
    asking = Asking((sys.executable, "-c", SLOW), at_first=PATIENCE)
    answers: list[object] = []
    try:
        threading.Thread(target=asking.ask, args=("first", ASKED), daemon=True).start()  # the one that it works on
        until(lambda: asking._life and asking._life.at_work_on)
        older = threading.Thread(target=lambda: answers.append(asking.ask("desk", ASKED)), daemon=True)
        older.start()
        until(lambda: "desk" in asking._waiting)
        threading.Thread(target=asking.ask, args=("desk", ASKED), daemon=True).start()
        older.join(PATIENCE)
        assert answers == [None]
    finally:
        asking.end()


def test_it_ends_with_the_server_however_that_ends(tmp_path: Path) -> None:
    server = """
import sys, time
from workshop.likeness.asking import Asking
asking = Asking(at_first=30)
asking.ask("desk", {"about": "a", "notes": [["a", "x", None]], "loose": [], "criteria": []})
print(asking.process_id, "numpy" in sys.modules, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", server], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        process_id, numpy_here = child.stdout.readline().split()
        assert runs(int(process_id)) and numpy_here == "False"
        child.kill()
    until(lambda: not runs(int(process_id)))
