"""A community in shifts: set on Monday, worked from Tuesday, swapped on Wednesday."""

from datetime import datetime

import pytest
from sqlmodel import select

from domain.office import Role
from domain.roll_call import Attendance
from models.roll_call import RollAnswer, RollCall
from tests.kit.house import SHANGHAI
from tests.kit.tasks import hands
from tests.kit.training import speaks_english


@pytest.fixture
async def shifts(office, wang, zhang, zhao):
    """王芳, 张伟, 陈静 and 刘洋 in four groups; by name: 刘洋, 张伟, 王芳, 陈静."""
    for name in ("陈静", "刘洋"):
        await office.hires(name, unit="三里社区")
    await zhao.says("/rota")
    await zhao.presses("设置轮班")
    await zhao.presses("白班 8:00-20:00，夜班 20:00-8:00")
    await zhao.presses("白班 夜班 休 休")
    await zhao.presses("分成 4 组")
    return office


async def attendance(office, day):
    async with office.app.sessions() as session:
        found = (
            select(RollCall.slot, RollAnswer.person_id, RollAnswer.attendance)
            .join(RollAnswer, RollAnswer.roll_call_id == RollCall.id)
            .where(RollCall.day == day)
            .order_by(RollCall.slot.desc(), RollAnswer.person_id)
        )
        names = {one.person_id: name for name, one in office.people.items()}
        rows = (await session.exec(found)).all()
    return [(slot, names[person], attendance) for slot, person, attendance in rows]


async def on_duty(shifts, person):
    """Today's or tomorrow's duty as the person's own list says it."""
    seen = await shifts.people[person].says("/rota")
    return seen.split("\n")[1]


async def test_a_rota_is_set_in_three_presses_and_seen(shifts, zhao, wang):
    seen = zhao.sees()
    assert "三里社区 · 轮班" in seen
    assert "白班 08:00–20:00\n夜班 20:00–次日08:00\n轮换：白班 夜班 休 休" in seen
    assert "11月24日（周二）\n白班（1）：" in seen
    assert "轮休（2）：" in seen
    assert wang.sees().startswith("您的新班次\n11月24日（周二） ")
    assert wang.sees().endswith("\n\n由赵强为三里社区安排。")
    assert "我的班次\n11月24日（周二）" in await wang.presses("我的班次")


async def test_who_supervises_and_works_in_shifts_has_both(office, shifts):
    roles = [Role.AUXILIARY, Role.SUPERVISOR]
    zheng = await office.hires("郑组长", unit="三里社区", roles=roles, holds=["三里社区"])
    assert "三里社区 · 轮班" in await zheng.says("/rota")
    assert zheng.buttons() == ["重新设置", "调整一个人", "停止轮班", "我的班次"]
    assert "我的班次\n" in await zheng.presses("我的班次")


