"""Leave that is withdrawn, called off or ended early, and what is expected then."""

import pytest

from domain.roll_call import Attendance
from tests.kit.leave import attendance, leaves


async def takes_leave(person, days, *supervisors):
    await person.says(f"/leave {days}")
    await person.presses("事假")
    await person.presses("确认")
    for supervisor in supervisors:
        await supervisor.presses("同意")


async def ends(person, label):
    await person.presses("我的请假")
    await person.presses(person.buttons()[0])
    assert label in person.buttons()
    return await person.presses(label)


async def test_a_request_is_withdrawn_before_anybody_decides(office, wang, zhao):
    await takes_leave(wang, "明天")
    assert "申请已撤回" in await ends(wang, "撤回申请")
    assert "王芳已撤回请假申请" in zhao.sees()
    assert zhao.buttons() == []
    assert "已取消" in await zhao.forges("lvdec:1:1")
    assert [row.state for row in await leaves(office)] == ["cancelled"]
    assert "我的请假" not in wang.buttons()
    assert "哪一种假" in await wang.says("/leave 明天")


async def test_a_closed_roll_forgets_a_request_that_is_withdrawn(office, wang, zhao):
    await office.at("08:00")
    await takes_leave(wang, "今天")
    await office.at("09:30")
    assert zhao.heard("缺勤，但请假还没有审批（1 人）\n王芳")
    await wang.says("/leave")
    assert "申请已撤回" in await ends(wang, "撤回申请")
    assert not zhao.heard("请假还没有审批"), "the list is drawn anew"
    assert await attendance(office, wang) == [Attendance.ABSENT]


async def test_approved_leave_is_called_off_before_it_begins(office, wang, zhao):
    qian = await office.hires("钱进", unit="三里社区", roles=["supervisor"], holds=["三里社区"])
    await takes_leave(wang, "明天", zhao)
    assert "王芳的请假：已同意" in qian.sees()
    assert "请假已取消" in await ends(wang, "取消请假")
    assert "王芳已取消请假" in zhao.sees()
    assert "王芳已取消请假" in qian.sees()
    assert not qian.heard("王芳的请假"), "it stands in the place of the request"
    await office.at("2026-11-24 08:00")
    assert "您到岗了吗" in wang.sees()


async def test_called_off_while_the_roll_is_open_it_asks_at_once(office, wang, zhang, zhao):
    await takes_leave(wang, "今天到明天", zhao)
    await office.at("08:00")
    assert await attendance(office, wang) == [Attendance.LEAVE]
    await office.at("08:20")
    seen = await ends(wang, "提前销假")
    assert wang.heard("请假已取消")
    assert not wang.heard("实际请假"), "it was called off within its first hours"
    assert "您到岗了吗" in seen
    assert await attendance(office, wang) == [Attendance.AWAITED]
    await wang.presses("到岗")
    assert wang.heard("迟到 20 分钟")
    assert "王芳已取消请假" in zhao.sees()
    assert [row.state for row in await leaves(office)] == ["cancelled"]


async def test_back_in_the_afternoon_the_morning_stays_leave(office, wang, zhao):
    await takes_leave(wang, "今天到27号", zhao)
    await office.at("2026-11-24 08:00")
    await office.at("2026-11-24 13:30")
    seen = await ends(wang, "提前销假")
    assert "实际请假：\n日期：11月23日（周一）到11月24日（周二）上午，共 1.5 天" in seen
    assert "11月24日（周二）上午" in zhao.sees()
    assert await attendance(office, wang) == [Attendance.LEAVE]
    await office.at("2026-11-24 17:30")
    assert "开始评议" in wang.buttons()
    await office.at("2026-11-25 08:00")
    assert "您到岗了吗" in wang.sees()


async def test_back_after_the_review_has_opened_one_is_asked_too(office, wang, zhao):
    await takes_leave(wang, "今天到明天", zhao)
    await office.at("17:30")
    assert "开始评议" not in wang.buttons()
    await office.at("17:40")
    await ends(wang, "提前销假")
    assert "开始评议" in wang.buttons()


async def test_pressed_twice_or_late_nothing_more_happens(office, wang, zhao):
    await takes_leave(wang, "今天", zhao)
    await ends(wang, "提前销假")
    message = wang.phone.messages[-1]["message_id"]
    assert "已结束" in await wang.forges("lvend:1:returned", message)
    assert [row.state for row in await leaves(office)] == ["cancelled"]
    assert len([text for text in zhao.texts() if "取消请假" in text]) == 1


async def test_a_button_made_before_the_decision_shows_what_can_be_done_now(office, wang, zhao):
    await takes_leave(wang, "明天")
    await wang.says("/leave")
    await wang.presses("我的请假")
    await wang.presses("11月24日（周二）")
    message = wang.phone.messages[-1]["message_id"]
    await zhao.presses("同意")
    await wang.forges("lvend:1:withdrawn", message)
    assert wang.heard("请假还没有开始")
    assert [row.state for row in await leaves(office)] == ["approved"]


@pytest.mark.parametrize("data", ["lvend:1:called_off", "lvshow:1", "lvshow:99"])
async def test_nobody_ends_somebody_elses_leave(office, wang, zhang, zhao, data):
    await takes_leave(wang, "明天", zhao)
    await zhang.says("/help")
    assert "不是发给您的" in await zhang.forges(data)
    assert [row.state for row in await leaves(office)] == ["approved"]


async def test_what_somebody_on_leave_has_left_waits_until_they_are_back(office, wang, zhao):
    await zhao.says("/dispatch 王芳 今天 核对台账")
    await zhao.presses("确认")
    await wang.says("/leave 今天到明天")
    await wang.presses("事假")
    await wang.presses("确认")
    assert "今天还没有完成的任务：核对台账" in await zhao.presses("同意")
    await office.at("2026-11-24 08:00")
    assert "核对台账" not in await wang.says("/today")
    await office.at("2026-11-25 08:00")
    assert "核对台账" in wang.sees()
