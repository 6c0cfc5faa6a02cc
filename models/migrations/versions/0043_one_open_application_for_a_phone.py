"""One open application for a phone"""

from alembic import op
from sqlalchemy import text

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

OPEN = "state = 'asked' AND phone <> ''"


def upgrade() -> None:
    op.execute(
        f"UPDATE application SET state = 'lapsed' WHERE {OPEN}"
        f" AND id NOT IN (SELECT min(id) FROM application WHERE {OPEN} GROUP BY phone)"
    )
    op.create_index(
        "ix_application_open",
        "application",
        ["phone"],
        unique=True,
        sqlite_where=text(OPEN),
        postgresql_where=text(OPEN),
    )


def downgrade() -> None:
    op.drop_index("ix_application_open", "application")
