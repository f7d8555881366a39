"""The floor of this stack: a bare Flask-SocketIO application that stores nothing.

It has the addresses that the benchmark calls, the server options of the real one, and sends
filler of the sizes that the real server was seen to send (`POST /sizes`). What it takes from a
POST to the last arrival is what no application on this stack can go below.
"""

from gevent import monkey

monkey.patch_all()

import argparse  # noqa: E402
import json  # noqa: E402
from collections import defaultdict  # noqa: E402
from uuid import uuid4  # noqa: E402

from flask import Flask, Response, redirect, request  # noqa: E402
from flask_socketio import SocketIO, join_room  # noqa: E402

app = Flask(__name__)
socketio = SocketIO(
    app,
    async_mode="gevent",
    async_handlers=False,
    manage_session=False,
    transports=["websocket"],
    cors_allowed_origins="*",
)
USUAL = {"note": {"author": [500], "desk": [500], "screen": [500]}}
USUAL |= {kind: {face: [900] for face in ("notepad", "desk", "screen")} for kind in ("place", "step")}
sizes: dict[str, dict[str, list[int]]] = dict(USUAL)
last: defaultdict[str, int] = defaultdict(int)
seats = 0
head = 0


@app.get("/healthz")
def healthz() -> str:
    return "ok"


@app.post("/sizes")
def set_sizes() -> dict[str, bool]:
    """The frames that an act causes at each face: {"note": {"author": [412], ...}, ...}."""
    sizes.update(json.loads(request.form["sizes"]))
    return {"ok": True}


@app.get("/sign-in")
def sign_in() -> Response:
    answer = Response("")
    answer.set_cookie("seat", "desk")
    return answer


@app.post("/j/FLOOR")
def join() -> Response:
    global seats
    seats += 1
    answer = redirect("/w/floor/notepad", 303)
    answer.set_cookie("seat", str(seats))
    return answer  # type: ignore[return-value]


@app.get("/w/floor/<face>")
def page(face: str) -> str:
    rooms = f"seat:{request.cookies['seat']} notepad" if face == "notepad" else face
    return f'<body data-rooms="{rooms}" data-seq="{head}" data-epoch="floor"></body>'


@app.post("/w/floor/notes")
def post_note() -> tuple[dict[str, int], int, dict[str, str]]:
    seq = announce("note", f"seat:{request.cookies['seat']}")
    return {"seq": seq}, 201, {"Note": f"{request.form['id']} {seq}"}


@app.post("/w/floor/notes/<note_id>/placement")
def place(note_id: str) -> dict[str, int]:
    return {"seq": announce("place")}


@app.post("/w/floor/step")
def step() -> dict[str, int]:
    return {"seq": announce("step")}


def announce(kind: str, author: str = "") -> int:
    """One act: its number, and the frames of that kind to every room that has to see it."""
    global head
    head += 1
    for face, lengths in sizes[kind].items():
        room = author if face == "author" else face
        for number, length in enumerate(lengths):
            send(room, f"{room}+{number}" if number else room, length)
    return head


def send(room: str, label: str, length: int) -> None:
    patch = {"room": label, "seq": head, "prev": last[label], "batch": False, "html": ""}
    bare = len(json.dumps(["patch", patch], separators=(",", ":"))) + 2
    patch["html"] = "x" * max(0, length - bare)
    last[label] = head
    socketio.emit("patch", patch, to=room)


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connect(auth: dict[str, object]) -> None:
    for room in str(auth["rooms"]).split():
        join_room(room)
        patch = {"room": room, "seq": head, "prev": 0, "batch": True, "html": ""}
        socketio.emit("patch", patch, to=request.sid)  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    print(f"Desk: http://127.0.0.1:{port}/sign-in?{uuid4().hex}", flush=True)
    socketio.run(app, host="127.0.0.1", port=port, log_output=False)


if __name__ == "__main__":
    main()
