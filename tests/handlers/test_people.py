"""/roster: people of one's units, by a part of their name, without a phone number."""

import pytest

from domain.office import Level, Role
from models.person import Person


async def test_the_roster_of_ones_units(office, wang, zhao):
    await office.hires("刘洋", unit="三里社区", registered=False)
    await office.at("08:00")
    await wang.presses("到岗")

    seen = await zhao.says("/roster")

    assert seen.startswith("花名册：4 人\n")
    assert "赵强 · 网格员 · 三里社区 · 管理员" in seen
    assert "王芳 · 网格员 · 三里社区 · 到岗" in seen
    assert "张伟 · 城管协管员 · 三里社区 · 未应答" in seen
    assert "刘洋 · 网格员 · 三里社区 · 未登记" in seen
    assert "李娜" not in seen
    assert "138" not in seen


async def test_a_part_of_the_name_filters(office, sun):
    await office.hires("孙娜", unit="三里社区")

    assert await sun.says("/roster 娜") == (
        "花名册 · 姓名含“娜”：2 人\n1. 孙娜 · 网格员 · 三里社区\n2. 李娜 · 网格员 · 五里社区"
    )


async def test_the_only_one_who_is_meant_is_shown_at_once(office, wang, zhao):
    assert (await zhao.says("/roster 王")).startswith("王芳\n单位：")
    assert "任职记录" in zhao.buttons()
    assert "赵强 查看了您的资料" in await wang.says("/me")


@pytest.mark.parametrize("part", ["%", "_", "王%", "王_", "\\", "不在", "李娜", "😀"])
async def test_no_match_is_a_sentence(office, zhao, part):
    seen = await zhao.says(f"/roster {part}")

    assert seen.startswith(f"您所辖单位没有姓名含“{part}”的人员。")


@pytest.mark.parametrize("part", ["x" * 45, "某" * 15, "😀" * 4000])
async def test_too_long_a_part_is_refused(office, zhao, part):
    assert "内容过长" in await zhao.says(f"/roster {part}")


async def test_pages_of_four_keep_the_filter(office, zhao):
    for number in range(9):
        await office.hires(f"陈{number:02}", unit="三里社区", registered=False)

    first = await zhao.says("/roster 陈")
    assert "9 人" in first
    assert first.endswith("第 1/3 页\n找人请发送姓名，或姓名中的几个字。")
    assert zhao.buttons() == ["1. 陈00", "2. 陈01", "3. 陈02", "4. 陈03", "下一页"]
    second = await zhao.presses("下一页")
    assert zhao.buttons() == ["5. 陈04", "6. 陈05", "7. 陈06", "8. 陈07", "上一页", "下一页"]
    third = await zhao.presses("下一页")
    assert zhao.buttons() == ["9. 陈08", "上一页"]

    assert "5. 陈04" in second
    shown = "\n".join([first, second, third])
    assert all(shown.count(f"陈{number:02}") == 1 for number in range(9))
    assert "王芳" not in shown
    assert await zhao.presses("上一页") == second
    assert (await zhao.says("陈0")).startswith("花名册 · 姓名含“陈0”：9 人")


async def test_a_page_that_is_gone_is_the_last_one(office, zhao):
    seen = await zhao.says("/roster")

    assert await zhao.forges("people:7:") == seen
    await zhao.forges("people:x:")
    assert zhao.sees() == seen


async def test_a_colon_in_the_name_breaks_no_button(office, zhao):
    for number in range(5):
        await office.hires(f"陈：{number}", unit="三里社区", registered=False)

    await zhao.says("/roster 陈:")

    assert "5. 陈：4" in await zhao.presses("下一页")


async def test_a_name_is_shown_as_text(office, zhao):
    await office.hires("<b>赵</b>&_*", unit="三里社区")

    assert (await zhao.says("/roster <b>")).startswith("<b>赵</b>&_*\n")
    assert "<b>赵</b>&_* · 网格员" in await zhao.says("/roster 赵")


async def test_a_grid_is_named_with_its_community(office, zhao):
    await office.founds("第1网格", Level.GRID, within="三里社区")
    await office.hires("高洁", unit="第1网格")

    assert "高洁 · 网格员 · 三里社区 第1网格" in await zhao.says("/roster")


async def test_people_who_left_and_who_cannot_be_reached(office, zhao):
    async with office.app.sessions.begin() as session:
        (await session.get_one(Person, office.people["王芳"].person_id)).active = False
        (await session.get_one(Person, office.people["张伟"].person_id)).unreachable = "blocked"

    assert await zhao.says("/roster") == (
        "花名册：2 人\n1. 张伟 · 城管协管员 · 三里社区 · 消息无法送达\n"
        "2. 赵强 · 网格员 · 三里社区 · 管理员"
    )


async def test_nobody_there_and_nothing_held(office):
    he = await office.hires("何平", unit="三里街道", roles=[Role.SUPERVISOR])

    assert await he.says("/roster") == "您所辖单位的花名册上还没有人员。"


async def test_an_auxiliary_is_refused(office, wang):
    assert "没有使用此功能的权限" in await wang.says("/roster")
    assert "没有使用此功能的权限" in await wang.forges("people:0:")


async def test_english(office, zhao):
    await zhao.says("/language")
    await zhao.presses("English")

    await office.hires("王强", unit="三里社区")
    assert (await zhao.says("/roster 王")).startswith("Roster, “王”: 2 people\n1. 王")


@pytest.mark.parametrize("typed", ["lina", "li na", "NA", "ln", "Lǐ Nà"])
async def test_letters_find_a_name_by_its_syllables(office, sun, typed):
    assert (await sun.says(f"/roster {typed}")).startswith("李娜\n")


async def test_a_surname_is_read_as_a_surname(office, sun):
    await office.hires("单小龙", unit="五里社区", registered=False)
    await office.hires("尉迟恭", unit="五里社区", registered=False)

    assert "单小龙" in await sun.says("/roster shan")
    assert "单小龙" not in await sun.says("/roster dan")
    assert "尉迟恭" in await sun.says("/roster yuchi")
