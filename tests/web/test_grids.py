"""The grids of a process: a table is looked at before it is kept, one is in use, and none that matters can be deleted."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tests.tools.cast import OWN_ORIGIN, Meeting
from tests.tools.dom import parse
from workshop.extensions import db
from workshop.models import Process

Meet = Callable[..., Meeting]
TABLE = "code;parent;label_fr\nX;;Au dehors\nX00;X;En général\nX07;X;Les arbres\n"


@pytest.fixture
def town(meet: Meet) -> Town:
    return Town(meet(step="sort"))


class Town:
    """A process at the desk."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting, self.desk = meeting, meeting.desk
        self.desk.client.set_cookie("language", "en")
        with meeting.app.app_context():
            self.p = db.session.get_one(Process, meeting.process_id).public_id

    def at(self, noun: str) -> str:
        return f"/p/{self.p}/{noun}"

    def page(self) -> str:
        return str(self.desk.get(self.at("grids")).get_data(as_text=True))

    def load(self, table: str = TABLE, title: str = "La nôtre", then: str = "use") -> str:
        """Keep a grid; its key."""
        known = self.known()
        answer = self.desk.post(self.at("grids"), title=title, table=table, then=then, asks="page")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        [key] = self.known() - known
        return key

    def known(self) -> set[str]:
        links = [link["href"] for link in parse(self.page()).find_all("a") if link.get("href").endswith(".csv")]
        return {link.rpartition("/")[2].removesuffix(".csv") for link in links} - {"empty"}

    def in_use(self) -> str:
        with self.meeting.app.app_context():
            return str(db.session.get_one(Process, self.meeting.process_id).grid)


def test_the_preview_says_what_a_file_holds_and_keeps_nothing(town: Town) -> None:
    known = town.known()
    file = (io.BytesIO(TABLE.encode("cp1252")), "Notre grille.csv")
    answer = town.desk.client.post(town.at("grids/preview"), data={"file": file}, headers={"Origin": OWN_ORIGIN})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Notre grille" in text and "1 dimension ·" in text and "2 components" in text and "En général" in text
    assert town.known() == known


def test_the_preview_names_what_is_wrong_by_line_and_column(town: Town) -> None:
    answer = town.desk.post(town.at("grids/preview"), table=TABLE + "X07;Y;Encore\n", asks="page")
    text = " ".join(parse(answer.get_data(as_text=True)).text.split())
    assert answer.status_code == 422
    assert "Line 5, column “code”:" in text and "Line 5, column “parent”:" in text and "Keep and use it" not in text


def test_unconfirmed_rows_are_counted_in_the_preview(town: Town) -> None:
    table = town.desk.get(town.at("grids/spiral.csv")).get_data(as_text=True)
    text = " ".join(parse(town.desk.post(town.at("grids/preview"), table=table, asks="page").get_data(as_text=True)).text.split())
    assert "9 dimensions · 49 components · 43 rows that no source confirms" in text


def test_a_kept_grid_can_be_used_at_once_or_later(town: Town) -> None:
    first = town.load(then="keep")
    assert town.in_use() == "spiral"
    second = town.load(title="Une autre")
    assert town.in_use() == second
    assert town.desk.post(town.at("grid"), grid=first, asks="page").status_code == 303
    assert town.in_use() == first
    assert town.desk.post(town.at("grid"), grid="nothing").status_code == 404


def test_a_grid_that_can_not_be_kept_comes_back_with_a_sentence(town: Town) -> None:
    for table, title in ((TABLE + "X07;X;Encore\n", "La nôtre"), (TABLE, "  "), ("", "La nôtre")):
        answer = town.desk.post(town.at("grids"), title=title, table=table, asks="page")
        assert answer.status_code == 422 and "alert" in answer.get_data(as_text=True)
        assert town.desk.post(town.at("grids"), title=title, table=table).json["message"]


def test_what_is_taken_away_as_a_table_can_be_loaded_again(town: Town) -> None:
    for key in ("spiral", "empty", town.load()):
        answer = town.desk.get(town.at(f"grids/{key}.csv"))
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
        assert "no-store" in answer.headers["Cache-Control"]
        again = town.desk.post(town.at("grids/preview"), table=answer.get_data(as_text=True), asks="page")
        assert again.status_code == 200, key
    assert town.desk.get(town.at("grids/nothing.csv")).status_code == 404


def test_another_grid_takes_no_code_away(town: Town) -> None:
    meeting = town.meeting
    note = meeting.note(meeting.participant(), "Les arbres")
    meeting.show(note)
    assert meeting.desk.post(meeting.at(f"notes/{note}/code"), component="B06").status_code == 200
    key = town.load()
    page = parse(meeting.desk.get(meeting.at("coding")).get_data(as_text=True))
    assert "0 of 1 coded" in page.find(id="coded").text
    assert meeting.desk.post(meeting.at(f"notes/{note}/code"), component="X07").status_code == 200
    assert town.desk.post(town.at("grid"), grid="spiral", asks="page").status_code == 303
    page = parse(meeting.desk.get(meeting.at(f"coding?at=n-{note}")).get_data(as_text=True))
    assert "B06" in page.find(id="hand").text
    assert town.desk.post(town.at(f"grids/{key}/deletion")).json["code"] == "coded"


def test_a_grid_that_nobody_uses_can_be_deleted(town: Town) -> None:
    used, unused = town.load(), town.load(then="keep")
    assert town.desk.post(town.at(f"grids/{used}/deletion")).json["code"] == "used"
    assert town.desk.post(town.at("grids/spiral/deletion")).status_code == 404
    assert town.desk.post(town.at(f"grids/{unused}/deletion"), asks="page").status_code == 303
    assert used in town.known() and unused not in town.known()


def test_only_who_is_signed_in_sees_and_changes_grids(town: Town) -> None:
    for browser in (town.meeting.stranger(), town.meeting.participant()):
        for noun in ("grids", "grids/spiral.csv"):
            assert browser.get(town.at(noun)).status_code == 401
        for noun in ("grids", "grids/preview", "grid", "grids/spiral/deletion"):
            assert browser.post(town.at(noun), title="x", table=TABLE, grid="spiral").status_code == 401


def test_the_process_leads_to_its_grids(town: Town) -> None:
    page = parse(town.desk.get(f"/p/{town.p}").get_data(as_text=True))
    assert any(link.get("href") == town.at("grids") for link in page.find_all("a"))
