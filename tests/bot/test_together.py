"""What came together is committed together, and four messages go abreast."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import event
from sqlmodel import func, select

from bot.delivery import ABREAST
from models.inbox import Inbox, InboxState
from models.outbox import Lane, Outbox, OutboxState
from tests.kit.owed import owed


@pytest.fixture
def commits(office):
    counted = Counter()

    def count(_connection):
        counted["commits"] += 1

    event.listen(office.app.engine.sync_engine, "commit", count)
    return counted


async def heard_together(office, *deeds):
    """The phones act, the batch is fetched, and then it is handled."""
    for someone, text in deeds:
        someone.phone.says(text)
    await office.app.poller.fetch_once()


async def test_what_came_together_is_one_commit(office, wang, zhang, li, commits):
    await heard_together(office, (wang, "/help"), (zhang, "/help"), (li, "/help"))
    commits.clear()
    assert await office.app.intake.drain() == 3
    assert commits["commits"] == 2, "the batch, and the look for more"


@pytest.mark.fault("B3")
async def test_one_that_breaks_takes_nobody_with_it(office, wang, zhang, li, monkeypatch):
    async def breaks(session, me):
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("services.own_record.unit_name", breaks)
        await heard_together(office, (wang, "/help"), (zhang, "/me"), (li, "/help"))
        await office.app.intake.drain()
        await office.app.delivery.drain()

    assert [len(each.texts()) for each in (wang, zhang, li)] == [1, 0, 1]
    async with office.app.sessions() as session:
        left = (await session.exec(select(Inbox).where(Inbox.state != InboxState.DONE))).all()
        assert [(row.chat_id, row.tries) for row in left] == [(zhang.phone.user_id, 1)]


async def test_one_that_is_refused_is_told_why_and_the_others_are_answered(
    office, wang, zhang, zhao
):
    await heard_together(office, (wang, "到"), (zhang, "/hours"), (zhao, "/help"))
    await office.settle()

    assert [len(each.texts()) for each in (wang, zhang, zhao)] == [1, 1, 1]


@pytest.mark.fault("B2")
async def test_two_messages_of_one_person_keep_their_order(office, wang, zhang):
    deeds = (wang, "/checkin"), (zhang, "/help"), (wang, "三里社区3号楼")
    await heard_together(office, *deeds)
    await office.settle()

    where, what = wang.texts()
    assert where != what
    assert await wang.says("/cancel")


@pytest.fixture
def slow_wire(office):
    """Every call takes a moment; how many were on the wire at once is remembered."""
    seen, quick = {"now": 0, "most": 0, "rows": 0}, office.wire.make_request

    async def slow(bot, method, timeout=None):
        seen["now"] += 1
        seen["most"] = max(seen["most"], seen["now"])
        await asyncio.sleep(0.005)
        sending = select(func.count()).where(Outbox.state == OutboxState.SENDING)
        async with office.app.sessions() as session:
            seen["rows"] = max(seen["rows"], (await session.exec(sending)).one())
        try:
            return await quick(bot, method, timeout)
        finally:
            seen["now"] -= 1

    office.wire.make_request = slow
    office.wire.quiet = lambda: None
    return seen


async def test_no_more_than_four_are_ever_in_doubt(office, slow_wire):
    for name in ("王芳", "张伟", "李娜", "赵强", "孙书记", "周管理"):
        await owed(office, office.people[name], "第一条", "第二条", "第三条")
    assert await office.app.delivery.drain() == 18

    assert (slow_wire["most"], slow_wire["rows"]) == (ABREAST, ABREAST)
    for name in ("王芳", "周管理"):
        assert office.people[name].texts() == ["第一条", "第二条", "第三条"]


@pytest.mark.fault("C8")
async def test_an_answer_overtakes_what_is_already_under_way(office, wang, zhang, slow_wire):
    await owed(office, zhang, *(f"通知 {n}" for n in range(8)))
    async with asyncio.TaskGroup() as group:
        group.create_task(office.app.delivery.drain())
        await asyncio.sleep(0.02)
        before = len(zhang.texts())
        await owed(office, wang, "回答", lane=Lane.ANSWER)
        office.app.delivery.owed.set()
        while not wang.texts():
            await asyncio.sleep(0.001)
        assert len(zhang.texts()) - before <= 2
    assert len(zhang.texts()) == 8
