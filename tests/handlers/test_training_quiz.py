"""A short quiz: written question by question, sat by buttons, repeated once, never ranked."""

import pytest
from sqlmodel import select

from models.training_quiz import QuizAttempt, TrainingQuestion
from tests.kit.training import schedules

TITLE = "11月24日（周二） 消防培训"
ASKED = (
    ("灭火器多久检查一次？", "每月\n每年\n不用检查", "A"),
    ("火警电话是？", "110\n119\n120\n122", "B"),
    ("楼道可以堆放杂物吗？", "可以\n不可以", "B"),
)


async def writes(someone, asked=ASKED):
    await someone.says("/training")
    await someone.presses(TITLE)
    await someone.presses("测验")
    for question, choices, right in asked:
        await someone.says(question)
        await someone.says(choices)
        await someone.presses(right)


async def opens(someone, mark="答对 2 题（共 3 题）"):
    await writes(someone)
    await someone.presses("写完了")
    return await someone.presses(mark)


async def sits(someone, letters, *, begin="开始答题"):
    await someone.presses(begin)
    for letter in letters:
        await someone.presses(letter)
    return someone.sees()


async def attempts(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(QuizAttempt).order_by(QuizAttempt.id))).all()
    return [(row.person_id, row.number, row.given, row.passed) for row in rows]


async def test_a_quiz_is_written_passed_failed_repeated_and_read(office, sun, wang, zhang):
    await schedules(sun)
    assert "✓ 测验已发给 3 人" in await opens(sun)
    assert "共 3 题，不限时间。\n答对 2 题为合格" in wang.sees()

    await wang.presses("开始答题")
    assert "第 1 题，共 3 题\n\n灭火器多久检查一次？\n\nA. 每月\nB. 每年" in wang.sees()
    assert wang.buttons() == ["A", "B", "C"]
    await wang.presses("A")
    assert wang.buttons() == ["A", "B", "C", "D"]
    await office.restarts()
    await wang.presses("B")
    passed = await wang.presses("A")
    assert "✓ 合格：答对 2 题，共 3 题" in passed
    assert "楼道可以堆放杂物吗？\n  B. 不可以" in passed
    assert wang.buttons() == []

    failed = await sits(zhang, "BAA")
    assert "未合格：答对 0 题，共 3 题" in failed
    assert "正确答案" not in failed, "they are still to be found"
    assert zhang.buttons() == ["重答一次"]
    assert "✓ 合格：答对 3 题" in await sits(zhang, "ABB", begin="重答一次")

    await sun.says("/training")
    await sun.presses(TITLE)
    seen = await sun.presses("测验")
    assert "合格 2 人：张伟、王芳" in seen
    assert "未答题 1 人：李娜" in seen
    assert "答对 3" not in seen.replace("共 3", ""), "who had how many is nobody's table"


async def test_a_quiz_answered_twice_counts_once(office, sun, wang):
    await schedules(sun)
    await opens(sun, "答对 3 题（共 3 题）")
    await wang.presses("开始答题")
    await wang.presses("A")
    assert "第 2 题" in await wang.forges("quizans:1:0:2"), "the first answer stands"
    assert "第 2 题" in await wang.forges("quizans:1:2:0"), "no question is skipped"
    assert "第 2 题" in await wang.forges("quizans:1:1:9") or wang.phone.popups
    await wang.presses("B")
    await wang.presses("A")

    assert "未合格" in await wang.forges("quizans:1:2:1"), "what was decided stays decided"
    assert "未合格" in await wang.forges("quiz:1:1"), "the first button begins no second attempt"
    assert await attempts(office) == [(wang.person_id, 1, [0, 1, 0], False)]
    await sits(wang, "CAA", begin="重答一次")
    assert "正确答案" in wang.sees()
    assert wang.buttons() == []
    assert "未合格" in await wang.forges("quiz:1:2"), "it is repeated once"
    assert "已结束" in await wang.forges("quizans:1:0:0"), "the first attempt is over"
    assert len(await attempts(office)) == 2


