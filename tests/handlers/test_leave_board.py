"""What supervisors see of leave, and how many days a unit allows."""

import pytest

from models.person import Person


async def asks(person, days, kind="年休假"):
    await person.says(f"/leave {days}")
    await person.presses(kind)
    return await person.presses("确认")


async def allows(supervisor, kind, days):
    await supervisor.says("/leave")
    await supervisor.presses("全年天数")
    await supervisor.presses(kind)
    return await supervisor.says(days)


async def test_who_is_away_and_what_waits(office, wang, zhang, li, zhao, sun):
    assert "今天没有人请假" in await zhao.says("/leave")
    await asks(wang, "今天到明天")
    await zhao.presses("同意")
    await asks(zhang, "25号")
    seen = await zhao.says("/leave")
    assert "今天请假（1 人）\n王芳：11月23日（周一）到11月24日（周二）" in seen
    assert "年休假" not in seen
    assert "有 1 件申请待审批" in seen
    assert zhao.buttons() == ["张伟 11月25日（周三）", "全年天数"]
    assert "张伟申请请假" in await zhao.presses("张伟 11月25日（周三）")
    await zhao.presses("返回")
    await zhao.presses("张伟 11月25日（周三）")
    assert "张伟的请假：已同意" in await zhao.presses("同意")
    await asks(zhang, "12月2日到4日")
    await zhao.says("/leave")
    assert zhao.buttons() == ["张伟 12月2日起 3 天", "全年天数"]
    assert zhang.heard("您的请假已同意")
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, zhang.person_id)).active = False
    await zhao.says("/leave")
    assert zhao.buttons() == ["全年天数"], "of somebody who has left nothing waits"
    assert "今天请假（1 人）" in await sun.says("/leave")


async def test_decided_from_the_board_the_request_in_the_chat_loses_its_buttons(
    office, wang, zhao
):
    await asks(wang, "明天")
    first = zhao.phone.messages[-1]["message_id"]
    await zhao.says("/leave")
    await zhao.presses("王芳 11月24日（周二）")
    await zhao.presses("同意")
    shown = next(each for each in zhao.phone.messages if each["message_id"] == first)
    assert not shown.get("reply_markup")


async def test_a_years_days_are_counted_in_workdays(office, wang, zhao, sun):
    assert "三里社区 · 年休假" in await _opens(zhao, "年休假")
    assert "请输入天数" in await zhao.says("很多")
    assert "年休假：5 天（三里社区规定）" in await zhao.says("5天")
    await asks(wang, "25号到30号")
    assert "2026年年休假：全年 5 天，已用 0 天，本次 4 天，剩余 1 天。" in zhao.sees()
    await zhao.presses("同意")
    await wang.says("/leave 12月1日到12月2日上午")
    seen = await wang.presses("年休假")
    assert "已用 4 天，本次 1.5 天，超出 0.5 天" in seen
    assert "等待审批" in await wang.presses("确认")
    await zhao.says("/calendar")
    await zhao.presses("改一天")
    await zhao.says("12月1日")
    await zhao.says("消防检修")
    await zhao.presses("确认")
    await wang.says("/leave 12月3日")
    seen = await wang.presses("年休假")
    assert "已用 4.5 天，本次 1 天，超出 0.5 天" in seen, "the unit does not work on 1 December"


async def _opens(supervisor, kind):
    await supervisor.says("/leave")
    await supervisor.presses("全年天数")
    return await supervisor.presses(kind)


async def test_the_unit_above_holds_until_one_sets_its_own(office, wang, zhao, sun):
    assert "年休假：10 天（三里街道规定）" in await allows(sun, "年休假", "10")
    await zhao.says("/leave")
    assert "年休假：10 天（三里街道规定）" in await zhao.presses("全年天数")
    await zhao.presses("年休假")
    assert zhao.buttons() == ["5 天", "10 天", "15 天", "取消"]
    assert "年休假：5 天（三里社区规定）" in await zhao.presses("5 天")
    await zhao.presses("年休假")
    assert "年休假：10 天（三里街道规定）" in await zhao.presses("不作规定")
    assert "事假：未规定" in zhao.sees()


@pytest.mark.parametrize("data", ["lvallow:2", "lvallow-ask:2:annual", "lvallow:999"])
async def test_a_foreign_units_days_are_not_shown(office, zhao, data):
    """2 is the street above."""
    await zhao.says("/help")
    assert "没有找到这个单位" in await zhao.forges(data)


async def test_a_colleague_sees_that_somebody_is_away_and_never_why(office, wang, zhang, li, zhao):
    await asks(wang, "今天", kind="病假")
    await zhao.presses("同意")
    seen = await zhang.says("/today")
    assert "今天不在岗：王芳" in seen
    assert "病假" not in seen
    assert "王芳" not in await li.says("/today")


async def test_the_board_in_english(office, sun):
    await sun.says("/language")
    await sun.presses("English")
    assert "Nobody is away today." in await sun.says("/leave")
    assert "Annual leave: nothing set" in await sun.presses("Days a year")
    await sun.presses("Annual leave")
    assert "Annual leave: 12 days (三里街道)" in await sun.says("12 days")
