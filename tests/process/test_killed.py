"""SIGKILL at any moment: nothing said is lost, nothing asked twice beyond what was on the wire."""

import pytest
from sqlmodel import select

from bot.delivery import ABREAST
from models.check_in import CheckIn
from models.engine import open_engine, sessions_of
from tests.kit.process import until
from tests.kit.street import settle_street

PEOPLE = 500
KILLS = (60, 180, 350)
"""After so many invitations."""


def invitations(phone):
    return [m for m in phone.messages if "临时点名" in m.get("text", "") and m["from"]["is_bot"]]


@pytest.mark.fault("A2")
async def test_a_roll_call_of_500_is_killed_three_times(muster, telegram, database_url):
    supervisor, people = await settle_street(database_url, telegram, people=PEOPLE)
    await muster.start()
    supervisor.says("/rollcall 三里街道")

    for count in KILLS:
        await until(lambda c=count: sum(bool(invitations(p)) for p in people) >= c)
        await muster.kill()
        await muster.start()
    await until(lambda: all(invitations(p) for p in people))

    asked = [len(invitations(phone)) for phone in people]
    assert min(asked) == 1
    assert sum(asked) - PEOPLE <= ABREAST * len(KILLS), "at most the four on the wire per kill"
    assert await muster.stop() == 0


@pytest.mark.fault("A4")
async def test_a_conversation_is_killed_at_every_step(muster, telegram, database_url):
    _, (wang, *_) = await settle_street(database_url, telegram, people=1)
    for words, answer in (
        ("/checkin", "您现在在哪里？"),
        ("三里社区东门", "签到地点：三里社区东门"),
        ("楼道已清理", "已签到：三里社区东门"),
    ):
        await muster.start()
        wang.says(words)
        await until(lambda a=answer: any(a in m.get("text", "") for m in wang.messages))
        await muster.kill()

    engine = open_engine(database_url)
    async with sessions_of(engine)() as session:
        rows = (await session.exec(select(CheckIn))).all()
    await engine.dispose()
    assert [(row.place, row.note) for row in rows] == [("三里社区东门", "楼道已清理")]


@pytest.mark.fault("A8")
async def test_a_stop_is_quick_and_clean(muster, telegram, database_url):
    supervisor, people = await settle_street(database_url, telegram, people=50)
    await muster.starts_afresh()
    supervisor.says("/rollcall 三里街道")
    await until(lambda: sum(bool(invitations(p)) for p in people) >= 10)

    assert await muster.stop() == 0

    await muster.start()
    await until(lambda: all(invitations(p) for p in people))
    assert [len(invitations(phone)) for phone in people] == [1] * 50
