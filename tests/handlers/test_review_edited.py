import pytest
from sqlmodel import select

from domain.review import ReviewState
from models.review import Review
from models.review_text import ReviewText
from tests.kit.review import hands_in
from tests.kit.tasks import hands

LAMP, CORRECTED = "3号楼路灯坏了", "5号楼路灯坏了"


@pytest.fixture
async def evening(office):
    await hands(office, "清理楼道杂物", to=["王芳"])
    await office.at("08:00")
    await office.at("17:30")
    return office


def typed(who, text):
    """The message in which somebody wrote this."""
    return next(
        message["message_id"]
        for message in reversed(who.phone.messages)
        if message.get("text") == text and not message["from"]["is_bot"]
    )


async def edits(who, before, after):
    return await who.does("edits", typed(who, before), after)


async def review_of(who):
    async with who.house.app.sessions() as session:
        return (await session.exec(select(Review).where(Review.person_id == who.person_id))).one()


async def kept(who):
    async with who.house.app.sessions() as session:
        rows = await session.exec(select(ReviewText).order_by(ReviewText.id))
        return [(row.question.split(":")[0], row.text) for row in rows.all()]


async def test_editing_the_message_edits_the_answer_and_keeps_the_earlier_text(
    evening, wang, zhao
):
    await hands_in(wang, LAMP, presses=["完成"])
    await evening.at("17:40")
    said = await edits(wang, LAMP, CORRECTED)
    assert said == (
        "已按您的修改更新 · 11月23日（周一）评议\n遇到的问题：5号楼路灯坏了\n原来：3号楼路灯坏了"
    )
    assert (await review_of(wang)).problems == CORRECTED
    assert await kept(wang) == [("problems", LAMP), ("problems", CORRECTED)]

    page = await zhao.says("/reviews")
    assert f"遇到的问题：{CORRECTED}" in page
    assert f"修改前 · 遇到的问题：{LAMP}" in page


async def test_an_answer_edited_on_the_way_counts_when_it_is_handed_in(evening, wang, zhao):
    await wang.says("/review")
    await wang.presses("部分")
    await wang.says("下雨了")
    await wang.says(LAMP)
    assert "评议还没有提交" in await edits(wang, "下雨了", "雷阵雨")
    assert "评议还没有提交" in await edits(wang, LAMP, CORRECTED)
    page = await wang.says("先修路灯")
    assert "原因：雷阵雨" in page
    assert f"遇到的问题：{CORRECTED}" in page
    await wang.presses("确认")
    assert "修改前" not in await zhao.says("/reviews"), "nobody had read it yet"

    await evening.at("17:40")
    await edits(wang, "雷阵雨", "雷阵雨，地滑")
    assert "原因：雷阵雨，地滑" in await wang.says("/review")
    assert "修改前 · 原因：雷阵雨" in await zhao.says("/reviews")


async def test_an_answer_given_anew_is_not_changed_by_the_old_message(evening, wang):
    await hands_in(wang, LAMP, presses=["完成"])
    await wang.presses("修改")
    await wang.presses("遇到的问题")
    await wang.says("没有问题")
    await wang.presses("确认")
    assert "修改旧消息不起作用" in await edits(wang, LAMP, CORRECTED)
    assert (await review_of(wang)).problems == ""


@pytest.mark.parametrize(
    ("then", "refused"),
    [
        ("closing", "11月23日（周一）22:00后不能再修改"),
        ("remark", "您的评议已有点评，修改消息不起作用"),
    ],
)
async def test_what_may_not_be_changed_any_more_says_why(evening, wang, zhao, then, refused):
    await hands_in(wang, LAMP, presses=["完成"])
    if then == "closing":
        await evening.at("22:01")
    else:
        await zhao.says("/reviews")
        await zhao.presses("良")
        await zhao.presses("跳过")
    assert refused in await edits(wang, LAMP, CORRECTED)
    assert (await review_of(wang)).problems == LAMP
    assert await kept(wang) == [("problems", LAMP)]


async def test_an_identity_number_is_not_brought_in_by_an_edit(evening, wang):
    await hands_in(wang, LAMP, presses=["完成"])
    assert "身份证" in await edits(wang, LAMP, "11010119900307123X 报修")
    assert (await review_of(wang)).problems == LAMP


async def test_other_edits_change_nothing_and_say_so(evening, wang, zhang, zhao):
    await wang.says("/checkin 三里社区北门 巡查")
    await zhao.says("/absent")
    said = "修改已发出的消息不起作用，仍按原来的内容。需要更正的，请重新办理。"
    assert await edits(wang, "/checkin 三里社区北门 巡查", "/checkin 五里社区 巡查") == said
    assert await edits(zhao, "/absent", "/summary") == said

    await hands_in(zhang, LAMP)
    await edits(zhang, LAMP, LAMP)
    assert await kept(zhang) == [("problems", LAMP)]


async def test_a_question_that_is_open_stays_open_under_an_edit(evening, wang):
    await wang.says("/review")
    await wang.presses("完成")
    await wang.says(LAMP)
    await edits(wang, LAMP, CORRECTED)
    assert f"遇到的问题：{CORRECTED}\n明天的打算：先修路灯" in await wang.says("先修路灯")


async def test_another_day_is_named_and_marked_as_late(evening, wang, zhang):
    await evening.at("2026-11-24 08:00")
    await evening.at("2026-11-24 17:30")
    await hands_in(zhang)
    page = await zhang.says("/review 昨天")
    assert "晚评议 · 11月23日（周一）" in page
    assert "按迟交记录" in page
    await zhang.presses("跳过")
    await zhang.presses("跳过")
    assert "迟交" in await zhang.presses("确认")
    async with evening.app.sessions() as session:
        found = select(Review.state).where(Review.person_id == zhang.person_id)
        states = (await session.exec(found.order_by(Review.day))).all()
    assert states == [ReviewState.LATE, ReviewState.HANDED_IN]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("胡说", "评议可以填写今天和前 3 天的"),
        ("明天", "评议可以填写今天和前 3 天的"),
        ("11月1日", "评议可以填写今天和前 3 天的"),
        ("昨天", "11月22日（周日）没有需要您填写的评议"),
    ],
)
async def test_a_day_without_a_review_is_told_so(evening, wang, day, said):
    assert said in await wang.says(f"/review {day}")
