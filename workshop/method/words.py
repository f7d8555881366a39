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

# Controls but the line feed, line and paragraph separators, directional overrides and isolates,
# surrogates without their pair, the byte order mark, and what is no character at all.
NOT_KEPT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
BLANKS = {0x2800, 0x3164, 0x115F, 0x1160, 0xFFA0}


def as_written(raw: str) -> str:
    """The words without controls, directional overrides and isolates, in NFC."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", NOT_KEPT.sub("", text))


def is_visible(text: str) -> bool:
    """Whether anything of it can be seen: a letter, a figure, a sign or an emoji."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and ord(character) not in BLANKS
        for character in text
    )


def note_text(raw: str) -> str:
    """A note's words: 1 to 1,000 characters with something visible; `Invalid` otherwise."""
    text = as_written(raw)
    if not is_visible(text):
        raise Invalid(_("There is nothing to read in this note yet. Write a word or two."))
    if len(text) > NOTE_LIMIT:
        raise Invalid(
            _(
                "This note has %(length)s characters; a note can have %(limit)s. "
                "Your words are still in the box: shorten them, or make two notes.",
                length=len(text),
                limit=NOTE_LIMIT,
            )
        )
    return text


def name(raw: str, limit: int = NAME_LIMIT) -> str:
    """A name on one line, 1 to `limit` characters; `Invalid` otherwise."""
    text = " ".join(as_written(raw).split())
    if not is_visible(text):
        raise Invalid(_("A name is missing."))
    if len(text) > limit:
        raise Invalid(_("This name is longer than %(limit)s characters.", limit=limit))
    return text


def likeness_key(text: str) -> str:
    """Equal for notes that say the same to the letter, but for case, spaces and a last full stop."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".… ")
