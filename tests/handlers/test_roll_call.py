from datetime import datetime

import pytest
from sqlmodel import select

from domain.occurrence import Kind, OccurrenceState
from domain.office import Level
from models.occurrence import Occurrence
from models.roll_call import RollCall
from tests.kit.house import SHANGHAI

ASKED = "您到岗了吗"


def asked(person):
    return len([text for text in person.texts() if ASKED in text])


def lists(supervisor):
    return [text for text in supervisor.texts() if "点名结果" in text]


async def test_present_on_time(office, wang):
    await office.at("08:00")

    assert "王芳" in wang.sees()
    assert "08:00" not in wang.sees()
    assert wang.buttons() == ["到岗", "请假"]
    assert "到岗" in await wang.presses("到岗")


async def test_the_message_itself_says_what_was_noted(office, wang):
    await office.at("08:00")
    before = len(wang.phone.messages)
    assert "已记录：按时到岗" in await wang.presses("到岗")
    assert len(wang.phone.messages) == before
    assert wang.buttons() == []


@pytest.mark.fault("D6")
@pytest.mark.parametrize(
    ("hour", "verdict"),
    [
        ("08:10:00", "按时到岗"),
        ("08:10:01", "迟到 10 分钟"),
        ("08:40:00", "迟到 40 分钟"),
        ("08:59:59", "迟到 59 分钟"),
    ],
)
async def test_on_time_until_the_grace_is_over(office, wang, hour, verdict):
    await office.at("08:00")
    office.clock.move_to(datetime.fromisoformat(f"2026-11-23T{hour}+08:00"))
    assert verdict in await wang.presses("到岗")


async def test_ten_presses_are_one_answer(office, wang, zhao):
    await office.at("08:00")
    message = wang.phone.newest()["message_id"]
    await wang.presses("到岗")
    await office.at("08:30")
    for _ in range(9):
        wang.phone.presses_data("roll:1", message)
    await office.settle()
    assert "按时到岗" in wang.sees()
    await office.at("09:00")
    assert "在册 2 人：到岗 1、缺勤 1\n\n缺勤（1 人）\n张伟" in zhao.sees()


@pytest.mark.parametrize("said", ["到", "到。", " 到岗！", "present", "Here!"])
async def test_a_typed_word_counts_as_well(office, wang, said):
    await office.at("08:00")
    assert "按时到岗" in await wang.says(said)


async def test_a_typed_word_answers_the_roll_that_waits(office, wang, zhang, zhao):
    await office.at("08:00")
    await office.at("08:05")
    await wang.says("到")
    await zhao.says("/rollcall 三里社区")
    assert "按时到岗" in await wang.says("到")
    await office.at("08:35")
    assert "三里社区临时点名结果" in zhao.sees()
    assert "在册 2 人：到岗 1、缺勤 1" in zhao.sees()
    assert zhang.sees().startswith("临时点名 · 11月23日（周一）缺勤\n")
    assert "\n临时点名：缺勤\n" in await zhang.says("/today")


async def test_a_word_without_any_roll_is_told_so(wang):
    assert "当前没有等待您应答的点名" in await wang.says("到")


async def test_a_location_sent_while_the_roll_waits_is_an_answer(office, wang):
    await office.at("08:00")
    assert "按时到岗" in await wang.does("sends_location", 39.9, 116.4)
    assert "/checkin" in await wang.does("sends_location", 39.9, 116.4)


async def test_a_location_without_any_roll_is_told_so(wang):
    assert "/checkin" in await wang.does("sends_location", 39.9, 116.4)


async def test_only_the_silent_are_reminded_once(office, wang, zhang):
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("08:50")
    await office.at("08:55")
    assert not wang.heard("还没有应答")
    assert len([text for text in zhang.texts() if "还没有应答" in text]) == 1
    assert zhang.buttons() == ["到岗", "请假"]


async def test_supervisors_get_the_lists_of_their_own_units(office, wang, li, zhao, sun):
    await office.hires("何新", unit="三里社区", registered=False)
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("08:20")
    await li.presses("Present")
    await office.at("09:00")
    assert "三里社区点名结果" in zhao.sees()
    assert "在册 3 人：到岗 1、缺勤 1、未登记 1" in zhao.sees()
    assert "张伟" in zhao.sees()
    assert "何新" in zhao.sees()
    assert "李娜" not in zhao.sees()
    assert "三里街道点名结果" in sun.sees()
    assert "在册 4 人：到岗 1、迟到 1、缺勤 1、未登记 1" in sun.sees()
    assert "李娜" in sun.sees()


