"""Who came to a training"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("training_code", schema=None) as batch_op:
        batch_op.create_index("ix_training_code_training_id", ["training_id"], unique=False)
    with op.batch_alter_table("training_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("presence", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column("code_tries", sa.Integer(), nullable=False, server_default="0")
        )


def downgrade() -> None:
    with op.batch_alter_table("training_answer", schema=None) as batch_op:
        batch_op.drop_column("code_tries")
        batch_op.drop_column("presence")
    op.drop_table("training_code")
