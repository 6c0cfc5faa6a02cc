import pytest

from domain.office import Role
from tests.kit.tasks import hands


async def test_the_day_before_the_roll_and_after_it(office, wang):
    assert await wang.says("/today") == (
        "今日安排 · 11月23日（周一）\n点名：今天尚未点名\n\n今天暂无任务。\n\n评议：尚未开始"
    )
    assert wang.buttons() == []
    await office.at("08:00")
    assert "09:00 前可按“到岗”" in await wang.says("/today")
    assert wang.buttons() == ["到岗", "请假"]
    await wang.presses("到岗")
    asked = next(each for each in wang.phone.messages if "早点名" in each.get("text", ""))
    assert "reply_markup" not in asked, "the roll's own question is answered with it"
    assert "点名：到岗 08:00" in await wang.says("/today")


async def test_late_absent_and_the_review(office, wang, zhang):
    await office.at("08:00")
    await office.at("08:25")
    await wang.presses("到岗")
    assert "点名：迟到 25 分钟" in await wang.says("/today")
    await office.at("09:00")
    assert "点名：缺勤" in await zhang.says("/today")
    await office.at("17:30")
    assert "评议：尚未提交" in await zhang.says("/today")
    assert "今天遇到了什么问题" in await zhang.presses("晚评议")


async def test_tasks_are_numbered_opened_and_left_again(office, wang):
    await hands(office, "清理楼道", to=["王芳"])
    await hands(office, "扫雪", to=["王芳"])
    day = await wang.says("/today")
    assert "1. ▫️ 清理楼道\n2. ▫️ 扫雪" in day
    assert wang.buttons() == ["1. 清理楼道", "2. 扫雪"]
    assert "任务\n扫雪" in await wang.presses("2. 扫雪")
    assert await wang.presses("返回") == day


@pytest.mark.parametrize("count", [6, 7, 9])
async def test_more_tasks_than_buttons_are_turned_page_by_page(office, wang, count):
    for number in range(1, count + 1):
        await hands(office, f"任务{number}", to=["王芳"])
    await wang.says("/today")
    opened = [label for label in wang.buttons() if "任务" in label]
    while "下一页" in wang.buttons():
        assert len(wang.buttons()) <= 6
        await wang.presses("下一页")
        opened += [label for label in wang.buttons() if "任务" in label]
    assert opened == [f"{number}. 任务{number}" for number in range(1, count + 1)]
    assert ("上一页" in wang.buttons()) is (count > 6)


async def test_after_answering_the_roll_the_first_tasks_and_all_of_them_are_at_hand(office, wang):
    for number in range(1, 9):
        await hands(office, f"巡查{number}", to=["王芳"])
    await office.at("08:00")
    await wang.says("/today")
    assert wang.buttons() == ["到岗", "请假", "1. 巡查1", "2. 巡查2", "下一页"]
    await wang.presses("到岗")
    assert wang.buttons() == [*(f"{n}. 巡查{n}" for n in range(1, 6)), "全部任务"]
    await wang.presses("全部任务")
    assert wang.buttons() == [*(f"{n}. 巡查{n}" for n in range(1, 5)), "下一页"]


@pytest.mark.parametrize("page", ["day:99", "day:-3"])
async def test_a_forged_page_is_the_nearest_one(office, wang, page):
    for number in range(1, 8):
        await hands(office, f"巡查{number}", to=["王芳"])
    await wang.says("/today")
    await wang.forges(page)
    assert "今日安排" in wang.sees()
    assert len(wang.buttons()) == (4 if page == "day:99" else 5)


async def test_a_long_title_is_shortened_on_its_button(office, wang):
    await hands(office, "清理" * 60, to=["王芳"])
    assert "清理" * 60 in await wang.says("/today")
    assert wang.buttons()[0].endswith("…")


async def test_a_supervisor_is_shown_the_way_to_the_summary(office, zhao, zhou):
    assert "/summary" in await zhao.says("/today")
    assert "/summary" in await zhou.says("/today")


async def test_a_liaison_is_told_whose_day_it_is(office):
    he = await office.hires("何平", unit="三里街道", roles=[Role.LIAISON])
    assert "协管员本人" in await he.says("/today")
    assert "没有看懂" in await he.says("您好")
    assert he.buttons() == ["全部功能"]
    assert (await he.presses("全部功能")).startswith("全部功能\n/help – 查看可用的功能\n/me")
    assert (await he.says("/help")).startswith("我能帮您做什么\n/help")
    assert he.buttons() == []
    assert "没有使用此功能的权限" in await he.says("/leave 明天")
    assert "没有使用此功能的权限" in await he.says("/rota")


async def test_a_conversation_goes_on_after_a_look_at_the_day(office, wang):
    await hands(office, "清理楼道", to=["王芳"])
    await wang.says("/today")
    await wang.presses("1. 清理楼道")
    await wang.presses("完成")
    await wang.says("/today")
    assert "说明：已清理" in await wang.says("已清理")


async def test_in_english(office, li):
    await hands(office, "clear the stairways", to=["李娜"])
    assert await li.says("/today") == (
        "Your day · Mon 23 Nov\nRoll call: not called yet\n\n"
        "Today's tasks:\n1. ▫️ clear the stairways\n\nReview: not open yet"
    )
