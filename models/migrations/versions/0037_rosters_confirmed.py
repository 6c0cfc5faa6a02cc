"""Rosters confirmed, with those who leave"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_ASKED = sa.text("state = 'asked'")
_WORK = sa.text("state IN ('asked', 'confirmed')")


def _open_where(condition: sa.TextClause) -> None:
    with op.batch_alter_table("roster_sent", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_sent_open")
        batch_op.create_index(
            "ix_roster_sent_open",
            ["state", "not_before"],
            unique=False,
            sqlite_where=condition,
            postgresql_where=condition,
        )


def upgrade() -> None:
    with op.batch_alter_table("roster_sent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("leaving", sa.JSON(), nullable=True))
    _open_where(_WORK)


def downgrade() -> None:
    _open_where(_ASKED)
    with op.batch_alter_table("roster_sent", schema=None) as batch_op:
        batch_op.drop_column("leaving")
        batch_op.drop_column("mark")
