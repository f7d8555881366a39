"""The demonstration as a whole: script, cast, server, meeting, and what is said about it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from workshop.demo.cast import Person, cast
from workshop.demo.facilitator import Facilitator
from workshop.demo.meeting import Meeting
from workshop.demo.pace import Pace
from workshop.demo.player import Player
from workshop.demo.progress import Progress
from workshop.demo.stage import Stage, Wanted, stage
from workshop.demo.statements import Script, from_file, invented
from workshop.demo.themes import by_shared_words

TITLES = {
    "fr": "Démonstration : tout ce qui est écrit ici est inventé",
    "en": "Demonstration: everything written here is invented",
}
TITLES_OF_FILES = {"fr": "Démonstration : {source}", "en": "Demonstration: {source}"}
LONGEST_TITLE = 120
BETWEEN_PAGES = 1.5


@dataclass(frozen=True)
class Options:
    """What was asked for. `minutes` are for one question and go before `speed`."""

    server: Wanted
    language: str = "fr"
    people: int | None = None
    questions: int | None = None
    speed: float = 1.0
    minutes: float | None = None
    statements: Path | None = None
    attribution: str = ""
    stay: bool = False
    open_page: Callable[[str], object] | None = None


def show(options: Options, progress: Progress, halt: threading.Event) -> int:
    """Plays the meeting; the exit code. Raises `Unreadable`, `NoServer`, and what the desk was refused."""
    script = script_of(options)
    people = cast(script, options.people)
    progress.say(_("Starting ..."))
    with stage(options.server, title(script, options.language)) as found:
        _announce(script, found, options, progress)
        _open_pages(found, options, halt)
        meeting = _meeting(script, people, found, options, progress, halt)
        try:
            meeting.play(script.questions()[: options.questions])
            code = _report(meeting, people, progress)
            if options.stay:
                _stay(progress, halt)
        finally:
            meeting.end()
    return code


def script_of(options: Options) -> Script:
    """The invented statements, or those of the file, sorted by shared words where it names no criteria."""
    if options.statements is None:
        return invented()
    script = from_file(options.statements, options.attribution)
    return script if script.headings else by_shared_words(script)


def title(script: Script, language: str) -> str:
    """Says at the top of every page that this is a demonstration, and whose words are shown."""
    if script.invented:
        return TITLES.get(language, TITLES["en"])
    pattern = TITLES_OF_FILES.get(language, TITLES_OF_FILES["en"])
    return pattern.format(source=script.attribution or script.source)[:LONGEST_TITLE]


def _announce(script: Script, found: Stage, options: Options, progress: Progress) -> None:
    if found.started_here:
        progress.say(_("A server was started for the demonstration."))
    else:
        progress.say(_("The demonstration plays on the server that is already running here."))
    progress.say(_("Data: %(folder)s", folder=options.server.data))
    progress.say(_("Desk, signs in once: %(link)s", link=found.desk))
    progress.say(_("Screen, where the desk is signed in: %(link)s", link=found.screen))
    progress.say(_("Join: %(link)s (code %(code)s)", link=found.join, code=found.code))
    if script.invented:
        progress.say(_("All statements were invented for the demonstration."))
    if script.attribution:
        progress.say(script.attribution)


def _open_pages(found: Stage, options: Options, halt: threading.Event) -> None:
    """The desk first: it signs the browser in, which the screen needs."""
    if options.open_page is None:
        return
    options.open_page(found.desk)
    halt.wait(BETWEEN_PAGES)
    options.open_page(found.screen)


def _meeting(
    script: Script, people: list[Person], found: Stage, options: Options, progress: Progress, halt: threading.Event
) -> Meeting:
    facilitator = Facilitator(found.address, found.workshop_id, options.language, halt)
    facilitator.sign_in(found.facilitator)
    players = [Player(person, found.address, found.code, halt) for person in people]
    most = max(len(script.said_at(question)) for question in script.questions())
    pace = Pace(options.minutes * 60) if options.minutes else Pace.of(most, options.speed)
    return Meeting(script, players, facilitator, pace, progress, halt, options.language)


def _report(meeting: Meeting, people: list[Person], progress: Progress) -> int:
    tally = meeting.tally
    progress.say(
        _(
            "%(people)s people, %(stored)s ideas stored, %(shown)s shown, %(aside)s set aside, "
            "%(placed)s placed in %(criteria)s criteria; %(connected)s devices still connected.",
            people=tally.joined,
            stored=tally.stored,
            shown=tally.shown,
            aside=tally.aside,
            placed=tally.placed,
            criteria=tally.criteria,
            connected=meeting.connected(),
        )
    )
    if tally.overtaken:
        progress.say(_("%(number)s acts were overtaken by another desk.", number=tally.overtaken))
    for refusal in sorted(set(tally.refused)):
        progress.say(_("Refused: %(what)s", what=refusal))
    return 1 if tally.refused else 0


def _stay(progress: Progress, halt: threading.Event) -> None:
    progress.say(_("The meeting has been played. The pages stay up until Ctrl-C."))
    while not halt.wait(0.5):
        continue
