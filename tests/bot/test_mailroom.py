"""What comes at the same moment by webhook shares one commit, and no other fate."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from models import inbox


@pytest.fixture
def commits(office):
    counted = Counter()

    def count(_connection):
        counted["commits"] += 1

    event.listen(office.app.engine.sync_engine, "commit", count)
    return counted


def posts(office):
    return office.telegram.call(office.app.bot.token, "getUpdates", {})


async def stored(office):
    async with office.app.sessions() as session:
        return await inbox.waiting(session)


async def test_ten_posts_at_once_are_stored_by_one_commit(office, wang, commits):
    for number in range(10):
        wang.phone.says(f"{number}")
    updates = posts(office)
    await asyncio.gather(*(office.app.intake.receive([one]) for one in updates))

    assert commits["commits"] == 1
    assert await stored(office) == 10


async def test_who_comes_after_the_sack_was_closed_is_stored_by_the_next(
    office, wang, zhang, monkeypatch
):
    wang.phone.says("/help")
    zhang.phone.says("/help")
    first, second = posts(office)
    keep, late = inbox.keep, []

    async def keeps(session, rows):
        if not late:
            late.append(asyncio.create_task(office.app.intake.receive([second])))
            await asyncio.sleep(0.01)
            assert not late[0].done()
        await keep(session, rows)

    monkeypatch.setattr("models.inbox.keep", keeps)
    await office.app.intake.receive([first])
    await late[0]
    assert await stored(office) == 2


async def test_one_that_cannot_be_stored_takes_nobody_with_it(office, wang, zhang, monkeypatch):
    wang.phone.says("/help")
    zhang.phone.says("/help")
    good, bad = posts(office)
    keep = inbox.keep

    async def keeps(session, rows):
        if any(row["update_id"] == bad["update_id"] for row in rows):
            raise OperationalError("insert", {}, Exception("no room for this one"))
        await keep(session, rows)

    monkeypatch.setattr("models.inbox.keep", keeps)
    ends = await asyncio.gather(
        *(office.app.intake.receive([one]) for one in (good, bad)), return_exceptions=True
    )
    assert [type(end) for end in ends] == [type(None), OperationalError]
    assert await stored(office) == 1


async def test_whoever_hangs_up_takes_nobody_with_them(office, wang, zhang):
    wang.phone.says("/help")
    zhang.phone.says("/help")
    first, second = posts(office)
    async with office.app.sessions.begin() as session:
        await session.connection()
        gone = asyncio.create_task(office.app.intake.receive([first]))
        stays = asyncio.create_task(office.app.intake.receive([second]))
        await asyncio.sleep(0.01)
        gone.cancel()
        await asyncio.sleep(0.01)
    await stays
    assert gone.cancelled()
    assert await stored(office) == 1
