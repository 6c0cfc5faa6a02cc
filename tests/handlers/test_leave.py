from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from domain.roll_call import Attendance
from domain.when import Period, read_coming_period
from models.review import Review
from tests.kit.house import SHANGHAI
from tests.kit.leave import attendance, leaves
from views.leave import typed_days
from views.texts import texts


async def asks(person, *, kind="事假", until="只请今天"):
    await person.says("/leave")
    await person.presses(kind)
    await person.presses(until)
    return await person.presses("确认")


async def test_leave_asked_under_the_roll_and_approved(office, wang, zhao, sun):
    await office.at("08:00")
    assert "哪一种假" in await wang.presses("请假")
    assert wang.buttons() == ["事假", "病假", "年休假", "其他", "取消"]
    await wang.presses("病假")
    assert wang.buttons() == ["只请今天", "到明天", "到后天", "到本周五", "取消"]
    seen = await wang.presses("到后天")
    assert "病假" in seen
    assert "11月23日（周一）到11月25日（周三），共 3 天" in seen
    assert "正在等待审批" in await wang.presses("确认")
    assert wang.buttons() == ["我的请假"]

    assert "王芳申请请假" in zhao.sees()
    assert "三里社区" in zhao.sees()
    assert not sun.heard("王芳申请请假")
    assert "王芳的请假：已同意" in await zhao.presses("同意")
    assert zhao.buttons() == []
    assert "您的请假已同意" in wang.sees()
    assert "赵强" in wang.sees()
    assert await attendance(office, wang) == [Attendance.LEAVE]


async def test_the_roll_message_keeps_its_buttons_while_leave_is_asked(office, wang):
    await office.at("08:00")
    await wang.presses("请假")
    await wang.presses("到岗")
    assert wang.heard("按时到岗")
    assert "哪一种假" in wang.sees()


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_the_example_of_a_period_is_understood(today, length):
    first, last = today + timedelta(days=7), today + timedelta(days=7 + length)
    for language in ("zh", "en"):
        example = typed_days(first, last, texts(language, SHANGHAI))
        assert read_coming_period(example, today=today) == Period(first, last)


async def test_the_days_are_asked_with_an_example_as_people_type_it(office, wang):
    await wang.says("/leave")
    assert "例如：11月30日到12月2日。" in await wang.presses("事假")
    assert "11月30日（周一）到12月2日（周三），共 3 天" in await wang.says("11月30日到12月2日")


async def test_while_leave_lasts_no_roll_call_asks(office, wang, zhang, zhao):
    await asks(wang, until="到明天")
    await zhao.presses("同意")
    for day, is_asked in (("2026-11-23", False), ("2026-11-24", False), ("2026-11-25", True)):
        await office.at(f"{day} 08:00")
        assert wang.heard("您到岗了吗") is is_asked
    assert len([text for text in zhang.texts() if "您到岗了吗" in text]) == 3
    assert await attendance(office, wang) == [
        Attendance.LEAVE,
        Attendance.LEAVE,
        Attendance.AWAITED,
    ]


async def test_someone_on_leave_is_on_the_supervisors_list_and_not_reminded(office, wang, zhao):
    await office.at("08:00")
    await asks(wang)
    await zhao.presses("同意")
    await office.at("08:50")
    assert not wang.heard("还没有应答")
    await office.at("09:00")
    assert "在册 2 人：到岗 0、请假 1、缺勤 1" in zhao.sees()


async def test_a_decision_after_the_closing_turns_absence_into_leave(office, wang, zhang, zhao):
    await office.at("08:00")
    await asks(zhang)
    await asks(wang)
    await office.at("09:30")
    assert await attendance(office, wang) == [Attendance.ABSENT]
    assert zhao.heard("缺勤（2 人）\n张伟、王芳\n\n缺勤，但请假还没有审批（2 人）\n张伟、王芳")
    assert wang.heard("您的请假还没有审批，批准后改记请假。")
    await zhao.presses("同意")
    assert zhao.heard(
        "缺勤（1 人）\n张伟\n\n缺勤，但请假还没有审批（1 人）\n张伟\n\n请假（1 人）\n王芳"
    )
    assert await attendance(office, wang) == [Attendance.LEAVE]
    assert await attendance(office, zhang) == [Attendance.ABSENT]
    assert zhao.heard("在册 2 人：到岗 0、请假 1、缺勤 1")
    await zhao.presses("不同意")
    assert not zhao.heard("请假还没有审批"), "the list is drawn anew"
    assert await attendance(office, zhang) == [Attendance.ABSENT]


async def test_who_answered_the_roll_stays_present(office, wang, zhao):
    await office.at("08:00")
    await wang.presses("到岗")
    await asks(wang)
    await zhao.presses("同意")
    assert await attendance(office, wang) == [Attendance.PRESENT]


