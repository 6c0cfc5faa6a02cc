import pytest


async def rolls_seen(person):
    return len([text for text in person.texts() if "您到岗了吗" in text or "at your post" in text])


async def test_a_supervisor_sees_where_the_hours_come_from(office, zhao, sun):
    seen = await zhao.says("/hours")
    assert "三里社区" in seen
    assert "点名 08:00，10 分钟内不算迟到，09:00 截止；评议 17:30–22:00" in seen
    assert "默认时间" in seen
    assert "五里社区" not in seen
    await zhao.confirms("/hours 08:30 17:00")
    seen = await sun.says("/hours")
    assert seen.index("三里街道") < seen.index("默认时间") < seen.index("三里社区")
    assert "本单位设置" in seen
    assert seen.count("点名 0") == 2
    await sun.confirms("/hours 08:30 17:00")
    grouped = await sun.says("/hours")
    assert "三里街道、三里社区\n点名 08:30，10 分钟内不算迟到，09:30 截止" in grouped
    assert grouped.count("点名 0") == 1


async def test_hours_are_inherited_down_the_tree(office, zhao, sun):
    await sun.confirms("/hours 07:30 18:00")
    seen = await zhao.says("/hours")
    assert "沿用三里街道的设置" in seen
    assert "点名 07:30" in seen


async def test_what_was_set_is_echoed(zhao):
    seen = await zhao.says("/hours 08:30 17:00 三里社区")
    assert "修改三里社区的作息时间？\n早点名 08:00 → 08:30\n点名截止 09:00 → 09:30" in seen
    assert "早点名 08:00" in await zhao.presses("返回")
    seen = await zhao.confirms("/hours 08:30 17:00 三里社区")
    assert "三里社区的作息时间已修改" in seen
    assert "点名 08:30，10 分钟内不算迟到，09:30 截止；评议 17:00–22:00" in seen
    assert "从明天起" not in seen


async def test_the_roll_call_alone_can_be_moved(zhao):
    assert "评议 17:30–22:00" in await zhao.confirms("/hours 8点半 三里社区")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/hours 早一点", "没有看懂时间"),
        ("/hours 25:00 17:30", "没有看懂时间"),
        ("/hours 08:00 99", "没有看懂时间"),
        ("/hours 17:30 08:00", "/hours 08:00 17:30"),
        ("/hours 08:00 22:30", "/hours 08:00 17:30"),
        ("/hours 08:00 17:30 五里社区", "没有找到这个单位或人员"),
        ("/hours 08:00 17:30 火星社区", "没有找到这个单位或人员"),
        ("/hours 08:00 17:30 三里街道", "没有找到这个单位或人员"),
    ],
)
async def test_bad_hours_and_foreign_units_change_nothing(office, zhao, said, answer):
    before = await zhao.says("/hours")
    refused = await zhao.says(said)
    assert "已修改" not in refused
    assert answer in refused
    assert await zhao.says("/hours") == before


async def test_auxiliaries_do_not_set_hours(wang):
    assert "没有使用此功能的权限" in await wang.says("/hours 08:30 17:00")


async def test_two_communities_with_their_own_hours_are_each_asked_once(office, wang, li, zhao):
    await zhao.confirms("/hours 08:30 17:00 三里社区")
    await office.at("08:00")
    assert (await rolls_seen(wang), await rolls_seen(li)) == (0, 1)
    await office.at("08:30")
    assert (await rolls_seen(wang), await rolls_seen(li)) == (1, 1)
    await office.at("08:40")
    await wang.presses("到岗")
    assert wang.heard("按时到岗")
    await office.at("09:30")
    assert "三里社区点名结果" in zhao.sees()
    assert "在册 2 人：到岗 1、缺勤 1" in zhao.sees()


async def test_hours_set_before_the_roll_move_todays_roll(office, li, sun):
    await sun.confirms("/hours 07:30 17:30")
    await office.at("07:30")
    assert await rolls_seen(li) == 1
    await office.at("08:00")
    assert await rolls_seen(li) == 1


async def test_hours_set_to_later_put_todays_roll_off(office, wang, sun):
    await sun.confirms("/hours 08:00 17:30")
    await office.at("07:55")
    await sun.confirms("/hours 09:00 17:30")
    await office.at("08:00")
    assert await rolls_seen(wang) == 0
    await office.at("09:00")
    assert await rolls_seen(wang) == 1


async def test_hours_that_have_passed_hold_from_tomorrow(office, wang, zhao):
    await office.at("07:50")
    assert "从明天起执行" in await zhao.confirms("/hours 07:30 17:30")
    assert await rolls_seen(wang) == 0
    await office.at("08:00")
    assert await rolls_seen(wang) == 1
    await office.at("2026-11-24 07:30")
    assert await rolls_seen(wang) == 2
    await office.at("2026-11-24 08:00")
    assert await rolls_seen(wang) == 2


async def test_hours_moved_back_behind_the_clock_do_not_lose_todays_roll(office, wang, zhao):
    await zhao.confirms("/hours 08:30 17:30")
    await office.at("08:15")
    await zhao.confirms("/hours 07:15 17:30")
    await office.at("08:30")
    assert await rolls_seen(wang) == 1
    await office.at("09:00")
    await wang.presses("到岗")
    assert wang.heard("迟到 30 分钟")


async def test_changing_the_hours_after_the_roll_asks_nobody_again(office, wang, zhao):
    await office.at("08:00")
    await office.at("08:20")
    await zhao.confirms("/hours 08:30 17:30")
    await office.at("08:30")
    assert await rolls_seen(wang) == 1


async def test_the_review_moves_with_the_hours(office, wang, sun):
    await sun.confirms("/hours 08:00 19:00")
    assert wang.sees() == (
        "三里街道作息时间有变动\n从11月23日（周一）起，19:00 开始晚评议，22:00 前提交。"
    )
    await office.at("18:00")
    assert not wang.heard("晚评议 · ")
    await office.at("19:00")
    assert wang.heard("晚评议 · ")


async def test_the_administrator_sees_all_hours(office, zhou):
    await zhou.confirms("/hours 07:00 17:30 五里社区")
    seen = await zhou.says("/hours")
    assert "朝阳区" in seen
    assert "五里社区" in seen
    assert "三里社区" not in seen
