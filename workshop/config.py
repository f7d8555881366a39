"""Settings: what an installation may choose, and the defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "en")
DEFAULT_PORT = 8080
DATABASE_FILE = "workshop.sqlite3"


def default_data_folder() -> Path:
    """`WORKSHOP_DATA`, else `instance/` beside the package in a checkout, else in this folder."""
    chosen = os.environ.get("WORKSHOP_DATA")
    if chosen:
        return Path(chosen)
    checkout = Path(__file__).resolve().parent.parent
    base = checkout if (checkout / "pyproject.toml").exists() else Path.cwd()
    return base / "instance"


def settings(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every setting: `given` first, then the environment, then the defaults."""
    chosen: dict[str, Any] = {
        "DATA": str(default_data_folder()),
        "NAMES": _names(os.environ.get("WORKSHOP_NAMES", "")),
        "PORT": DEFAULT_PORT,
        "ASYNC_MODE": "threading",
        "MESSAGE_QUEUE": os.environ.get("WORKSHOP_MESSAGE_QUEUE"),
        "SEATS_PER_GROUP": 1000,
        "LIKENESS": os.environ.get("WORKSHOP_LIKENESS", "on"),
        "LIKENESS_AHEAD": False,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # a failure's log holds nobody's words
        "MAX_CONTENT_LENGTH": 128 * 1024,
        "MAX_FORM_MEMORY_SIZE": 128 * 1024,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_NAME": "arc-en-ciel",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": 400 * 24 * 3600,
        "BABEL_DEFAULT_LOCALE": "en",
        "TEMPLATES_AUTO_RELOAD": False,
    }
    chosen.update(given or {})
    if not chosen.get("SQLALCHEMY_DATABASE_URI"):
        configured = os.environ.get("WORKSHOP_DATABASE_URL")
        database = Path(chosen["DATA"]).resolve() / DATABASE_FILE
        chosen["SQLALCHEMY_DATABASE_URI"] = configured or f"sqlite:///{database}"
    return chosen


def _names(listed: str) -> list[str]:
    return [name.strip().lower() for name in listed.split(",") if name.strip()]
