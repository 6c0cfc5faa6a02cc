"""/complain: words to the administrators, with or without a name, and their one answer."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.office import Role
from domain.retention import Expiring
from models.complaint import ComplaintRow
from models.person import Person
from models.retention import blur_slice
from models.retention_rules import RULES

LAMP = "值班室的暖气一直不热"


async def rows(office):
    async with office.app.sessions() as session:
        return (await session.exec(select(ComplaintRow))).all()


async def test_wang_complains_by_name_and_is_answered_once(office, wang, zhou, zhao):
    wu = await office.hires("吴管理", unit="朝阳区", roles=[Role.ADMINISTRATOR])
    assert "您想让系统管理员知道什么" in await wang.says("/complain")
    assert "最长 30 天" in await wang.says(LAMP)
    assert wang.buttons() == ["署名发送", "匿名发送", "取消"]
    assert await wang.presses("署名发送") == "已署名发给系统管理员。"

    shown = f"王芳（三里社区）反映的问题\n{LAMP}"
    assert zhou.sees() == wu.sees() == shown
    assert not zhao.heard(LAMP)
    stale = wu.phone.messages[-1]["message_id"]
    assert "只能答复一次" in await zhou.presses("写答复")
    assert await zhou.says("已报修，周五前修好") == "答复已发出。"
    assert wang.sees() == f"周管理答复了您\n已报修，周五前修好\n\n您反映的是：{LAMP}"
    assert wu.sees() == f"{shown}\n\n周管理已答复。"
    assert wu.buttons() == []
    [row] = await rows(office)
    assert "已有人答复" in await wu.forges(f"canswer:{row.id}", stale)


async def test_without_a_name_nobody_sees_who_it_was(office, wang, zhou):
    await wang.says(f"/complain {LAMP}")
    assert await wang.presses("匿名发送") == "已匿名发给系统管理员。"
    assert zhou.sees() == f"匿名反映的问题\n{LAMP}"
    assert not any(LAMP in text for text in wang.texts()), "nothing sent to her says it again"
    assert [row.person_id for row in await rows(office)] == [wang.person_id]
    await zhou.presses("写答复")
    await zhou.says("谢谢提醒")
    assert wang.sees() == "周管理答复了您\n谢谢提醒\n\n答复的是您 11月23日 匿名反映的问题。"
    assert not any("王芳" in text for text in zhou.texts())
    assert [row.person_id for row in await rows(office)] == [None], "she is let go of"

    await wang.says(f"/complain {LAMP}")
    await wang.presses("匿名发送")
    async with office.app.sessions.begin() as session:
        [rule] = [each for each in RULES if each.kind is Expiring.SENDERS]
        later = office.now.date() + timedelta(days=1)
        assert await blur_slice(session, rule, before=later) == 2
    assert "无法送达" in await zhou.presses("写答复")


async def test_two_administrators_write_at_once_and_the_first_counts(office, wang, zhou):
    wu = await office.hires("吴管理", unit="朝阳区", roles=[Role.ADMINISTRATOR])
    await wang.says(f"/complain {LAMP}")
    await wang.presses("署名发送")
    await zhou.presses("写答复")
    await wu.presses("写答复")
    await zhou.says("已报修")
    assert "已有人答复" in await wu.says("我来处理")
    assert [row.answer for row in await rows(office)] == ["已报修"]


async def test_three_a_day_are_taken(office, wang, zhou):
    for number in range(3):
        await wang.says(f"/complain 第{number}件事")
        await wang.presses("署名发送")
    assert "每天最多反映 3 次" in await wang.says("/complain 第四件事")
    await office.at("2026-11-24 07:30")
    await wang.says("/complain 第四件事")
    await wang.presses("匿名发送")
    assert len(await rows(office)) == 4

    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, zhou.person_id)).unreachable = "blocked the bot"
    assert "联系不到系统管理员" in await wang.says("/complain")


@pytest.mark.parametrize("act", ["sends_sticker", "sends_photo"])
async def test_only_words_are_taken_and_it_can_be_left(office, wang, act):
    await wang.says("/complain")
    assert "知道什么" in await wang.does(act)
    await wang.says("/cancel")
    assert "110101199003074233" not in await wang.says("/complain 110101199003074233 家")
    assert await rows(office) == []


async def test_only_administrators_answer(office, wang, zhao, zhou):
    await wang.says(f"/complain {LAMP}")
    await wang.presses("署名发送")
    [row] = await rows(office)
    await zhao.says("/help")
    assert "没有使用此功能的权限" in await zhao.forges(f"canswer:{row.id}")
    await wang.forges("complain:1")
    assert len(await rows(office)) == 1
