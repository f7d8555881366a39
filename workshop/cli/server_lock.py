"""The running server's mark on its data folder: a lock that the operating system lets go of.

A killed server leaves no lock. The file beside it tells the address, for other commands.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

FILE = "server.lock"
ADDRESS_FILE = "server.address"


class AlreadyRunning(Exception):
    """A server runs on this data folder; the message is its address."""


def hold(data: Path) -> IO[bytes]:
    """Take the lock for as long as the returned file is open; `AlreadyRunning` if it is taken."""
    data.mkdir(parents=True, exist_ok=True)
    handle = open(data / FILE, "a+b")  # noqa: SIM115  (kept open as long as the server runs)
    if not _try_lock(handle):
        handle.close()
        raise AlreadyRunning(_read(data))
    return handle


def announce(data: Path, address: str) -> None:
    """Write down the address under which the server can be reached."""
    (data / ADDRESS_FILE).write_text(address, encoding="utf-8")


def running_address(data: Path) -> str | None:
    """The address of the server that runs on this data folder, None if none does."""
    if not (data / FILE).exists():
        return None
    try:
        with open(data / FILE, "r+b") as handle:
            if _try_lock(handle):
                _unlock(handle)
                return None
    except PermissionError:
        return None
    return _read(data) or None


def _read(data: Path) -> str:
    try:
        return (data / ADDRESS_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


if os.name == "nt":
    import msvcrt

    def _try_lock(handle: IO[bytes]) -> bool:
        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def _unlock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:
    import fcntl

    def _try_lock(handle: IO[bytes]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: IO[bytes]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
