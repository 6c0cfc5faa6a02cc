"""Certificates"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("training_id", "person_id"),
    )
    with op.batch_alter_table("training_certificate", schema=None) as batch_op:
        for name in ("person_id", "training_id"):
            batch_op.create_index(f"ix_training_certificate_{name}", [name], unique=False)


def downgrade() -> None:
    op.drop_table("training_certificate")
