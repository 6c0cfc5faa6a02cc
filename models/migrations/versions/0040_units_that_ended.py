"""Units that ended"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unit", sa.Column("ended", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("unit", "ended")
