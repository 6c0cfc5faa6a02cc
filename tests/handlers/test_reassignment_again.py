"""A task that suited nobody comes back at its hour, and with the next morning's closing."""

from models.leave import Leave
from models.person import Person
from tests.kit.tasks import hands


async def test_what_suited_nobody_comes_back_with_whoever_is_there_by_then(
    office, zhao, zhang, wang
):
    hong = await office.hires("周红", unit="三里社区", post="城管协管员")
    monday = office.now.date()
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, zhang.person_id)).main_duty = "市容"
        away = {"kind": "sick", "state": "approved", "asked_at": office.now}
        last = monday.replace(day=25)
        session.add(Leave(person_id=zhang.person_id, first=monday, last=last, **away))
    await zhao.says("/dispatch 张伟 今天 15:00 登记摊位")
    await zhao.presses("确认")
    await hands(office, "清点路牌", to=["张伟"])
    await office.at("08:00")
    await wang.says("到")
    await office.at("09:00")
    assert "没有合适的人" in zhao.sees()
    assert "后面还有 1 项。" in zhao.sees()

    await office.at("14:30")
    await zhao.says("/rollcall 三里社区")
    await hong.says("到")
    await office.at("15:00")
    again = "任务：登记摊位\n完成时限：11月23日（周一）15:00\n\n建议转给：周红"
    await office.at("17:00")
    assert sum(again in text for text in zhao.texts()) == 1

    await office.at("2026-11-24 08:00")
    await hong.says("到")
    await office.at("2026-11-24 09:00")
    assert "张伟 今天请假。\n任务：清点路牌\n\n建议转给：周红" in zhao.sees()
    await zhao.presses("转给 周红")
    assert "清点路牌 · 结转第 1 次" in await hong.says("/today")
    await office.at("2026-11-25 09:00")
    assert "有任务没人做" not in zhao.sees()


async def test_after_the_closing_leave_is_told_also_where_nobody_suits(office, zhao, zhang):
    await hands(office, "登记摊位", to=["张伟"])
    await office.at("08:00")
    await zhang.says("到")
    await office.at("09:00")
    await zhang.says("/leave")
    await zhang.presses("病假")
    await zhang.presses("只请今天")
    await zhang.presses("确认")
    await zhao.presses("同意")
    assert zhao.heard("没有合适的人：今天还没有别人到岗。")
    assert zhao.buttons() == ["不转"]
    assert "仍由 张伟 负责" in await zhao.presses("不转")
    assert "转派：1 条" in await zhang.says("/me")
