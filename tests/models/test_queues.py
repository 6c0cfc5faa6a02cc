"""What is next is found by an index in its order, however much waits and however much is done."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from models import inbox
from models.columns import insert_rows
from models.engine import open_engine, sessions_of
from models.inbox import Inbox
from models.outbox import Outbox
from models.outbox_turn import Turn, put_on_the_wire

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SAME = {"payload": {}, "tries": 0, "not_before": NOW}


@pytest.fixture
async def engine(database_url):
    engine = open_engine(database_url)
    async with sessions_of(engine).begin() as session:
        received = [(n, "done" if n < 900 else "queued") for n in range(1000)]
        await insert_rows(session, Inbox, [_received(n, state) for n, state in received])
        sent = [(n, "sent" if n < 900 else "queued") for n in range(1000)]
        await insert_rows(session, Outbox, [_owed(n, state) for n, state in sent])
    yield engine
    await engine.dispose()


def _received(number, state):
    return SAME | {"update_id": number, "chat_id": number, "state": state, "received_at": NOW}


def _owed(number, state):
    return SAME | {
        "chat_id": number % 7,
        "lane": 2,
        "method": "sendMessage",
        "state": state,
        "created_at": NOW,
    }


async def plan(engine, ask):
    """How SQLite does what is asked for, also when the statement comes again with its values."""
    asked = []

    def note(_connection, _cursor, statement, values, *_):
        if "earlier" in statement:
            asked.append((statement, values))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    async with sessions_of(engine)() as session:
        await ask(session)
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    (statement, values), *_ = asked
    async with engine.connect() as connection:
        for _ in range(2):
            found = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            lines = [row[3] for row in found.all()]
    return lines


async def test_the_next_updates_are_read_in_order_and_never_sorted(engine):
    lines = await plan(engine, lambda s: inbox.next_updates(s, most=32, now=NOW))
    assert "SEARCH inbox USING INDEX ix_inbox_queued (state=?)" in lines
    assert not any("TEMP B-TREE" in line for line in lines)


async def test_the_next_letters_are_read_in_order_and_a_chats_history_is_not_read(engine):
    lines = await plan(engine, lambda s: put_on_the_wire(s, Turn(4, NOW)))
    assert "SEARCH outbox USING INDEX ix_outbox_next (state=?)" in lines
    by_chat = "(chat_id=? AND state=? AND lane=? AND id<?)"
    assert f"SEARCH earlier USING INDEX ix_outbox_chat {by_chat}" in lines
    assert not any("TEMP B-TREE" in line for line in lines)
