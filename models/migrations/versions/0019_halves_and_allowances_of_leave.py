"""Halves, reasons and allowances of leave"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("leave", schema=None) as batch_op:
        for name in ("from_noon", "until_noon"):
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "leave_allowance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"]),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit_id", "kind"),
    )


def downgrade() -> None:
    op.drop_table("leave_allowance")
    with op.batch_alter_table("leave", schema=None) as batch_op:
        for name in ("reason", "until_noon", "from_noon"):
            batch_op.drop_column(name)
