"""/hours by buttons: a unit's five figures, one question, before and after, and from when."""

import pytest
from sqlmodel import select

from domain.office import Level
from models.person import Holding
from tests.kit.training import speaks_english

FIVE = "早点名 08:00\n宽限 10 分钟\n点名截止 09:00\n晚评议 17:30\n评议截止 22:00"
FIGURES = ["早点名", "宽限", "点名截止", "晚评议", "评议截止", "返回"]


async def rolls_seen(person):
    return len([text for text in person.texts() if "您到岗了吗" in text])


async def opens(zhao, figure, unit="三里社区"):
    await zhao.says("/hours")
    await zhao.presses(unit)
    return await zhao.presses(figure)


async def sets(zhao, figure, said):
    await opens(zhao, figure)
    await zhao.says(said)
    return await zhao.presses("确认")


async def test_zhao_puts_the_roll_call_off_by_buttons(office, zhao):
    assert "三里社区" in await zhao.says("/hours")
    assert zhao.buttons() == ["三里社区"]
    seen = await zhao.presses("三里社区")
    assert "三里社区的作息时间" in seen
    assert FIVE in seen
    assert "默认时间" in seen
    assert zhao.buttons() == FIGURES
    seen = await zhao.presses("早点名")
    assert "三里社区：早点名" in seen
    assert "现在是 08:00。" in seen
    assert zhao.buttons() == ["07:30", "08:30", "09:00", "返回", "取消"]
    seen = await zhao.presses("08:30")
    assert "早点名 08:00 → 08:30\n点名截止 09:00 → 09:30" in seen
    assert "晚评议" not in seen
    assert zhao.buttons() == ["确认", "返回"]
    seen = await zhao.presses("确认")
    assert "三里社区的作息时间已修改" in seen
    assert "点名 08:30，10 分钟内不算迟到，09:30 截止；评议 17:30–22:00" in seen
    assert "从今天起执行" in seen
    await zhao.says("/hours 三里社区")
    assert "早点名 08:30" in zhao.sees()
    assert "本单位设置" in zhao.sees()


@pytest.mark.parametrize(
    ("figure", "said", "moves"),
    [
        ("早点名", "8点半", "早点名 08:00 → 08:30"),
        ("宽限", "15", "宽限 10 分钟 → 15 分钟"),
        ("宽限", "不宽限", "宽限 10 分钟 → 0 分钟"),
        ("点名截止", "9:15", "点名截止 09:00 → 09:15"),
        ("晚评议", "下午六点", "晚评议 17:30 → 18:00"),
        ("评议截止", "晚上九点", "评议截止 22:00 → 21:00"),
    ],
)
async def test_each_figure_is_typed_as_people_say_it(office, zhao, figure, said, moves):
    await opens(zhao, figure)
    assert moves in await zhao.says(said)
    assert "已修改" in await zhao.presses("确认")
    await zhao.says("/hours 三里社区")
    assert moves.split(" → ")[1] in zhao.sees()


@pytest.mark.parametrize(
    ("figure", "said", "hint"),
    [
        ("点名截止", "7:30", "早点名（08:00）必须早于点名截止（07:30）"),
        ("点名截止", "18:00", "点名截止（18:00）必须早于晚评议（17:30）"),
        ("晚评议", "22:30", "晚评议（22:30）必须早于评议截止（22:00）"),
        ("早点名", "下午五点", "点名截止（18:00）必须早于晚评议（17:30）"),
        ("宽限", "60", "宽限（60 分钟）必须短于点名开放的时间（60 分钟）"),
        ("宽限", "很久", "没有看懂分钟数"),
        ("晚评议", "晚一点", "没有看懂时间"),
        ("早点名", "8:00", "与现在的相同"),
    ],
)
async def test_what_cannot_be_is_said_and_asked_again(office, zhao, figure, said, hint):
    await opens(zhao, figure)
    asked = zhao.buttons()
    seen = await zhao.says(said)
    assert hint in seen
    assert f"三里社区：{figure}" in seen
    assert zhao.buttons() == asked
    await zhao.presses("返回")
    assert FIVE in zhao.sees()


