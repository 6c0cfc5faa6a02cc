"""Guesses at a code by those who were not invited"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("training_code", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guesses", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("training_code", schema=None) as batch_op:
        batch_op.drop_column("guesses")
