"""The standing cast: a workshop with a facilitator, participants and strangers, each with a browser of their own.

They speak to the application through Flask's client, as pages, scripts and programs do.
"""

from __future__ import annotations

import itertools
import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from workshop.extensions import db
from workshop.meeting import GroupPlan, create_workshop, invite
from workshop.method.steps import Step
from workshop.models import JoinCode, Sitting, Workshop

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

OWN_ORIGIN = "http://localhost"
ASKING = {
    "json": {"Accept": "application/json"},
    "htmx": {"Accept": "text/html", "HX-Request": "true"},
    "page": {"Accept": "text/html"},
}
NAMES = ("Soleil", "Rivière", "Colline", "Jardin", "Étoile")


class Browser:
    """Somebody's browser: it keeps its cookie and sends its own origin along."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, asks: str = "page", headers: dict[str, str] | None = None) -> TestResponse:
        return self.client.get(path, headers={**ASKING[asks], **(headers or {})})

    def post(
        self,
        path: str,
        form: dict[str, Any] | None = None,
        *,
        asks: str = "json",
        origin: str | None = OWN_ORIGIN,
        headers: dict[str, str] | None = None,
        **fields: Any,
    ) -> TestResponse:
        """Send a form. A trailing underscore of a field's name is left out, so that `as_` is `as`."""
        sent = {**ASKING[asks], **({"Origin": origin} if origin is not None else {}), **(headers or {})}
        named = {name.rstrip("_"): value for name, value in fields.items()}
        return self.client.post(path, data={**(form or {}), **named}, headers=sent)

    @property
    def has_cookies(self) -> bool:
        return bool(self.client._cookies)


class Meeting:
    """One workshop; `desk` is its facilitator's browser."""

    def __init__(self, app: Flask, groups: int = 1, step: str = "welcome", title: str = "Bien-être à Drouot") -> None:
        with app.app_context():
            plans = [GroupPlan(name=name) for name in NAMES[:groups]]
            self._hold(app, create_workshop(None, title, held_on=date(2026, 11, 22), new_groups=plans, step=Step(step)))

    def another_day(self) -> Meeting:
        """Another workshop of the same process, in which the first group sits again."""
        again = Meeting.__new__(Meeting)
        with self.app.app_context():
            first = db.session.scalars(db.select(Sitting.group_id).filter_by(workshop_id=self.id, number=1)).one()
            again._hold(self.app, create_workshop(self.process_id, "Un autre jour", group_ids=[first]))
        return again

    def _hold(self, app: Flask, workshop: Workshop) -> None:
        self.app = app
        self._numbers = itertools.count(1)
        self.id, self.w, self.process_id = workshop.id, workshop.public_id, workshop.process_id
        self.code = db.session.scalars(db.select(JoinCode.code).filter_by(workshop_id=self.id)).one()
        db.session.remove()
        self.desk = self.facilitator()

    def facilitator(self) -> Browser:
        """A browser that is signed in at the desk."""
        with self.app.app_context():
            token = invite(f"/w/{self.w}/desk")
        browser = Browser(self.app)
        assert browser.get(f"/sign-in/{token}").status_code == 303
        return browser

    def participant(self, group: int | None = None) -> Browser:
        """A browser that has taken a seat."""
        browser = Browser(self.app)
        answer = browser.post(f"/j/{self.code}", {"group": group} if group else {}, asks="page")
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return browser

    def stranger(self) -> Browser:
        return Browser(self.app)

    def at(self, noun: str) -> str:
        return f"/w/{self.w}/{noun}"

    def step(self, step: str, question: int | None = None, group: int | None = None) -> None:
        """Move the group, or all groups."""
        wanted = {"step": step, "question": question, "group": group}
        answer = self.desk.post(self.at("step"), {name: value for name, value in wanted.items() if value is not None})
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def note(self, author: Browser, text: str = "", question: int = 1) -> str:
        """A note that is stored; its id."""
        note = str(uuid.uuid4())
        said = text or f"Une idée, la {next(self._numbers)}e"
        answer = author.post(self.at("notes"), id=note, question=question, text=said)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return note

    def show(self, note: str, as_: str = "shown") -> None:
        answer = self.desk.post(self.at(f"notes/{note}/showing"), as_=as_)
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def criterion(self, name: str = "", note: str = "", question: int = 1, group: int = 1) -> str:
        """A new criterion, of this name or of the note's words; its id."""
        form = {"name": name, "note": note, "question": question, "group": group}
        answer = self.desk.post(self.at("criteria"), form)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        made: str = answer.json["criterion"]
        return made

    def place(self, note: str, criterion: str, also: bool = False) -> None:
        form = {"criterion": criterion, **({"also": "1"} if also else {})}
        answer = self.desk.post(self.at(f"notes/{note}/placement"), form)
        assert answer.status_code == 200, answer.get_data(as_text=True)

    def table_code(self, number: int) -> str:
        """A join code of one table."""
        from workshop import database
        from workshop.meeting import find_place, find_workshop
        from workshop.method.codes import join_code

        code = join_code()
        with self.app.app_context():
            sitting = find_place(find_workshop(self.w), number).sitting
            with database.write() as session:
                session.add(JoinCode(code=code, workshop_id=self.id, sitting_id=sitting.id))
        return code
