"""What a participant's browser does over HTTP: keeps cookies, names its origin, follows links.

Small on purpose: the standard library's client, one set of cookies a person, no proxy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

PATIENCE = 20.0


class Unreachable(Exception):
    """No answer came: the link is down, or nobody listens."""


@dataclass(frozen=True)
class Answer:
    """What came back. `header` takes any spelling of a name."""

    status: int
    headers: Message[str, str]
    body: str

    def header(self, name: str) -> str:
        return str(self.headers.get(name, ""))


class _Stay(HTTPRedirectHandler):
    """A redirection is an answer like another one."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message[str, str], newurl: str
    ) -> None:
        return None


class Browser:
    """One person's browser at one server."""

    def __init__(self, address: str, language: str = "") -> None:
        self.address = address.rstrip("/")
        self.cookies = CookieJar()
        self._language = language
        usual = (HTTPCookieProcessor(self.cookies), ProxyHandler({}))
        self._following: OpenerDirector = build_opener(*usual)
        self._staying: OpenerDirector = build_opener(*usual, _Stay())

    def get(self, path: str) -> Answer:
        """A page, behind whatever redirections. Raises `Unreachable`."""
        return self._send(self._following, Request(urljoin(self.address, path)))

    def post(self, path: str, fields: Mapping[str, object], *, accept: str = "text/html") -> Answer:
        """A form as this server's own page would send it; a redirection is not followed."""
        form = urlencode({name: str(value) for name, value in fields.items()}).encode()
        headers = {"Origin": self.address, "Accept": accept}
        return self._send(self._staying, Request(urljoin(self.address, path), form, headers))

    def cookie_header(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)

    def _send(self, opener: OpenerDirector, request: Request) -> Answer:
        if self._language:
            request.add_header("Accept-Language", self._language)
        try:
            with opener.open(request, timeout=PATIENCE) as reply:
                return Answer(reply.status, reply.headers, reply.read().decode(errors="replace"))
        except HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers, refusal.read().decode(errors="replace"))
        except (URLError, OSError, HTTPException) as problem:
            raise Unreachable(str(problem)) from problem
