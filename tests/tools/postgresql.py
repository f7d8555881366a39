"""A PostgreSQL server of the tests' own: started in a new folder, reached by a socket in it, and gone with it."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
# Nothing here has to survive: the tests want speed.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "32MB",
}


def find_programs() -> Path | None:
    """The folder with initdb and pg_ctl: Debian keeps them off the path; the newest version is taken. Not for Windows."""
    if os.name == "nt":
        return None
    versions = sorted(DEBIAN_PROGRAMS.glob("*/bin/initdb"), key=lambda program: float(program.parts[-3]))
    elsewhere = shutil.which("initdb")
    found = versions[-1] if versions else Path(elsewhere) if elsewhere else None
    return found.parent if found and (found.parent / "pg_ctl").exists() else None


class Cluster:
    """One running server; `database()` gives a database of its own, from a template if one is named."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.numbers = itertools.count(1)

    def start(self) -> None:
        self._run("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync")
        settings = {**SETTINGS, "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "--wait", "--log", str(self.folder / "log"), "--options", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "--wait", "--mode", "immediate", "stop")

    @contextmanager
    def database(self, template: str = "template1") -> Iterator[str]:
        """A new database, dropped at the end whoever is still connected; yields its name."""
        name = f"test_{next(self.numbers)}"
        self._ask(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield name
        finally:
            self._ask(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def _ask(self, statement: sql.Composed) -> None:
        with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *options: str) -> None:
        """Run one of the server's programs; they refuse root, so root lends them its user `postgres`."""
        account: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        command = [str(self.programs / program), "--pgdata", str(self.folder / "data"), *options]
        with (self.folder / "said").open("a+") as said:  # a pipe would stay open in the server
            if subprocess.run(command, cwd=self.folder, stdout=said, stderr=said, **account).returncode:
                raise RuntimeError(f"PostgreSQL's {program} failed: {(self.folder / 'said').read_text()}")


@contextmanager
def running_cluster(programs: Path) -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path may have 107 characters
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster = Cluster(programs, folder)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
