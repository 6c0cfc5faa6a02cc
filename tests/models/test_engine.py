"""One writer at a time: nothing is lost, another program is waited for, the loop goes on."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models import inline_sqlite
from models.beside import beside_the_loop
from models.engine import open_engine, sessions_of


@pytest.fixture
async def file(tmp_path):
    path = tmp_path / "office.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE counter (n INTEGER)")
        made.execute("INSERT INTO counter VALUES (0)")
    made.close()
    return path


@pytest.fixture
async def sessions(file):
    engine = open_engine(f"sqlite+aiosqlite:///{file}")
    yield sessions_of(engine)
    await engine.dispose()


async def counted(sessions):
    async with sessions() as session:
        return (await session.exec(text("SELECT n FROM counter"))).scalar_one()


async def add_one(sessions):
    async with sessions.begin() as session:
        n = (await session.exec(text("SELECT n FROM counter"))).scalar_one()
        await asyncio.sleep(0)
        await session.exec(text("UPDATE counter SET n = :n"), params={"n": n + 1})


@pytest.mark.fault("F1")
async def test_read_then_write_at_once_loses_nothing(sessions):
    await asyncio.gather(*(add_one(sessions) for _ in range(50)))
    assert await counted(sessions) == 50


@pytest.mark.fault("F1")
async def test_two_programs_on_one_file_lose_nothing(file, sessions):
    other = open_engine(f"sqlite+aiosqlite:///{file}")
    both = (sessions, sessions_of(other))
    await asyncio.gather(*(add_one(each) for each in both for _ in range(20)))
    assert await counted(sessions) == 40
    await other.dispose()


@pytest.mark.fault("F1")
async def test_the_loop_goes_on_while_another_program_holds_the_file(file, sessions):
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.ensure_future(add_one(sessions))
    await asyncio.sleep(0.1)
    assert not waiting.done()

    other.execute("COMMIT")
    other.close()
    await waiting
    assert await counted(sessions) == 1


@pytest.mark.fault("F1")
async def test_a_file_that_stays_locked_is_given_up(file, sessions, monkeypatch):
    monkeypatch.setattr(inline_sqlite, "PATIENCE", 0.05)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="database is locked"):
        await add_one(sessions)
    other.close()

    await add_one(sessions)
    assert await counted(sessions) == 1


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)]
)
async def test_how_the_file_is_kept(sessions, pragma, value):
    async with sessions() as session:
        assert (await session.exec(text(f"PRAGMA {pragma}"))).scalar_one() == value


@pytest.mark.parametrize(("rows", "is_beside"), [(10, False), (inline_sqlite.MANY, True)])
async def test_the_loop_goes_on_while_very_many_rows_are_committed(sessions, rows, is_beside):
    turns = []

    async def goes_on():
        while True:
            turns.append(1)
            await asyncio.sleep(0)

    async with sessions() as session:
        many = [{"n": n} for n in range(rows)]
        await session.exec(text("INSERT INTO counter VALUES (:n)"), params=many)
        going = asyncio.create_task(goes_on())
        await asyncio.sleep(0)
        before = len(turns)
        await session.commit()
        going.cancel()
    assert (len(turns) > before) is is_beside
    async with sessions() as session:
        found = await session.exec(text("SELECT count(*) FROM counter"))
        assert found.scalar_one() == rows + 1


FOR_EVER = """
WITH RECURSIVE more(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more) SELECT count(*) FROM more
"""


async def take_for_ever(sessions):
    async with asyncio.timeout(0.05), sessions.begin() as session:
        await session.exec(text("UPDATE counter SET n = 9"))
        async with beside_the_loop(session):
            await session.exec(text(FOR_EVER))


async def test_what_takes_very_long_holds_nobody_up_and_is_called_off_at_once(sessions):
    with pytest.raises(TimeoutError):
        await take_for_ever(sessions)
    await add_one(sessions)
    assert await counted(sessions) == 1
