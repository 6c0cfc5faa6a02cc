"""A task for whoever is free, and one for several levels of units at once."""

import pytest
from sqlmodel import select

from domain.leave import LeaveKind, LeaveState
from domain.office import Level, Role
from models.leave import Leave
from models.offer import Offer
from models.task import Assignment


async def offers(zhao, line: str = "谁有空 今天 15:00 接站") -> str:
    await zhao.says(f"/dispatch {line}")
    return await zhao.presses("确认")


async def holders(office) -> list[int]:
    async with office.app.sessions() as session:
        return [row.person_id for row in (await session.exec(select(Assignment))).all()]


async def test_the_first_has_it_and_the_others_read_who(office, zhao, wang, zhang):
    page = await zhao.says("/dispatch 谁有空 今天 15:00 接站")
    assert "派发对象：今日应到人员，共 2 人：王芳、张伟" in page
    assert "谁有空谁领：先领先得" in page
    assert zhao.buttons() == ["确认", "修改", "每人一份", "取消"]
    assert await zhao.presses("确认") == (
        "已询问 2 人\n王芳、张伟\n有人领取或没有人领取，都会告诉您。"
    )
    for one in (wang, zhang):
        assert one.sees() == (
            "谁有空？\n接站\n完成时限：11月23日（周一）15:00\n派发人：赵强\n"
            "有空请按“领取”，先领先得。"
        )
        assert one.buttons() == ["领取"]
    assert await holders(office) == []
    assert "接站" not in await wang.says("/today")

    assert zhao.buttons() == ["派给指定的人", "撤回"]
    await zhao.presses("派给指定的人")
    await zhao.says("王芳")
    card = await zhang.presses("领取")
    assert "张伟 先领取了这项任务。" in await zhao.presses("确认")
    assert "状态：已领取" in card
    assert zhang.buttons() == ["完成", "做不了"]
    assert wang.heard("已有人领取\n接站\n张伟 已领取，您不用做了。")
    assert not wang.heard("谁有空？")
    assert zhao.sees() == "张伟 · 已领取\n接站"
    assert await holders(office) == [zhang.person_id]
    await zhang.presses("完成")
    await zhang.presses("跳过")
    assert zhao.sees() == "张伟 · 完成\n接站"


