"""What leaves a workshop as a file: the outcome document, a table, the lines for the network's tool.

The document is read from the database in one moment; the other two are made from the document.
"""

from workshop.outcomes.document import outcome_document
from workshop.outcomes.files import FILES, file_name, make_file
from workshop.outcomes.finding import find_by_id_or_code
from workshop.outcomes.schema import SCHEMA_FILE

__all__ = [
    "FILES",
    "SCHEMA_FILE",
    "file_name",
    "find_by_id_or_code",
    "make_file",
    "outcome_document",
]
