"""The entry point. The server's interpreter is prepared for gevent before anything else is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command named on the command line; its exit code."""
    words = sys.argv[1:]
    if words[:1] == ["run"]:
        from gevent import monkey

        monkey.patch_all()
    from workshop.cli import run_command

    return run_command(words)


if __name__ == "__main__":
    sys.exit(main())
