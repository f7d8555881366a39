"""`workshop run`: the server on the local network, the address as text and as QR, the desk open."""

from __future__ import annotations

import argparse
import errno
import gc
import signal
import socket
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from qrcode.main import QRCode

from workshop.cli import CannotRun
from workshop.cli.addresses import room_host
from workshop.cli.common import add_data_option
from workshop.cli.server_lock import AlreadyRunning, announce, hold
from workshop.config import DEFAULT_PORT

BACKLOG = 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_data_option(parser)
    parser.add_argument(
        "--host", default="0.0.0.0", metavar="H", help=_("address to listen on (default: all)")
    )
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="P", help=_("port (default: 8080)")
    )
    parser.add_argument("--no-browser", action="store_true", help=_("don't open the desk"))


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or a signal; 1 with a sentence where that can't be."""
    lock = _take(args.data)
    listener = _listen(args.host, args.port)
    port = listener.getsockname()[1]
    app = _make_app(args.data, args.host, port)
    announce(args.data, app.config["ADDRESS"])
    link = _sign_in_link(app, args.host, port)
    _say(app, link)
    if not args.no_browser:
        threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()
    try:
        _serve(app, listener)
    finally:
        lock.close()
    return 0


def _take(data: Path) -> Any:
    try:
        return hold(data)
    except AlreadyRunning as running:
        raise CannotRun(
            _(
                "Arc-en-ciel is running on this data already, at %(address)s. "
                "For another sign-in link: workshop link",
                address=str(running),
            )
        ) from None
    except OSError as error:
        raise CannotRun(
            _("The data folder %(folder)s can't be written: %(why)s", folder=data, why=error.strerror)
        ) from None


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise CannotRun(_why_not(error, host, port)) from None
    return listener


def _why_not(error: OSError | OverflowError, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return _(
            "Port %(port)s is taken by another program. Close that program, or choose another "
            "port: workshop run --port %(other)s",
            port=port,
            other=port + 1,
        )
    if number in (errno.EACCES, errno.EPERM):
        return _("Port %(port)s may not be used here. Choose one above 1024.", port=port)
    return _("The server can't listen on %(host)s, port %(port)s.", host=host, port=port)


def _make_app(data: Path, host: str, port: int) -> Flask:
    from workshop.app import create_app

    address = f"http://{room_host(host)}:{port}"
    names = [] if host in ("0.0.0.0", "::") else [host.lower()]
    served = {"PORT": port, "ADDRESS": address, "ASYNC_MODE": "gevent", "LIKENESS_AHEAD": True}
    app = create_app({"DATA": str(data), **served})
    app.extensions["own_names"].add(names)
    if app.config["MIGRATED_FROM"]:
        backup = app.config["MIGRATED_FROM"]
        print(_("The data was brought up to date. A copy from before: %(path)s", path=backup))
    return app


def _sign_in_link(app: Flask, host: str, port: int) -> str:
    from workshop.meeting import invite

    with app.app_context():
        token = invite()
    own = "localhost" if host in ("0.0.0.0", "::", "127.0.0.1", "localhost") else room_host(host)
    if host == "127.0.0.1":
        own = host
    return f"http://{own}:{port}/sign-in/{token}"


def _say(app: Flask, link: str) -> None:
    address = app.config["ADDRESS"]
    picture = QRCode(border=2)
    picture.add_data(address.upper())
    if sys.stdout.isatty():
        picture.print_ascii(tty=True)
    else:
        _print_plain(picture)
    print(_("Participants: %(address)s", address=address))
    print(f"Desk: {link}")
    print(_("The link opens the desk once, within ten minutes. Ctrl-C ends the server."), flush=True)


def _print_plain(picture: QRCode[Any]) -> None:
    try:
        picture.print_ascii()
    except UnicodeEncodeError:
        print(_("(This terminal can't show the QR picture.)"))


def _serve(app: Flask, listener: socket.socket) -> None:
    from gevent import signal_handler
    from gevent.pywsgi import WSGIServer

    from workshop.cli.lines import LineHandler

    _raise_file_limit()
    server = WSGIServer(listener, app, handler_class=LineHandler, log=None)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal_handler(number, server.stop)
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    server.serve_forever(stop_timeout=2)


def _raise_file_limit() -> None:
    """A thousand devices need as many open files; many systems begin with 1,024."""
    try:
        import resource
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 16_384 if hard == resource.RLIM_INFINITY else min(hard, 16_384)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
