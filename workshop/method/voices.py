"""Eight colours and eight shapes: how a group's voice is told apart, with and without colour."""

from __future__ import annotations

COLOURS = ("coral", "sky", "leaf", "violet", "amber", "teal", "rose", "slate")
SHAPES = ("circle", "triangle", "square", "diamond", "drop", "hexagon", "moon", "cross")


def default_voice(number: int) -> tuple[str, str]:
    """Colour and shape of the process's `number`-th group, from 1; shapes shift after eight."""
    index = number - 1
    return COLOURS[index % 8], SHAPES[(index + index // 8) % 8]
