"""What somebody else did in the meantime is never overwritten unseen: the act is refused and says how things are now."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from workshop.board.chosen import Chosen
from workshop.extensions import db
from workshop.history import Actor
from workshop.meeting.finding import Place
from workshop.method.refusals import Overtaken
from workshop.method.words import excerpt
from workshop.models import Criterion, Event, Note, NoteState, Text

CALLED = (
    select(Text.body, Text.note_id, Note.state)
    .join(Criterion, Criterion.name_id == Text.id)
    .outerjoin(Note, Note.id == Text.note_id)
    .where(Criterion.id == bindparam("criterion"))
)
LATELY = (
    select(Event.sign_in_id, Event.touched)
    .where(Event.process_id == bindparam("process"), Event.group_id == bindparam("group"))
    .order_by(Event.seq.desc())
    .limit(200)
)
OTHERS_SINCE = select(Event.touched, Event.changes).where(
    Event.process_id == bindparam("process"),
    Event.group_id == bindparam("group"),
    Event.seq > bindparam("seen"),
    Event.sign_in_id.is_distinct_from(bindparam("by")),
)
KEPT_BACK = (NoteState.ASIDE.value, NoteState.HIDDEN.value)


def require_unmoved(chosen: Chosen, seen: dict[str, str | None], wanted: set[str] | None, by: Actor) -> None:
    """`Overtaken` unless each note is where the desk saw it, or already where it is `wanted`, if that is somewhere."""
    for note in chosen.notes:
        where, inside = seen[note.id], chosen.criteria.get(note.id, set())
        back = note.state in KEPT_BACK
        if where is None or (inside == wanted and not back):
            continue
        if back or (where not in inside if where else bool(inside)):
            raise Overtaken(_said(chosen, note, by), code="moved")


def called(criterion_id: str) -> str:
    """A criterion's name within a sentence; a note that the room does not see has no words here either."""
    body, note_id, state = db.session.execute(CALLED, {"criterion": criterion_id}).one()
    return excerpt(body if note_id is None or state == NoteState.SHOWN.value else None)


def require_unchanged(criterion: Criterion, place: Place, seen: int | None, by: Actor) -> None:
    """`Overtaken` where another device changed a criterion, or what is in it, after number `seen` of the log."""
    if seen is None:
        return
    asked = {"process": place.process.id, "group": place.group.id, "seen": seen, "by": by.sign_in_id}
    if any(changes and ["criterion", criterion.id] in touched for touched, changes in db.session.execute(OTHERS_SINCE, asked)):
        name = called(criterion.id)
        raise Overtaken(_("Another device has just changed “%(criterion)s”. Look at it once more.", criterion=name))


def _said(chosen: Chosen, note: Note, by: Actor) -> str:
    said = _whereabouts(chosen, note, by)
    if len(chosen.notes) > 1:
        said = _("Nothing was moved, since one of these ideas is no longer where it was. %(where)s", where=said)
    return said


def _whereabouts(chosen: Chosen, note: Note, by: Actor) -> str:
    other = _done_by_another(chosen.place, note, by)
    inside = min(chosen.criteria.get(note.id, ()), default=None)
    name = called(inside) if inside else ""
    said: str
    if note.state in KEPT_BACK:
        said = _("Another device has set this idea aside.") if other else _("This idea has been set aside.")
    elif not inside:
        said = _("Another device has made this idea loose.") if other else _("This idea is loose now.")
    elif other:
        said = _("Another device has put this idea into “%(criterion)s”; it stays there.", criterion=name)
    else:
        said = _("This idea is in “%(criterion)s” now; it stays there.", criterion=name)
    return said


def _done_by_another(place: Place, note: Note, by: Actor) -> bool:
    """Whether the last act of a desk on this note was another device's."""
    for sign_in_id, touched in db.session.execute(LATELY, {"process": place.process.id, "group": place.group.id}):
        if sign_in_id is not None and ["note", note.id] in touched:
            return bool(sign_in_id != by.sign_in_id)
    return False
