"""People with their browsers at a real server: participants with a phone, a facilitator, the room's screen."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, WebSocketRoute

    from tests.tools.server import Made, Server

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
TABLET: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}, "has_touch": True, "is_mobile": True}
TAPS_REST = 550  # milliseconds after a change of step

# The face as a reader sees it: no white space, no traces of behaviours, nothing of what a device alone says.
FACE = """() => {
  const traces = new Set(["data-htmx-powered", "data-usual", "open", "hx-morph-skip", "draggable", "style"]);
  const ours = new Set(["state", "outbox", "said", "text-left", "write-for", "page"]);
  const passing = /^(htmx-|sortable|note-new|drop-here)/;
  const lines = [];
  const say = (node, depth) => {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) lines.push(depth + node.data.replace(/\\s+/g, " ").trim());
    if (node.nodeType !== Node.ELEMENT_NODE || ours.has(node.id) || node.localName === "noscript") return;
    const kept = [...node.attributes].filter(({ name }) => !traces.has(name)).map(({ name, value }) => {
      const words = name === "class" ? value.split(/\\s+/).filter((word) => !passing.test(word)).sort().join(" ") : value;
      return words || name !== "class" ? `${name}=${node.name === "id" ? "" : words}` : "";
    });
    lines.push(depth + [node.localName, ...kept.filter(Boolean).sort()].join(" "));
    if (!node.dataset.chosenMany) for (const child of node.childNodes) say(child, depth + " ");
  };
  say(document.getElementById("face"), "");
  return lines;
}"""


class People:
    """Opens browsers and closes them again; nobody's page may have failed on the way."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.failures: list[str] = []
        self._contexts: list[BrowserContext] = []

    def participant(self, made: Made, before: Callable[[Page], object] = lambda page: None) -> Page:
        """Somebody who has joined; `before` is called with the page before it opens anything."""
        page = self.page(**PHONE)
        before(page)
        page.goto(made.join)
        if "/notepad" not in page.url:
            page.locator("form[action*='/j/'] button").first.click()
        page.wait_for_url("**/notepad")
        return page

    def facilitator(
        self, made: Made, kind: dict[str, Any] = LAPTOP, before: Callable[[Page], object] = lambda page: None
    ) -> Page:
        page = self.page(**kind)
        before(page)
        page.goto(made.desk)
        return page

    def screen(self, made: Made, desk: Page) -> Page:
        page = self.beside(desk)
        page.goto(made.screen)
        desk.bring_to_front()  # a browser draws a page behind another one once a second only
        return page

    def page(self, **kind: Any) -> Page:
        """A page in a browser of its own."""
        context = self.browser.new_context(locale="en-GB", **kind)
        self._contexts.append(context)
        return self._watched(context.new_page())

    def beside(self, page: Page) -> Page:
        """Another tab of the same browser."""
        return self._watched(page.context.new_page())

    def write(self, made: Made, *texts: str) -> list[str]:
        """Somebody else in the room, who joins and posts these notes; their ids."""
        context = self.browser.new_context()
        self._contexts.append(context)
        post(context, made.join, self.server.address)
        ids = [str(uuid.uuid4()) for _text in texts]
        for key, text in zip(ids, texts, strict=True):
            fields = {"id": key, "question": "1", "text": text}
            assert post(context, f"{self.server.address}/w/{made.id}/notes", self.server.address, **fields) == 201
        return ids

    def act(self, desk: Page, noun: str, **fields: str) -> None:
        """Do something at the desk without looking at it."""
        w = desk.url.split("/w/")[1].split("/")[0]
        address = self.server.address
        assert post(desk.context, f"{address}/w/{w}/{noun}", address, **fields) == 200

    def leave(self) -> None:
        for context in self._contexts:
            context.close()

    def _watched(self, page: Page) -> Page:
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.failures.append(error.stack or str(error)))
        page.on("console", self._listen)
        return page

    def _listen(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.failures.append(said.text)


def post(context: BrowserContext, url: str, origin: str, **fields: str) -> int:
    """Send a form with this browser's cookies; its status."""
    headers = {"Origin": origin, "Accept": "application/json"}
    return context.request.post(url, form=dict(fields), headers=headers, max_redirects=0).status


def requests(page: Page, part: str = "", method: str = "GET") -> list[str]:
    """The addresses that the page asks for from now on, those that hold `part`."""
    found: list[str] = []

    def note(request: Request) -> None:
        if part in request.url and request.method == method:
            found.append(request.url)

    page.on("request", note)
    return found


def send(notepad: Page, text: str) -> None:
    notepad.fill("#text", text)
    notepad.click("#write button.main-action")


def own(notepad: Page) -> list[str]:
    """One's own notes that the server has, the oldest first."""
    found: list[str] = notepad.locator("#own .own-note > .note-text").all_text_contents()
    return found[::-1]


def expect_own(notepad: Page, texts: list[str], timeout: float = 15_000) -> None:
    expect(notepad.locator("#own .own-note > .note-text")).to_have_text(texts[::-1], timeout=timeout)


def expect_waiting(notepad: Page, texts: list[str]) -> None:
    expect(notepad.locator("#outbox .note-text")).to_have_text(texts)


def move(desk: Page, step: str, question: int | None = None) -> None:
    """Take the group to a step; back when the desk shows it."""
    part = f"form:has(> input[name=question][value='{question}'])" if question else "form:not(:has(> input[name=question]))"
    button = desk.locator(f"#steps .steps-part{part[4:]} button[value={step}]")
    button.press("Enter")  # taps would rest for a moment after another desk's move
    expect(button).to_have_attribute("aria-current", "step")


def show(desk: Page, count: int) -> None:
    """Read out the next notes, and let go of the last one."""
    before = loose(desk).count()
    for number in range(1, count + 1):
        expect(desk.locator("body[data-resting]")).to_have_count(0)  # what is in hand was changed from elsewhere
        desk.keyboard.press("s")
        expect(loose(desk)).to_have_count(before + number)
    desk.keyboard.press("Escape")


def make_criterion(desk: Page, name: str, question: int = 1) -> None:
    desk.fill(f"#new-q{question}-name", name)
    desk.keyboard.press("Enter")
    expect(criterion(desk, name)).to_be_visible()
    desk.evaluate("document.activeElement.blur()")


def loose(page: Page, question: int = 1) -> Locator:
    return page.locator(f"#loose-q{question} > .note")


def box(note: Locator) -> Locator:
    """The box by which a note is chosen."""
    return note.locator("> label input")


def criterion(page: Page, name: str) -> Locator:
    return page.locator(".criterion", has=page.locator("h3", has_text=re.compile(f"^{re.escape(name)}$")))


def notes_in(page: Page, name: str) -> Locator:
    return criterion(page, name).locator("li.note")


def expect_as_fresh(*pages: Page) -> None:
    """What patches made of a page is what a new page shows."""
    for page in pages:
        fresh = page.context.new_page()
        fresh.goto(page.url)
        wanted = fresh.evaluate(FACE)
        fresh.close()
        page.wait_for_function(f"(wanted) => ({FACE})().join('\\n') === wanted", arg="\n".join(wanted))


class Wire:
    """The socket of a page, from outside: messages of the server's can be lost on the way."""

    def __init__(self) -> None:
        self.losing = False
        self.lost = 0
        self.opened = 0

    def __call__(self, page: Page) -> None:
        page.route_web_socket("**/socket.io/**", self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        self.opened += 1
        server = socket.connect_to_server()
        server.on_message(lambda message: self._pass(socket, message))

    def _pass(self, socket: WebSocketRoute, message: str | bytes) -> None:
        if self.losing and isinstance(message, str) and message.startswith('42["patch"'):
            self.lost += 1
        else:
            socket.send(message)