async def test_the_roll_follows_the_rota_over_midnight(shifts, zhao, li):
    names = ("王芳", "张伟", "陈静", "刘洋")
    duty = {name: await on_duty(shifts, name) for name in names}
    day = next(name for name in names if "白班" in duty[name])
    night = next(name for name in names if "夜班" in duty[name])
    resting = [name for name in names if "轮休" in duty[name]]
    rester = shifts.people[resting[0]]
    await rester.says("/leave 11月24日到25日")
    await rester.presses("事假")
    await rester.presses("确认")
    await zhao.presses("同意")
    await shifts.at("08:00")
    assert len([row for row in await attendance(shifts, shifts.now.date()) if row[0] == 0]) == 5
    await shifts.at("2026-11-24 08:00")
    assert li.heard("Are you at your post")
    await rester.says("/leave")
    await rester.presses("我的请假")
    await rester.presses(rester.buttons()[0])
    assert "请假已取消" in await rester.presses("提前销假"), "and the rota rests, so nobody asks"
    await shifts.people[day].presses("到岗")
    await shifts.at("2026-11-24 17:30")
    assert li.heard("Evening review")
    assert not shifts.people[day].heard("评议"), "the shift is not over yet"
    await shifts.at("2026-11-24 20:00")
    assert "请在 11月25日（周三）00:00 前提交" in shifts.people[day].sees()
    called = f"点名 · 11月24日（周二）\n{night}，您在岗吗"
    assert shifts.people[night].sees().startswith(called)
    assert "今天的班次：夜班 20:00–次日08:00\n点名：" in await shifts.people[night].says("/today")
    await shifts.people[night].says("到")
    rows = await attendance(shifts, shifts.now.date())
    assert [row for row in rows if row[0] == -2] == [(-2, night, Attendance.PRESENT)]
    first = {name: said for slot, name, said in rows if slot == -1}
    rest = dict.fromkeys(resting, Attendance.REST)
    assert first == {day: Attendance.PRESENT, **rest}
    seen = await zhao.says("/summary 今天")
    assert "在册 4 人，应到 2 人" in seen
    assert "轮休 2" in seen
    await shifts.at("2026-11-25 02:00")
    assert "11月24日" in await shifts.people[night].says("/review 昨天")
    await shifts.people[night].says("/cancel")
    await shifts.at("2026-11-25 08:00")
    assert "11月24日" in shifts.people[night].sees()
    assert "开始评议" in shifts.people[night].buttons()
    assert not [one for one in resting if shifts.people[one].heard("评议")]
    await shifts.at("2026-11-25 12:00")
    assert "三里社区晚评议小结 · 11月24日（周二）\n评议：已提交 0、未交 2" in zhao.sees()


async def test_a_roll_that_was_missed_carries_over_what_was_left(shifts, wang):
    await hands(shifts, "清理楼道", to=["王芳"])
    await shifts.close()
    shifts.clock.move_to(datetime(2026, 11, 24, 9, 30, tzinfo=SHANGHAI))
    await shifts.restarts()
    await shifts.settle()
    assert "清理楼道" in await wang.says("/today")


async def test_the_roll_goes_on_at_the_weekend(shifts):
    await shifts.at("2026-11-28 08:00")
    rows = await attendance(shifts, shifts.now.date())
    assert sorted(said for _, _, said in rows) == ["awaited", "rest", "rest"]
    resting = next(name for _, name, said in rows if said == "rest")
    assert "轮休" in await shifts.people[resting].says("/today")


async def test_a_rota_changed_at_noon_holds_from_tomorrow(shifts, zhao, wang):
    await shifts.at("2026-11-24 12:00")
    before = await on_duty(shifts, "王芳")
    await zhao.says("/rota")
    await zhao.presses("调整一个人")
    assert "中间空一格" in await zhao.says("张三 夜班")
    assert "没有看懂顺序" in await zhao.says("王芳 中班")
    await zhao.says("王芳 夜班")
    assert "11月25日（周三） 夜班 20:00–次日08:00\n11月26日（周四） 轮休" in wang.sees()
    mine = (await wang.says("/rota")).split("\n")
    assert mine[1] == before
    assert "11月25日（周三） 夜班" in mine[2]
    assert "11月26日（周四） 轮休" in mine[3]


async def test_a_rota_is_seen_and_ended_in_english(shifts, zhao, wang):
    await shifts.at("2026-11-24 12:00")
    await speaks_english(zhao)
    seen = await zhao.says("/rota")
    assert "Rota of 三里社区\n白班 08:00–20:00\n夜班 20:00–08:00 (next day)" in seen
    assert "day off by the rota (2): " in seen
    assert "End the rota?" in await zhao.presses("End the rota")
    seen = await zhao.presses("Confirm")
    assert "It is ended: from Wed 25 Nov on the calendar of workdays holds again." in seen
    assert zhao.buttons() == ["Set anew"]
    assert wang.sees().startswith("从11月25日（周三）起不再轮班\n恢复按工作日历上班。")
    await shifts.at("2026-11-28 08:00")
    assert await attendance(shifts, shifts.now.date()) == []
    assert "没有轮班" in await wang.says("/rota")
    assert "does not work in shifts" in await zhao.says("/rota")


