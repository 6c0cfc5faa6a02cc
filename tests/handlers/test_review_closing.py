import pytest

from tests.kit.review import all_hand_in, hands_in

LAMP = "3号楼路灯坏了"


@pytest.fixture
async def evening(office):
    await office.at("08:00")
    await office.at("17:30")
    return office


async def test_the_supervisors_evening_tells_who_handed_in_who_did_not_and_what_was_met(
    evening, wang, zhang, zhao, sun
):
    await hands_in(wang, LAMP)
    await evening.at("22:00")

    assert zhao.sees() == (
        "三里社区晚评议小结 · 11月23日（周一）\n"
        "评议：已提交 1、未交 1\n\n"
        "未交（1 人）\n张伟\n\n"
        f"遇到的问题（1 条）\n【三里社区】\n王芳：{LAMP}"
    )
    assert sun.sees().startswith("三里街道晚评议小结")
    assert "未交（2 人）\n三里社区：张伟\n五里社区：李娜" in sun.sees()
    assert "王芳 · 三里社区" in await zhao.presses("开始点评")
    assert zhao.buttons() == ["优", "良", "可", "差", "跳过", "取消"]


async def test_who_hands_in_late_is_remarked_on_as_late(evening, zhang, zhao):
    await evening.at("22:00")
    assert zhao.buttons() == []
    assert "没有人反映问题。" in zhao.sees()
    await evening.at("22:30")
    await hands_in(zhang, LAMP)
    assert "迟交：11月23日（周一）22:30" in await zhao.says("/reviews")
    await zhao.presses("可")
    assert "评议：已提交 0、迟交 1、未交 1" in await zhao.presses("跳过")


async def test_a_long_evening_is_told_in_part_with_the_way_to_the_rest(office, zhao):
    crowd = [await office.hires(f"队员{number}", unit="三里社区") for number in range(45)]
    await office.at("17:30")
    await all_hand_in(office, crowd[:22], "井盖松动，走上去会响，" * 10)
    await office.at("22:00")
    told = zhao.sees()
    assert "未交（25 人）" in told
    assert "遇到的问题（22 条）" in told
    assert told.endswith("还有 2 条，发送 /reviews 查看。")
    assert told.count("井盖松动") == 20 * 7


async def test_the_evening_is_still_told_next_morning_after_an_outage_and_not_later(
    evening, zhao, sun
):
    await evening.at("2026-11-24 07:00")
    assert len([text for text in zhao.texts() if "晚评议小结" in text]) == 1
    await evening.at("2026-11-24 17:30")
    await evening.at("2026-11-25 10:30")
    assert len([text for text in zhao.texts() if "晚评议小结" in text]) == 1


async def test_a_street_whose_community_keeps_its_own_hours_hears_of_each(office, zhao, sun):
    await zhao.confirms("/hours 08:00 17:00 三里社区")
    await office.at("2026-11-24 17:00")
    await office.at("2026-11-24 17:30")
    await office.at("2026-11-24 22:00")
    titles = [text.split("\n")[0] for text in sun.texts() if "晚评议小结" in text]
    assert sorted(titles) == [
        "三里社区晚评议小结 · 11月24日（周二）",
        "三里街道晚评议小结 · 11月24日（周二）",
    ]