async def test_a_sticker_repeats_the_question_and_the_page(office, zhao):
    await opens(zhao, "宽限")
    seen = await zhao.does("sends_sticker")
    assert "没有看懂分钟数" in seen
    assert "发送分钟数，例如：10" in seen
    assert zhao.buttons() == ["0 分钟", "5 分钟", "15 分钟", "返回", "取消"]
    await zhao.presses("15 分钟")
    seen = await zhao.does("sends_sticker")
    assert "这一步请按下面的按钮" in seen
    assert "宽限 10 分钟 → 15 分钟" in seen
    assert "已修改" in await zhao.presses("确认")


async def test_cancel_and_back_change_nothing(office, zhao):
    await opens(zhao, "早点名")
    await zhao.says("/cancel")
    assert "没有看懂" in await zhao.says("8:30")
    await opens(zhao, "早点名")
    await zhao.presses("取消")
    await opens(zhao, "早点名")
    await zhao.says("8:30")
    assert "三里社区：早点名" in await zhao.presses("返回")
    assert FIVE in await zhao.presses("返回")
    assert "默认时间" in await zhao.presses("返回")


async def test_a_question_and_its_page_outlive_a_restart(office, zhao):
    await opens(zhao, "晚评议")
    await office.restarts()
    assert "晚评议 17:30 → 18:00" in await zhao.says("18:00")
    await office.restarts()
    assert "评议 18:00–22:00" in await zhao.presses("确认")


async def test_confirming_twice_changes_once(office, zhao):
    await sets(zhao, "早点名", "8:30")
    unit = office.units["三里社区"].id
    assert "已结束" in await zhao.forges(f"hours-ok:{unit}:450....")
    await zhao.says("/hours 三里社区")
    assert "早点名 08:30" in zhao.sees()


async def test_the_page_of_an_earlier_question_confirms_nothing(office, zhao):
    await opens(zhao, "早点名")
    await zhao.says("8:30")
    unit = office.units["三里社区"].id
    assert "早点名 08:00 → 07:30" in await zhao.forges(f"hours-ok:{unit}:450....")
    await zhao.says("/hours 三里社区")
    assert FIVE in zhao.sees()


async def test_hours_that_another_changed_meanwhile_are_shown_anew(office, zhao, sun):
    await opens(zhao, "早点名")
    await zhao.says("8:30")
    await sun.confirms("/hours 07:00 18:00 三里社区")
    assert "早点名 07:00 → 08:30" in await zhao.presses("确认")
    assert "已修改" in await zhao.presses("确认")
    assert "评议 18:00–22:00" in zhao.sees()


@pytest.mark.fault("H3")
async def test_who_holds_the_unit_no_more_is_told_what_a_stranger_is_told(office, zhao):
    unknown = await zhao.says("/hours 08:30 17:30 火星社区")
    await opens(zhao, "早点名")
    await zhao.says("8:30")
    async with office.app.sessions.begin() as session:
        held = select(Holding).where(Holding.person_id == zhao.person_id)
        (await session.exec(held)).one().unit_id = office.units["五里社区"].id
    assert await zhao.presses("确认") == unknown
    unit = office.units["三里社区"].id
    for data in (
        f"hours-unit:{unit}",
        f"hours-ask:{unit}:grace",
        f"hours-pick:{unit}:grace:5",
        f"hours-inherit:{unit}",
        "hours-unit:999999",
    ):
        assert await zhao.forges(data) == unknown
    await zhao.says("/cancel")
    assert "已结束" in await zhao.forges(f"hours-pick:{unit}:grace:5")