async def test_of_two_at_once_one_has_it(office, zhao, wang, zhang):
    await offers(zhao)
    press = wang.phone.newest()["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for one in (wang, zhang):
        one.phone.presses("领取")
    await office.settle()
    assert len(await holders(office)) == 1
    first, second = (wang, zhang) if await holders(office) == [wang.person_id] else (zhang, wang)
    assert await second.forges(press) == f"{first.phone.first_name} 先领取了这项任务。"
    assert "已经不能领取" in await first.forges(press)
    assert len(await holders(office)) == 1


async def test_nobody_takes_it_and_the_supervisor_is_told_once(office, zhao, wang):
    await offers(zhao)
    await office.at("15:00")
    assert zhao.sees() == ("还没有人领取\n接站\n已询问 2 人。\n如果必须完成，请派给指定的人。")
    await office.at("17:00")
    await office.at("2026-11-24 08:00")
    assert sum("还没有人领取" in text for text in zhao.texts()) == 1
    assert "接站" not in wang.sees()
    assert "已经不能领取" in await wang.presses("领取")
    assert await holders(office) == []

    await zhao.presses("派给指定的人")
    assert "什么时候完成" in await zhao.says("王芳")
    assert "任务内容：接站\n派发对象：王芳" in await zhao.presses("今天下班前")
    await zhao.presses("确认")
    assert wang.sees().startswith("新任务\n接站")
    assert wang.heard("已撤回\n接站\n赵强 已撤回，不用再领取。")
    assert await holders(office) == [wang.person_id]
    await zhao.forges("oback:1")
    assert await holders(office) == [wang.person_id]

    await offers(zhao, "谁有空 今天 10:00 送水")
    await office.at("2026-11-24 13:30")
    assert zhao.heard("还没有人领取\n送水"), "late, where Muster was off at its hour"


async def test_without_an_hour_it_is_looked_at_when_work_ends_or_two_hours_later(
    office, zhao, zhang, sun
):
    await offers(zhao, "谁有空 接站")
    await offers(zhao, "谁有空 送通知")
    await zhang.presses("领取")
    await offers(zhao, "谁有空 扫雪")
    assert await zhao.presses("撤回") == (
        "已撤回\n扫雪\n这项任务不再有人能领取，问过的人都会看到。"
    )
    assert zhang.sees() == "已撤回\n扫雪\n赵强 已撤回，不用再领取。"
    assert "已经不能领取" in await zhang.forges("otake:3")
    await sun.says("/help")
    assert "没有找到" in await sun.forges("oback:1")
    await office.at("17:00")
    told = [text for text in zhao.texts() if "还没有人领取" in text]
    assert len(told) == 1
    assert "接站" in told[0]
    assert not zhang.heard("到时间了")
    await offers(zhao, "谁有空 今天 看门")
    await office.at("19:00")
    assert zhao.sees().startswith("还没有人领取\n看门")


async def test_only_those_are_asked_who_can_take_it(office, zhao, wang, zhang):
    today = office.now.date()
    async with office.app.sessions.begin() as session:
        away = {"kind": LeaveKind.SICK, "state": LeaveState.APPROVED, "asked_at": office.now}
        session.add(Leave(person_id=zhang.person_id, first=today, last=today, **away))
    await office.hires("刘洋", unit="三里社区", registered=False)
    await zhao.says("/dispatch 三里社区 接站")
    assert zhao.buttons() == ["确认", "修改", "谁有空谁领", "取消"]
    assert "先领先得" in await zhao.presses("谁有空谁领")
    assert "先领先得" not in await zhao.presses("每人一份")
    await zhao.presses("谁有空谁领")
    assert (await zhao.presses("确认")).startswith("已询问 1 人\n王芳")
    assert zhang.sees() == ""
    qian = await office.hires(
        "钱站长", unit="三里社区", roles=[Role.AUXILIARY, Role.SUPERVISOR], holds=["三里社区"]
    )
    await offers(qian)
    assert not qian.heard("谁有空？\n接站")
    assert wang.heard("派发人：钱站长")


@pytest.mark.parametrize("who", ["li", "sun"])
async def test_nobody_else_can_take_it(office, zhao, li, sun, who):
    await offers(zhao)
    other = {"li": li, "sun": sun}[who]
    await other.says("/help")
    refused = await other.forges("otake:1")
    assert "not sent to you" in refused or "没有使用此功能的权限" in refused
    assert await holders(office) == []


async def test_what_recurs_is_for_everybody(office, zhao):
    page = await zhao.says("/dispatch 谁有空 每天 巡查")
    assert "先领先得" not in page
    assert zhao.buttons() == ["确认", "修改", "取消"]
    assert "例行任务已设好" in await zhao.presses("确认")
    async with office.app.sessions() as session:
        assert (await session.exec(select(Offer))).all() == []


async def test_an_order_goes_to_the_levels_that_are_chosen(office, sun, wang, li):
    await office.founds("第一网格", Level.GRID, within="三里社区")
    grid = await office.hires("吴格", unit="第一网格")
    street = await office.hires("马街", unit="三里街道")
    page = await sun.says("/dispatch 三里街道 防火检查")
    assert "共 5 人" in page
    assert sun.buttons() == ["确认", "修改", "谁有空谁领", "选择层级", "取消"]
    await sun.presses("选择层级")
    assert sun.buttons() == ["☑ 街道，1 人", "☑ 社区，3 人", "☑ 网格，1 人", "返回"]
    await sun.presses("☑ 社区，3 人")
    assert sun.buttons()[1] == "☐ 社区，3 人"
    page = await sun.presses("返回")
    assert "共 2 人：马街、吴格" in page
    assert "层级：街道、网格" in page
    await sun.presses("确认")
    assert "新任务\n防火检查" in grid.sees()
    assert "新任务\n防火检查" in street.sees()
    assert not wang.heard("防火检查")
    assert not li.heard("防火检查")
    assert "派发对象：三里社区 第一网格，共 1 人" in await sun.says(
        "/dispatch 三里社区第一网格 巡查"
    )
    await sun.says("/dispatch 马街、吴格 巡查")
    assert sun.buttons() == ["确认", "修改", "谁有空谁领", "取消"], "people are named, not levels"


async def test_one_level_must_stay(office, sun):
    await office.founds("第一网格", Level.GRID, within="三里社区")
    await office.hires("吴格", unit="第一网格")
    await sun.says("/dispatch 三里社区 防火检查")
    await sun.presses("选择层级")
    await sun.presses("☑ 社区，2 人")
    assert "没有可以派发的协管员" in await sun.presses("☑ 网格，1 人")
    await sun.presses("☐ 社区，2 人")
    assert "层级" not in (await sun.presses("返回")).replace("选择层级", "")
