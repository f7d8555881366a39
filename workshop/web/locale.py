"""Which language a page speaks: chosen by the person, else asked for by the browser."""

from __future__ import annotations

from flask import has_request_context, request

from workshop.config import LANGUAGES

COOKIE = "language"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def locale() -> str:
    """The language of this request."""
    if not has_request_context():
        return "en"
    chosen = request.args.get("lang") or request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def direction(language: str) -> str:
    """The direction of a language's script, as HTML writes it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
