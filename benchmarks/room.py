"""Measures a room: N notepads, a desk and a screen on the real server, and on the bare floor.

From the moment a POST is sent to its arrival at every connection that is due it. See README.md.
"""

import argparse
import asyncio
import gc
import json
import os
import socket
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from disk import open_disk
from figures import goals, load_warning, plain, table
from ledger import Unexpected
from scenarios import SCENARIOS, Result
from server import Down, Server, create, free_our_files, the_floor, the_workshop
from stage import Stage, expect

KINDS = {"write": "note", "burst": "note", "sort": "place", "restart": "place", "step": "step"}
FLOOR = {"id": "floor", "code": "FLOOR"}
SHEET = 60
MOST_PEOPLE = 1000
MOST_SECONDS = 120


def main() -> int:
    options = parse()
    free_our_files()
    gc.disable()
    print(f"{options.people} people, {options.rate:g} acts/s for {options.seconds:g} s; {load()}")
    with TemporaryDirectory(prefix="room-") as folder:
        try:
            return asyncio.run(run(options, Path(folder)))
        except (Down, Unexpected, ConnectionError) as trouble:
            print(f"The benchmark stopped: {trouble}", file=sys.stderr)
            return 2


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300, help="notepads that are connected")
    parser.add_argument("--rate", type=float, default=5.0, help="notes or placements a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of write and of sort")
    parser.add_argument("--scenarios", default=",".join(SCENARIOS), help="which, in this order")
    parser.add_argument("--no-floor", action="store_true", help="measure the real server alone")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has the workshop's dependencies")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures to a file")
    options = parser.parse_args()
    options.people = max(1, min(options.people, MOST_PEOPLE))
    options.seconds = min(options.seconds, MOST_SECONDS)
    options.scenarios = options.scenarios.split(",")
    if unknown := set(options.scenarios) - set(SCENARIOS):
        parser.error(f"unknown scenarios: {', '.join(sorted(unknown))}")
    return options


async def run(options: argparse.Namespace, folder: Path) -> int:
    stages: list[Stage] = []
    try:
        stages.append(await open_workshop(options, folder))
        if not options.no_floor:
            stages.append(await open_floor(options, folder))
        results = [r for name in options.scenarios for r in await both(name, stages, options)]
        return report(options, results, stages[0])
    finally:
        for stage in stages:
            stage.close()


async def open_workshop(options: argparse.Namespace, folder: Path) -> Stage:
    server = the_workshop(options.python, free_port(), folder)
    desk = start(server)
    made = create(options.python, folder, "Benchmark")
    stage = Stage(server, made)
    try:
        await stage.fill(options.people, made["desk"] or desk)
        stage.disk = open_disk(folder)
    except BaseException:
        stage.close()
        raise
    return stage


async def open_floor(options: argparse.Namespace, folder: Path) -> Stage:
    server = the_floor(options.python, free_port(), folder)
    desk = start(server)
    stage = Stage(server, FLOOR, shown=["note"], criteria=["one", "other"])
    await stage.fill(options.people, desk)
    return stage


def start(server: Server) -> str:
    server.start()
    try:
        return server.wait_until_up()
    except Down:
        server.kill()
        raise


async def both(name: str, stages: list[Stage], options: argparse.Namespace) -> list[Result]:
    """The scenario on the real server, then with the sizes seen there on the floor."""
    real, *floors = stages
    if name in ("sort", "step", "restart") and not real.criteria:
        await real.lay_out(min(SHEET, options.people))
    gc.collect()
    results = [await SCENARIOS[name](real, options.rate, options.seconds)]
    for floor in floors:
        sizes = json.dumps({KINDS[name]: results[0].arrivals.frames})
        expect(await floor.desk.visitor.post("/sizes", sizes=sizes), 200)
        results.append(await SCENARIOS[name](floor, options.rate, options.seconds))
    print(f"  {name} done", flush=True)
    return results


def report(options: argparse.Namespace, results: list[Result], stage: Stage) -> int:
    """Prints everything; 1 if anything was lost, doubled, astray or not on disk."""
    assert stage.disk
    lost = stage.disk.missing + stage.disk.lost_or_doubled(stage.notes)
    listed = goals(options.people, results, lost, stage.disk.checked)
    words = {True: "met", False: "MISSED", None: "(not asked here)"}
    print(f"\n{table(results)}\n")
    for goal in listed:
        print(f"  {words[goal.met]:>16}  {goal.name}: {goal.measured}")
    print(f"\n{load_warning(results)}\n{load()}")
    if options.json:
        options.json.write_text(json.dumps(plain(results, listed), indent=2) + "\n")
    return int(any(goal.met is False for goal in listed[-4:]) or stage.wrong > 0)


def load() -> str:
    return "load of the machine {:.1f} {:.1f} {:.1f}".format(*os.getloadavg())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    raise SystemExit(main())
