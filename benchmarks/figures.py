"""Turns results into a table, a list of goals met or missed, and plain data for a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios import Result

HEADINGS = (
    "scenario", "server", "p50", "p95", "p99", "max ms", "arrived", "stray", "twice", "gaps",
    "ack p95", "CPU %", "RSS MB", "PSS MB", "load CPU %", "load lag p95",
)  # fmt: skip
BUSY_LOAD = 80.0  # percent of a core
LATE_LOAD = 5.0  # milliseconds


@dataclass(frozen=True)
class Goal:
    """What was asked for, what was measured; `met` is None where this run does not say."""

    name: str
    measured: str
    met: bool | None


def percentile(values: Sequence[float], part: float) -> float:
    """Nearest rank; nothing measured counts as nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))] if ordered else 0.0


def table(results: list[Result]) -> str:
    rows = [HEADINGS, *(row(result) for result in results)]
    widths = [max(len(line[column]) for line in rows) for column in range(len(HEADINGS))]
    lines = ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in rows]
    return "\n".join(lines)


def row(result: Result) -> tuple[str, ...]:
    arrivals = result.arrivals
    waits = [f"{percentile(arrivals.waits, part):.1f}" for part in (50, 95, 99, 100)]
    counts = [f"{len(arrivals.waits)}/{arrivals.expected}", arrivals.strays, arrivals.doubled, arrivals.gaps]
    costs = [f"{percentile(result.acknowledged, 95):.1f}", f"{result.cpu:.0f}"]
    costs += [f"{result.cost.rss:.0f}", f"{result.cost.pss:.0f}", f"{result.load_cpu:.0f}"]
    costs += [f"{percentile(result.load_lags, 95):.1f}"]
    return (result.scenario, result.server, *waits, *map(str, counts), *costs)


def goals(people: int, results: list[Result], lost_on_disk: int, on_disk: int) -> list[Goal]:
    """The goals in the order in which they were set; those for 300 people ask for at most 300."""
    found = {(result.scenario, result.server): result for result in results}
    listed = [
        goal
        for scenario in ("write", "sort")
        if (real := found.get((scenario, "workshop")))
        for goal in steady_goals(people, real, found.get((scenario, "floor")))
    ]
    if real := found.get(("burst", "workshop")):
        listed.append(below("burst of 100 in half a second: p95", p95(real), 150, "ms", people <= 300))
    if real := found.get(("step", "workshop")):
        worst = max(real.arrivals.waits, default=0) / 1000
        listed.append(below("a step change seen by all", worst, 2, "s"))
    if real := found.get(("restart", "workshop")):
        listed.append(below(f"all back after SIGKILL ({real.back})", real.seconds, 5, "s"))
    reals = [result for result in results if result.server == "workshop"]
    memory = max((result.cost.rss for result in reals), default=0)
    listed.append(below("memory (RSS)", memory, 200, "MB", people <= 300))
    return [*listed, *firm_goals(reals, lost_on_disk, on_disk)]


def steady_goals(people: int, real: Result, floor: Result | None) -> list[Goal]:
    listed = [below(f"{real.scenario}: p95", p95(real), 100, "ms")]
    if floor and p95(floor):
        medians = percentile(real.arrivals.waits, 50) / percentile(floor.arrivals.waits, 50)
        name = f"{real.scenario}: p95 against the floor (p50: {medians:.2f} times)"
        listed.append(below(name, p95(real) / p95(floor), 2, "times", people <= 300))
    return listed


def firm_goals(reals: list[Result], lost_on_disk: int, on_disk: int) -> list[Goal]:
    missing = sum(result.arrivals.expected - len(result.arrivals.waits) for result in reals)
    wrong = sum(result.arrivals.doubled + result.arrivals.gaps for result in reals)
    strays = sum(result.arrivals.strays for result in reals)
    return [
        Goal("everything arrived", f"{missing} missing", missing == 0),
        Goal("nothing twice, no gap", f"{wrong} wrong", wrong == 0),
        Goal("nobody else was told", f"{strays} strays", strays == 0),
        Goal("acknowledged notes on disk", f"{on_disk - lost_on_disk}/{on_disk}", lost_on_disk == 0),
    ]


def below(name: str, measured: float, bar: float, unit: str, asked: bool = True) -> Goal:
    said = f"{measured:.2f} {unit} (goal: {bar:g})"
    return Goal(name, said, measured <= bar if asked else None)


def p95(result: Result) -> float:
    return percentile(result.arrivals.waits, 95)


def load_warning(results: list[Result]) -> str:
    """Says when the load, not the server, made the figures."""
    slow = [r for r in results if r.load_cpu > BUSY_LOAD or percentile(r.load_lags, 95) > max(LATE_LOAD, p95(r) / 4)]
    names = ", ".join(f"{r.scenario} on {r.server}" for r in slow)
    return f"The load generator itself was the limit in: {names}." if slow else ""


def plain(results: list[Result], listed: list[Goal]) -> dict[str, object]:
    """Everything that the table says, for a program."""
    return {
        "results": [{**dict(zip(HEADINGS, row(result), strict=True)), **more(result)} for result in results],
        "goals": [vars(goal) for goal in listed],
    }


def more(result: Result) -> dict[str, object]:
    arrivals = result.arrivals
    return {
        "delivered": len(arrivals.waits),
        "expected": arrivals.expected,
        "frame_bytes": arrivals.frames,
        "seconds_until_back": result.seconds,
        "seconds_from_open_door_until_back": result.since_up,
    }
