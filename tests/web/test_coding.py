"""The page for coding, and what it posts: two taps, what comes next by itself, and nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.tools.cast import Meeting
from tests.tools.dom import Element, parse

Meet = Callable[..., Meeting]


@pytest.fixture
def sorted_sheet(meet: Meet) -> Sheet:
    return Sheet(meet(step="write"))


class Sheet:
    """Three notes: two in a criterion, one of them twice; one loose; and one set aside."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting, self.desk = meeting, meeting.desk
        self.desk.client.set_cookie("language", "en")
        person = meeting.participant()
        self.friends, self.family, self.again, self.bus, self.aside = (
            meeting.note(person, text) for text in ("Des amis", "Ma famille", "ma famille.", "Le bus", "Fâché")
        )
        meeting.step("sort", 1)
        for note in (self.friends, self.family, self.again, self.bus):
            meeting.show(note)
        meeting.show(self.aside, "aside")
        self.criterion = meeting.criterion("Les gens")
        for note in (self.friends, self.family, self.again):
            meeting.place(note, self.criterion)

    def page(self, **query: str) -> Element:
        answer = self.desk.get(self.meeting.at("coding") + "?" + "&".join(f"{key}={value}" for key, value in query.items()))
        assert answer.status_code == 200
        return parse(answer.get_data(as_text=True))

    def code(self, noun: str, component: str, asks: str = "json", **more: str) -> tuple[int, str]:
        answer = self.desk.post(self.meeting.at(f"{noun}/code"), component=component, asks=asks, **more)
        return answer.status_code, answer.json.get("code", "") if asks == "json" else answer.headers.get("Location", "")


def words(page: Element, key: str) -> str:
    """What stands in the element of this id."""
    return " ".join(page.find(id=key).text.split())


def hand(page: Element) -> str:
    """The words of what is in hand."""
    return words(page, "hand-words")


def pressable(page: Element) -> dict[str, Element]:
    """The components by their codes."""
    return {button["data-code"]: button for button in page.find_all("button") if button.get("data-code")}




