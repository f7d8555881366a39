"""Join codes and public identifiers: random, made once, easy to read aloud."""

from __future__ import annotations

import secrets

# No I, L, O, S, U, V, Z: letters that are taken for others, or for figures, in handwriting and by ear.
LETTERS = "ABCDEFGHJKMNPQRTWXY"
CODE_LENGTH = 6


def join_code() -> str:
    """Six letters without look-alikes: 19 to the power of 6, about 47 million codes."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def as_typed(raw: str) -> str:
    """A code as a person may type it: any case, with spaces or hyphens."""
    return "".join(letter for letter in raw.upper() if letter.isalnum())[: CODE_LENGTH + 6]


def public_id(size: int = 12) -> str:
    """A lasting random identifier for addresses, without look-alikes at any case."""
    alphabet = "23456789abcdefghjkmnpqrstuvwxyz"
    return "".join(secrets.choice(alphabet) for _ in range(size))
