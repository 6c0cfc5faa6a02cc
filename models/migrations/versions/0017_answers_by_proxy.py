"""Answers by proxy"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    proxy_by = sa.Column("proxy_by", sa.Integer(), sa.ForeignKey("person.id"), nullable=True)
    op.add_column("roll_answer", proxy_by, inline_references=True)


def downgrade() -> None:
    with op.batch_alter_table("roll_answer", schema=None) as batch_op:
        batch_op.drop_column("proxy_by")