def test_the_first_uncoded_thing_is_in_hand_and_the_next_one_comes_by_itself(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    assert hand(sheet.page()) == "Les gens"
    fields = {"group": "1", "question": "1"}
    status, address = sheet.code(f"criteria/{sheet.criterion}", "D00", asks="page", **fields)
    assert status == 303
    where = urlsplit(address)
    assert (where.path, parse_qs(where.query)["after"]) == (sheet.meeting.at("coding"), [f"c-{sheet.criterion}"])
    after = sheet.desk.get(address).get_data(as_text=True)
    assert hand(parse(after)) == "Le bus", "the notes of the criterion go by its component"


def test_the_counter_counts_notes_that_have_a_component_of_their_own_or_of_their_criterion(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    assert words(sheet.page(), "coded") == "0 of 4 coded"
    sheet.code(f"notes/{sheet.bus}", "A10")
    assert words(sheet.page(), "coded") == "1 of 4 coded"
    sheet.code(f"criteria/{sheet.criterion}", "D00")
    page = sheet.page()
    assert words(page, "coded") == "4 of 4 coded"
    assert "Everything on this sheet is coded" in words(page, "hand")


def test_what_a_note_inherits_is_shown_as_such(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    sheet.code(f"criteria/{sheet.criterion}", "D00")
    page = sheet.page(at=f"n-{sheet.friends}")
    assert "From its criterion:" in words(page, "hand") and "Clear" not in words(page, "hand")
    sheet.code(f"notes/{sheet.friends}", "D03")
    page = sheet.page(at=f"n-{sheet.friends}")
    assert "From its criterion:" not in words(page, "hand") and "Clear" in words(page, "hand")
    assert pressable(page)["D03"]["aria-pressed"] == "true" and pressable(page)["D04"]["aria-pressed"] == "false"


def test_a_note_whose_criteria_differ_waits_for_a_decision(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    other = sheet.meeting.criterion("Dehors")
    sheet.meeting.place(sheet.friends, other, also=True)
    sheet.code(f"criteria/{sheet.criterion}", "D00")
    sheet.code(f"criteria/{other}", "B06")
    page = sheet.page()
    assert words(page, "coded") == "2 of 4 coded"
    assert hand(page) == "Des amis" and "different things" in words(page, "hand")
    sheet.code(f"notes/{sheet.friends}", "D03")
    assert words(sheet.page(), "coded") == "3 of 4 coded"


def test_notes_in_the_same_words_are_coded_together(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    page = sheet.page(at=f"n-{sheet.family}")
    assert "×2" in hand(page)
    [also] = {field["value"] for field in page.find_all("input") if field.get("name") == "also"}
    assert also == sheet.again
    sheet.code(f"notes/{sheet.family}", "D02", also=also)
    assert words(sheet.page(), "coded") == "2 of 4 coded"
    sheet.code(f"notes/{sheet.again}", "D00")
    assert "×2" not in hand(sheet.page(at=f"n-{sheet.family}")), "coded apart, they stand apart"


def test_unconfirmed_rows_say_so_in_words_and_by_their_outline(sorted_sheet: Sheet) -> None:
    found = pressable(sorted_sheet.page())
    for code, confirmed in (("A01", True), ("D03", True), ("D02", False), ("A04", False)):
        assert ("unconfirmed" not in found[code]["class"].split()) is confirmed
        assert ("not confirmed" not in found[code].text) is confirmed
    assert "label ours" in found["D03"].text
    assert "accès à l'alimentation" in found["A01"].text, "the grid's own note is at hand"


def test_when_in_doubt_in_general_comes_first_in_every_dimension(sorted_sheet: Sheet) -> None:
    codes = list(pressable(sorted_sheet.page()))
    firsts = {code[0]: code for code in reversed(codes)}
    assert firsts == {letter: f"{letter}00" for letter in "ABCDEFGH"}


def test_a_second_component_is_joined_to_the_first(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    sheet.code(f"notes/{sheet.bus}", "A10")
    page = sheet.page(at=f"n-{sheet.bus}", joined="1")
    found = pressable(page)
    assert found["A08"]["value"] == "A10/A08" and found["A10"].attributes.get("disabled") is not None
    assert sheet.code(f"notes/{sheet.bus}", found["A08"]["value"], was="A10") == (200, "")
    assert "A10" in words(sheet.page(at=f"n-{sheet.bus}"), "hand") and "A08" in words(sheet.page(at=f"n-{sheet.bus}"), "hand")


def test_the_search_finds_without_scripts_too(sorted_sheet: Sheet) -> None:
    found = pressable(sorted_sheet.page(find="ALIMENTAT"))
    assert [code for code, button in found.items() if "hidden" not in button.attributes] == ["A01"]


def test_what_was_set_aside_is_closed_and_not_next(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    sheet.code(f"criteria/{sheet.criterion}", "D00")
    sheet.code(f"notes/{sheet.bus}", "A10")
    page = sheet.page()
    fold = page.find("details", id="kept")
    assert "open" not in fold.attributes and "Fâché" in fold.text
    assert "Everything" in words(page, "hand")
    assert hand(sheet.page(at=f"n-{sheet.aside}")) == "Fâché"
    assert sheet.code(f"notes/{sheet.aside}", "G05") == (200, "")


def test_what_nobody_has_read_is_not_there_before_the_end(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    late = sheet.meeting.participant()
    sheet.meeting.note(late, "Trop tard")
    assert "Trop tard" not in sheet.page().text
    sheet.meeting.step("close")
    page = sheet.page()
    assert "Trop tard" in page.find("details", id="unshown").text


def test_a_sheet_that_is_being_written_on_is_not_there(meet: Meet) -> None:
    meeting = meet(step="write")
    meeting.note(meeting.participant(), "Pas encore")
    text = meeting.desk.get(meeting.at("coding?lang=en")).get_data(as_text=True)
    assert "Nothing can be coded yet" in text and "Pas encore" not in text


def test_two_desks_overwrite_nothing(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    assert sheet.code(f"notes/{sheet.bus}", "A10", was="") == (200, "")
    assert sheet.code(f"notes/{sheet.bus}", "B02", was="") == (409, "changed")
    assert sheet.code(f"criteria/{sheet.criterion}", "D00", was="D04") == (409, "changed")


def test_a_cleared_thing_stays_in_hand_and_undo_leads_back_to_the_page(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    sheet.code(f"notes/{sheet.bus}", "A10")
    status, address = sheet.code(f"notes/{sheet.bus}", "", asks="page", group="1", question="1")
    assert (status, parse_qs(urlsplit(address).query)["at"]) == (303, [f"n-{sheet.bus}"])
    stood = sheet.meeting.at("coding?group=1&question=1")
    back = sheet.desk.post(sheet.meeting.at("undo"), group="1", asks="page", headers={"Referer": f"http://localhost{stood}"})
    assert back.headers["Location"] == stood
    assert words(sheet.page(), "coded") == "1 of 4 coded"


def test_what_can_not_be_coded_is_refused(sorted_sheet: Sheet) -> None:
    sheet = sorted_sheet
    assert sheet.code(f"notes/{sheet.bus}", "Z99") == (422, "invalid")
    assert sheet.code("notes/nothing", "A01") == (404, "unknown")
    assert sheet.code("criteria/nothing", "A01") == (404, "unknown")
    missing = sheet.desk.post(sheet.meeting.at(f"notes/{sheet.bus}/code"))
    assert (missing.status_code, missing.json["code"]) == (422, "component")


def test_only_the_desk_codes(sorted_sheet: Sheet) -> None:
    meeting = sorted_sheet.meeting
    for browser, status in ((meeting.participant(), 403), (meeting.stranger(), 401)):
        assert browser.get(meeting.at("coding")).status_code == status
        assert browser.post(meeting.at(f"notes/{sorted_sheet.bus}/code"), component="A01").status_code == status
        assert browser.post(meeting.at(f"criteria/{sorted_sheet.criterion}/code"), component="A01").status_code == status


def test_the_desk_and_the_outcomes_lead_to_it(sorted_sheet: Sheet) -> None:
    meeting = sorted_sheet.meeting
    for noun in ("desk", "outcomes"):
        page = parse(meeting.desk.get(meeting.at(noun)).get_data(as_text=True))
        assert any(link.get("href", "").startswith(meeting.at("coding")) for link in page.find_all("a")), noun
