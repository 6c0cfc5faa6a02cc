"""What the rows of many name is looked up once for a statement, on PostgreSQL"""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

NAMED = {
    "roll_answer": {"roll_call_id": "roll_call", "person_id": "person", "unit_id": "unit"},
    "roll_place": {"roll_call_id": "roll_call", "person_id": "person"},
    "review": {"person_id": "person", "unit_id": "unit"},
    "broadcast_receipt": {"broadcast_id": "broadcast", "person_id": "person", "unit_id": "unit"},
    "outbox": {"person_id": "person", "held_for": "person"},
}
KEPT = ("person", "unit", "roll_call", "broadcast")
STAY = """
CREATE FUNCTION stays_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE foreign_key_violation USING
        MESSAGE = format('rows of %s are named by others: %s is not done', TG_TABLE_NAME, TG_OP),
        TABLE = TG_TABLE_NAME;
END $$
"""
LOOK_UP = """
CREATE FUNCTION {table}_names_what_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM told WHERE {missing}) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a row of {table} names what is not there', TABLE = '{table}';
    END IF;
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(STAY)
    for table, named in NAMED.items():
        for column in named:
            op.drop_constraint(f"{table}_{column}_fkey", table, type_="foreignkey")
        _look_up(table, named)
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION stays_for_good()"
        )


def _look_up(table: str, named: dict[str, str]) -> None:
    missing = " OR ".join(
        f"told.{column} IS NOT NULL AND"
        f" (SELECT {parent}.id FROM {parent} WHERE {parent}.id = told.{column}) IS NULL"
        for column, parent in named.items()
    )
    op.execute(LOOK_UP.format(table=table, missing=missing))
    op.execute(
        f"CREATE TRIGGER {table}_names AFTER INSERT ON {table} REFERENCING NEW TABLE AS told"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_names_what_is()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_stays BEFORE UPDATE OF {', '.join(named)} ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION stays_for_good()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in KEPT:
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
    for table, named in NAMED.items():
        op.execute(f"DROP TRIGGER {table}_stays ON {table}")
        op.execute(f"DROP TRIGGER {table}_names ON {table}")
        op.execute(f"DROP FUNCTION {table}_names_what_is()")
        for column, parent in named.items():
            op.create_foreign_key(f"{table}_{column}_fkey", table, parent, [column], ["id"])
    op.execute("DROP FUNCTION stays_for_good()")
