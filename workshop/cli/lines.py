"""The connections of the server: gevent-websocket's, which end when nothing goes through them any more.

A device that has stopped reading is given up by Socket.IO after two silent intervals; what waits for it
would stay in memory for as long as its connection stands. simple-websocket, Socket.IO's other choice under
gevent, garbles what a slow device reads.
"""

from __future__ import annotations

from typing import Any

from geventwebsocket.handler import WebSocketHandler

from workshop.extensions import socketio


class LineHandler(WebSocketHandler):  # type: ignore[misc]
    """One connection. As a WebSocket it waits for the device no longer than Socket.IO does."""

    def run_websocket(self) -> None:
        """Serve it until one side leaves, or neither a read nor a write succeeds in time."""
        line: Any = socketio.server.eio
        self.socket.settimeout(line.ping_interval + line.ping_timeout)
        super().run_websocket()
