"""Names as they are spelled"""

import sqlalchemy as sa
from alembic import op

from models.spelling import spelled

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("spelling", sa.String(), nullable=True))
    person = sa.table(
        "person", sa.column("id", sa.Integer), sa.column("name"), sa.column("spelling")
    )
    found = op.get_bind().execute(sa.select(person.c.id, person.c.name)).all()
    if rows := [{"found": person_id, "said": spelled(name)} for person_id, name in found]:
        spell = person.update().where(person.c.id == sa.bindparam("found"))
        op.get_bind().execute(spell.values(spelling=sa.bindparam("said")), rows)


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("spelling")
