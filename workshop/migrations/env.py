"""Runs migrations on the connection that `workshop.schema` opened."""

from alembic import context

from workshop import models  # noqa: F401  (fills the metadata)
from workshop.extensions import db

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=db.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
