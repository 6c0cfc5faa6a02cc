"""Somebody is away, a task is open: a colleague is proposed with reasons, one press decides."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from domain.office import Role
from domain.task import TaskState
from models import reassignment
from models.leave import Leave
from models.person import Holding, Person
from models.reassignment import Reassignment
from models.task import Assignment
from tests.kit.tasks import hands


@pytest.fixture
async def grid(office):
    """李梅 and 陈刚 work beside 王芳 in 三里社区, all three 网格员."""
    await office.hires("李梅", unit="三里社区")
    await office.hires("陈刚", unit="三里社区")
    return office


async def morning(office, *there: str) -> None:
    await office.at("08:00")
    for name in there:
        await office.people[name].says("到")


async def holder(office, assignment_id: int) -> tuple[int, TaskState]:
    async with office.app.sessions() as session:
        row = await session.get_one(Assignment, assignment_id)
        return row.person_id, row.state


async def test_a_task_of_somebody_absent_goes_to_the_least_loaded_colleague(grid, zhao, wang, sun):
    [task] = await hands(grid, "清理楼道", to=["王芳"])
    await hands(grid, "扫雪", to=["李梅"])
    await morning(grid, "李梅", "陈刚", "张伟")
    await grid.at("09:00")
    assert zhao.sees() == (
        "有任务没人做\n王芳 今天缺勤。\n任务：清理楼道\n\n建议转给：陈刚\n"
        "理由：同岗位、同单位、今天已到岗、手上任务最少（0 项）"
    )
    assert zhao.buttons() == ["转给 陈刚", "不转", "自己选人"]
    assert not sun.heard("有任务没人做")

    seen = await zhao.presses("转给 陈刚")
    assert seen == "都安排好了\n“清理楼道”已转给 陈刚。"
    chen = grid.people["陈刚"]
    assert chen.sees() == (
        "转给您的任务\n清理楼道\n完成时限：11月23日（周一）\n"
        "原来由 王芳 负责，今天不在。\n派发人：赵强"
    )
    assert wang.sees() == "您的一项任务已转给别人\n清理楼道\n现在由 陈刚 负责，您不用做了。"
    assert await holder(grid, task) == (chen.person_id, TaskState.SENT)
    assert "状态：已领取" in await chen.presses("领取")
    assert "这项任务已经转给 陈刚" in await wang.forges(f"tdone:{task}")
    assert "▫️" not in await wang.says("/today")

    await grid.at("2026-11-24 08:00")
    assert "清理楼道 · 结转第 1 次" in chen.sees()
    assert "清理楼道" not in wang.sees()
    assert "这项任务已经转给 陈刚" in await wang.forges(f"tdone:{task}")
    await grid.people["李梅"].says("到")
    await grid.at("2026-11-24 09:00")
    await zhao.presses("转给 李梅")
    assert "李梅 · 2 项" in (seen := await zhao.says("/summary 每人"))
    assert seen.endswith("没有任务：张伟、王芳、陈刚"), "it counts to whoever has it"


async def test_several_come_one_after_the_other_and_one_may_stay(grid, zhao, wang):
    await hands(grid, "清理楼道", to=["王芳"])
    second, third = [(await hands(grid, title, to=["王芳"]))[0] for title in ("扫雪", "送通知")]
    await hands(grid, "完成了的", to=["王芳"], state=TaskState.DONE)
    await morning(grid, "李梅", "陈刚")
    await wang.says("/leave")
    for label in ("病假", "只请今天", "确认"):
        await wang.presses(label)
    spoken = []
    event.listen(
        grid.app.engine.sync_engine,
        "before_cursor_execute",
        lambda *told: spoken.append(told[2]),
    )
    await grid.at("09:00")
    written = [at for at, one in enumerate(spoken) if one.startswith("INSERT INTO reassign")]
    assert written == [*range(written[0], written[0] + 3)], "nothing is asked between two"
    assert "任务：清理楼道" in zhao.sees()
    assert "后面还有 2 项。" in zhao.sees()
    seen = await zhao.presses("不转")
    assert seen.startswith(
        "有任务没人做\n“清理楼道”仍由 王芳 负责。\n\n王芳 今天缺勤。\n任务：扫雪"
    )
    first = zhao.buttons()[0]
    await zhao.presses("同意")
    seen = await zhao.presses(first)
    assert "王芳 今天请假。\n任务：送通知" in seen, "the leave has been approved since"
    assert zhao.buttons()[0] != first, "whoever was given one is not the least loaded any more"
    await zhao.presses(zhao.buttons()[0])
    people = {(await holder(grid, task))[0] for task in (second, third)}
    assert people == {grid.people[name].person_id for name in ("李梅", "陈刚")}
    await grid.at("2026-11-24 08:00")
    for name in ("李梅", "陈刚"):
        await grid.people[name].says("到")
    await grid.at("2026-11-24 09:00")
    assert not any("清理楼道" in text for text in zhao.texts()[-1:]), "it is proposed once"


async def test_leave_approved_in_the_day_brings_the_proposal_at_once(grid, zhao, wang):
    await hands(grid, "清理楼道", to=["王芳"])
    await morning(grid, "王芳", "李梅")
    await wang.says("/leave")
    await wang.presses("病假")
    await wang.presses("只请今天")
    await wang.presses("确认")
    await zhao.presses("同意")
    proposal = next(text for text in zhao.texts() if "有任务没人做" in text)
    assert "王芳 今天请假。" in proposal
    assert "病" not in proposal
    assert "建议转给：李梅" in proposal
    await grid.at("09:00")
    assert sum("有任务没人做" in text for text in zhao.texts()) == 1


async def test_the_first_of_two_supervisors_decides(grid, zhao, wang):
    qian = await grid.hires("钱进", unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区"])
    [task] = await hands(grid, "清理楼道", to=["王芳"])
    await morning(grid, "李梅")
    await grid.at("09:00")
    assert "有任务没人做" in qian.sees()
    await zhao.presses("转给 李梅")
    assert await qian.presses("不转") == "都安排好了\n赵强 已把“清理楼道”转给 李梅。"
    assert (await holder(grid, task))[0] == grid.people["李梅"].person_id


async def test_whom_one_of_two_supervisors_alone_holds_is_not_proposed_to_both(grid, zhao, zhang):
    qian = await grid.hires("钱进", unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区"])
    await grid.hires("周红", unit="五里社区", post="城管协管员")
    async with grid.app.sessions.begin() as session:
        (await session.get_one(Person, zhang.person_id)).main_duty = "市容"
        there = grid.units["五里社区"].id
        session.add(Holding(person_id=zhao.person_id, unit_id=there))
    await hands(grid, "登记摊位", to=["张伟"])
    await morning(grid, "李梅", "周红")
    await grid.at("09:00")
    assert "没有合适的人" in qian.sees()
    assert "周红" not in qian.sees()
    await zhao.presses("自己选人")
    assert zhao.buttons()[:2] == ["李梅 · 三里社区 · 0 项", "周红 · 五里社区 · 0 项"]


async def test_who_has_gone_home_since_is_replaced_by_the_next(grid, zhao, wang):
    [task] = await hands(grid, "清理楼道", to=["王芳"])
    await hands(grid, "扫雪", to=["陈刚"])
    await morning(grid, "李梅", "陈刚")
    await grid.at("09:00")
    assert zhao.buttons()[0] == "转给 李梅"
    today = grid.now.date()
    async with grid.app.sessions.begin() as session:
        away = {"kind": "sick", "state": "approved", "asked_at": grid.now}
        mei = grid.people["李梅"].person_id
        session.add(Leave(person_id=mei, first=today, last=today, **away))
    seen = await zhao.presses("转给 李梅")
    assert "李梅 现在不能接“清理楼道”了。" in seen
    assert zhao.buttons()[0] == "转给 陈刚"
    assert (await holder(grid, task))[0] == wang.person_id
    await zhao.presses("转给 陈刚")
    assert (await holder(grid, task))[0] == grid.people["陈刚"].person_id


async def test_where_nobody_suits_it_says_so_and_somebody_is_chosen_by_hand(
    grid, zhao, zhang, sun, li
):
    [task] = await hands(grid, "登记摊位", to=["张伟"])
    async with grid.app.sessions.begin() as session:
        (await session.get_one(Person, zhang.person_id)).main_duty = "市容"
    await hands(grid, "扫雪", to=["李梅"])
    for number in range(3):
        await grid.hires(f"钱{number}", unit="三里社区")
    await morning(grid, "李梅", "陈刚", "王芳", "钱0")
    await grid.at("09:00")
    assert zhao.sees() == (
        "有任务没人做\n张伟 今天缺勤。\n任务：登记摊位\n\n"
        "没有合适的人：到岗的人里没有同岗位、同职责的。"
    )
    assert zhao.buttons() == ["不转", "自己选人"]
    seen = await zhao.presses("自己选人")
    assert seen.startswith("谁来替 张伟？\n任务：登记摊位")
    assert "请按姓名，也可以直接输入姓名" in seen
    assert zhao.buttons() == [
        "王芳 · 三里社区 · 0 项",
        "陈刚 · 三里社区 · 0 项",
        "钱0 · 三里社区 · 0 项",
        "下一页",
        "返回",
    ]
    assert "没有合适的人" in await zhao.presses("返回")
    assert (await zhao.says("陈刚")).startswith("陈刚\n"), "nothing is asked any more"
    await zhao.presses("自己选人")
    await zhao.presses("下一页")
    assert "没有找到这个单位或人员" in await zhao.forges(f"tgive:1:{li.person_id}")
    assert "今天到岗的人里没有叫“李娜”的" in await zhao.says("李娜")
    await zhao.says("梅")
    assert zhao.buttons() == ["李梅 · 三里社区 · 1 项", "返回"]
    assert "“登记摊位”已转给 李梅" in await zhao.says("李梅")
    assert (await holder(grid, task))[0] == grid.people["李梅"].person_id
    assert "已转给 李梅" in await zhao.forges("tback:1")
    assert "已转给 李梅" in await zhao.forges("twho:1:0")


async def test_of_very_many_none_is_lost(grid, zhao, sun, wang, li, monkeypatch):
    monkeypatch.setattr(reassignment, "MOST", 2)
    await grid.hires("吴站长", unit="三里街道", roles=[Role.SUPERVISOR], holds=["五里社区"])
    wu = grid.people["吴站长"]
    for number in range(4):
        await hands(grid, f"第{number}处", to=["王芳"])
    await hands(grid, "巡河", to=["李娜"])
    await morning(grid, "李梅")
    await grid.at("09:00")
    assert "后面还有 3 项" in zhao.sees()
    assert wu.sees() == "有任务没人做\n还有 1 项任务的负责人今天不在，请按“查看”逐项安排。"
    assert not sun.heard("有任务没人做")

    assert "李娜 今天缺勤。\n任务：巡河" in await wu.presses("查看")
    assert "都安排好了" in await wu.presses("不转")
    for _ in range(3):
        await zhao.presses("不转")
    assert "任务：第3处" in zhao.sees()
    assert "都安排好了" in await zhao.presses("转给 李梅")
    assert "第3处" in grid.people["李梅"].sees()


async def test_a_proposal_of_another_unit_is_unknown(grid, zhao, sun, li):
    await grid.hires("周红", unit="五里社区")
    [task] = await hands(grid, "清理楼道", to=["李娜"])
    await morning(grid, "周红")
    await grid.at("09:00")
    assert "建议转给：周红" in next(text for text in sun.texts() if "有任务没人做" in text)
    async with grid.app.sessions() as session:
        [row] = (await session.exec(select(Reassignment))).all()
    for press in (f"tgive:{row.id}:{row.to_id}", f"tstays:{row.id}", "tstays:77"):
        assert "没有找到这个单位或人员" in await zhao.forges(press)
    assert (await holder(grid, task))[0] == li.person_id
