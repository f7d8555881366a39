"""Forms that come back: the page again, with why it was refused, and the refusal's status."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from workshop.method.refusals import Refusal
from workshop.web.answers import wants_json


def again(template: str, refusal: Refusal, **context: Any) -> ResponseReturnValue:
    """The template again, with the refusal's sentence as `problem`."""
    return refused_form(refusal, render_template(template, problem=refusal.message, **context))


def refused_form(refusal: Refusal, page: str) -> ResponseReturnValue:
    """A page that says why its form was refused; programs get the refusal itself."""
    if wants_json():
        raise refusal
    return page, refusal.status
