"""Finding a workshop and the places of its groups by what stands in an address."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from workshop.extensions import db
from workshop.method.refusals import Invalid, NotFound
from workshop.method.steps import Step, open_questions
from workshop.models import Group, JoinCode, Process, Question, Sitting, Workshop

# Put together once: every act at the desk asks for its place.
WORKSHOP = select(Workshop).where(Workshop.public_id == bindparam("public_id"))
OF_GROUP = (
    select(Workshop, Sitting, Group, Process)
    .join(Sitting, Sitting.workshop_id == Workshop.id)
    .join(Group, Group.id == Sitting.group_id)
    .join(Process, Process.id == Workshop.process_id)
    .where(Workshop.id == bindparam("workshop"), Group.id == bindparam("group"))
)


@dataclass(frozen=True)
class Place:
    """A group in a workshop: where an act happens or a face looks."""

    workshop: Workshop
    sitting: Sitting
    group: Group
    process: Process

    @property
    def step(self) -> Step:
        """The group's step."""
        return Step(self.sitting.step)

    @property
    def room(self) -> str:
        """The part of a room's name that stands for this group in this workshop."""
        return f"{self.workshop.public_id}-{self.sitting.number}"


def find_workshop(public_id: str) -> Workshop:
    """The workshop with this lasting id; `NotFound` otherwise."""
    found: Workshop | None = db.session.scalar(WORKSHOP, {"public_id": public_id})
    if found is None:
        raise NotFound(_("There is no such workshop here."))
    return found


def find_process(public_id: str) -> Process:
    """The process with this lasting id; `NotFound` otherwise."""
    found: Process | None = db.session.scalar(select(Process).where(Process.public_id == public_id))
    if found is None:
        raise NotFound(_("There is no such process here."))
    return found


def sittings(workshop_id: int) -> list[Sitting]:
    """The workshop's sittings by number."""
    return list(
        db.session.scalars(
            select(Sitting).where(Sitting.workshop_id == workshop_id).order_by(Sitting.number)
        )
    )


def find_sitting(workshop_id: int, number: int | None) -> Sitting:
    """The sitting of group `number`; without a number the only one.

    Raises `NotFound` for a number that isn't there and `Invalid` where one is needed.
    """
    rows = sittings(workshop_id)
    if number is None:
        if len(rows) == 1:
            return rows[0]
        raise Invalid(_("Please say which group."), code="group")
    for row in rows:
        if row.number == number:
            return row
    raise NotFound(_("There is no such group in this workshop."))


def find_place(workshop: Workshop, number: int | None = None) -> Place:
    """The place of group `number` in the workshop; refusals as `find_sitting`."""
    return place_of(workshop, find_sitting(workshop.id, number))


def place_of(workshop: Workshop, sitting: Sitting) -> Place:
    """The whole place around a sitting."""
    group = db.session.get_one(Group, sitting.group_id)
    process = db.session.get_one(Process, workshop.process_id)
    return Place(workshop, sitting, group, process)


def place_of_group(workshop_id: int, group_id: int) -> Place:
    """The place where a group sits in this workshop; `NotFound` where it doesn't."""
    row = db.session.execute(OF_GROUP, {"workshop": workshop_id, "group": group_id}).one_or_none()
    if row is None:
        raise NotFound(_("This does not belong to this workshop."))
    return Place(*row)


def lies_open(group_id: int, question: int) -> bool:
    """Whether the sheet of a question lies open on faces of this group now, wherever it sits."""
    rows = db.session.scalars(select(Sitting).where(Sitting.group_id == group_id))
    return any(
        question in open_questions(Step(row.step), row.question, row.begun, row.looked)
        for row in rows
    )


def join_codes(workshop_id: int, sitting_id: int | None = None) -> list[str]:
    """The codes in force that lead to the workshop, or to one table of it; oldest first."""
    return list(
        db.session.scalars(
            select(JoinCode.code)
            .where(
                JoinCode.workshop_id == workshop_id,
                JoinCode.sitting_id == sitting_id
                if sitting_id is not None
                else JoinCode.sitting_id.is_(None),
                JoinCode.revoked.is_(False),
            )
            .order_by(JoinCode.id)
        )
    )


def questions(process_id: int) -> list[Question]:
    """The process's questions in order."""
    return list(
        db.session.scalars(
            select(Question).where(Question.process_id == process_id).order_by(Question.number)
        )
    )
