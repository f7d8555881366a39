"""What the rules answer when something may not happen: a code for programs, a sentence for people."""

from __future__ import annotations


class Refusal(Exception):
    """A rule says no; nothing was changed.

    `code` is for programs, `message` a plain sentence in the reader's language, `status` the
    HTTP answer that fits, `retry_after` seconds to wait where waiting helps.
    """

    status = 409
    code = "refused"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status
        self.retry_after = retry_after


class NotSeated(Refusal):
    """Nobody we know: no seat in this workshop, or no sign-in."""

    status = 401
    code = "seat"


class NotAllowed(Refusal):
    """Somebody we know, who may not do this."""

    status = 403
    code = "forbidden"


class NotFound(Refusal):
    """There is no such thing here."""

    status = 404
    code = "unknown"


class WrongStep(Refusal):
    """The group's step does not allow it."""

    status = 409
    code = "step"


class AlreadyKnown(Refusal):
    """The id belongs to another note, or to other words."""

    status = 409
    code = "known"


class Overtaken(Refusal):
    """Somebody was faster: it is no longer as the desk saw it. Code `moved` or `changed`."""

    status = 409
    code = "changed"


class Invalid(Refusal):
    """A field is missing, empty or out of bounds."""

    status = 422
    code = "invalid"


class TooMany(Refusal):
    """More than this seat, or the server, takes at once."""

    status = 429
    code = "rate"
