"""每人任务: how many tasks each person of one's units had in a week, in the roster's order."""

import pytest

from domain.task import TaskState
from tests.kit.tasks import hands


@pytest.fixture
async def week(office):
    await hands(office, "清理楼道", to=["王芳", "张伟"])
    await hands(office, "扫雪", to=["王芳"], state=TaskState.DONE)
    await hands(office, "送通知", to=["王芳"], day=office.now.date().replace(day=27))
    await hands(office, "上周的", to=["张伟"], day=office.now.date().replace(day=20))
    await office.at("2026-11-24 08:00")
    return office


async def test_the_button_shows_the_week_of_the_day(week, zhao):
    await zhao.says("/summary")
    seen = await zhao.presses("每人任务")
    assert seen == (
        "三里社区 每人任务\n11月23日（周一）到11月29日（周日）\n2 人，每人 2 到 3 项\n\n"
        "张伟 · 2 项、完成 0、未完成 2、结转 2 次\n王芳 · 3 项、完成 1、未完成 2、结转 1 次"
    )
    assert zhao.buttons() == ["返回"]
    assert "三里社区汇总" in await zhao.presses("返回")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("每人", "11月23日（周一）到11月29日（周日）"),
        ("本周 每人", "11月23日（周一）到11月29日（周日）"),
        ("每人任务 三里社区", "11月23日（周一）到11月29日（周日）"),
        ("上周三里社区每人", "11月16日（周一）到11月22日（周日）"),
        ("本月 per person", "11月1日（周日）到11月30日（周一）"),
    ],
)
async def test_it_can_be_typed(week, zhao, asked, days):
    assert f"每人任务\n{days}\n" in await zhao.says(f"/summary {asked}")


async def test_the_idle_are_there_too_and_units_head_their_people(week, sun):
    seen = await sun.says("/summary 每人")
    assert "3 人，每人 0 到 3 项" in seen
    assert seen.index("三里社区\n") < seen.index("张伟 ·") < seen.index("五里社区\n")
    assert seen.endswith("没有任务：李娜")


async def test_many_are_turned_over_page_by_page(week, sun):
    for number in range(12):
        await week.hires(f"队员{number:02}", unit="五里社区", registered=False)
    assert "第 1/2 页" in await sun.says("/summary 每人")
    assert sun.buttons() == ["下一页", "返回"]
    seen = await sun.presses("下一页")
    assert "、队员11" in seen
    assert "张伟" not in seen
    assert "15 人，每人 0 到 3 项" in seen


async def test_a_forged_page_or_a_foreign_unit_shows_nothing_foreign(week, zhao):
    await zhao.says("/summary")
    foreign = week.units["五里社区"].id
    assert "没有找到这个单位或人员" in await zhao.forges(
        f"sumeach:2026-11-23:2026-11-29:{foreign}:0"
    )
    assert "已结束" in await zhao.forges("sumeach:2026-11-29:2026-11-23::0")
    await zhao.says("/summary")
    assert "2 人" in await zhao.forges("sumeach:2026-11-23:2026-11-29::99")