async def test_a_press_after_the_closing_changes_nothing(office, wang, zhao):
    await office.at("08:00")
    await office.at("09:01")
    await wang.presses("到岗")
    (asked,) = [each for each in wang.phone.messages if "这次应答不算数" in each["text"]]
    assert asked["text"].startswith("点名已于 11月23日（周一）09:00 截止")
    assert asked["reply_markup"]["inline_keyboard"][0][0]["text"] == "申诉"
    assert "如果您当时在岗，请按“申诉”" in await wang.says("到")
    assert wang.buttons() == ["申诉"]
    assert "请选一个原因" in await wang.presses("申诉")
    await wang.presses("取消")
    await zhao.says("/rollcall 三里社区")
    assert not wang.phone.popups


@pytest.mark.fault("G8")
async def test_yesterdays_button_says_that_it_is_over(office, wang):
    await office.at("08:00")
    message = wang.phone.newest()["message_id"]
    await office.at("2026-11-24 08:00")
    await wang.forges("roll:1", message)
    assert wang.heard("点名已于 11月23日（周一）09:00 截止")
    assert "按时到岗" in await wang.presses("到岗")


@pytest.mark.fault("G6")
@pytest.mark.parametrize("number", ["999", "", "x", "1:2", "99999999999999", "-1"])
async def test_forged_buttons_get_a_sentence(office, wang, zhao, number):
    await office.at("08:00")
    assert await wang.forges(f"roll:{number}") == wang.phone.popups[-1]
    await office.at("09:00")
    assert "到岗 0" in zhao.sees()


@pytest.mark.fault("G7")
async def test_somebody_elses_button_gets_a_sentence(office, wang, li, sun):
    await sun.says("/rollcall 五里社区")
    await wang.says("/help")
    assert "不是发给您的" in await wang.forges("roll:1")
    await office.at("07:30")
    assert "在册 1 人：到岗 0、缺勤 1" in sun.sees()


async def test_supervisors_are_not_on_the_roll(office, zhao):
    await office.at("08:00")
    assert not zhao.heard(ASKED)
    assert "没有使用此功能的权限" in await zhao.says("到")


async def test_nobody_is_asked_on_sunday(office, wang):
    await office.at("2026-11-29 08:00")
    await office.at("2026-11-29 09:00")
    assert asked(wang) == 0


@pytest.mark.fault("D5")
async def test_a_make_up_saturday_is_a_workday(house):
    house.clock.move_to(datetime(2026, 10, 9, 7, 0, tzinfo=SHANGHAI))
    await house.founds("独山街道", "street")
    lin = await house.hires("林一", unit="独山街道")
    await house.at("2026-10-09 08:00")
    await house.at("2026-10-10 08:00")
    assert asked(lin) == 2
    await house.at("2026-10-11 08:00")
    assert asked(lin) == 2


@pytest.mark.fault("D1")
async def test_after_a_crash_over_the_hour_the_roll_is_called_late_and_says_so(office, wang, zhao):
    await office.at("07:59")
    office.clock.move_to(datetime(2026, 11, 23, 8, 20, tzinfo=SHANGHAI))
    await office.restarts()
    await office.settle()
    assert "点名推迟了 20 分钟" in wang.sees()
    await office.at("08:30")
    assert "按时到岗" in await wang.presses("到岗")
    await office.at("09:00")
    assert "到岗 1" in zhao.sees()


async def test_late_is_counted_from_the_hour_at_which_the_roll_was_really_called(office, wang):
    await office.at("08:20")
    await office.at("08:31")
    assert "迟到 11 分钟" in await wang.presses("到岗")


@pytest.mark.fault("D1")
async def test_started_in_the_afternoon_the_roll_was_not_held(office, wang, zhao, sun):
    await office.at("07:59")
    office.clock.move_to(datetime(2026, 11, 23, 14, 0, tzinfo=SHANGHAI))
    await office.restarts()
    await office.settle()
    await office.at("14:30")
    for supervisor in (zhao, sun):
        assert len([text for text in supervisor.texts() if "点名未举行" in text]) == 1
        assert "11月23日（周一）08:00 系统中断" in "".join(supervisor.texts())
        assert lists(supervisor) == []
    assert asked(wang) == 0


