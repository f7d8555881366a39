"""Sorting: codes by grid, approval, paper, the back row's size, what a room looks at now, grids."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GRID_SO_FAR = "spiral"


def upgrade() -> None:
    op.create_table(
        "present",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_present_sitting_id_sitting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_present")),
        sa.UniqueConstraint("sitting_id", "topic", name=op.f("uq_present_sitting_id_topic")),
    )
    op.create_table(
        "grid",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid")),
        sa.UniqueConstraint("key", name=op.f("uq_grid_key")),
    )
    op.add_column("workshop", sa.Column("screen_text", sa.Integer(), nullable=False, server_default="2"))
    op.add_column("note", sa.Column("source", sa.String(length=40), nullable=False, server_default="device"))
    op.add_column("criterion", sa.Column("approved", sa.String(length=40), nullable=True))
    for table in ("note", "criterion"):
        _codes_by_grid(table)
    _codes_in_the_log()


def _codes_by_grid(table: str) -> None:
    """One component becomes a component for each grid; there was one grid until now."""
    op.add_column(table, sa.Column("codes", sa.JSON(), nullable=False, server_default="{}"))
    things = sa.table(table, sa.column("id", sa.String), sa.column("component", sa.String), sa.column("codes", sa.JSON))
    connection = op.get_bind()
    coded = sa.select(things.c.id, things.c.component).where(things.c.component.is_not(None))
    for key, component in connection.execute(coded).all():
        connection.execute(sa.update(things).where(things.c.id == key).values(codes={GRID_SO_FAR: component}))
    op.drop_column(table, "component")


def _codes_in_the_log() -> None:
    """The log tells the same, so that what was coded before can still be undone."""
    events = sa.table("event", sa.column("id", sa.Integer), sa.column("changes", sa.JSON))
    connection = op.get_bind()
    mentions = sa.cast(events.c.changes, sa.Text).like('%"component"%')
    for key, changes in connection.execute(sa.select(events.c.id, events.c.changes).where(mentions)).all():
        known = json.loads(changes) if isinstance(changes, str) else changes
        renamed = [_renamed(*change) for change in known]
        connection.execute(sa.update(events).where(events.c.id == key).values(changes=renamed))


def _renamed(table: str, key: object, field: str, before: object, after: object) -> list[object]:
    if field != "component":
        return [table, key, field, before, after]
    return [table, key, "codes", *({GRID_SO_FAR: code} if code else {} for code in (before, after))]


def downgrade() -> None:
    raise NotImplementedError("a backup is made before each migration: restore that")
