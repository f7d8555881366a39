"""One server with a workshop in it and everybody in the room: notepads, one desk, one screen."""

import random
import re
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from disk import Disk
from door import Answer, Page, Visitor
from ledger import Act, Unexpected, continuity, read
from server import Server
from wire import Device, Frame, all_caught_up, in_turns, quiet

CRITERION = re.compile(r'data-criterion="([^"]+)"')
WORDS = (
    "Avoir des amis sur qui compter", "Un logement sans humidité, au calme", "Du temps pour mes enfants",
    "Que l'on me dise bonjour dans l'escalier", "Comprendre les lettres de la mairie", "Un banc à l'ombre",
    "Pouvoir soigner mes dents", "Une place pour jouer près de chez nous", "Ne plus avoir peur la nuit",
)  # fmt: skip


@dataclass
class Stage:
    """A server in use, and what the load knows of it."""

    server: Server
    made: dict[str, str]
    frames: list[Frame] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    placed: int = 0
    wrong: int = 0
    disk: Disk | None = None

    @property
    def home(self) -> str:
        return f"/w/{self.made['id']}"

    @property
    def notepads(self) -> list[Device]:
        return [device for device in self.devices if device.face == "notepad"]

    @property
    def desk(self) -> Device:
        return self.one("desk")

    def one(self, face: str) -> Device:
        return next(device for device in self.devices if device.face == face)

    async def fill(self, people: int, desk_link: str) -> None:
        """Signs the desk in, lets everybody join, opens desk and screen, and connects them all."""
        facilitator = Visitor(self.server.port)
        expect(await facilitator.get(desk_link), 200, 302, 303)
        await in_turns([self.join for _ in range(people)], at_once=8)
        for face in ("desk", "screen"):
            await self.open(face, facilitator)
        await in_turns([device.connect for device in self.devices], at_once=50)
        back = await all_caught_up(self.devices, within=30)
        if back < len(self.devices):
            refusals = {device.refused for device in self.devices if device.refused}
            raise Unexpected(f"{len(self.devices) - back} lines did not open; {refusals or 'no batch came'}")
        await quiet(self.frames)
        self.forget()

    async def join(self) -> None:
        visitor = Visitor(self.server.port)
        expect(await visitor.post(f"/j/{self.made['code']}", accept="text/html"), 303)
        await self.open("notepad", visitor)

    async def open(self, face: str, visitor: Visitor) -> None:
        answer = expect(await visitor.get(f"{self.home}/{face}"), 200)
        self.devices.append(Device(face, visitor, Page.read(answer.body), self.frames))

    async def post_note(self, author: Device, question: int = 1) -> Act:
        """One note by a participant; stored and numbered, or an error."""
        note, text = str(uuid4()), f"{random.choice(WORDS)} ({len(self.notes) + 1})"
        self.notes.append(note)
        answer = await author.visitor.post(f"{self.home}/notes", id=note, question=str(question), text=text)
        expect(answer, 201)
        if self.disk:
            self.disk.check(note)
        known, _, seq = answer.headers.get("note", "").partition(" ")
        if known != note:
            raise Unexpected(f"no header 'Note: {note} <seq>' on a 201")
        return Act(int(seq), answer.sent, answer.answered, author)

    async def act(self, noun: str, **form: str) -> Act:
        """One act of the desk; the answer to programs says its number in the log."""
        answer = expect(await self.desk.visitor.post(f"{self.home}/{noun}", **form), 200)
        found = re.search(rb'"seq":\s*(\d+)', answer.body)
        if not found:
            raise Unexpected(f"{noun}: no seq in {answer.body[:200]!r}")
        return Act(int(found[1]), answer.sent, answer.answered, self.desk)

    async def step(self, step: str) -> Act:
        """Moves the group to another step, which everybody is to see."""
        return await self.act("step", **step_form(step))

    async def stand_at(self, step: str) -> None:
        """The group at this step, whether it was there already (then nothing gets a number) or not."""
        expect(await self.desk.visitor.post(f"{self.home}/step", **step_form(step)), 200)

    async def lay_out(self, notes: int, criteria: int = 6) -> None:
        """A sheet to sort on: so many notes written and shown, and criteria; the group at `sort`."""
        await self.stand_at("write")
        authors = self.notepads
        for number in range(notes - len(self.notes)):
            await self.post_note(authors[number % len(authors)])
        await self.stand_at("read")
        self.shown = self.notes[:notes]
        show = [partial(self.act, f"notes/{note}/showing", **{"as": "shown"}) for note in self.shown]
        await in_turns(show, at_once=2)
        await self.stand_at("sort")
        for number in range(criteria - len(self.criteria)):
            await self.act("criteria", question="1", group="1", name=f"Critère {number + 1}")
        page = await self.desk.visitor.get(f"{self.home}/desk")
        self.criteria = list(dict.fromkeys(CRITERION.findall(page.body.decode())))
        await quiet(self.frames)
        self.forget()

    async def place(self) -> Act:
        """The next note goes into another criterion than the one that it is in."""
        turn, number = divmod(self.placed, len(self.shown))
        self.placed += 1
        criterion = self.criteria[(number + turn) % len(self.criteria)]
        return await self.act(f"notes/{self.shown[number]}/placement", criterion=criterion)

    def forget(self) -> None:
        """Drops what has arrived while nothing was measured; only what was wrong with it counts."""
        self.wrong += sum(continuity(read(self.frames)))

    def close(self) -> None:
        for device in self.devices:
            device.close()
        self.server.kill()


def step_form(step: str) -> dict[str, str]:
    of_question = step in ("write", "read", "sort", "look")
    return {"step": step, "question": "1"} if of_question else {"step": step}


def expect(answer: Answer, *statuses: int) -> Answer:
    if answer.status not in statuses:
        said = answer.body[:300].decode(errors="replace")
        raise Unexpected(f"{answer.status} instead of {statuses}: {said}")
    return answer
