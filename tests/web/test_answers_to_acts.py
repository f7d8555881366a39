"""Success: a number to programs, a fragment to htmx, and a 303 to a plain form."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.tools.cast import Meeting
from tests.tools.dom import parse

Meet = Callable[..., Meeting]


class Sheet:
    """A meeting that is sorting, with something of everything to act on, new for each act."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.author = meeting.participant()
        meeting.step("sort", 1)

    def renew(self) -> None:
        """Back to sorting, the door open and the curtain up, with two ideas and two criteria more."""
        meeting = self.meeting
        for noun, form in (("step", {"step": "sort", "question": 1}), ("door", {"open": 1}), ("curtain", {"drawn": 0})):
            assert meeting.desk.post(meeting.at(noun), form).status_code == 200
        shown, unshown = meeting.note(self.author), meeting.note(self.author)
        one, other = meeting.criterion(note=shown), meeting.criterion("Se déplacer")
        self.ids = {"shown": shown, "unshown": unshown, "one": one, "other": other}

    def filled(self, value: Any) -> Any:
        return self.ids[value[1:]] if isinstance(value, str) and value.startswith("$") else value


ACTS: list[tuple[str, dict[str, Any]]] = [
    ("step", {"step": "look", "question": "1"}),
    ("step", {"step": "approve"}),
    ("notes/$unshown/showing", {}),
    ("notes/$unshown/showing", {"as": "later"}),
    ("notes/$unshown/showing", {"as": "aside"}),
    ("notes/$shown/showing", {"as": "hidden"}),
    ("notes/$shown/placement", {"criterion": "$other"}),
    ("notes/$shown/placement", {"criterion": "$other", "also": "1"}),
    ("notes/$shown/placement", {"criterion": ""}),
    ("notes/$unshown/placement", {"criterion": "$one"}),
    ("placements", {"note": "$shown", "criterion": "$other"}),
    ("criteria", {"name": "Être entendu", "question": "1"}),
    ("criteria", {"note": "$unshown"}),
    ("criteria/$one/name", {"name": "Avoir un toit"}),
    ("criteria/$one/nature", {"nature": "material"}),
    ("criteria/$one/order", {"before": ""}),
    ("criteria/$other/order", {"before": "$one"}),
    ("criteria/$one/order", {"move": "up"}),
    ("criteria/$one/merger", {"into": "$other"}),
    ("criteria/$one/removal", {}),
    ("undo", {}),
    ("notes/$shown/erasure", {"desk": "1"}),
    ("door", {"open": "0"}),
    ("curtain", {"drawn": "1"}),
]


@pytest.mark.parametrize("asks", ["json", "htmx", "page"])
def test_every_act_of_the_desk_answers_in_the_way_of_whoever_asks(meet: Meet, asks: str) -> None:
    meeting = meet()
    sheet = Sheet(meeting)
    for noun, form in ACTS:
        sheet.renew()
        path = meeting.at("/".join(sheet.filled(word) for word in noun.split("/")))
        answer = meeting.desk.post(path, {name: sheet.filled(value) for name, value in form.items()}, asks=asks)
        check_success(answer, asks, meeting.at("desk"), (noun, form))


@pytest.mark.parametrize("asks", ["json", "htmx", "page"])
def test_what_an_author_does_answers_so_too_and_says_which_note(meet: Meet, asks: str) -> None:
    meeting = meet(step="write")
    author = meeting.participant()
    note = str(uuid.uuid4())
    acts = [("notes", {"id": note, "question": "1", "text": "Une idée"})]
    acts += [(f"notes/{note}/{noun}", {"text": "Une autre idée"}) for noun in ("text", "withdrawal", "erasure")]
    for noun, form in acts:
        answer = author.post(meeting.at(noun), form, asks=asks)
        check_success(answer, asks, meeting.at("notepad"), noun, stored=201 if noun == "notes" else 200)
        said, _, number = answer.headers["Note"].partition(" ")
        assert said == note and number.isdigit()