async def test_declined_leave_leaves_the_roll_waiting(office, wang, zhao):
    await office.at("08:00")
    await asks(wang)
    assert "未同意" in await zhao.presses("不同意")
    assert "您的请假未同意" in wang.sees()
    assert "审批人：赵强" in wang.sees()
    assert await attendance(office, wang) == [Attendance.AWAITED]
    await office.at("08:20")
    await wang.presses("到岗")
    assert wang.heard("迟到 20 分钟")


async def test_the_evening_review_is_not_awaited_either(office, wang, zhao):
    await asks(wang)
    await office.at("17:30")
    await zhao.presses("同意")
    async with office.app.sessions() as session:
        rows = select(Review.state).where(Review.person_id == wang.person_id)
        assert (await session.exec(rows)).all() == ["leave"]


async def test_the_first_decision_counts(office, wang, zhao):
    qian = await office.hires("钱进", unit="三里社区", roles=["supervisor"], holds=["三里社区"])
    await asks(wang)
    await zhao.presses("不同意")
    assert "王芳的请假：未同意" in qian.sees()
    assert "审批人：赵强。" in qian.sees()
    assert qian.buttons() == []
    assert await qian.forges("lvdec:1:1") == "赵强已经审批：未同意。没有作任何更改。"
    assert [row.state for row in await leaves(office)] == ["declined"]
    assert len([text for text in wang.texts() if "您的请假" in text and "申请" not in text]) == 1


async def test_ten_presses_of_approve_are_one_decision(office, wang, zhao):
    await asks(wang)
    message = zhao.phone.newest()["message_id"]
    for _ in range(10):
        zhao.phone.presses_data("lvdec:1:1", message)
    await office.settle()
    assert len([text for text in wang.texts() if "已同意" in text]) == 1


async def test_ten_presses_of_confirm_are_one_request(office, wang, zhao):
    await wang.says("/leave 明天")
    await wang.presses("年休假")
    message = wang.phone.newest()["message_id"]
    for _ in range(10):
        wang.phone.presses_data("lvsend", message)
    await office.settle()
    assert len(await leaves(office)) == 1
    assert len([text for text in zhao.texts() if "申请请假" in text]) == 1


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("明天", "11月24日（周二）"),
        ("25号到27号", "11月25日（周三）到11月27日（周五）"),
        ("下周一", "11月30日（周一）"),
    ],
)
async def test_the_command_takes_days(wang, said, days):
    assert "哪一种假" in await wang.says(f"/leave {said}")
    assert days in await wang.presses("事假")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("25号", "11月23日（周一）到11月25日（周三）"),
        ("明天到后天", "11月24日（周二）到11月25日（周三）"),
        ("今天", "11月23日（周一），共 1 天"),
    ],
)
async def test_until_when_can_be_typed(wang, typed, days):
    await wang.says("/leave")
    await wang.presses("事假")
    assert days in await wang.says(typed)


async def test_leave_from_tomorrow_with_buttons_alone(office, wang):
    await wang.says("/leave")
    await wang.presses("事假")
    await wang.presses("到后天")
    assert "11月24日（周二）到11月25日（周三），共 2 天" in await wang.presses("从明天起请假")
    assert wang.buttons() == ["确认", "修改", "请半天", "写明事由", "取消"]
    await wang.presses("确认")
    assert [str(row.first) for row in await leaves(office)] == ["2026-11-24"]


@pytest.mark.parametrize(
    ("typed", "echo"),
    [
        ("明天上午", "11月24日（周二）上午，共 0.5 天，对吗？"),
        ("25号下午到27号", "11月25日（周三）下午到11月27日（周五），共 2.5 天，对吗？"),
        ("明天起三天", "11月24日（周二）到11月26日（周四），共 3 天，对吗？"),
        ("12到15号", "12月12日（周六）到12月15日（周二），共 4 天，对吗？"),
        ("12月30日到1月3日", "12月30日（周三）到1月3日（周日），共 5 天，对吗？"),
    ],
)
async def test_days_are_said_back_as_they_were_understood(wang, typed, echo):
    await wang.says("/leave")
    await wang.presses("事假")
    assert echo in await wang.says(typed)


async def test_half_a_day_by_buttons_and_a_reason(office, wang, zhao):
    await wang.says("/leave 明天")
    await wang.presses("事假")
    assert wang.buttons() == ["确认", "修改", "请半天", "写明事由", "取消"]
    await wang.presses("请半天")
    assert wang.buttons() == ["全天", "上午", "下午", "取消"]
    assert "请按按钮选择" in await wang.says("上午")
    assert "11月24日（周二）下午，共 0.5 天" in await wang.presses("下午")
    await wang.presses("写明事由")
    assert "疑似含有身份证号码" in await wang.says("给110101199003071234办事")
    assert "不要写病情" in await wang.does("sends_sticker")
    assert "原因：回家搬家" in await wang.says("回家搬家")
    await wang.presses("确认")
    assert zhao.sees() == (
        "王芳申请请假\n三里社区\n日期：11月24日（周二）下午，共 0.5 天\n类别：事假\n原因：回家搬家"
    )


