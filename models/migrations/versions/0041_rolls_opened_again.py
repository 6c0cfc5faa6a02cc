"""How often a roll was opened again"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counted = sa.Column("reopened", sa.Integer(), server_default="0", nullable=False)
    op.add_column("roll_call", counted)


def downgrade() -> None:
    op.drop_column("roll_call", "reopened")
