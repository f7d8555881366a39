"""The faces as rooms follow them: the whole of one, and its small parts, each by its id."""

from __future__ import annotations

from workshop.live.faces.base import Face
from workshop.live.faces.desk import DeskFace, OverviewFace
from workshop.live.faces.notepad import NotepadFace, OwnFace
from workshop.live.faces.screen import JoinFace, ScreenFace
from workshop.live.rooms import Followed

OF_GROUP: dict[str, type[Face]] = {
    "notepad": NotepadFace,
    "seat": OwnFace,
    "desk": DeskFace,
    "screen": ScreenFace,
}
OF_WORKSHOP: dict[str, type[Face]] = {"desk": OverviewFace, "screen": JoinFace}


def face_of(followed: Followed) -> Face:
    """The face that a room follows."""
    kinds = OF_WORKSHOP if followed.place is None else OF_GROUP
    return kinds[followed.room.face](followed)


__all__ = ["Face", "face_of"]
