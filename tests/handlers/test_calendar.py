"""A unit's month, days that are changed, and what the roll makes of them."""

from datetime import datetime

import pytest

from tests.kit.house import SHANGHAI
from tests.kit.training import speaks_english


async def changes(supervisor, day, reason="环境整治"):
    await supervisor.says("/calendar")
    await supervisor.presses("改一天")
    await supervisor.says(day)
    await supervisor.says(reason)
    return await supervisor.presses("确认")


async def test_a_month_is_a_picture_of_text(office, zhao):
    assert await zhao.says("/calendar") == (
        "三里社区日历 · 2026年11月\n"
        "一 二 三 四 五 六 日\n"
        "\u3000 \u3000 \u3000 \u3000 \u3000 \u3000 休  1\n"
        "班 班 班 班 班 休 休  2–8\n"
        "班 班 班 班 班 休 休  9–15\n"
        "班 班 班 班 班 休 休  16–22\n"
        "班 班 班 班 班 休 休  23–29\n"
        "班 \u3000 \u3000 \u3000 \u3000 \u3000 \u3000  30\n"
        "\n"
        "班 工作日、休 休息日"
    )
    assert zhao.buttons() == ["上个月", "下个月", "改一天", "专项"]
    await zhao.presses("上个月")
    seen = zhao.sees()
    assert "假 假 假 休  1–4\n假 假 假 班 班 调 休  5–11" in seen
    assert "节假日，国庆节" in seen
    assert "2027年1月" in await _further(zhao, 3)
    assert "？ 未确认" in zhao.sees()


async def _further(supervisor, months):
    for _ in range(months):
        await supervisor.presses("下个月")
    return supervisor.sees()


async def test_a_saturday_is_worked_and_the_roll_is_called(office, wang, li, zhao):
    await zhao.says("/calendar")
    await zhao.presses("改一天")
    assert "没有看懂是哪一天" in await zhao.says("随便")
    seen = await zhao.says("周六")
    assert "11月28日（周六），对吗？\n现在是休息日，将改为上班。" in seen
    assert "原因：环境整治" in await zhao.says("环境整治")
    seen = await zhao.presses("确认")
    assert "11月28日（周六）已改为：临时上班。" in seen
    assert "班 班 班 班 班 加 休  23–29" in seen
    assert "11月28日（周六）：临时上班，环境整治" in seen
    await office.at("2026-11-28 08:00")
    assert wang.heard("您到岗了吗")
    assert not li.heard("are you at your post")
    await office.at("2026-11-28 17:30")
    assert "开始评议" in wang.buttons()


async def test_a_workday_is_free_for_the_unit_and_those_below(office, wang, li, zhao, sun):
    assert "停" in await changes(sun, "明天", "台风")
    assert "当日休息，不点名" in await zhao.says("/summary 明天")
    assert "临时休息，台风" in await zhao.says("/calendar")
    assert "上班" in await changes(zhao, "明天", "留人值守")
    assert "当日休息" not in await zhao.says("/summary 明天")
    assert "当日休息，不点名" in await sun.says("/summary 明天")
    await office.at("2026-11-24 08:00")
    assert wang.heard("您到岗了吗")
    assert not li.heard("Are you at your post")
    await office.at("2026-11-25 08:00")
    assert li.heard("Are you at your post")


async def test_the_units_own_change_is_taken_back_in_english(office, zhao):
    await changes(zhao, "明天")
    await speaks_english(zhao)
    seen = await zhao.says("/calendar")
    assert "三里社区 · 2026-11\nMo Tu We Th Fr Sa Su" in seen
    await zhao.presses("Change a day")
    assert "24 Nov" in await zhao.says("tomorrow")
    assert "Now: free by change. It becomes a workday." in zhao.sees()
    assert zhao.buttons() == ["As it was", "Another day", "Cancel"]
    assert "is now: workday." in await zhao.presses("As it was")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("昨天", "这一天已经过去"),
        ("今天", "今天的点名时间已过"),
        ("2027年3月1日", "尚未确认"),
    ],
)
async def test_days_that_cannot_be_changed(office, zhao, typed, answer):
    await office.at("08:30")
    await zhao.says("/calendar")
    await zhao.presses("改一天")
    seen = await zhao.says(typed)
    assert answer in seen
    assert "要改哪一天" in seen
    assert "对吗" in await zhao.presses("后天")
    assert "要改哪一天" in await zhao.presses("换一天")


async def test_of_two_who_change_one_day_the_second_sees_it_anew(office, zhao, sun):
    for supervisor in (zhao, sun):
        await supervisor.says("/calendar 三里社区")
        await supervisor.presses("改一天")
        await supervisor.presses("明天")
        await supervisor.says("台风")
    await zhao.presses("确认")
    assert "现在是临时休息，将改为上班。" in await sun.presses("确认")
    assert "已改为：临时上班" in await sun.presses("确认")


async def test_a_foreign_units_calendar_is_as_good_as_unknown(office, zhao, wang):
    foreign = await zhao.says("/calendar 五里社区")
    assert foreign == await zhao.says("/calendar 火星社区")
    assert "没有找到这个单位" in await zhao.forges("cal:2:24322")
    assert "没有使用此功能的权限" in await wang.says("/calendar")


async def sets_period(supervisor, days="今天到27号", hour="14:00"):
    await supervisor.says("/calendar")
    await supervisor.presses("专项")
    await supervisor.presses("新建专项")
    await supervisor.says("冬季清洁")
    await (supervisor.says(days) if days else supervisor.presses(supervisor.buttons()[0]))
    await supervisor.presses(hour)
    return await supervisor.presses("确认")