@pytest.mark.fault("D1")
async def test_after_days_off_only_yesterdays_and_todays_missed_rolls_are_told(office, zhao):
    await office.at("08:00")
    await office.at("2026-11-27 10:00")
    told = [text for text in zhao.texts() if "点名未举行" in text]
    assert len(told) == 2
    assert "周四" in told[0]
    assert "周五" in told[1]
    async with office.app.sessions() as session:
        missed = select(Occurrence.day).where(
            Occurrence.kind == Kind.ROLL_CALL, Occurrence.state == OccurrenceState.MISSED
        )
        days = sorted((await session.exec(missed)).all())
    assert [day.day for day in days] == [24, 25, 26, 27]


async def test_fridays_missed_roll_is_told_on_monday(office, zhao):
    await office.at("2026-11-26 20:00")
    before = len(zhao.texts())
    await office.at("2026-11-30 07:00")
    missed = [text for text in zhao.texts()[before:] if "点名未举行" in text]
    assert len(missed) == 1
    assert "11月27日（周五）08:00" in missed[0]


async def test_days_of_rest_are_not_missed(office, zhao):
    await office.at("2026-11-27 09:00")
    before = len(zhao.texts())
    await office.at("2026-11-30 07:00")
    assert not any("点名未举行" in text for text in zhao.texts()[before:])


@pytest.mark.fault("D5")
async def test_a_year_nobody_confirmed_is_asked_about(office, wang, zhao, zhou):
    await office.at("2026-12-31 08:00")
    await office.at("2026-12-31 23:00")
    before = asked(wang), len(zhao.texts())
    await office.at("2027-01-04 08:00")
    assert (asked(wang), len(zhao.texts())) == before
    assert "今日未点名：2027 年工作日历尚未确认" in zhou.sees()
    assert "2027 年以周一至周五为工作日" in await zhou.presses("确认")
    await office.at("2027-01-05 08:00")
    assert asked(wang) == before[0] + 1
    assert "已确认" in zhou.sees()


@pytest.mark.parametrize("year", [1990, 2028, 99999])
async def test_no_other_year_can_be_confirmed(office, zhou, year):
    await zhou.says("/help")
    assert "此操作已结束" in await zhou.forges(f"year:{year}")


async def test_only_the_administrator_confirms_a_year(office, zhao):
    await zhao.says("/help")
    assert "没有使用此功能的权限" in await zhao.forges("year:2026")


async def test_the_administrator_hears_once_a_month_that_next_year_is_open(office, zhou, zhao):
    for day in ("2026-11-23", "2026-11-24", "2026-12-01", "2026-12-02"):
        await office.at(f"{day} 08:00")
    told = [text for text in zhou.texts() if "2027 年的工作日历尚未录入" in text]
    assert len(told) == 2
    assert not zhao.heard("尚未录入")


async def test_an_extra_roll_call_at_any_hour(office, wang, li, zhao):
    await office.at("14:00")
    assert "马上通知" in await zhao.says("/rollcall")
    assert not wang.heard("临时点名")
    assert "三里社区临时点名已开始，共通知 2 人" in await zhao.presses("三里社区")
    assert "临时点名" in wang.sees()
    assert not li.heard("Extra roll call")
    assert "按时到岗" in await wang.presses("到岗")
    await office.at("14:30")
    assert "在册 2 人：到岗 1、缺勤 1" in zhao.sees()


async def test_the_unit_of_an_extra_roll_may_be_typed_and_is_asked_again(office, wang, zhao):
    await office.at("14:00")
    await zhao.says("/rollcall")
    asked = zhao.phone.newest()["message_id"]
    assert "没有找到" in await zhao.says("火星社区")
    assert "临时点名已开始" in await zhao.says("三里社区")
    await office.at("14:31")
    assert "已结束" in await zhao.forges("rollunit:2", asked)
    assert len([text for text in wang.texts() if "临时点名 ·" in text]) == 2


async def test_one_extra_roll_at_a_time_in_a_unit(office, wang, zhao):
    await office.at("14:00")
    until = {"on_time_until": office.now, "closes_at": office.now.replace(hour=16)}
    opened = dict.fromkeys(("opened_at", "begins_at"), office.now)
    unit_id, today = office.units["三里社区"].id, office.now.date()
    async with office.app.sessions.begin() as session:
        session.add(RollCall(unit_id=unit_id, day=today, slot=-1, **opened, **until))
    await zhao.says("/rollcall 三里社区")
    assert "14:30 截止" in await zhao.says("/rollcall 三里社区")
    assert len([text for text in wang.texts() if "临时点名" in text]) == 1
    await office.at("14:31")
    assert "临时点名已开始" in await zhao.says("/rollcall 三里社区")


