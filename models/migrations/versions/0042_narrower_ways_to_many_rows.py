"""Fewer and narrower ways to the rows of many; on PostgreSQL their names are joined, not probed"""

from alembic import op
from sqlalchemy import text

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

NAMED = {
    "roll_answer": {
        "roll_call_id": "roll_call",
        "person_id": "person",
        "unit_id": "unit",
        "proxy_by": "person",
    },
    "roll_place": {"roll_call_id": "roll_call", "person_id": "person"},
    "review": {"person_id": "person", "unit_id": "unit"},
    "broadcast_receipt": {"broadcast_id": "broadcast", "person_id": "person", "unit_id": "unit"},
    "outbox": {"person_id": "person", "held_for": "person"},
}
MANY = 500
UNDER_WAY = "state IN ('queued', 'sending')"
LOOK_UP = """
CREATE OR REPLACE FUNCTION {table}_names_what_is() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_wrong boolean;
BEGIN
    IF EXISTS (SELECT FROM told OFFSET {many}) THEN
        EXECUTE 'SELECT {joined}' INTO is_wrong;
    ELSE
        is_wrong := EXISTS (SELECT FROM told WHERE {probed});
    END IF;
    IF is_wrong THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a row of {table} names what is not there', TABLE = '{table}';
    END IF;
    RETURN NULL;
END $$
"""
LOOK_UP_BEFORE = """
CREATE OR REPLACE FUNCTION {table}_names_what_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM told WHERE {probed}) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a row of {table} names what is not there', TABLE = '{table}';
    END IF;
    RETURN NULL;
END $$
"""
PROXY = """
CREATE FUNCTION roll_answer_proxy_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM person WHERE person.id = NEW.proxy_by) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a row of roll_answer names what is not there', TABLE = 'roll_answer';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.drop_index("ix_outbox_under_way", "outbox")
    op.drop_index("ix_outbox_chat_id", "outbox")
    op.create_index("ix_outbox_chat", "outbox", ["chat_id", "state", "lane", "id"])
    op.drop_index("ix_roll_answer_unit", "roll_answer")
    op.create_index("ix_roll_answer_unit", "roll_answer", ["unit_id", "roll_call_id"])
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute('ALTER TABLE outbox ALTER COLUMN key TYPE varchar COLLATE "C"')
    op.drop_constraint("roll_answer_proxy_by_fkey", "roll_answer", type_="foreignkey")
    op.execute(PROXY)
    op.execute(
        "CREATE TRIGGER roll_answer_proxy AFTER UPDATE OF proxy_by ON roll_answer FOR EACH ROW"
        " WHEN (NEW.proxy_by IS NOT NULL) EXECUTE FUNCTION roll_answer_proxy_is()"
    )
    for table, named in NAMED.items():
        about = {"table": table, "probed": _probed(named), "joined": _joined(named)}
        op.execute(LOOK_UP.format(many=MANY, **about))


def _probed(named: dict[str, str]) -> str:
    """For a few rows: one look each, planned once."""
    return " OR ".join(
        f"told.{column} IS NOT NULL AND"
        f" (SELECT {parent}.id FROM {parent} WHERE {parent}.id = told.{column}) IS NULL"
        for column, parent in named.items()
    )


def _joined(named: dict[str, str]) -> str:
    """For very many: planned for as many as they are. All are counted, so that all are joined."""
    return " OR ".join(
        f"(SELECT count(*) FROM told WHERE told.{column} IS NOT NULL AND NOT EXISTS"
        f" (SELECT FROM {parent} WHERE {parent}.id = told.{column})) > 0"
        for column, parent in named.items()
    )


def downgrade() -> None:
    op.drop_index("ix_roll_answer_unit", "roll_answer")
    op.create_index("ix_roll_answer_unit", "roll_answer", ["unit_id", "attendance"])
    op.drop_index("ix_outbox_chat", "outbox")
    op.create_index("ix_outbox_chat_id", "outbox", ["chat_id"])
    op.create_index(
        "ix_outbox_under_way",
        "outbox",
        ["chat_id", "lane", "id"],
        sqlite_where=text(UNDER_WAY),
        postgresql_where=text(UNDER_WAY),
    )
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, named in NAMED.items():
        before = {column: parent for column, parent in named.items() if column != "proxy_by"}
        op.execute(LOOK_UP_BEFORE.format(table=table, probed=_probed(before)))
    op.execute("DROP TRIGGER roll_answer_proxy ON roll_answer")
    op.execute("DROP FUNCTION roll_answer_proxy_is()")
    proxy = ("roll_answer_proxy_by_fkey", "roll_answer", "person", ["proxy_by"], ["id"])
    op.create_foreign_key(*proxy)
    op.execute('ALTER TABLE outbox ALTER COLUMN key TYPE varchar COLLATE "default"')
