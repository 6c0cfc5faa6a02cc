"""What one person is asked in a day is counted, shown to their supervisor, and bounded."""

import pytest
from sqlmodel import select

from models import burden as model
from models.outbox import Outbox


@pytest.fixture
def two(monkeypatch):
    """A bound that is soon reached."""
    monkeypatch.setattr(model, "MOST", 2)


async def keys(office, person):
    async with office.app.sessions() as session:
        found = select(Outbox.key).where(Outbox.person_id == person.person_id)
        return [key.split(":")[0] for key in (await session.exec(found)).all() if key]


async def card_of(zhao, name):
    return await zhao.says(f"/roster {name}")


async def test_the_supervisor_sees_how_often_each_was_asked(office, wang, zhao):
    assert "收到提问" not in await card_of(zhao, "王芳")
    await office.at("08:00")
    assert "今天收到提问：1 次（上限 12 次）" in await card_of(zhao, "王芳")
    await office.at("08:50")
    await office.at("17:30")
    assert await keys(office, wang) == ["roll", "roll-reminder", "roll-absent", "review"]
    assert "今天收到提问：3 次" in await card_of(zhao, "王芳")
    assert "今天每人最多收到 3 次提问。" in await zhao.says("/summary 今天")
    assert "今天最多" not in await zhao.says("/summary 昨天")
    await office.at("2026-11-24 07:00")
    assert "收到提问" not in await card_of(zhao, "王芳")
    await zhao.says("/broadcast 明天 9 点开会")
    await zhao.presses("确认")
    await office.settle()
    await zhao.presses("查看已阅情况")
    await zhao.presses("更正内容")
    await zhao.says("明天 10 点开会")
    await zhao.presses("确认")
    await office.settle()
    assert "broadcast-outdated" in await keys(office, wang)
    assert "今天收到提问：2 次" in await card_of(zhao, "王芳"), "a crossed-out text asks nothing"


async def test_beyond_the_bound_only_reminders_are_left_out(office, wang, zhang, zhao, two):
    await zhao.says("/dispatch 王芳 今天 10:00 清理楼道")
    await zhao.presses("确认")
    await office.at("08:00")
    assert await keys(office, wang) == ["task", "roll"]
    warned = "其中 1 人今天已收到 12 次或更多提问。\n不急的话，请明天再发。"
    assert warned in await zhao.says("/dispatch 王芳、张伟 明天 检查消防栓")
    await zhao.says("/broadcast 明天 9 点开会")
    assert warned in zhao.sees()
    await office.at("08:50")
    await office.at("10:00")
    kinds = await keys(office, wang)
    assert {"roll-reminder", "task-due"}.isdisjoint(kinds), "asked twice already: no reminder"
    assert "roll-reminder" in await keys(office, zhang)
    await zhao.says("/broadcast 明天 9 点开会")
    await zhao.presses("确认")
    await zhao.presses("查看已阅情况")
    assert await zhao.presses("提醒未阅人员") == "未阅的人今天已被多次提问，请明天再提醒。"
    qian = await office.hires("钱进", unit="三里社区")
    await zhao.says("/dispatch 谁有空谁领 明天 清点雨衣")
    await zhao.presses("确认")
    assert "offer" in await keys(office, qian)
    assert "offer" not in await keys(office, wang), "an offer passes her by"
    await office.at("17:30")
    assert "review" in await keys(office, wang), "what is new is still asked"