@pytest.mark.parametrize(("first", "second"), [("三里社区", "第一网格"), ("第一网格", "三里社区")])
async def test_a_community_and_its_grid_hold_no_two_extra_rolls(office, zhao, sun, first, second):
    await office.founds("第一网格", Level.GRID, within="三里社区")
    he = await office.hires("何新", unit="第一网格")
    await office.at("14:00")
    called = {"第一网格": "三里社区 第一网格"}.get(first, first)
    assert f"{called}临时点名已开始" in await zhao.says(f"/rollcall {first}")
    refused = await zhao.says(f"/rollcall {second}")
    assert called in refused
    assert "14:30 截止" in refused
    assert len([text for text in he.texts() if "临时点名" in text]) == 1
    assert "临时点名已开始" in await sun.says("/rollcall 五里社区")
    await office.at("14:30")
    assert zhao.heard(f"{called}临时点名结果")


async def test_an_extra_roll_is_answered_by_word_or_place_after_midnight(
    office, wang, zhang, zhao
):
    await office.at("23:50")
    await zhao.says("/rollcall 三里社区")
    await office.at("2026-11-24 00:05")
    assert "迟到 15 分钟" in await wang.says("到")
    assert "迟到 15 分钟" in await zhang.does("sends_location", 39.9, 116.4)
    await office.at("00:21")
    assert "在册 2 人：到岗 0、迟到 2" in zhao.sees()
    assert "当前没有等待您应答的点名" in await wang.says("到")


async def test_the_administrator_who_opened_it_gets_the_list(office, zhou):
    await office.at("14:00")
    await zhou.says("/rollcall 五里社区")
    await office.at("14:30")
    assert "五里社区临时点名结果" in zhou.sees()


async def test_an_extra_roll_of_a_foreign_unit_is_refused_like_an_unknown_one(office, li, zhao):
    foreign = await zhao.says("/rollcall 五里社区")
    assert foreign == await zhao.says("/rollcall 火星社区")
    assert not li.heard("Extra roll call")


async def test_auxiliaries_open_no_roll(wang):
    assert "没有使用此功能的权限" in await wang.says("/rollcall")


async def test_who_registers_while_the_roll_is_open_joins_it(office):
    he = await office.hires("何新", unit="三里社区", registered=False)
    await office.at("08:00")
    await office.at("08:30")
    await he.does("starts")
    await he.does("shares_contact")
    assert he.heard(ASKED)
    await he.presses("到岗")
    assert he.heard("已记录")


@pytest.mark.fault("B8")
async def test_after_an_outage_the_silent_are_asked_again_and_told_why(office, wang, zhang):
    await office.app.poller.contact.heard(0.0)
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("08:20")
    await office.app.poller.contact.heard(600.0)
    await office.settle()
    assert "08:10 至 08:20 期间系统中断" in zhang.sees()
    assert not wang.heard("系统中断")
    await zhang.presses("到岗")
    assert zhang.heard("已记录")


@pytest.mark.fault("B8")
async def test_a_short_gap_asks_nobody_again(office, zhang):
    await office.app.poller.contact.heard(0.0)
    await office.at("08:00")
    await office.at("08:02")
    await office.app.poller.contact.heard(120.0)
    await office.settle()
    assert not zhang.heard("系统中断")


async def test_who_was_asked_only_after_the_outage_is_not_asked_twice(office, wang):
    await office.app.poller.contact.heard(0.0)
    office.clock.move_to(datetime(2026, 11, 23, 8, 20, tzinfo=SHANGHAI))
    await office.restarts()
    await office.settle()
    await office.app.poller.contact.heard(5.0)
    await office.settle()
    assert "点名推迟了" in wang.sees()
    assert not wang.heard("这段时间按下的按钮我们没有收到")


async def test_a_restart_in_the_middle_of_the_roll_asks_nobody_twice(office, wang, zhang):
    await office.at("08:00")
    await office.restarts()
    await office.settle()
    assert (asked(wang), asked(zhang)) == (1, 1)
    assert "按时到岗" in await wang.presses("到岗")


async def test_the_roll_in_english(office, li):
    await li.says("/language")
    await li.presses("English")
    await office.at("08:00")
    assert "Good morning, 李娜" in li.sees()
    assert li.buttons() == ["Present", "Leave"]
    await office.at("08:11")
    assert "Noted: 11 minutes late" in await li.presses("Present")


async def test_an_answer_takes_the_buttons_from_every_message_that_asked(office, wang):
    await office.at("08:00")
    await office.at("08:50")
    await wang.says("到")

    asked = [m for m in wang.phone.messages if "点名" in m.get("text", "") and m["from"]["is_bot"]]
    assert len(asked) == 2
    assert not any(message.get("reply_markup") for message in asked)