async def test_several_days_from_noon_to_noon(wang):
    await wang.says("/leave 明天到27号")
    await wang.presses("年休假")
    await wang.presses("请半天")
    assert wang.buttons() == ["全天", "第一天下午起", "最后一天到中午", "下午起到中午止", "取消"]
    seen = await wang.presses("下午起到中午止")
    assert "11月24日（周二）下午到11月27日（周五）上午，共 3 天，对吗？" in seen


async def test_of_an_illness_nothing_is_asked(wang):
    await wang.says("/leave 明天")
    await wang.presses("事假")
    await wang.presses("写明事由")
    await wang.says("回家")
    await wang.presses("修改")
    await wang.says("/leave 明天")
    assert "原因" not in await wang.presses("病假")
    assert wang.buttons() == ["确认", "修改", "请半天", "取消"]


async def test_half_days_are_asked_by_the_roll_or_by_the_review(office, wang, zhang, zhao):
    """王芳 is away in the morning, 张伟 in the afternoon."""
    for person, half in ((wang, "上午"), (zhang, "下午")):
        await person.says(f"/leave 今天{half}")
        await person.presses("事假")
        await person.presses("确认")
        await zhao.presses("同意")
    await office.at("08:00")
    assert await attendance(office, wang) == [Attendance.LEAVE]
    assert await attendance(office, zhang) == [Attendance.AWAITED]
    assert "不在岗：张伟（下午）" in await wang.says("/today")
    assert "不在岗：王芳（上午）" in await zhang.says("/today")
    assert "事假" not in zhang.sees()
    await office.at("17:30")
    assert wang.heard("开始评议") or "开始评议" in wang.buttons()
    assert "开始评议" not in zhang.buttons()


async def test_two_halves_of_one_day_are_two_leaves(office, wang):
    await wang.says("/leave 明天上午")
    await wang.presses("事假")
    await wang.presses("确认")
    assert "（待审批）" in await wang.says("/leave 明天")
    assert "哪一种假" in await wang.says("/leave 明天下午")


async def test_a_morning_that_is_over_is_not_asked_for(office, wang):
    await office.at("12:30")
    assert "只能从今天或以后" in await wang.says("/leave 今天上午")
    assert "哪一种假" in await wang.says("/leave 今天下午")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("昨天", "只能从今天或以后的日期开始"),
        ("2027-06-01", "一次请假最多 90 天"),
        ("不知道", "请到哪一天（含当天）？"),
        ("27号到25号", "请到哪一天（含当天）？"),
        ("x" * 3000, "请到哪一天（含当天）？"),
    ],
)
async def test_days_that_cannot_be(office, wang, typed, answer):
    await wang.says("/leave")
    await wang.presses("事假")
    assert answer in await wang.says(typed)
    await wang.presses("只请今天")
    assert wang.heard("共 1 天")
    assert await leaves(office) == []


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("昨天", "只能从今天或以后"),
        ("随便哪天", "没有看懂日期"),
        ("2026-12-01到2027-06-01", "一次请假最多 90 天"),
    ],
)
async def test_the_command_refuses_days_that_cannot_be(wang, said, answer):
    assert answer in await wang.says(f"/leave {said}")


async def test_leave_of_exactly_ninety_days(wang):
    assert "哪一种假" in await wang.says("/leave 2026-12-01到2027-02-28")
    assert "共 90 天" in await wang.presses("事假")


async def test_days_asked_for_already_are_refused(office, wang, zhao):
    await asks(wang, until="到后天")
    answer = await wang.says("/leave 明天")
    assert "11月23日（周一）到11月25日（周三）您已申请过请假（待审批）" in answer
    await zhao.presses("同意")
    await wang.says("/leave")
    await wang.presses("事假")
    assert "（已同意）" in await wang.presses("到明天")
    assert "哪一种假" in await wang.says("/leave 26号")


async def test_declined_days_may_be_asked_for_again(office, wang, zhao):
    await asks(wang)
    await zhao.presses("不同意")
    assert "正在等待审批" in await asks(wang)


async def test_stickers_and_words_get_the_question_again(wang):
    await wang.says("/leave")
    assert "请按下面的按钮选择" in await wang.does("sends_sticker")
    assert "请按下面的按钮选择" in await wang.says("感冒了")
    await wang.presses("病假")
    assert "请按按钮，或输入日期" in await wang.does("sends_sticker")
    await wang.presses("只请今天")
    assert "请您核对请假申请" in await wang.does("sends_photo", caption="病历")
    assert "正在等待审批" in await wang.presses("确认")


