"""The server's connections under gevent: whole for a device that reads slowly, given up with one that has stopped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTING = """
from gevent import monkey
monkey.patch_all()
import base64, json, os, sys
import gevent
from gevent import socket
from flask import Flask
from gevent.pywsgi import WSGIServer
from workshop.cli.lines import LineHandler
from workshop.extensions import socketio

def serve(patience):
    app = Flask("lines")
    socketio.init_app(app, async_mode="gevent", transports=["websocket"], ping_interval=patience, ping_timeout=patience)
    server = WSGIServer(("127.0.0.1", 0), app, handler_class=LineHandler, log=None)
    server.start()
    server.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)
    return server

def device(server):
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    line.connect(server.address)
    key = base64.b64encode(os.urandom(16)).decode()
    line.sendall((
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nUpgrade: websocket\\r\\n"
        f"Connection: Upgrade\\r\\nSec-WebSocket-Key: {key}\\r\\nSec-WebSocket-Version: 13\\r\\n\\r\\n").encode())
    reader = line.makefile("rb")
    while reader.readline().strip():
        pass
    line.sendall(b"\\x81\\x82\\0\\0\\0\\0" + b"40")
    read(reader), read(reader)  # the two openings, Engine.IO's and Socket.IO's
    return reader

def read(reader):
    kind, length = reader.read(2)
    if length == 126:
        length = int.from_bytes(reader.read(2), "big")
    elif length == 127:
        length = int.from_bytes(reader.read(8), "big")
    whole = b""
    while len(whole) < length:
        whole += reader.read(min(3000, length - len(whole)))
        gevent.sleep(0)
    return whole.decode()
"""
SLOW = """
server = serve(20)
reader = device(server)
sent = [f"{number}" * 50_000 for number in range(10, 20)]
for words in sent:
    socketio.emit("patch", words)
came = [json.loads(read(reader)[2:])[1] for _ in sent]
print(json.dumps({"whole": came == sent, "simple": "simple_websocket" in sys.modules}))
"""
STOPPED = """
server = serve(0.4)
reader = device(server)
for _ in range(100):
    socketio.emit("patch", "x" * 500_000)
gevent.sleep(0.2)
before = len(server.clients)
gevent.sleep(3)
print(json.dumps({"before": before, "after": len(server.clients), "greeted": reader is not None}))
"""


def played(script: str) -> dict[str, Any]:
    """What the script says, in an interpreter of its own: gevent changes all of it."""
    command = [sys.executable, "-c", SETTING + script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


@pytest.fixture(scope="module")
def slow() -> dict[str, Any]:
    return played(SLOW)


def test_a_device_that_reads_slowly_reads_everything_as_it_was_sent(slow: dict[str, Any]) -> None:
    assert slow["whole"]


def test_simple_websocket_is_never_used_under_gevent(slow: dict[str, Any]) -> None:
    """Its release 1.1.0 garbles the stream of a device that reads slowly."""
    assert not slow["simple"]


def test_a_device_that_has_stopped_reading_is_given_up_with_all_that_waits_for_it() -> None:
    said = played(STOPPED)
    assert said["before"] == 1
    assert said["after"] == 0
