"""The front page: six letters for participants, the list of workshops for a desk; and health."""

from __future__ import annotations

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from workshop import database
from workshop.method.codes import as_typed
from workshop.pages.home import home_view
from workshop.web.proof import sign_in

area = Blueprint("home", __name__)


@area.get("/")
def home() -> ResponseReturnValue:
    """Where the facilitator's workshops are listed, and where others type a code."""
    code = as_typed(request.args.get("code", ""))
    if code:
        return redirect(url_for("join.door", code=code), 303)
    if sign_in() is None:
        return render_template("join/enter.html")
    return render_template("setup/home.html", processes=home_view())


@area.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether the server and its database answer."""
    database.require_answer()
    return jsonify({"status": "ok"})
