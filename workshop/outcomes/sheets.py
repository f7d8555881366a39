"""What the table and the network's lines share: looking things up in an outcome document."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.method.questions import wording
from workshop.models import NoteState
from workshop.outcomes.document import Document

KEPT_BACK = frozenset({NoteState.ASIDE.value, NoteState.HIDDEN.value})


@dataclass(frozen=True)
class Lookup:
    """A document's things by number or id."""

    groups: dict[int, Document]
    questions: dict[int, str]
    criteria: dict[str, Document]
    notes: dict[str, Document]
    workshops: dict[str, Document]

    def criteria_of(self, note: Document) -> list[Document]:
        """The criteria that a note is in, in the order of the sheet."""
        return [self.criteria[key] for key in note["criterion_ids"]]

    def components_of(self, note: Document) -> list[str]:
        """The note's own component, else those of its criteria: more than one is a doubt."""
        if note["component"]:
            return [note["component"]]
        coded = (criterion["component"] for criterion in self.criteria_of(note))
        return list(dict.fromkeys(component for component in coded if component))

    def name_of(self, criterion: Document) -> str:
        """A criterion's name, or the words that it still bears; empty where they were erased."""
        if criterion["named_by_note_id"]:
            return str(self.notes[criterion["named_by_note_id"]]["text"])
        return criterion["name"] or ""


def lookup(document: Document, language: str) -> Lookup:
    """The document's things, with the questions' wordings for a reader of `language`."""
    workshops = [document["workshop"], *document["other_workshops"]]
    return Lookup(
        groups={group["number"]: group for group in document["groups"]},
        questions={
            question["number"]: wording(question["wordings"], language)[1]["text"]
            for question in document["questions"]
        },
        criteria={
            criterion["id"]: criterion
            for sheet in document["sheets"]
            for criterion in sheet["criteria"]
        },
        notes={note["id"]: note for note in document["notes"]},
        workshops={workshop["id"]: workshop for workshop in workshops},
    )
