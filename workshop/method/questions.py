"""The method's three open questions, in the languages we have so far.

Source: the SPIRAL method's questions; the French wordings are ours, in plain words. A process
copies them and may change them.
"""

from __future__ import annotations

from typing import TypedDict

QUESTION_LIMIT = 300


class Wording(TypedDict):
    """A question in one language: the question itself and a plain line under it."""

    text: str
    hint: str


Wordings = dict[str, Wording]

KINDS = ("well-being", "ill-being", "action", "other")

DEFAULT_QUESTIONS: tuple[tuple[str, Wordings], ...] = (
    (
        "well-being",
        {
            "en": {
                "text": "What does well-being mean to you?",
                "hint": "What makes you feel well?",
            },
            "fr": {
                "text": "Qu’est-ce que le bien-être pour vous\u00a0?",
                "hint": "Qu’est-ce qui fait que vous allez bien\u00a0?",
            },
        },
    ),
    (
        "ill-being",
        {
            "en": {
                "text": "What does ill-being mean to you?",
                "hint": "What makes you feel unwell?",
            },
            "fr": {
                "text": "Qu’est-ce que le mal-être pour vous\u00a0?",
                "hint": "Qu’est-ce qui fait que vous n’allez pas bien\u00a0?",
            },
        },
    ),
    (
        "action",
        {
            "en": {
                "text": "What do you do, or could you do now, for the well-being of all?",
                "hint": "Alone or with others, small things count.",
            },
            "fr": {
                "text": "Que faites-vous, ou que pourriez-vous faire, pour le bien-être de tous\u00a0?",
                "hint": "De votre côté ou avec d’autres\u00a0: les petites choses comptent.",
            },
        },
    ),
)


def wording(wordings: Wordings, language: str) -> tuple[str, Wording]:
    """The wording in `language`, else in English, French, or whatever there is; with its language."""
    for candidate in (language, "en", "fr", *wordings):
        found = wordings.get(candidate)
        if found and found["text"]:
            return candidate, found
    return language, {"text": "", "hint": ""}