@pytest.mark.parametrize(
    ("shifts_typed", "answer"), [("白班", "没有看懂班次"), ("白班 8:00-8:00", "没有看懂班次")]
)
async def test_shifts_that_are_not_understood_are_asked_again(office, zhao, shifts_typed, answer):
    await zhao.says("/rota")
    await zhao.presses("设置轮班")
    assert answer in await zhao.says(shifts_typed)
    assert "按什么顺序" in await zhao.says("白班 8:00-20:00")
    assert "没有看懂顺序" in await zhao.says("夜班 休")
    assert "轮换：白班 白班 休" in await zhao.says("白班2 休")
    await zhao.presses("取消")
    assert "本单位没有轮班" in await zhao.says("/rota")


async def pair_of(shifts, day):
    """Two people with different duties on a day, as the first is offered it."""
    wang = shifts.people["王芳"]
    await wang.says("/rota")
    await wang.presses("换班")
    label = next(each for each in wang.buttons() if day in each)
    await wang.presses(label)
    other = wang.buttons()[0]
    return wang, shifts.people[other.split(" ")[0]], label, other


async def test_two_swap_a_shift_with_the_supervisors_approval(shifts, zhao, sun):
    qian = await shifts.hires("钱进", unit="三里社区", roles=["supervisor"], holds=["三里社区"])
    await shifts.hires("周明", unit="三里社区", registered=False)
    wang, other, mine, theirs = await pair_of(shifts, "11月26日")
    assert not [label for label in wang.buttons() if "周明" in label], "who cannot be asked"
    assert "11月26日（周四），对吗？" in await wang.presses(theirs)
    await wang.presses("确认")
    assert "王芳想和您换班" in other.sees()
    assert f"已向{theirs.split(' ')[0]}申请换班，对方还没有答复" in await wang.says("/rota")
    assert "等待管理员审批" in await other.presses("同意")
    assert wang.sees().startswith(f"{theirs.split(' ')[0]}同意换班\n")
    assert "申请换班" in zhao.sees()
    assert f"结果已通知王芳、{theirs.split(' ')[0]}" in await zhao.presses("同意")
    assert "换班已同意" in wang.sees()
    assert "审批人：赵强。" in other.sees()
    assert "换班已同意" in qian.sees()
    assert qian.buttons() == []
    seen = await wang.says("/rota")
    assert f"11月26日（周四） {theirs.split(' ')[1]}" in seen
    assert f"11月26日（周四） {mine.split(' ')[1]}" in await other.says("/rota")
    assert "当天已有一方申请换班" in await _asks_again(wang)
    await leave_over_the_swap(wang, other, theirs, zhao)


async def asks_leave(who):
    await who.says("/leave 11月26日")
    await who.presses("事假")
    await who.presses("确认")


async def leave_over_the_swap(wang, other, theirs, zhao):
    """Nothing is undone: who decides and who swapped know whose shift is left alone."""
    name, rests = theirs.split(" ")
    await asks_leave(wang)
    assert zhao.sees().endswith(f"注意：11月26日（周四）已与{name}换班，现为{rests}。")
    assert (await zhao.presses("同意")).endswith(f"现为{rests}。\n\n结果已通知王芳。")
    assert not other.heard("不能上换来的班")
    await asks_leave(other)
    assert zhao.sees().endswith("注意：11月26日（周四）已与王芳换班，现为白班。")
    decided = await zhao.presses("同意")
    assert decided.endswith("换班仍然有效，当天这个班请另行安排人。\n也已告知王芳。")
    assert wang.sees().startswith(
        f"{name}不能上换来的班\n11月26日（周四） 白班由管理员另行安排人。"
    )
    await other.presses("我的请假")
    await other.presses("11月26日（周四）")
    await other.presses("取消请假")
    assert wang.sees() == f"{name}仍上换来的班\n11月26日（周四） 白班，按换班照常上岗。"


