"""The guard at the door: our own names only, no forms from elsewhere, strict headers.

Order after the design: `Host` on every request (against DNS rebinding), then `Origin`, or else
`Referer`, on unsafe methods. The list of names follows the interfaces and the settings, never the
`Host` header. Browsers send no `Sec-Fetch-*` on plain http in a local network.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

import ifaddr
from flask import Flask, Response, current_app, g, request
from flask_babel import gettext as _

from workshop.method.refusals import NotAllowed

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
NAMES_LIVE_SECONDS = 10.0
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; media-src 'self'; connect-src 'self' {sockets}; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)


class OwnNames:
    """The names under which this server may be addressed, read again every few seconds."""

    def __init__(self, configured: list[str]) -> None:
        self._configured = frozenset(name.lower() for name in configured)
        self._known: frozenset[str] = frozenset()
        self._read_at = -NAMES_LIVE_SECONDS

    def __contains__(self, host: str) -> bool:
        return host in LOOPBACK or host in self._configured or host in self._addresses()

    def add(self, names: Iterable[str]) -> None:
        """Answer to further names."""
        self._configured |= {name.lower() for name in names}

    def _addresses(self) -> frozenset[str]:
        moment = time.monotonic()
        if moment - self._read_at > NAMES_LIVE_SECONDS:
            self._known = interface_addresses()
            self._read_at = moment
        return self._known


def interface_addresses() -> frozenset[str]:
    """Every address of this machine's interfaces, as it stands in a URL's host."""
    found: set[str] = set()
    for adapter in ifaddr.get_adapters():
        for address in adapter.ips:
            found.add(address.ip if isinstance(address.ip, str) else address.ip[0])
    return frozenset(found)


def init_app(app: Flask) -> None:
    """Bind the checks and the headers to an application."""
    app.extensions["own_names"] = OwnNames(app.config["NAMES"])
    app.before_request(check_host)
    app.before_request(check_origin)
    app.after_request(add_headers)


def check_host() -> None:
    """Refuse a request that was addressed to a name that isn't ours."""
    host = urlsplit(f"//{request.host}").hostname or ""
    if host not in current_app.extensions["own_names"]:
        raise NotAllowed(_("This server does not go by that name."), code="host")
    g.own_host = request.host


def check_origin() -> None:
    """Refuse an unsafe request that another site's page sent."""
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin") or _referring()
    if origin is None:
        if request.cookies:
            raise NotAllowed(_("This request came from nowhere we know."), code="origin")
        return
    if not is_own(origin):
        raise NotAllowed(_("This request came from another site."), code="origin")


def is_own(origin: str) -> bool:
    """Whether an origin is one of our own names, at the port that this request came to."""
    return names_origin(current_app.extensions["own_names"], origin, request.host)


def names_origin(own_names: OwnNames, origin: str, host: str) -> bool:
    """Whether `origin` is one of our names, at the port of `host`."""
    try:
        parts, own = urlsplit(origin), urlsplit(f"//{host}")
        port, own_port = parts.port, own.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return False
    default = 443 if parts.scheme == "https" else 80
    return parts.hostname in own_names and (port or default) == (own_port or default)


def socket_origins(app: Flask) -> Callable[[str | None, dict[str, Any]], bool]:
    """The same check for a WebSocket's handshake, which comes before any request of Flask's."""

    def allowed(origin: str | None, environ: dict[str, Any]) -> bool:
        own_names: OwnNames = app.extensions["own_names"]
        return bool(origin) and names_origin(own_names, origin or "", environ.get("HTTP_HOST", ""))

    return allowed


def add_headers(response: Response) -> Response:
    """Strict headers; pages with people's words are never stored on the way."""
    host, headers = g.get("own_host"), response.headers
    sockets = f"ws://{host} wss://{host}" if host else ""
    headers.setdefault("Content-Security-Policy", POLICY.format(sockets=sockets))
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    if request.is_secure:  # elsewhere browsers ignore it, and complain in the console of every page
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    return response


def _referring() -> str | None:
    """The origin of the page that sent this; what can't be read as an address is nobody's."""
    referrer = request.headers.get("Referer")
    if not referrer:
        return None
    try:
        parts = urlsplit(referrer)
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}"