async def test_own_hours_are_given_back_by_a_button(office, zhao, sun):
    await sun.confirms("/hours 07:30-08:30 18:00-21:00 宽限 5")
    await zhao.confirms("/hours 08:00 17:30")
    await zhao.says("/hours 三里社区")
    assert "恢复沿用上级设置请发送：/hours 沿用 三里社区" in zhao.sees()
    await zhao.presses("宽限")
    assert zhao.buttons() == ["0 分钟", "10 分钟", "15 分钟", "全部沿用三里街道", "返回", "取消"]
    seen = await zhao.presses("全部沿用三里街道")
    assert "改为沿用三里街道的设置" in seen
    assert "早点名 08:00 → 07:30\n点名截止 09:00 → 08:30\n晚评议 17:30 → 18:00" in seen
    assert "已修改" in await zhao.presses("确认")
    seen = await zhao.says("/hours 三里社区")
    assert "沿用三里街道的设置" in seen
    assert "早点名 07:30" in seen
    await zhao.presses("宽限")
    assert "全部沿用三里街道" not in zhao.buttons()
    assert "没有单独设置" in await zhao.says("/hours 沿用 三里社区")


async def test_own_hours_are_given_back_in_one_line_and_the_default_holds(office, zhao, wang):
    await zhao.confirms("/hours 08:30 17:30")
    seen = await zhao.says("/hours 沿用 三里社区")
    assert "改为默认时间" in seen
    assert "早点名 08:30 → 08:00" in seen
    assert "这一步请按下面的按钮" in await zhao.says("好")
    assert "从今天起执行" in await zhao.presses("确认")
    await office.at("08:00")
    assert await rolls_seen(wang) == 1
    await office.at("08:30")
    assert await rolls_seen(wang) == 1
    assert "没有找到这个单位或人员" in await zhao.says("/hours 沿用 五里社区")


async def test_hours_given_back_too_late_for_today_hold_from_tomorrow(office, zhao, wang):
    await zhao.confirms("/hours 08:30 17:30")
    await office.at("08:15")
    await zhao.says("/hours 沿用 三里社区")
    assert "新的点名时间从明天起执行" in await zhao.presses("确认")
    assert await rolls_seen(wang) == 0
    await office.at("08:30")
    assert await rolls_seen(wang) == 1
    await office.at("2026-11-24 08:00")
    assert await rolls_seen(wang) == 2
    await office.at("2026-11-24 08:30")
    assert await rolls_seen(wang) == 2


async def test_a_closing_moved_before_the_roll_opens_holds_today(office, zhao, wang):
    assert "从今天起执行" in await sets(zhao, "点名截止", "8:30")
    await office.at("08:00")
    assert "08:30" in wang.sees()
    await office.at("08:30")
    assert "三里社区点名结果" in zhao.sees()


async def test_a_closing_moved_after_the_roll_opened_holds_from_tomorrow(office, zhao, wang):
    await office.at("08:00")
    seen = await sets(zhao, "点名截止", "8:30")
    assert "新的点名时间从明天起执行" in seen
    assert "从今天起" not in seen
    await zhao.says("/hours 三里社区")
    assert "点名截止 08:30" in zhao.sees()
    assert "新的点名时间从明天起执行" in zhao.sees()
    await office.at("08:30")
    assert not zhao.heard("点名结果")
    await office.at("09:00")
    assert zhao.heard("点名结果")
    await office.at("2026-11-24 08:00")
    await office.at("2026-11-24 08:30")
    assert sum("点名结果" in text for text in zhao.texts()) == 2


@pytest.mark.parametrize(("at", "minutes_late"), [("07:30", 0), ("08:00", 12)])
async def test_a_grace_counts_for_the_rolls_that_open_after_it(
    office, zhao, wang, at, minutes_late
):
    await office.at(at)
    await sets(zhao, "宽限", "15")
    await office.at("08:00")
    await office.at("08:12")
    await wang.presses("到岗")
    assert wang.heard(f"迟到 {minutes_late} 分钟" if minutes_late else "按时到岗")


