"""/absent: who was not there, by kind and unit, page by page."""

import pytest

from models.person import Person


@pytest.fixture
async def morning(office, wang, li):
    """王芳 on time, 李娜 half an hour late, 张伟 silent, 刘洋 not registered."""
    await office.hires("刘洋", unit="五里社区", registered=False)
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("08:30")
    await li.says("到")
    return office


async def test_kinds_and_units_are_told_apart(morning, sun):
    await morning.at("09:01")

    assert await sun.says("/absent") == (
        "未按时到岗人员 · 11月23日（周一）\n"
        "缺勤（1 人）\n三里社区：张伟\n\n"
        "迟到（1 人）\n五里社区：李娜 30 分钟\n\n"
        "未登记（1 人）\n五里社区：刘洋"
    )


async def test_while_the_roll_is_open_the_silent_are_not_absent(morning, sun):
    seen = await sun.says("/absent")

    assert "未应答、点名未截止（1 人）\n三里社区：张伟" in seen
    assert "缺勤" not in seen


@pytest.mark.fault("C1")
async def test_whom_no_message_reaches_is_told_apart(morning, sun):
    async with morning.app.sessions.begin() as session:
        zhang = await session.get_one(Person, morning.people["张伟"].person_id)
        zhang.unreachable = "bot was blocked by the user"
    await morning.at("09:01")

    seen = await sun.says("/absent")

    assert "未应答、消息无法送达（1 人）\n三里社区：张伟" in seen
    assert "缺勤" not in seen


async def test_a_supervisor_sees_only_their_units(morning, zhao):
    await morning.at("09:01")

    seen = await zhao.says("/absent")

    assert "张伟" in seen
    assert "李娜" not in seen
    assert "五里" not in seen


@pytest.mark.parametrize("day", ["昨天", "11月23日", "周一", "2026-11-23"])
async def test_of_an_earlier_day(morning, sun, day):
    await morning.at("2026-11-24 07:00")

    assert "11月23日（周一）\n缺勤（1 人）" in await sun.says(f"/absent {day}")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "今天尚未点名。"),
        ("昨天", "当日休息，不点名。"),
        ("11月20日", "当日未点名。"),
        ("明天", "日期未到，尚未点名。"),
        ("本周", "请写明一天。"),
        ("某天", "请写明一天。"),
        ("三里社区", "请写明一天。"),
        ("x" * 4000, "请写明一天。"),
    ],
)
async def test_days_without_a_roll_and_no_days(office, sun, asked, said):
    assert said in await sun.says(f"/absent {asked}")


async def test_further_rolls_of_the_day_follow_with_their_hour(morning, sun, zhao, wang):
    await morning.at("14:00")
    await zhao.says("/rollcall 三里社区")
    await morning.at("14:20")
    await wang.says("到")
    await morning.at("14:31")
    assert await sun.says("/absent") == (
        "未按时到岗人员 · 11月23日（周一）\n"
        "缺勤（1 人）\n三里社区：张伟\n\n"
        "迟到（1 人）\n五里社区：李娜 30 分钟\n\n"
        "未登记（1 人）\n五里社区：刘洋\n\n"
        "临时点名 · 14:00\n缺勤（1 人）\n三里社区：张伟\n\n迟到（1 人）\n三里社区：王芳 20 分钟"
    )
    await sun.says("/rollcall 五里社区")
    await morning.people["李娜"].says("到")
    await morning.at("2026-11-24 07:00")
    assert (await sun.says("/absent 昨天")).endswith("临时点名 · 14:31\n无人缺勤、迟到。")


async def test_nobody_missing(office, wang, zhang, zhao):
    await office.at("08:00")
    await wang.presses("到岗")
    await zhang.presses("到岗")

    assert "无人缺勤、迟到。" in await zhao.says("/absent")


async def test_many_names_are_paged(office, zhao):
    for number in range(45):
        await office.hires(f"陈{number:02}", unit="三里社区", registered=False)
    await office.at("08:00")
    await office.at("09:01")

    first = await zhao.says("/absent")
    assert "未登记（45 人）" in first
    assert "第 1/2 页" in first
    assert zhao.buttons() == ["下一页"]

    second = await zhao.presses("下一页")
    assert "第 2/2 页" in second
    assert zhao.buttons() == ["上一页"]
    names = [f"陈{number:02}" for number in range(45)]
    assert all((name in first) != (name in second) for name in names)
    assert await zhao.presses("上一页") == first


async def test_a_page_that_never_was_is_the_last_one(morning, zhao):
    await morning.at("09:01")
    seen = await zhao.says("/absent")

    assert await zhao.forges("absent:2026-11-23:99") == seen
    await zhao.forges("absent:never:0")
    assert zhao.sees() == seen


async def test_an_auxiliary_is_refused(morning, wang):
    assert "没有使用此功能的权限" in await wang.says("/absent")
    assert "没有使用此功能的权限" in await wang.forges("absent:2026-11-23:0")


async def test_english(morning, sun):
    await morning.at("09:01")
    await sun.says("/language")
    await sun.presses("English")

    seen = await sun.says("/absent yesterday")
    assert "A day of rest: no roll call." in seen
    assert "Late (1)\n五里社区: 李娜 30 minutes" in await sun.says("/absent")
    assert "/absent 20 Nov" in await sun.says("/absent someday")
    assert "No roll call was held that day." in await sun.says("/absent 20 Nov")
