"""Training before the post: a new person's first roll call waits for it where the unit says so."""

from datetime import timedelta

import pytest
from sqlmodel import select

from domain.roll_call import Attendance
from domain.transfer import Change
from models.audit import Audit
from models.transfer import Transfer
from tests.kit.leave import attendance
from tests.kit.training import schedules

TITLE = "11月24日（周二） 新人培训"


async def asks_for_it(someone, unit):
    await someone.says("/training")
    await someone.presses("岗前培训要求")
    (label,) = [each for each in someone.buttons() if each.endswith(unit)]
    return await someone.presses(label)


async def takes_on(office, name, *, unit="三里社区", **how):
    """As an approved application or a sent roster does, a minute later."""
    await office.at((office.now + timedelta(minutes=1)).strftime("%H:%M"))
    new = await office.hires(name, unit=unit, **how)
    await writes_down(office, new)
    return new


async def writes_down(office, *people):
    """That their service begins now."""
    today = {"change": Change.HIRED, "effective": office.now.date(), "at": office.now}
    async with office.app.sessions.begin() as session:
        session.add_all(Transfer(person_id=each.person_id, **today) for each in people)


async def notes(someone, name):
    await someone.says("/training")
    await someone.presses(TITLE)
    await someone.presses("登记到场")
    return await someone.says(name)


async def test_a_new_person_is_asked_by_the_roll_once_they_came(office, sun, zhao, wang):
    await writes_down(office, *office.people.values())
    await office.at("07:30")
    await writes_down(office, wang)
    await office.at("08:00")
    await asks_for_it(zhao, "三里社区")
    assert zhao.buttons() == ["✓ 1. 三里社区"]
    new = await takes_on(office, "何新")
    assert "点名：今天点名时您还没有加入" in await new.says("/today")
    await schedules(
        zhao, when="明天 14:00", title="新人培训", kind="岗前培训", audience="新入职人员"
    )
    assert zhao.heard("应参加 1 人：已通知 1 人。")
    assert not wang.heard("新人培训"), "who was there before is no newcomer"

    await office.at("2026-11-24 08:00")
    assert new.heard("请先完成岗前培训\n何新，您好！完成下列培训后，从下一次点名起参加点名。")
    assert new.heard("· 新人培训：11月24日（周二）14:00")
    assert not any("早点名" in text for text in new.texts())
    assert wang.heard("早点名 · 11月24日"), "who has been at a roll is asked as always"
    assert "岗前培训完成后，从下一次点名起参加点名" in await new.says("到")
    assert "点名：岗前培训" in await new.says("/today")
    await office.at("2026-11-24 09:00")
    assert zhao.heard("岗前培训 1")
    assert "岗前培训，暂不点名" in await zhao.says("/absent")
    await office.at("2026-11-24 15:00")
    await notes(zhao, "何新")

    await office.restarts()
    await office.at("2026-11-25 08:00")
    assert new.heard("早点名 · 11月25日")
    assert "已记录：按时到岗" in await new.says("到")
    assert await attendance(office, new) == [Attendance.PRE_POST, Attendance.PRESENT]
    assert sum("请先完成岗前培训" in text for text in new.texts()) == 1
    async with office.app.sessions() as session:
        (change, *_) = (await session.exec(select(Audit))).all()
    assert (change.verb, change.detail) == ("pre_post_decided", {"required": True})


async def test_a_quiz_belongs_to_it_and_one_is_told_once(office, zhao):
    await office.at("08:00")
    await asks_for_it(zhao, "三里社区")
    new = await takes_on(office, "何新")
    await schedules(zhao, when="今天 10:00", title="新人培训", kind="岗前培训")
    await zhao.says("/training")
    await zhao.presses("11月23日（周一） 新人培训")
    await zhao.presses("测验")
    await zhao.says("灭火器多久检查一次？")
    await zhao.says("每月\n每年")
    await zhao.presses("A")
    await zhao.presses("写完了")
    await zhao.presses("答对 1 题（共 1 题）")
    await office.at("11:00")
    await zhao.forges("trall:1")

    for day in ("24", "25"):
        await office.at(f"2026-11-{day} 08:00")
    assert await attendance(office, new) == [Attendance.PRE_POST] * 2
    assert new.heard("· 新人培训：测验还未合格，请发送 /training")
    assert sum("请先完成岗前培训" in text for text in new.texts()) == 1
    await new.presses("开始答题")
    await new.presses("A")
    await office.at("2026-11-26 08:00")
    assert await attendance(office, new) == [*[Attendance.PRE_POST] * 2, Attendance.AWAITED]


async def test_who_registers_while_the_roll_is_open_is_told_and_not_asked(office, zhao):
    await asks_for_it(zhao, "三里社区")
    new = await takes_on(office, "何新", registered=False)
    await office.at("08:00")
    assert await attendance(office, new) == [Attendance.NOT_REGISTERED]
    await new.says("/start")
    await new.does("shares_contact")

    assert new.heard("还没有为您安排岗前培训，请等候管理员通知")
    assert await attendance(office, new) == [Attendance.PRE_POST]


async def test_a_unit_follows_the_one_above_until_it_decides_itself(
    office, sun, zhao, wang, li, zhou
):
    await asks_for_it(sun, "三里街道")
    assert sun.buttons() == ["✓ 1. 三里街道", "✓ 2. 三里社区", "✓ 3. 五里社区"]
    await zhao.says("/training")
    await zhao.presses("岗前培训要求")
    await zhao.presses("✓ 1. 三里社区")
    assert zhao.buttons() == ["☐ 1. 三里社区"]
    await zhao.forges("prepost:3:0:0")

    he = await takes_on(office, "何新")
    liu = await takes_on(office, "刘新", unit="五里社区")
    await asks_for_it(zhao, "三里社区")
    late = await takes_on(office, "马新")

    await office.at("08:00")
    for each in (wang, li, he):
        assert await attendance(office, each) == [Attendance.AWAITED]
    for each in (liu, late):
        assert await attendance(office, each) == [Attendance.PRE_POST]
    assert liu.heard("还没有为您安排岗前培训，请等候管理员通知")
    await zhou.says("/training")
    await zhou.presses("岗前培训要求")
    assert zhou.buttons() == ["☐ 1. 朝阳区", "✓ 2. 三里街道"]


@pytest.mark.parametrize("unit", ["五里社区", "三里街道"])
async def test_a_foreign_unit_is_not_decided_about(office, zhao, wang, unit):
    data = f"prepost:{office.units[unit].id}:1:0"
    await zhao.says("/training")
    assert "没有找到这个单位或人员" in await zhao.forges(data)
    await wang.says("/help")
    assert "没有使用此功能的权限" in await wang.forges(data)
    async with office.app.sessions() as session:
        assert (await session.exec(select(Audit))).all() == []


async def test_a_leave_and_the_end_of_service_stay_what_they_are(office, zhao):
    await office.at("08:00")
    await asks_for_it(zhao, "三里社区")
    new = await takes_on(office, "何新")
    await new.says("/leave 明天")
    await new.presses("病假")
    await new.presses("确认")
    await zhao.presses("同意")
    await office.at("2026-11-24 08:00")
    await office.at("2026-11-24 09:00")

    assert await attendance(office, new) == [Attendance.PRE_POST]
    assert "岗前培训 1" in await zhao.says("/summary 今天")
