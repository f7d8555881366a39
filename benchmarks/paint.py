"""Measures a move as the room sees it: from the desk's key press to the paint on the screen's page.

A real Chromium has the desk and the screen open; N notepads are connected beside them. Each digit places
the note in hand. See README.md.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from figures import percentile
from ledger import Unexpected
from playwright.async_api import CDPSession, Page, async_playwright
from room import free_port, load, start
from server import ROOT, Down, create, free_our_files, the_workshop
from stage import Stage

sys.path.insert(0, str(ROOT))
from tests.tools.browser import ARGUMENTS, find

COUNTER = "[id^=counter-q]"
HAND = "document.querySelector('#hand')?.dataset.handIs"
NEWS = "(was) => Object.entries(painted).find(([said]) => said && said !== was)?.[1]"
PATIENCE = 10_000

# The clock of both pages is the machine's: what a page measures counts from its own `timeOrigin`.
PRESSED = """() => {
  window.pressed = [];
  addEventListener("keydown", (event) => pressed.push(performance.timeOrigin + event.timeStamp), true);
}"""
PAINTED = """(counter) => {
  window.painted = {};
  const words = () => document.querySelector(counter)?.textContent.trim();
  const paint = new MessageChannel();
  let waiting = [];
  paint.port1.onmessage = () => {
    for (const said of waiting) painted[said] ??= performance.timeOrigin + performance.now();
    waiting = [];
  };
  new MutationObserver(() => {
    waiting.push(words());
    requestAnimationFrame(() => paint.port2.postMessage(null));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


@dataclass
class Moves:
    """Milliseconds of each move: until it was seen, and the main thread's work on each of the two pages."""

    seen: list[float] = field(default_factory=list)
    desk: list[float] = field(default_factory=list)
    screen: list[float] = field(default_factory=list)


def main() -> int:
    options = parse()
    free_our_files()
    print(f"{options.people} people, {options.notes} notes, {options.criteria} criteria, {options.moves} moves; {load()}")
    with TemporaryDirectory(prefix="paint-") as folder:
        try:
            report(asyncio.run(run(options, Path(folder))))
        except (Down, Unexpected, ConnectionError) as trouble:
            print(f"The benchmark stopped: {trouble}", file=sys.stderr)
            return 2
    return 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300, help="notepads that are connected")
    parser.add_argument("--notes", type=int, default=300, help="notes on the sheet")
    parser.add_argument("--criteria", type=int, default=8)
    parser.add_argument("--moves", type=int, default=100)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the workshop's dependencies")
    options = parser.parse_args()
    options.moves = min(options.moves, options.notes - 1)
    return options


async def run(options: argparse.Namespace, folder: Path) -> Moves:
    server = the_workshop(options.python, free_port(), folder)
    desk = start(server)
    made = create(options.python, folder, "Benchmark")
    stage = Stage(server, made)
    try:
        await stage.fill(options.people, made["desk"] or desk)
        await stage.lay_out(options.notes, options.criteria)
        return await play(stage, options)
    finally:
        stage.close()


async def play(stage: Stage, options: argparse.Namespace) -> Moves:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        context = await browser.new_context(viewport={"width": 1280, "height": 720}, locale="en")
        name, _, value = stage.desk.visitor.cookie.partition("=")
        await context.add_cookies([{"name": name, "value": value, "url": stage.server.address}])
        desk, screen = [await opened(context, stage, face) for face in ("desk", "screen")]
        await desk.evaluate(PRESSED)
        await screen.evaluate(PAINTED, COUNTER)
        moves = Moves()
        for number in range(options.moves):
            await move(desk, screen, str(number % min(9, options.criteria) + 1), moves)
        await browser.close()
        return moves


async def opened(context: Any, stage: Stage, face: str) -> Page:
    page: Page = await context.new_page()
    await page.goto(f"{stage.server.address}{stage.home}/{face}")
    await page.wait_for_selector(COUNTER)
    await page.wait_for_timeout(1500)  # the line is open and the fonts are there: nothing of it is measured
    return page


async def move(desk: Page, screen: Page, key: str, moves: Moves) -> None:
    """One press, until both pages are at rest."""
    clients = [await cdp(page) for page in (desk, screen)]
    before = [await worked(client) for client in clients]
    counted = (await screen.locator(COUNTER).first.inner_text()).strip()
    hand = await desk.evaluate(HAND)
    await desk.keyboard.press(key)
    await screen.wait_for_function(f"(was) => ({NEWS})(was) !== undefined", arg=counted, timeout=PATIENCE)
    await desk.wait_for_function(f"(was) => {HAND} !== was", arg=hand, timeout=PATIENCE)
    moves.seen.append(await screen.evaluate(NEWS, counted) - await desk.evaluate("pressed.at(-1)"))
    await screen.evaluate("painted = {}")
    await desk.wait_for_timeout(120)
    after = [await worked(client) for client in clients]
    moves.desk.append(after[0] - before[0])
    moves.screen.append(after[1] - before[1])


CLIENTS: dict[Page, CDPSession] = {}


async def cdp(page: Page) -> CDPSession:
    if page not in CLIENTS:
        CLIENTS[page] = await page.context.new_cdp_session(page)
        await CLIENTS[page].send("Performance.enable")
    return CLIENTS[page]


async def worked(client: CDPSession) -> float:
    """Milliseconds that script, style and layout have taken on this page so far."""
    metrics = {one["name"]: one["value"] for one in (await client.send("Performance.getMetrics"))["metrics"]}
    return 1000 * sum(metrics[name] for name in ("ScriptDuration", "LayoutDuration", "RecalcStyleDuration"))


def report(moves: Moves) -> None:
    print(f"  key press to paint on the screen: {line(moves.seen)} ms")
    print(f"  script, style and layout of a move, desk: {line(moves.desk)} ms; screen: {line(moves.screen)} ms")
    print(load())


def line(values: Sequence[float]) -> str:
    shown = " / ".join(f"{percentile(values, part):.1f}" for part in (50, 95, 99))
    return f"p50 / p95 / p99 {shown}, most {max(values):.1f}"


if __name__ == "__main__":
    raise SystemExit(main())