async def test_a_change_of_mind(office, wang):
    await wang.says("/leave 明天")
    await wang.presses("事假")
    assert "哪一种假" in await wang.presses("修改")
    await wang.presses("年休假")
    assert "年休假" in await wang.presses("只请今天")
    await wang.presses("取消")
    assert "确认" not in wang.buttons()
    assert await leaves(office) == []


async def test_the_request_survives_a_restart(office, wang, zhao):
    await wang.says("/leave")
    await wang.presses("其他")
    await office.restarts()
    await wang.presses("到明天")
    await office.restarts()
    await wang.presses("确认")
    await office.restarts()
    await zhao.presses("同意")
    assert "您的请假已同意" in wang.sees()


async def test_a_stale_confirmation_changes_nothing(office, wang):
    await wang.says("/leave 明天")
    await wang.presses("事假")
    message = wang.phone.newest()["message_id"]
    await wang.says("/cancel")
    assert "此操作已结束" in await wang.forges("lvsend", message)
    assert len(wang.phone.popups) == 1
    assert await leaves(office) == []


@pytest.mark.fault("G6")
@pytest.mark.parametrize("data", ["lvlast:99999999999", "lvlast:-5", "lvlast:x", "lvlast:"])
async def test_forged_days_change_nothing(office, wang, data):
    await wang.says("/leave")
    await wang.presses("事假")
    await wang.forges(data)
    assert wang.phone.popups
    assert await leaves(office) == []


async def test_a_foreign_supervisor_cannot_decide(office, wang, zhao):
    await office.hires("吴五", unit="五里社区", roles=["supervisor"], holds=["五里社区"])
    wu = office.people["吴五"]
    await asks(wang)
    await wu.says("/help")
    foreign = await wu.forges("lvdec:1:1")
    unknown = await wu.forges("lvdec:99:1")
    assert foreign == unknown
    assert [row.state for row in await leaves(office)] == ["asked"]


async def test_an_auxiliary_cannot_decide(office, wang, zhang):
    await asks(wang)
    await zhang.says("/help")
    assert "没有使用此功能的权限" in await zhang.forges("lvdec:1:1")
    assert [row.state for row in await leaves(office)] == ["asked"]


async def test_a_supervisor_on_the_roster_asks_the_next_one_up(office, sun):
    both = ["auxiliary", "supervisor"]
    zheng = await office.hires("郑站长", unit="五里社区", roles=both, holds=["五里社区"])
    await zheng.says("/leave")
    await zheng.presses("我要请假")
    await zheng.presses("事假")
    await zheng.presses("只请今天")
    await zheng.presses("确认")
    assert "郑站长申请请假" in sun.sees()
    assert "不能审批自己的请假" in await zheng.forges("lvdec:1:1")
    assert [row.state for row in await leaves(office)] == ["asked"]


async def test_with_no_supervisor_the_administrator_decides(house):
    await house.founds("独山街道", "street")
    await house.hires("周管理", unit="独山街道", roles=["administrator"])
    lone = await house.hires("林一", unit="独山街道")
    await asks(lone)
    assert "林一申请请假" in house.people["周管理"].sees()


async def test_with_nobody_to_decide_the_person_is_told_so(house):
    await house.founds("独山街道", "street")
    lone = await house.hires("林一", unit="独山街道")
    assert "请您自行告知所在单位" in await asks(lone)


async def test_supervisors_do_not_ask_for_leave_here(zhao):
    assert "请假申请由协管员提出" in await zhao.says("/leave 明天")
    assert zhao.buttons() == []


async def test_leave_in_english(office, li, sun):
    await li.says("/language")
    await li.presses("English")
    await office.at("08:00")
    await li.presses("Leave")
    await li.presses("Annual leave")
    assert li.buttons() == [
        "Today only",
        "Until tomorrow",
        "Until the day after",
        "Until Friday",
        "Cancel",
    ]
    assert "Mon 23 Nov to Tue 24 Nov (2 days)" in await li.presses("Until tomorrow")
    assert "waits for approval" in await li.presses("Confirm")
    await sun.presses("同意")
    assert "孙书记 approved it" in li.sees()


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        ("2026-11-24", ["只请今天", "到明天", "到后天", "到本周五", "取消"]),
        ("2026-11-25", ["只请今天", "到明天", "到后天", "取消"]),
        ("2026-11-28", ["只请今天", "到明天", "到后天", "取消"]),
    ],
)
async def test_the_weeks_last_workday_is_offered(office, wang, day, offered):
    await office.at(f"{day} 12:00")
    await wang.says("/leave")
    await wang.presses("事假")
    assert wang.buttons() == offered
