"""`muster outbox`: what is stuck is seen by its number and reason, retried or taken out."""

import asyncio
import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.engine import open_engine, sessions_of
from models.outbox import Lane, Outbox, OutboxState
from tests.kit.command_line import Operator

STATES = (
    (OutboxState.QUEUED, None),
    (OutboxState.UNKNOWN, "ServerDisconnectedError"),
    (OutboxState.FAILED, "Bad Request: message is too long"),
    (OutboxState.FAILED, "Forbidden: bot was blocked by the user"),
    (OutboxState.SENT, None),
)


@pytest.fixture
def operator(monkeypatch, capsys, tmp_path, database_url):
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MUSTER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MUSTER_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "200")
    asyncio.run(owe_all(database_url))
    return Operator(monkeypatch, capsys)


async def owe_all(url):
    """Messages 1 to 5 in the order of the states, three hours old."""
    engine, then = open_engine(url), datetime.now(UTC) - timedelta(hours=3)
    async with sessions_of(engine).begin() as session:
        for state, error in STATES:
            payload = {"chat_id": 4711, "text": "一句秘密的话"}
            about = {"chat_id": 4711, "lane": Lane.NOTICE, "method": "sendMessage"}
            moments = {"not_before": then, "created_at": then, "settled_at": then}
            session.add(Outbox(**about, **moments, payload=payload, state=state, error=error))
    await engine.dispose()


async def _states(url):
    engine = open_engine(url)
    async with sessions_of(engine)() as session:
        found = (await session.exec(select(Outbox.state).order_by(Outbox.id))).all()
    await engine.dispose()
    return [state.value for state in found]


@pytest.fixture
def states(database_url):
    return lambda: asyncio.run(_states(database_url))


def test_what_waits_and_what_is_stuck(operator):
    said = operator.types("outbox")
    assert (said.code, said.err) == (0, "")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in said.out.splitlines()]
    assert ["queued · 待发送", "1", "3 小时"] in rows
    assert ["failed · 发送失败", "2", "3 小时"] in rows
    assert ["sent · 平台已接收", "1", ""] in rows
    stuck = [row for row in rows if len(row) == 6]
    assert [(row[0], row[1], row[5]) for row in stuck] == [
        ("2", "unknown", "ServerDisconnectedError"),
        ("4", "failed", "Forbidden: bot was blocked by the user"),
        ("3", "failed", "Bad Request: message is too long"),
    ]
    assert "秘密" not in said.out
    assert "4711" not in said.out


@pytest.mark.parametrize(
    ("words", "after", "sentence"),
    [
        (("retry", "3"), "queued unknown queued failed sent", "1 条消息已重新排队"),
        (("retry", "--state", "unknown"), "queued queued failed failed sent", "1 条"),
        (("retry", "--state", "failed"), "queued unknown queued queued sent", "2 条"),
        (("retry", "--state", "failed", "4"), "queued unknown failed queued sent", "1 条"),
        (("retry", "5", "1"), "queued unknown failed failed sent", "没有符合条件"),
        (("drop", "1", "2"), "cancelled cancelled failed failed sent", "2 条消息已取消"),
        (("drop", "--state", "failed"), "queued unknown cancelled cancelled sent", "2 条"),
        (("drop", "5", "99"), "queued unknown failed failed sent", "没有符合条件"),
    ],
)
def test_the_operator_decides(operator, states, words, after, sentence):
    said = operator.types("outbox", *words)
    assert (said.code, said.err) == (0, "")
    assert sentence in said.out
    assert states() == after.split()


@pytest.mark.parametrize("what", ["retry", "drop"])
def test_nothing_is_decided_about_all_at_once(operator, states, what):
    said = operator.types("outbox", what)
    assert said.code == 2
    assert "--state" in said.err
    assert states() == [state.value for state, _ in STATES]
