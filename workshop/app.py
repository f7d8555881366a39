"""The factory: binds the extensions, the database, the doors and the live layer to one application."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from workshop import database, likeness, live, room, schema, web
from workshop.config import settings
from workshop.extensions import babel, db, htmx, socketio
from workshop.history import draw_number
from workshop.models import Setting
from workshop.web.locale import locale


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """An application on its own data. Creates or migrates the schema; raises `NewerDatabase`."""
    chosen = settings(config)
    Path(chosen["DATA"]).mkdir(parents=True, exist_ok=True)
    app = Flask("workshop", instance_path=str(Path(chosen["DATA"]).resolve()), static_folder=None)
    app.config.from_mapping(chosen)
    db.init_app(app)
    database.init_app(app, draw_number)
    with app.app_context():
        app.config["MIGRATED_FROM"] = schema.prepare(db.engine)
        app.secret_key = _lasting("secret_key")
        app.config["EPOCH"] = _lasting("epoch")
    babel.init_app(app, locale_selector=locale, default_translation_directories="translations")
    htmx.init_app(app)
    database.settle_with(app, room.settle)
    likeness.init_app(app)
    web.init_app(app)
    _bind_socketio(app)
    live.init_app(app)
    return app


def _lasting(key: str) -> str:
    """A random value made once with the database and kept in it."""
    kept = db.session.scalar(select(Setting.value).where(Setting.key == key))
    if kept is None:
        with database.write() as session:
            kept = secrets.token_urlsafe(32)
            session.add(Setting(key=key, value=kept))
    return kept


def _bind_socketio(app: Flask) -> None:
    """Websocket only: several workers then need no sticky sessions, and one client one order."""
    socketio.init_app(
        app,
        async_mode=app.config["ASYNC_MODE"],
        transports=["websocket"],
        async_handlers=False,
        manage_session=False,
        cors_allowed_origins=web.socket_origins(app),
        ping_interval=20,
        ping_timeout=20,
        max_http_buffer_size=16 * 1024,
        message_queue=app.config["MESSAGE_QUEUE"],
    )
