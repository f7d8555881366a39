"""What a criterion is called, and whether it is material: words and marks of its own."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from workshop import database
from workshop.board.overtaken import called
from workshop.board.sheets import record_act, sortable_criterion
from workshop.history import Actor, Change
from workshop.meeting.finding import Place
from workshop.method import words
from workshop.method.refusals import Overtaken
from workshop.models import Criterion, Event, Nature, Text

MARKED: dict[Nature, Callable[[], str]] = {
    Nature.MATERIAL: lambda: _("This criterion has been marked as material since. It keeps this mark."),
    Nature.IMMATERIAL: lambda: _("This criterion has been marked as immaterial since. It keeps this mark."),
    Nature.BOTH: lambda: _("This criterion has been marked as both since. It keeps this mark."),
    Nature.UNDECIDED: lambda: _("This criterion’s mark has been taken away since. It stays without one."),
}


def name_criterion(
    workshop_id: int, criterion_id: str, name: str, *, was: str | None = None, by: Actor
) -> Event | None:
    """Give a criterion a name of its own; None where it bears that name already.

    A note's words stay the note's, so that they go with it when it is erased, until other words
    are typed. `was` is the name that the desk saw: `Overtaken` where it bears another one now.
    """
    cleaned = words.name(name)
    with database.write() as session:
        criterion, place = sortable_criterion(workshop_id, criterion_id)
        current = _on_one_line(session.get_one(Text, criterion.name_id).body)
        if current == cleaned:
            return None
        if was is not None and current not in (None, _on_one_line(was)):
            now = called(criterion.id)
            raise Overtaken(_("This criterion has another name since: “%(name)s”. It keeps it.", name=now))
        text = Text(process_id=criterion.process_id, body=cleaned)
        session.add(text)
        session.flush()
        return _set(criterion, place, "name_id", text.id, "criterion.named", by)


def set_nature(
    workshop_id: int, criterion_id: str, nature: Nature, *, was: Nature | None = None, by: Actor
) -> Event | None:
    """Mark a criterion material, immaterial, both or undecided.

    `was` is the mark that the desk saw: `Overtaken` where it bears another one now.
    """
    with database.write():
        criterion, place = sortable_criterion(workshop_id, criterion_id)
        if criterion.nature == nature.value:
            return None
        if was is not None and criterion.nature != was.value:
            raise Overtaken(MARKED[Nature(criterion.nature)]())
        return _set(criterion, place, "nature", nature.value, "criterion.nature", by)


def _on_one_line(body: str | None) -> str | None:
    return None if body is None else " ".join(body.split())


def _set(
    criterion: Criterion, place: Place, field: str, value: object, kind: str, by: Actor
) -> Event:
    change: Change = ("criterion", criterion.id, field, getattr(criterion, field), value)
    setattr(criterion, field, value)
    return record_act(kind, place, by, [("criterion", criterion.id)], [change])
