"""Tasks that nobody suits"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reassignment", schema=None) as batch_op:
        batch_op.alter_column("to_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM reassignment WHERE to_id IS NULL")
    with op.batch_alter_table("reassignment", schema=None) as batch_op:
        batch_op.alter_column("to_id", existing_type=sa.Integer(), nullable=False)
