"""Outcomes as files: which kinds there are, their bytes and their names."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from workshop.outcomes.document import Document, outcome_document
from workshop.outcomes.network import network
from workshop.outcomes.table import table

TITLE_BYTES = 150
FORBIDDEN = '/\\:*?"<>|'


@dataclass(frozen=True)
class FileKind:
    """One kind of file: its ending, its media type, and how a document becomes its bytes."""

    ending: str
    media_type: str
    write: Callable[[Document, str], bytes]


def make_file(kind: FileKind, workshop_id: int, language: str) -> bytes:
    """The outcomes as they stand now; sentences of ours in the reader's `language`."""
    return kind.write(outcome_document(workshop_id), language)


def file_name(title: str, date: str | None, ending: str) -> str:
    """A name that a person recognises and every system takes: title, date, `outcomes`."""
    kept = "".join(" " if sign in FORBIDDEN or not sign.isprintable() else sign for sign in title)
    short = " ".join(kept.split()).strip(". ").encode()[:TITLE_BYTES].decode(errors="ignore").strip()
    parts = [part for part in (short, date, _("outcomes")) if part]
    return f"{' - '.join(parts)}.{ending}"


def plain_name(name: str) -> str:
    """The same name in ASCII, for programs that know no other."""
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    kept = decomposed.encode("ascii", "ignore").decode()
    return " ".join(kept.split()).lstrip("-. ")


def _json(document: Document, _language: str) -> bytes:
    """One note and one sheet a line, so that two states can be compared line by line."""
    parts = []
    for key, value in document.items():
        if isinstance(value, list) and value:
            items = ",\n".join("  " + _dumped(item) for item in value)
            parts.append(f" {_dumped(key)}: [\n{items}\n ]")
        else:
            parts.append(f" {_dumped(key)}: {_dumped(value)}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(document: Document, language: str) -> bytes:
    return table(document, language).encode()


def _network(document: Document, language: str) -> bytes:
    return network(document, language).encode()


FILES = {
    kind.ending: kind
    for kind in (
        FileKind("json", "application/json", _json),
        FileKind("csv", "text/csv; charset=utf-8; header=present", _table),
        FileKind("txt", "text/plain; charset=utf-8", _network),
    )
}
