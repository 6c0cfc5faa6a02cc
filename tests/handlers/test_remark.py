import pytest
from sqlmodel import select

from domain.remark import Mark
from models.remark import Remark
from tests.kit.review import hands_in
from tests.kit.tasks import hands

STAIRS = "清理楼道杂物"
LAMP = "3号楼路灯坏了"


@pytest.fixture
async def evening(office, wang, zhang):
    """王芳 and 张伟 of one community have handed in, 李娜 of the other has not; it is 17:50."""
    await office.at("08:00")
    await hands(office, STAIRS, to=["王芳"])
    await office.at("17:50")
    await hands_in(wang, LAMP, presses=["完成"])
    await hands_in(zhang)
    return office


async def remarks(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Remark).order_by(Remark.id))).all()
        return [(row.mark, row.words, row.answer) for row in rows]


async def test_a_supervisor_goes_through_the_reviews_one_at_a_time(evening, zhao, wang, zhang):
    first = await zhao.says("/reviews")
    assert first.startswith("王芳 · 三里社区 · 11月23日（周一）评议\n还有 2 份待点评\n提交：")
    assert f"{STAIRS} · 完成" in first
    assert f"遇到的问题：{LAMP}" in first
    assert zhao.buttons() == ["优", "良", "可", "差", "跳过", "取消"]

    assert "想对王芳说些什么？" in await zhao.presses("良")
    assert zhao.buttons() == ["跳过", "返回", "取消"]
    second = await zhao.says("路灯已报修，明天复查")
    assert second.startswith("张伟 · 三里社区")
    assert "✓ 王芳：良，已发出\n\n还有 1 份待点评" in second

    await zhao.presses("优")
    end = await zhao.presses("跳过")
    assert end == (
        "点评 · 11月23日（周一）\n✓ 张伟：优，已发出\n\n没有待点评的晚评议。\n"
        "评议：已提交 2、未交 0"
    )
    assert zhao.buttons() == ["更正点评"]

    told = "晚评议点评 · 11月23日（周一）\n赵强的点评：良\n路灯已报修，明天复查"
    assert wang.sees() == told
    assert zhang.sees() == "晚评议点评 · 11月23日（周一）\n赵强的点评：优"
    assert "11月23日 赵强 查看了您的资料" in await wang.says("/me")
    assert await remarks(evening) == [
        (Mark.GOOD, "路灯已报修，明天复查", ""),
        (Mark.EXCELLENT, "", ""),
    ]

    assert "要更正对谁的点评" in await zhao.presses("更正点评")
    assert zhao.buttons() == ["张伟", "王芳", "返回"]
    assert "赵强的点评：良\n路灯已报修，明天复查" in await zhao.presses("王芳")
    await zhao.presses("优")
    assert "✓ 王芳：优，已发出" in await zhao.says("路灯已修好")
    assert wang.sees() == (
        "晚评议点评（已更正）· 11月23日（周一）\n赵强的点评：优\n路灯已修好\n"
        "更正前：良、路灯已报修，明天复查"
    )


