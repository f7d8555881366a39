"""What counts as somebody's words: cleaned of what can't be seen or would turn other text round.

Kept as written otherwise: NFC, joiners and direction marks stay.
"""

from __future__ import annotations

import re
import unicodedata

from flask_babel import gettext as _

from workshop.method.refusals import Invalid

NOTE_LIMIT = 1000
NAME_LIMIT = 200

NEW_LINE = re.compile("\r\n|[\r\u2028\u2029]")
# Controls but the line feed, directional overrides and isolates, surrogates without their pair,
# the byte order mark, and what is no character at all.
NOT_KEPT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
BLANKS = {0x2800, 0x3164, 0x115F, 0x1160, 0xFFA0}
UNASSIGNED_BLANKS = {0x2065, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)}
EXCERPT = 40
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
PARTS_OF_A_CHARACTER = 3  # a letter and two marks, or the parts of a Korean syllable


def as_written(raw: str, limit: int = NOTE_LIMIT) -> str:
    """The words without controls, directional overrides and isolates, in NFC.

    What is far too long for `limit` stays uncomposed, to be refused: composing tens of thousands
    of marks on one letter takes seconds.
    """
    text = NOT_KEPT.sub("", NEW_LINE.sub("\n", raw).replace("\t", " "))
    return text if len(text) > limit * PARTS_OF_A_CHARACTER else unicodedata.normalize("NFC", text)


def is_visible(text: str) -> bool:
    """Whether anything of it can be seen: a letter, a figure, a sign or an emoji."""
    return any(_is_seen(character) for character in text)


def note_text(raw: str) -> str:
    """A note's words: 1 to 1,000 characters with something visible; `Invalid` otherwise."""
    text = as_written(raw)
    if not is_visible(text):
        raise Invalid(_("There is nothing to read here yet. Write a word or two."))
    if len(text) > NOTE_LIMIT:
        raise Invalid(
            _(
                "This idea has %(length)s letters; there is room for %(limit)s. "
                "Your words are still in the box: shorten them, or make two ideas of them.",
                length=len(text),
                limit=NOTE_LIMIT,
            )
        )
    return text


def name(raw: str, limit: int = NAME_LIMIT) -> str:
    """A name on one line, 1 to `limit` characters; `Invalid` otherwise."""
    on_one_line = " ".join(raw.split())
    text = " ".join(as_written(on_one_line, limit).split())
    if not is_visible(text):
        raise Invalid(_("A name is missing."))
    if len(text) > limit:
        raise Invalid(_("This name is longer than %(limit)s letters.", limit=limit))
    return text


def likeness_key(text: str) -> str:
    """Equal for notes that say the same in the same words, but for case, spaces and the signs at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".…!? ")


def excerpt(body: str | None) -> str:
    """Words within a sentence of ours: short, and isolated, since they may run the other way."""
    text = " ".join((body or "…").split())
    short = text if len(text) <= EXCERPT else text[: EXCERPT - 1].rstrip() + "…"
    return f"{ISOLATE}{short}{END_OF_ISOLATE}"


def _is_seen(character: str) -> bool:
    """Letters and emoji newer than this Python are seen: the reader's device may know them."""
    kind = unicodedata.category(character)
    if kind == "Cn":
        return ord(character) not in UNASSIGNED_BLANKS
    return kind[0] in "LNPS" and ord(character) not in BLANKS
