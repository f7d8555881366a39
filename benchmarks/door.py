"""HTTP as the load speaks it: a fresh connection for each request, on plain asyncio streams.

Light enough to leave the core to the sockets. It follows no redirect and keeps cookies.
"""

import asyncio
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

HEADERS_END = b"\r\n\r\n"
BODY_TAG = re.compile(r"<body\b[^>]*>", re.DOTALL)
DATA_ATTRIBUTE = re.compile(r'\bdata-([a-z]+)="([^"]*)"')
LONGEST_WAIT = 30.0


@dataclass(frozen=True)
class Answer:
    """What came back, with the moments of sending and of the last byte (perf_counter)."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes
    sent: float
    answered: float


@dataclass(frozen=True)
class Page:
    """What a face's page says in its <body> tag: the start of its live line."""

    rooms: str
    since: int
    epoch: str

    @classmethod
    def read(cls, html: bytes) -> "Page":
        tag = BODY_TAG.search(html.decode())
        data = dict(DATA_ATTRIBUTE.findall(tag[0])) if tag else {}
        return cls(data["rooms"], int(data["seq"]), data["epoch"])


@dataclass
class Visitor:
    """One browser: its cookies, and the address that it calls its own origin."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def get(self, address: str) -> Answer:
        return await self._ask("GET", address, b"", {"Accept": "text/html"})

    async def post(self, address: str, accept: str = "application/json", **form: str) -> Answer:
        body = urlencode(form).encode()
        kind = "application/x-www-form-urlencoded"
        return await self._ask("POST", address, body, {"Accept": accept, "Content-Type": kind})

    async def _ask(self, method: str, address: str, body: bytes, more: dict[str, str]) -> Answer:
        async with asyncio.timeout(LONGEST_WAIT):
            sent = time.perf_counter()
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                writer.write(self._request(method, address, body, more) + body)
                raw = await reader.read()
            finally:
                writer.close()
        answer = parse(raw, sent)
        self.cookies |= answer.cookies
        return answer

    def _request(self, method: str, address: str, body: bytes, more: dict[str, str]) -> bytes:
        parts = urlsplit(address)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **more}
        if method == "POST":
            headers |= {"Origin": self.origin, "Content-Length": str(len(body))}
        if self.cookies:
            headers["Cookie"] = self.cookie
        lines = [f"{method} {target} HTTP/1.1", *(f"{n}: {v}" for n, v in headers.items())]
        return "\r\n".join(lines).encode() + HEADERS_END


def parse(raw: bytes, sent: float) -> Answer:
    """Reads one whole answer; an empty one is a broken connection."""
    answered = time.perf_counter()
    head, found, body = raw.partition(HEADERS_END)
    if not found:
        raise ConnectionError("the server closed the connection without an answer")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = [(n.lower(), v.strip()) for n, _, v in (line.partition(":") for line in lines)]
    if dict(pairs).get("transfer-encoding") == "chunked":
        body = unchunked(body)
    cookies = [v.partition(";")[0].partition("=") for n, v in pairs if n == "set-cookie"]
    baked = {name: value for name, _, value in cookies}
    return Answer(int(first.split()[1]), dict(pairs), baked, body, sent, answered)


def unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size, 16)
        whole, body = whole + rest[:length], rest[length + 2 :]
    return whole
