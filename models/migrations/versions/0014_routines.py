"""Routines"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "routine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("rhythm", sa.JSON(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("target", sa.JSON(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stopped_by", sa.Integer(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["stopped_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_routine_unit_id", "routine", ["unit_id"])
    routine_id = sa.Column("routine_id", sa.Integer(), sa.ForeignKey("routine.id"), nullable=True)
    op.add_column("task", routine_id, inline_references=True)
    op.create_index("ix_task_routine_id", "task", ["routine_id"])


def downgrade() -> None:
    op.drop_index("ix_task_routine_id", "task")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_column("routine_id")
    op.drop_table("routine")
