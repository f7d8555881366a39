"""Rendering parts: each thing that can change on a page is one macro, used everywhere it stands.

A partial is a part with where it goes: htmx swaps it by element id.
"""

from __future__ import annotations

from typing import Any

from flask import current_app
from markupsafe import Markup, escape


def macro(template: str, name: str) -> Any:
    """A macro of `parts/<template>.html`."""
    return getattr(current_app.jinja_env.get_template(f"parts/{template}.html").module, name)


def rendered(template: str, **context: Any) -> Markup:
    """A whole template as markup; for pages' faces, which need nothing from the request."""
    return Markup(current_app.jinja_env.get_template(template).render(**context))


def partial(target: str, swap: str, html: str | Markup = "") -> str:
    """One swap: `target` is an element id, `html` markup that a template made."""
    return f'<hx-partial hx-target="#{escape(target)}" hx-swap="{swap}">{html}</hx-partial>'


def replaced(target: str, html: Markup) -> str:
    """The element itself, morphed into its present state."""
    return partial(target, "outerMorph", html)


def deleted(target: str) -> str:
    """The element taken away, if it is there."""
    return partial(target, "delete")
