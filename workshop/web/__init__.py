"""The doors for browsers and programs: parse, call one verb, answer. No SQL and no rules here."""

from __future__ import annotations

from flask import Flask

from workshop.pages import catalogue
from workshop.seats import NoteAllowance, WrongCodeBudget
from workshop.web import (
    alike,
    answers,
    approval,
    assets,
    coding,
    desk,
    devices,
    grids,
    guard,
    home,
    join,
    notepad,
    outcomes,
    paper,
    processes,
    proof,
    reading,
    room_acts,
    screen,
    sheet_acts,
    sign_in,
    thread,
    workshops,
)
from workshop.web.guard import socket_origins

__all__ = ["init_app", "socket_origins"]


def init_app(app: Flask) -> None:
    """Bind guards, answers, static files and every area's views."""
    app.config.setdefault("ADDRESS", f"http://localhost:{app.config['PORT']}")
    app.extensions["allowance"] = NoteAllowance()
    app.extensions["wrong_codes"] = WrongCodeBudget()
    app.extensions["proof"] = proof.proof
    catalogue.init_app(app)
    assets.init_app(app)
    guard.init_app(app)
    answers.init_app(app)
    areas = (
        home,
        sign_in,
        join,
        notepad,
        desk,
        sheet_acts,
        thread,
        approval,
        paper,
        room_acts,
        reading,
        alike,
        screen,
        outcomes,
        coding,
        processes,
        grids,
        workshops,
        devices,
    )
    for area in areas:
        app.register_blueprint(area.area)
