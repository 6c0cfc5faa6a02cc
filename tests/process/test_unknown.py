"""On a real line: what may have arrived is held for its sender, and no chat is rushed."""

import asyncio

import pytest

from bot.pace import Pace
from models.outbox import Lane, OutboxState, owe
from playground.faults import ANY, Fault
from playground.pace import Limits
from tests.kit.live import running
from tests.kit.process import until
from tests.kit.street import settle_street


def heard(phone, part):
    return [m for m in phone.messages if part in m.get("text", "") and m["from"]["is_bot"]]


async def owed(app, phone, *texts, held_for=None):
    now = app.office.now()
    blank = dict.fromkeys(("person_id", "key", "press_id", "expires_at"))
    kept = {"state": OutboxState.QUEUED, "not_before": now, "created_at": now, "tries": 0}
    chat = {"chat_id": phone.user_id}
    row = {"lane": Lane.NOTICE, "method": "sendMessage", "held_for": held_for} | chat
    rows = [row | blank | kept | {"payload": chat | {"text": text}} for text in texts]
    async with app.office.transaction() as session:
        await owe(session, rows)


@pytest.mark.fault("C4", "C6")
@pytest.mark.parametrize(
    ("fault", "arrived"), [(Fault.DROP_AFTER, 1), (Fault.DROP_BEFORE, 0), (Fault.HTML_502, 0)]
)
async def test_a_task_on_a_broken_connection(server, telegram, database_url, fault, arrived):
    zhao, (wang,) = await settle_street(database_url, telegram, people=1)
    async with running(server, database_url):
        zhao.says("/dispatch 队员1 今天 清理楼道")
        await until(lambda: heard(zhao, "任务内容"))
        server.faults.next("sendMessage", fault)
        zhao.presses("确认")
        await until(lambda: heard(zhao, "您发出的 1 条消息状态不明"))
        assert len(heard(wang, "新任务")) == arrived

        zhao.presses("重发")
        await until(lambda: heard(zhao, "正在重发 1 条消息"))
        await until(lambda: len(heard(wang, "新任务")) == arrived + 1)


@pytest.mark.fault("C5")
async def test_the_platform_out_of_reach_is_no_unknown(server, telegram, database_url):
    zhao, (wang,) = await settle_street(database_url, telegram, people=1)
    async with running(server, database_url) as app:
        zhao.says("/me")
        await until(lambda: heard(zhao, "队员"))
        port = server._port
        await server.stop()
        await owed(app, wang, "新任务", held_for=9_000)
        await asyncio.sleep(0.5)
        server._port = port
        await server.start()
        await until(lambda: heard(wang, "新任务"))
    assert heard(zhao, "状态不明") == []


@pytest.mark.fault("C4")
@pytest.mark.parametrize("seconds", [4, pytest.param(600, marks=pytest.mark.soak)])
async def test_a_platform_that_answers_502_for_minutes(server, telegram, database_url, seconds):
    """To whatever it is asked: what it kept and what is owed come once when it is over."""
    _, people = await settle_street(database_url, telegram, people=5)
    async with running(server, database_url) as app:
        people[0].says("/me")
        await until(lambda: heard(people[0], "队员1"))
        server.faults.next(ANY, Fault.HTML_502, times=10**5)
        for one in people:
            await owed(app, one, "早上好")
            one.says("/help")
        await asyncio.sleep(seconds)
        assert [len(heard(one, "")) for one in people] == [1, 0, 0, 0, 0]
        server.faults.end()
        await until(lambda: all(len(heard(one, "我能帮您做什么")) == 1 for one in people))
        await until(lambda: all(len(heard(one, "早上好")) == 1 for one in people))
        await asyncio.sleep(0.5)
    assert [len(heard(one, "")) for one in people] == [3, 2, 2, 2, 2]


async def test_one_chat_waits_its_turn_and_holds_up_nobody(server, telegram, database_url):
    _, (wang, *others) = await settle_street(database_url, telegram, people=11)
    telegram.limits = Limits(per_chat=1, burst=1)
    async with running(server, database_url, pace=Pace()) as app:
        await owed(app, wang, "一", "二", "三")
        for one in others:
            await owed(app, one, "早上好")
        await until(lambda: heard(wang, "三"))
    sent = [call for call in telegram.calls if call.method == "sendMessage"]
    assert [call.ok for call in sent] == [True] * 13
    to = [call.chat_id for call in sent]
    assert to[0] == wang.user_id
    assert to[-2:] == [wang.user_id] * 2, "the others did not wait for it"
