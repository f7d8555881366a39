"""Every page, and every step of every face, for everybody: axe finds nothing, nothing is wider than the window,
targets are large enough, and no page complains to its console. In both languages, live patches and all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.looks import LAPTOP, PHONE, PROJECTOR, TABLET, complaints, overflow, small_targets
from tests.browser.people import People, loose, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import ConsoleMessage, Page, Response

    from tests.tools.server import Made, Server

QUESTION_1 = [(step, "1") for step in ("write", "read", "sort", "look")]
STEPS = [("welcome", ""), *QUESTION_1, ("write", "2"), ("approve", ""), ("close", "")]
IDEAS = ["Des bancs à l’ombre", "الشعور بأنني في بيتي", "w" * 400, "Un jardin\noù l’on se retrouve", "💚", "Dormir"]
LANGUAGES = pytest.mark.parametrize("language", ["en", "fr"])
MOSTLY_FRENCH = pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "fr"])


@pytest.fixture(scope="module")
def table(server: Server) -> Made:
    """A workshop of two groups."""
    return server.create(groups=("Soleil", "Les voisines du parc"))


def listening(server: Server, language: str, heard: list[str]) -> Callable[[Page], None]:
    """Makes a page speak a language, and notes what it complains of."""

    def log(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            heard.append(message.text)

    def check(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            heard.append(f"{response.status} {response.url}")

    def listen(page: Page) -> None:
        page.context.add_cookies([{"name": "language", "value": language, "url": server.address}])
        page.on("console", log)
        page.on("response", check)

    return listen


def only_wrong(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {where: said for where, said in found.items() if said}


def sort_some(people: People, desk: Page) -> None:
    """Three notes shown; one of them makes a criterion, one is placed, one stays loose; one is set aside."""
    show(desk, 3)
    ids = [str(note.get_attribute("data-note")) for note in loose(desk).all()]
    people.act(desk, "criteria", question="1", group="1", note=ids[0])
    people.act(desk, "criteria", question="1", group="1", name="Se déplacer " + "m" * 120)
    made = desk.locator(".criterion")
    expect(made).to_have_count(2)
    people.act(desk, f"notes/{ids[1]}/placement", criterion=str(made.nth(1).get_attribute("data-criterion")))
    people.act(desk, f"notes/{desk.locator('#next').get_attribute('data-next')}/showing", **{"as": "aside"})
    expect(desk.locator("#aside .number")).to_have_text("1")


@MOSTLY_FRENCH
def test_every_step_of_every_face(people: People, server: Server, axe: str, language: str) -> None:
    made = server.create("Bien-être à Drouot")
    heard: list[str] = []
    listen = listening(server, language, heard)
    desk = people.facilitator(made, {"viewport": LAPTOP}, before=listen)
    screen = people.screen(made, desk)
    screen.set_viewport_size(PROJECTOR)
    pad = people.participant(made, before=listen)
    pad.set_viewport_size(PHONE)
    found: dict[str, list[str]] = {}
    for step, question in STEPS:
        people.act(desk, "step", step=step, question=question)
        for page, face in ((desk, "desk"), (screen, "screen"), (pad, "ask")):
            page.locator(f".{face}-{step}").wait_for()
        if (step, question) == ("write", "1"):
            people.write(made, *IDEAS)
            expect(screen.locator("#numbers strong")).to_have_text(str(len(IDEAS)))
        if step == "sort":
            sort_some(people, desk)
            found["the desk with every drawer open"] = all_open(people, desk, axe)
        found |= faces(f"{step} {question}", desk, screen, pad, axe)
    assert only_wrong(found) == {}
    assert heard == []


def all_open(people: People, desk: Page, axe: str) -> list[str]:
    """What is wrong with the same page in another tab, with everything open that can be."""
    page = people.beside(desk)
    page.set_viewport_size(LAPTOP)
    page.goto(desk.url)
    page.evaluate("for (const fold of document.querySelectorAll('details')) { fold.name = ''; fold.open = true; }")
    found = complaints(page, axe)
    page.close()
    desk.bring_to_front()
    return found


def faces(step: str, desk: Page, screen: Page, pad: Page, axe: str) -> dict[str, list[str]]:
    found = {f"{step} screen": complaints(screen, axe), f"{step} notepad": complaints(pad, axe)}
    found[f"{step} small on the notepad"] = small_targets(pad)
    for name, size in (("phone", PHONE), ("tablet", TABLET)):
        desk.set_viewport_size(size)
        found[f"{step} desk on a {name}"] = overflow(desk)
    desk.set_viewport_size(LAPTOP)
    found[f"{step} desk"] = complaints(desk, axe)
    return found


def participants_pages(server: Server, table: Made) -> dict[str, str]:
    return {
        "the first page": "/",
        "the door": table.join.removeprefix(server.address),
        "a wrong code": "/j/XXXXXX",
        "somebody else's workshop": f"/w/{table.id}/notepad",
        "the desk, for a participant": f"/w/{table.id}/desk",
    }


@LANGUAGES
def test_every_page_on_the_way_in(people: People, server: Server, table: Made, axe: str, language: str) -> None:
    heard: list[str] = []
    page = people.page(viewport=PHONE, has_touch=True)
    listening(server, language, heard)(page)
    found = {}
    for name, path in participants_pages(server, table).items():
        page.goto(server.address + path)
        found[name] = complaints(page, axe) + small_targets(page)
    assert only_wrong(found) == {}
    assert heard == []


def facilitators_pages(page: Page, table: Made) -> dict[str, str]:
    process = str(page.locator(".process-head a").first.get_attribute("href"))
    return {
        "the workshops": "/",
        "a process": process,
        "another workshop": f"{process}/workshops/new",
        "a workshop": f"/w/{table.id}/setup",
        "outcomes": f"/w/{table.id}/outcomes",
        "the devices": "/devices",
        "the overview of groups": f"/w/{table.id}/desk",
        "a group's desk": f"/w/{table.id}/desk?group=2",
        "the screen before a group is on it": f"/w/{table.id}/screen",
        "nothing": "/w/nothing/desk",
    }


@MOSTLY_FRENCH
def test_every_page_of_the_facilitator(people: People, server: Server, table: Made, axe: str, language: str) -> None:
    heard: list[str] = []
    page = people.facilitator(server.create(), {"viewport": PHONE}, before=listening(server, language, heard))
    page.goto(server.address)
    found = {}
    for name, path in facilitators_pages(page, table).items():
        page.goto(server.address + path)
        page.evaluate("for (const fold of document.querySelectorAll('.setup details')) fold.open = true")
        found[name] = complaints(page, axe)
    page.goto(f"{server.address}/devices")
    page.click("main .main-action")
    page.locator(".invitation").wait_for()
    found["an invitation"] = complaints(page, axe)
    assert only_wrong(found) == {}
    assert heard == []
