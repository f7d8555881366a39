"""The JSON Schema of the outcome document: a file beside this one, published beside the document."""

from __future__ import annotations

from pathlib import Path

SCHEMA_FILE = Path(__file__).with_name("schema.json")
SCHEMA_REFERENCE = "outcomes.schema.json"
