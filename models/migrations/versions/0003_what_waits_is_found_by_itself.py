"""What waits is found by itself, however much is done"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

QUEUED = sa.text("state = 'queued'")
UNDER_WAY = sa.text("state IN ('queued', 'sending')")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("ix_outbox_next", "outbox")
    op.create_index("ix_outbox_next", "outbox", ["state", "lane", "place", "id"])
    _index("inbox", "ix_inbox_queued", ["state", "update_id"], QUEUED)
    _index("outbox", "ix_outbox_under_way", ["chat_id", "lane", "id"], UNDER_WAY)


def downgrade() -> None:
    op.drop_index("ix_outbox_under_way", "outbox")
    op.drop_index("ix_inbox_queued", "inbox")
    op.drop_index("ix_outbox_next", "outbox")
    op.create_index("ix_outbox_next", "outbox", ["state", "lane", "id"])
    op.drop_column("outbox", "place")


def _index(table: str, name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
