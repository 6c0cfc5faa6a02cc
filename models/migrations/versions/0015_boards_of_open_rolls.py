"""Boards of open rolls"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roll_board",
        sa.Column("roll_call_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["roll_call_id"], ["roll_call.id"]),
        sa.PrimaryKeyConstraint("roll_call_id", "person_id"),
    )
    with op.batch_alter_table("roll_board", schema=None) as batch_op:
        batch_op.create_index("ix_roll_board_is_over", ["is_over"], unique=False)


def downgrade() -> None:
    op.drop_table("roll_board")