async def test_in_a_special_period_the_roll_is_called_twice_a_day(
    office, wang, zhang, li, zhao, sun
):
    """Also where the unit above has one at the same hour: the nearer one counts."""
    seen = await sets_period(zhao)
    assert "专项“冬季清洁”（三里社区）" in seen
    await sets_period(sun, days="")
    await zhao.says("/hours 07:30-14:30")
    assert "早点名要在 14:00 之前截止" in await zhao.presses("确认")
    await office.at("08:00")
    assert "今天 14:00 再点一次名：冬季清洁。\n请在 09:00 前应答。" in wang.sees()
    await wang.presses("到岗")
    assert "今天 14:00 再点一次名：冬季清洁。" in await wang.says("/today")
    await office.at("14:00")
    assert "专项点名 · 11月23日（周一）" in wang.sees()
    assert [sum("专项点名" in text for text in one.texts()) for one in (wang, zhang)] == [1, 1]
    assert li.heard("Second roll call")
    assert zhao.heard("三里社区专项点名进行中")
    await wang.presses("到岗")
    await office.at("15:00")
    assert "三里社区专项点名结果" in zhao.sees()
    assert "专项点名 · 11月23日（周一）缺勤" in zhang.sees()
    assert "专项点名：缺勤" in await zhang.says("/today")
    assert "到岗 1" in zhao.sees()
    assert "缺勤（1 人）\n张伟" in zhao.sees()
    assert zhao.heard("三里社区专项点名已截止")
    assert "专项点名：到岗 1、缺勤 1" in await zhao.says("/summary 今天")
    await office.at("2026-11-24 08:00")
    await office.at("2026-11-24 14:00")
    assert "专项点名 · 11月24日（周二）" in wang.sees()
    for one in (sun, zhao):
        await one.says("/calendar")
        await one.presses("专项")
    await sun.presses("结束：冬季清洁")
    assert "没有正在进行的专项" in await zhao.presses("结束：冬季清洁")
    await office.at("2026-11-25 08:00")
    await office.at("2026-11-25 14:00")
    assert "11月25日" in wang.sees()
    assert "专项点名" not in wang.sees()
    assert "再点一次名" not in wang.sees()

    await sets_period(zhao, hour="20:00")
    assert wang.sees() == (
        "今天加一次点名\n今天 20:00 再点一次名：冬季清洁。\n"
        "到11月27日（周五）为止，每个工作日都点。"
    )
    await zhao.presses("结束：冬季清洁")
    await sets_period(zhao, days="明天到27号")
    assert not wang.heard("今天 14:00 再点一次名：冬季清洁。\n到"), "the evening's message says it"
    await office.at("17:30")
    assert "明天起到11月27日（周五），每个工作日 14:00 再点一次名：冬季清洁。" in wang.sees()


async def test_a_special_period_that_cannot_be(office, zhao):
    await zhao.says("/calendar")
    await zhao.presses("专项")
    await zhao.presses("新建专项")
    await zhao.says("冬季清洁")
    assert zhao.buttons()[1:] == [
        "11月30日（周一）到12月6日（周日）",
        "11月23日（周一）到11月30日（周一）",
        "取消",
    ]
    assert "没有看懂是哪几天" in await zhao.says("随便")
    assert "最多 92 天" in await zhao.says("12月1日到2027年6月1日")
    assert "最早从今天开始" in await zhao.says("昨天到明天")
    assert "12月1日（周二）到12月15日（周二），对吗？" in await zhao.says("12月1日到12月15日")
    assert "早点名截止（09:00）之后" in await zhao.says("8:30")
    assert "没有看懂是几点" in await zhao.says("晚一点") or "没有看懂" in zhao.sees()
    assert "20:00 加点一次名" in await zhao.presses("20:00")
    await zhao.presses("确认")
    await zhao.presses("新建专项")
    await zhao.says("第二个")
    await zhao.says("12月10日到12月20日")
    await zhao.presses("14:00")
    assert "已有专项“冬季清洁”" in await zhao.presses("确认")


async def test_a_second_roll_missed_in_an_outage_is_told(office, wang, zhao):
    await sets_period(zhao)
    await office.at("08:00")
    await office.close()
    office.clock.move_to(office.now.replace(hour=15, minute=30))
    await office.restarts()
    await office.settle()
    assert not wang.heard("专项点名")
    assert zhao.heard("三里社区：点名未举行")
    assert "有 2 人需应答" in await zhao.presses("现在补点")
    assert "专项点名" in wang.sees()
    assert "按时到岗" in await wang.presses("到岗")
    again = f"rollagain2:{office.units['三里社区'].id}:2026-11-23"
    assert await zhao.forges(again) == "已经补点过，不会重复点名。"
    await office.at("16:30")
    assert "三里社区专项点名结果" in zhao.sees()
    assert "到岗 1、缺勤 1" in zhao.sees()
    told = [text for text in zhao.texts() if "14:00" in text and "点名未举行" in text]
    await office.close()
    office.clock.move_to(datetime(2026, 11, 26, 16, 0, tzinfo=SHANGHAI))
    await office.restarts()
    await office.settle()
    again = [text for text in zhao.texts() if "14:00" in text and "点名未举行" in text]
    assert [day in "".join(again[len(told) :]) for day in ("24日", "25日", "26日")] == [
        *(False, False, True)
    ], "what is older than a day is no news"