async def test_the_end_of_a_review_moved_before_it_opens_holds_today(office, zhao, wang, zhang):
    await office.at("16:00")
    await zhang.says("/review")
    assert "从今天起执行" in await sets(zhao, "评议截止", "20:00")
    await office.at("17:30")
    assert "20:00" in wang.sees()
    for person in (wang, zhang):
        await person.says("/review")
    await office.at("20:30")
    for person in (wang, zhang):
        assert "迟交" in await hands_in(person)


async def test_the_end_of_a_review_moved_after_it_opened_holds_from_tomorrow(
    office, zhao, wang, zhang
):
    await office.at("17:30")
    assert "新的评议时间从明天起执行" in await sets(zhao, "评议截止", "20:00")
    await office.at("20:30")
    for person in (wang, zhang):
        await person.says("/review")
        seen = await hands_in(person)
        assert "迟交" not in seen
        assert "20:30" in seen
    await office.at("2026-11-24 17:30")
    assert "20:00" in wang.sees()


async def hands_in(person):
    for _ in range(3):
        for label in ("没有", "跳过", "确认"):
            if label in person.buttons():
                await person.presses(label)
    return person.sees()


async def test_many_units_are_turned_over_page_by_page(office, zhou):
    for number in range(1, 6):
        name = f"{number}号院社区"
        await office.founds(name, Level.COMMUNITY, within="三里街道")
        await zhou.confirms(f"/hours 08:00 17:3{number} {name}")
    first = await zhou.says("/hours")
    assert "第 1/2 页" in first
    assert zhou.buttons() == [
        "朝阳区",
        "1号院社区",
        "2号院社区",
        "3号院社区",
        "4号院社区",
        "下一页",
    ]
    assert "5号院社区" not in first
    assert "5号院社区" in await zhou.presses("下一页")
    assert zhou.buttons() == ["5号院社区", "回到首页"]
    assert await zhou.presses("回到首页") == first
    assert "5号院社区" in await zhou.forges("hours-list:3000")


async def test_a_unit_without_hours_of_its_own_is_reached_by_its_name(office, sun, zhao):
    assert "五里社区的作息时间" in await sun.says("/hours 五里社区")
    assert sun.buttons() == FIGURES
    assert "没有看懂时间" in await zhao.says("/hours 五里社区")


async def test_all_five_in_one_line(office, zhao):
    seen = await zhao.confirms("/hours 07:30–08:15 18:00 至 21:30 宽限 5 三里社区")
    assert "点名 07:30，5 分钟内不算迟到，08:15 截止；评议 18:00–21:30" in seen
    seen = await zhao.confirms("/hours 07:00")
    assert "点名 07:00，5 分钟内不算迟到，08:15 截止；评议 18:00–21:30" in seen


async def test_in_english(office, zhao):
    await speaks_english(zhao)
    assert "Default hours" in await zhao.says("/hours")
    seen = await zhao.presses("三里社区")
    for line in ("Roll call 08:00", "Grace 10 minutes", "Roll call closes 09:00"):
        assert line in seen
    assert zhao.buttons() == [
        "Roll call",
        "Grace",
        "Roll call closes",
        "Evening review",
        "Review ends",
        "Back",
    ]
    assert "Now: 17:30." in await zhao.presses("Evening review")
    seen = await zhao.says("7:30 am")
    assert "Roll call closes (09:00) must come before Evening review (07:30)" in seen
    assert "Evening review 17:30 → 18:30" in await zhao.says("6:30 pm")
    assert "This holds from today on." in await zhao.presses("Confirm")
    seen = await zhao.says("/hours inherit 三里社区")
    assert "From now on the default hours." in seen
    assert "Evening review 18:30 → 17:30" in seen
    await zhao.presses("Confirm")
    assert "Default hours" in await zhao.says("/hours 三里社区")