async def test_the_person_answers_once_and_the_supervisor_reads_it(evening, zhao, wang):
    await zhao.says("/reviews")
    await zhao.presses("可")
    await zhao.says("请写清楚位置")
    data = wang.phone.newest()["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    assert "只能回复一次" in await wang.presses("回复")
    assert "请输入您的回复" in await wang.does("sends_sticker")
    assert await wang.says("3号楼2单元门口") == "您的回复已发给赵强。"
    assert zhao.sees() == (
        "王芳回复了您的点评 · 11月23日（周一）评议\n"
        "您的点评：可、请写清楚位置\n回复：3号楼2单元门口"
    )
    assert await wang.forges(data) == "您已回复过这条点评。"
    assert await zhao.forges("rmback:1") == "对方已经回复，点评不能再改。"
    page = await wang.says("/review")
    assert "已有点评，不能再修改" in page
    assert page.endswith("赵强的点评：可\n请写清楚位置\n回复：3号楼2单元门口")
    assert wang.buttons() == []


async def test_words_may_come_before_the_mark_and_go_without_one(evening, zhao, wang):
    await zhao.says("/reviews")
    asked = await zhao.says("辛苦了")
    assert "您的点评：辛苦了\n评什么等次？" in asked
    assert zhao.buttons() == ["优", "良", "可", "差", "跳过", "返回"]
    assert "还有 2 份待点评" in await zhao.presses("返回")

    await zhao.says("今天辛苦了")
    await zhao.presses("跳过")
    assert wang.sees().endswith("赵强的点评：\n今天辛苦了")
    await zhao.says("继续保持")
    await zhao.presses("优")
    assert await remarks(evening) == [(None, "今天辛苦了", ""), (Mark.EXCELLENT, "继续保持", "")]


async def test_what_is_skipped_waits_and_can_be_gone_through_again(evening, zhao, wang, zhang):
    """Those that say something come first, also the second time."""
    for person, problem in ((wang, "没有。"), (zhang, "井盖松了")):
        await person.presses("修改")
        await person.presses("遇到的问题")
        await person.says(problem)
        await person.presses("确认")
    assert (await zhao.says("/reviews")).startswith("张伟")
    silent = await zhao.presses("跳过")
    assert silent.startswith("王芳")
    assert "\n从这份起都没有写问题和打算。\n" in silent
    end = await zhao.presses("跳过")
    assert "跳过了 2 份。" in end
    assert zhao.buttons() == ["看跳过的"]
    assert "张伟" in await zhao.presses("看跳过的")


async def test_yesterdays_reviews_are_offered_and_asked_for_by_day(evening, zhao, wang):
    await evening.at("2026-11-24 10:00")
    await zhao.says("/reviews")
    assert "还没有人提交评议" in zhao.sees()
    assert zhao.buttons() == ["11月23日（周一）：2 份待点评"]
    assert "王芳" in await zhao.presses("11月23日（周一）：2 份待点评")
    assert "王芳 · 三里社区 · 11月23日" in await zhao.says("/reviews 昨天")
    await zhao.says("/cancel")
    assert "请写一个已到的日子" in await zhao.says("/reviews 明天")
    assert "请写一个已到的日子" in await zhao.says("/reviews 胡说")


async def test_two_supervisors_at_once_the_first_remark_counts(evening, zhao, sun, wang):
    await zhao.says("/reviews")
    await sun.says("/reviews")
    await zhao.presses("良")
    await sun.presses("差")
    await zhao.presses("跳过")
    said = await sun.says("不行")
    assert said == "赵强已点评过这份评议。发送 /reviews 继续点评其他人。"
    assert await remarks(evening) == [(Mark.GOOD, "", "")]
    assert "张伟" in await sun.says("/reviews")


async def test_a_remark_ends_a_change_that_was_under_way(evening, zhao, wang):
    await wang.presses("修改")
    await wang.presses("遇到的问题")
    await zhao.says("/reviews")
    await zhao.presses("良")
    await zhao.presses("跳过")
    assert "已有点评，不能再修改" in await wang.says("没有问题")
    assert LAMP in await wang.says("/review")


async def test_nobody_sees_reviews_of_other_units(evening, zhao, sun, li):
    await evening.at("18:00")
    await li.says("/review")
    await li.presses("Skip")
    await li.presses("Skip")
    await li.presses("Confirm")

    await zhao.says("/reviews")
    presses = ("rmmark:{}:good", "rmpass:{}", "rmback:{}")
    foreign = [await zhao.forges(press.format(3)) for press in presses]
    unknown = [await zhao.forges(press.format(99)) for press in presses]
    assert foreign == unknown == ["在您管辖的范围内没有找到这个单位或人员，请核对名称。"] * 3
    assert "还有 3 份待点评" in await sun.says("/reviews")
    assert await remarks(evening) == []


async def test_an_old_button_of_another_review_sends_nothing(evening, zhao):
    await zhao.says("/reviews")
    await zhao.presses("良")
    assert "此操作已结束" in await zhao.forges("rmsend:2")
    await zhao.says("/cancel")
    assert "此操作已结束" in await zhao.forges("rmsend:1")
    assert await remarks(evening) == []


async def test_a_remark_is_refused_with_an_identity_number_and_asked_again(evening, zhao):
    await zhao.says("/reviews")
    await zhao.presses("良")
    said = await zhao.says("居民 11010119900307123X 投诉")
    assert "身份证" in said
    assert "想对王芳说些什么？" in said
    assert await remarks(evening) == []


async def test_nobody_answers_a_remark_on_somebody_else(evening, zhao, zhang):
    await zhao.says("/reviews")
    await zhao.presses("良")
    await zhao.presses("跳过")
    assert "不是发给您的" in await zhang.forges("rmansw:1")


async def test_the_way_through_in_english(evening, zhao):
    await zhao.says("/language")
    await zhao.presses("English")
    assert "2 reviews wait for a remark" in await zhao.says("/reviews")
    await zhao.presses("Good")
    assert "✓ 王芳: Good, sent" in await zhao.presses("Skip")
    await zhao.presses("Skip")
    assert "1 was skipped.\nReviews: handed in 2, not handed in 0" in zhao.sees()