async def test_what_cannot_be_used_is_asked_again_and_the_last_question_taken_out(office, sun):
    await schedules(sun)
    await writes(sun, ASKED[:1])
    assert "请输入第 2 题" in await sun.does("sends_sticker")
    await sun.says("火警电话是？")
    assert "两到四个不同的选项" in await sun.says("119")
    assert "请去掉号码" in await sun.says("119\n110101199003071234")
    await sun.says("110\n119")
    assert "哪一个是正确答案" in await sun.says("第二个")
    assert sun.buttons() == ["A", "B", "返回", "取消"]
    assert "已结束" in await sun.forges("quizright:1:3"), "there is no D"
    await sun.presses("B")
    assert "2. 火警电话是？" in sun.sees()
    await sun.presses("删去最后一题")
    await sun.forges("quizdrop:1:2")

    assert "1. 灭火器" in sun.sees()
    assert "火警" not in sun.sees()
    async with office.app.sessions() as session:
        assert len((await session.exec(select(TrainingQuestion))).all()) == 1
    await sun.presses("写完了")
    assert sun.buttons() == ["答对 1 题（共 1 题）", "返回", "取消"]


async def test_an_open_quiz_is_not_changed(office, sun):
    await schedules(sun)
    await opens(sun)

    assert "已结束" in await sun.forges("quizmark:1:1")
    assert "合格线：答对 2 题" in await sun.forges("quizdrop:1:3") or sun.phone.popups
    async with office.app.sessions() as session:
        assert len((await session.exec(select(TrainingQuestion))).all()) == 3


async def test_only_who_is_invited_sits_it_and_supervisors_see_their_own(
    office, sun, zhao, wang, li
):
    await schedules(sun)
    await zhao.says("/training")
    await zhao.presses(TITLE)
    assert zhao.buttons() == ["登记到场", "全部培训"], "there is no quiz yet, and it is not his"
    assert "只有培训组织者" in await zhao.forges("trquiz:1")
    await li.forges("training-excuse:1:on_duty")
    await wang.forges("training-excuse:1:on_duty")
    await office.at("2026-11-24 09:05")
    await sun.forges("trtake:1")
    await sun.says("王芳")
    await opens(sun)
    assert not li.heard("测验：消防培训"), "she said no, and did not come"
    await sits(wang, "ABB")

    await zhao.says("/training")
    await zhao.presses(TITLE)
    seen = await zhao.presses("测验")
    assert "合格 1 人：王芳" in seen
    assert "李娜" not in seen
    assert "没有使用此功能的权限" in await zhao.forges("quiz:1:1")
    assert "not sent to you" in await li.forges("quizans:1:0:0")
    assert "not sent to you" in await li.forges("quiz:9:1")
    stranger = await office.hires("何新", unit="三里社区")
    await stranger.says("/help")
    assert "不是发给您的" in await stranger.forges("quiz:1:1")


async def test_a_quiz_is_found_in_the_list_for_a_month(office, sun, wang):
    await schedules(sun)
    await opens(sun)
    await office.at("2026-12-20 09:00")
    await wang.says("/training")
    await wang.presses("学习资料")
    await wang.presses(f"1. {TITLE}")
    assert wang.buttons() == ["测验", "返回"]
    await wang.presses("测验")
    assert "第 1 题" in wang.sees()

    await office.at("2026-12-24 09:00")
    assert "测验已结束" in await wang.presses("A")


@pytest.mark.parametrize("data", ["quizright:1:0", "quizdone:1", "quizans:1:99:0", "quiz:1:3"])
async def test_forged_and_stale_buttons_change_nothing(office, sun, wang, data):
    await schedules(sun)
    await wang.forges(data)
    await sun.forges(data)
    assert await attempts(office) == []