async def test_who_comes_back_before_a_swapped_night_works_it(shifts, zhao):
    wang, other, _, theirs = await pair_of(shifts, "11月27日")
    await wang.presses(theirs)
    await wang.presses("确认")
    await other.presses("同意")
    await zhao.presses("同意")
    await other.says("/leave 11月27日")
    await other.presses("事假")
    await other.presses("确认")
    await zhao.presses("同意")
    assert "不能上换来的班\n11月27日（周五） 夜班" in wang.sees()
    await shifts.at("2026-11-27 13:00")
    await other.says("/leave")
    await other.presses("我的请假")
    await other.presses(other.buttons()[0])
    await other.presses("提前销假")
    assert "仍上换来的班\n11月27日（周五） 夜班" in wang.sees()


async def _asks_again(wang):
    await wang.presses("换班")
    await wang.presses(next(each for each in wang.buttons() if "11月26日" in each))
    await wang.presses(wang.buttons()[0])
    return await wang.presses("确认")


async def test_a_colleague_or_a_supervisor_may_decline(shifts, zhao):
    wang, other, _, theirs = await pair_of(shifts, "11月26日")
    await wang.presses(theirs)
    await wang.presses("确认")
    assert "已告知王芳" in await other.presses("不同意")
    assert wang.sees().startswith(f"{theirs.split(' ')[0]}不同意换班\n")
    assert "已有结果或已撤回" in await other.forges("swap-say:1:1")
    wang, other, _, theirs = await pair_of(shifts, "11月27日")
    await wang.presses(theirs)
    await wang.presses("确认")
    await other.presses("同意")
    await wang.says("/leave 11月27日")
    await wang.presses("事假")
    await wang.presses("确认")
    await zhao.presses("同意")
    assert "王芳当天请假，不能换班" in await zhao.presses("同意")
    await zhao.presses("不同意")
    assert zhao.heard("换班未同意")
    assert "换班未同意" in other.sees()


async def test_whoever_asked_takes_it_back_before_it_is_decided(shifts, zhao, sun):
    wang, other, _, theirs = await pair_of(shifts, "11月26日")
    await wang.presses(theirs)
    await wang.presses("确认")
    assert "不是发给您的" in await other.forges("swap-undo:1")
    assert f"已告知{theirs.split(' ')[0]}" in await wang.presses("撤回")
    assert other.sees().endswith("撤回人：王芳。")
    assert "已有结果或已撤回" in await other.forges("swap-say:1:1")

    wang, other, _, theirs = await pair_of(shifts, "11月26日")
    await wang.presses(theirs)
    await wang.presses("确认")
    await other.presses("同意")
    assert f"{theirs.split(' ')[0]}已同意换班，等待管理员审批" in await wang.says("/rota")
    await wang.presses("撤回 11月26日（周四）换班")
    assert zhao.sees().startswith("换班已撤回\n")
    assert zhao.buttons() == []
    assert "已有结果或已撤回" in await zhao.forges("swap-dec:2:1")
    assert "申请换班" not in await wang.says("/rota")


async def test_a_swap_whose_day_has_come_or_whose_shifts_have_changed_is_over(shifts, zhao):
    wang, other, _, theirs = await pair_of(shifts, "11月26日")
    await wang.presses(theirs)
    await wang.presses("确认")
    await zhao.says("/rota")
    await zhao.presses("停止轮班")
    await zhao.presses("确认")
    assert "日期已到，或班次已有变动" in await other.presses("同意")


async def test_nobody_else_answers_or_decides(shifts, li, zhao):
    wang, other, _, theirs = await pair_of(shifts, "11月26日")
    await wang.presses(theirs)
    await wang.presses("确认")
    assert "不是发给您的" in await wang.forges("swap-say:1:1")
    wu = await shifts.hires("吴五", unit="五里社区", roles=["supervisor"], holds=["五里社区"])
    await other.presses("同意")
    await wu.says("/help")
    assert await wu.forges("swap-dec:1:1") == await wu.forges("swap-dec:99:1")
    assert "没有找到这个单位" in wu.phone.popups[-1]
