"""Hours hold from a day"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FIGURES: dict[str, type[sa.Time | sa.Integer]] = {
    "roll_call": sa.Time,
    "grace": sa.Integer,
    "closing": sa.Time,
    "review": sa.Time,
    "review_until": sa.Time,
}


def upgrade() -> None:
    kept = _kept()
    op.drop_table("office_hours")
    hours = op.create_table(
        "office_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        *(sa.Column(name, kind(), nullable=False) for name, kind in FIGURES.items()),
        sa.Column("roll_from", sa.Date(), nullable=False),
        sa.Column("review_from", sa.Date(), nullable=False),
        *_decided(),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("office_hours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_hours_unit_id"), ["unit_id"], unique=False)
    for row in kept:
        since = row["changed_at"].date()
        own = row | {"is_own": True, "roll_from": since, "review_from": since}
        op.execute(hours.insert().values(own))


def downgrade() -> None:
    newest = {row["unit_id"]: row for row in _kept(sa.column("is_own", sa.Boolean()))}
    op.drop_table("office_hours")
    hours = op.create_table(
        "office_hours",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        *(sa.Column(name, kind(), nullable=False) for name, kind in FIGURES.items()),
        *_decided(),
        sa.PrimaryKeyConstraint("unit_id"),
    )
    for row in newest.values():
        if row.pop("is_own"):
            op.execute(hours.insert().values(row))


def _decided() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
    )


def _kept(*more: sa.ColumnClause[bool]) -> list[dict[str, Any]]:
    """Every row, the older first."""
    hours = sa.table(
        "office_hours",
        sa.column("unit_id", sa.Integer()),
        *(sa.column(name, kind()) for name, kind in FIGURES.items()),
        sa.column("changed_at", sa.DateTime(timezone=True)),
        sa.column("changed_by", sa.Integer()),
        *more,
    )
    found = op.get_bind().execute(hours.select().order_by(hours.c.changed_at))
    return [dict(row) for row in found.mappings()]