def check_success(answer: Any, asks: str, back: str, what: object, stored: int = 200) -> None:
    body = answer.get_data(as_text=True)
    if asks == "json":
        assert answer.status_code == stored and isinstance(answer.json["seq"], int), (what, body)
    elif asks == "htmx":
        assert answer.status_code == 200 and "<html" not in body and parse(body), (what, body)
        assert "Location" not in answer.headers
    else:
        assert answer.status_code == 303, (what, body)
        assert answer.headers["Location"].partition("?")[0] == back, what


def test_an_act_that_changes_nothing_succeeds_without_a_number(meet: Meet) -> None:
    meeting = meet(step="write")
    assert meeting.desk.post(meeting.at("step"), step="write").json == {"seq": None}
    assert meeting.desk.post(meeting.at("door"), open="1").json == {"seq": None}
    assert meeting.desk.post(meeting.at("step"), step="write", asks="page").status_code == 303


def test_an_act_at_one_groups_desk_leads_back_to_it(meet: Meet) -> None:
    meeting = meet(groups=2)
    of_one = meeting.desk.post(meeting.at("step"), step="write", group=2, asks="page")
    assert of_one.headers["Location"] == meeting.at("desk?group=2")
    of_all = meeting.desk.post(meeting.at("step"), step="read", asks="page")
    assert of_all.headers["Location"] == meeting.at("desk")


@pytest.mark.parametrize(
    "referrer", ["http://[", "http://evil.example/w/x/desk?group=7", "//evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_nobody_is_led_to_another_site(untouched: Meeting, referrer: str) -> None:
    answer = untouched.desk.post(untouched.at("step"), step="write", asks="page", headers={"Referer": referrer})
    assert answer.status_code == 303 and answer.headers["Location"] == untouched.at("desk")


def test_preparing_is_plain_forms_that_lead_on(meet: Meet) -> None:
    meeting = meet()
    desk = meeting.desk
    made = desk.post("/workshops", title="Un deuxième atelier", asks="page")
    assert made.status_code == 303 and made.headers["Location"].endswith("/desk")
    setup = desk.post("/workshops", title="Un troisième", then="setup", asks="page")
    assert setup.status_code == 303 and setup.headers["Location"].endswith("/setup")
    page = parse(desk.get(setup.headers["Location"]).get_data(as_text=True))
    process = next(link["href"] for link in page.find_all("a") if link.get("href").startswith("/p/")).split("/")[2]
    for path, form in (
        (f"/p/{process}", {"title": "Drouot", "territory": "Mulhouse"}),
        (f"/p/{process}/questions", {f"question-{number}-fr-text": "Quoi encore ?" for number in (1, 2, 3)}),
        (f"/p/{process}/groups", {"name": "Rivière"}),
        (f"/p/{process}/groups/1", {"name": "Montagne"}),
        (f"/p/{process}/workshops", {"title": "Le quatrième", "languages": "fr", "groups": "1"}),
    ):
        answer = desk.post(path, form, asks="page")
        assert answer.status_code == 303, (path, answer.get_data(as_text=True)[-800:])
    for path in ("/", f"/p/{process}", f"/p/{process}/workshops/new"):
        assert desk.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/workshops", {"title": ""}),
        ("/workshops", {"title": "x" * 400}),
        ("/workshops", {"title": "Ici", "process": "nonsense"}),
    ],
)
def test_what_cannot_be_prepared_is_said_on_the_form(meet: Meet, path: str, form: dict[str, str]) -> None:
    meeting = meet()
    for asks in ("json", "page"):
        answer = meeting.desk.post(path, form, asks=asks)
        assert answer.status_code in (404, 422) and "Location" not in answer.headers
    assert meeting.stranger().post(path, form).status_code == 401
    assert meeting.participant().post(path, form).status_code == 401


def test_preparation_is_for_who_is_signed_in(meet: Meet) -> None:
    meeting = meet()
    person = meeting.participant()
    for path in (meeting.at("setup"), "/devices", "/p/nonsense"):
        assert person.get(path).status_code in (401, 403), path
        assert meeting.stranger().get(path).status_code == 401, path
    for path in ("/devices", "/devices/1/revocation", "/p/nonsense", "/p/nonsense/groups", "/workshops"):
        assert person.post(path).status_code == 401, path


