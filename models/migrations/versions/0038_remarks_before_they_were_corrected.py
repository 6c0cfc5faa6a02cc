"""Remarks before they were corrected"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remark_before",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("remark_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("remark_before", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_before_remark_id"), ["remark_id"])


def downgrade() -> None:
    op.drop_table("remark_before")
