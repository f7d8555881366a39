"""The words of the interface, for templates: every text of a language is looked up and escaped once.

Flask-Babel asks for the language and its catalogue with every single word, and a page has hundreds.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from flask_babel import get_locale, get_translations
from markupsafe import Markup


class Catalogue:
    """One language's texts as markup."""

    def __init__(self, translations: Any) -> None:
        self._translations = translations
        self._texts: dict[str, Markup] = {}
        self._plain: dict[str, Markup] = {}

    def plain(self, message: str) -> Markup:
        """A text without values in it; its doubled per cent signs are single ones."""
        if message not in self._plain:
            self._plain[message] = self.text(message) % {}
        return self._plain[message]

    def text(self, message: str) -> Markup:
        """A text that waits for its values."""
        if message not in self._texts:
            self._texts[message] = Markup(self._translations.ugettext(message))
        return self._texts[message]

    def counted(self, one: str, many: str, number: int) -> Markup:
        """The form of a text that goes with a number."""
        return Markup(self._translations.ungettext(one, many, number))


def init_app(app: Flask) -> None:
    """Give templates their words; where templates are extended by Flask-Babel, these take its place."""
    app.extensions["catalogues"] = {}
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)


def gettext(message: str, /, **values: Any) -> Markup:
    """A text in the reader's language; the values put into it are escaped."""
    catalogue = _catalogue()
    return catalogue.text(message) % values if values else catalogue.plain(message)


def ngettext(one: str, many: str, number: int, /, **values: Any) -> Markup:
    """A text that depends on a number, which is in it as `num`."""
    return _catalogue().counted(one, many, number) % {"num": number, **values}


def _catalogue() -> Catalogue:
    kept: dict[str, Catalogue] = current_app.extensions["catalogues"]
    locale = get_locale()
    language = locale.language if locale else ""
    if language not in kept:
        kept[language] = Catalogue(get_translations())
    return kept[language]
