from datetime import date

import pytest
from sqlmodel import select

from domain.office import Level
from domain.review import ReviewState
from domain.task import TaskState, Urgency
from models.review import Review
from models.task import Assignment
from playground.screens import inline_buttons
from tests.kit.tasks import hands

STAIRS, PATROL = "清理楼道杂物", "巡查三里社区"
TODAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 24)
WHOLE_REVIEW = (
    ("presses", "开始评议"),
    ("presses", "部分"),
    ("presses", "时间不够"),
    ("presses", "完成"),
    ("says", "3号楼路灯坏了"),
    ("says", "先修路灯"),
    ("presses", "确认"),
)


@pytest.fixture
async def evening(office):
    """王芳 had two tasks today, 张伟 one, 李娜 none; it is 17:30."""
    await hands(office, STAIRS, to=["王芳", "张伟"])
    await hands(office, PATROL, to=["王芳"])
    await office.at("08:00")
    await office.at("17:30")
    return office


async def acts(who, steps):
    for act, what in steps:
        await getattr(who, act)(what)
    return who.sees()


async def review_of(who, day=TODAY):
    async with who.house.app.sessions() as session:
        found = select(Review).where(Review.person_id == who.person_id, Review.day == day)
        return (await session.exec(found)).one()


async def results_of(who, day=TODAY):
    async with who.house.app.sessions() as session:
        found = select(Assignment).where(
            Assignment.person_id == who.person_id, Assignment.day == day
        )
        rows = (await session.exec(found.order_by(Assignment.id))).all()
        return [(row.state, row.note) for row in rows]


def button_data(who, label):
    for message in reversed(who.phone.messages):
        for button in inline_buttons(message):
            if button["text"] == label:
                return button["callback_data"], message["message_id"]
    raise LookupError(label)


async def test_the_whole_review_is_gone_through_with_buttons_and_two_sentences(evening, wang):
    assert "今天有 2 项任务" in wang.sees()
    assert wang.buttons() == ["开始评议"]

    assert STAIRS in await wang.presses("开始评议")
    assert wang.buttons() == ["完成", "部分", "未完成", "取消"]
    assert "为什么只完成了一部分" in await wang.presses("部分")
    assert wang.buttons() == ["时间不够", "天气原因", "需要协助", "跳过", "返回", "取消"]
    assert PATROL in await wang.presses("时间不够")
    assert "遇到了什么问题" in await wang.presses("完成")
    assert "明天打算做什么" in await wang.says("3号楼路灯坏了")

    page = await wang.says("先修路灯")
    assert f"{STAIRS} · 部分完成\n　　原因：时间不够" in page
    assert f"{PATROL} · 完成" in page
    assert "遇到的问题：3号楼路灯坏了" in page
    assert "明天的打算：先修路灯" in page
    assert wang.buttons() == ["确认", "修改", "取消"]
    assert (await review_of(wang)).state is ReviewState.AWAITED

    await evening.at("17:42")
    assert "17:42。22:00 前可以修改" in await wang.presses("确认")
    assert wang.buttons() == ["修改"]
    row = await review_of(wang)
    assert (row.state, row.problems, row.tomorrow, row.draft) == (
        ReviewState.HANDED_IN,
        "3号楼路灯坏了",
        "先修路灯",
        {},
    )
    assert await results_of(wang) == [(TaskState.PARTLY, "时间不够"), (TaskState.DONE, "")]


async def test_the_same_in_english_without_tasks(office, li):
    await acts(li, [("says", "/language"), ("presses", "English")])
    await office.at("17:30")

    assert "You had no tasks today" in li.sees()
    assert "(question 1 of 2)" in await li.presses("Start the review")
    assert "(question 2 of 2)" in await li.presses("Skip")
    assert "Tasks: none\n\nProblems: none\nTomorrow: the fire exits" in await li.says(
        "the fire exits"
    )
    assert "Handed in: Mon 23 Nov 17:30" in await li.presses("Confirm")


@pytest.mark.parametrize("stops", range(len(WHOLE_REVIEW)))
async def test_a_restart_after_any_step_loses_nothing(evening, wang, stops):
    await acts(wang, WHOLE_REVIEW[: stops + 1])
    await evening.restarts()
    await acts(wang, WHOLE_REVIEW[stops + 1 :])

    row = await review_of(wang)
    assert (row.state, row.problems, row.tomorrow) == (
        ReviewState.HANDED_IN,
        "3号楼路灯坏了",
        "先修路灯",
    )
    assert await results_of(wang) == [(TaskState.PARTLY, "时间不够"), (TaskState.DONE, "")]


@pytest.mark.parametrize("stops", range(1, len(WHOLE_REVIEW) - 1))
async def test_a_review_left_at_any_step_goes_on_there(evening, wang, stops):
    question = await acts(wang, WHOLE_REVIEW[:stops])
    left = await wang.presses("取消")
    await wang.says("/me")

    assert "填写的内容已保留" in left
    assert await wang.says("/review") == question
    await acts(wang, WHOLE_REVIEW[stops:])
    assert await results_of(wang) == [(TaskState.PARTLY, "时间不够"), (TaskState.DONE, "")]


async def test_what_is_typed_after_leaving_answers_nothing(evening, wang):
    await acts(wang, [*WHOLE_REVIEW[:4], ("presses", "取消")])

    assert "没有看懂" in await wang.says("3号楼路灯坏了")
    assert (await review_of(wang)).draft["problems"] is None


async def test_a_button_left_lying_goes_on_after_another_command(evening, wang):
    await acts(wang, WHOLE_REVIEW[:3])
    await wang.says("/cancel")

    await wang.presses("完成")
    assert wang.heard("今天遇到了什么问题？（第 3 问，共 4 问）")
    assert "明天打算做什么" in await wang.says("3号楼路灯坏了")


async def test_a_check_in_in_between_loses_nothing(evening, wang):
    question = await acts(wang, WHOLE_REVIEW[:4])
    await acts(wang, [("says", "/checkin"), ("says", "三里社区北门"), ("says", "巡查")])

    assert await wang.says("/review") == question
    await acts(wang, WHOLE_REVIEW[4:])
    assert (await review_of(wang)).problems == "3号楼路灯坏了"


async def test_leaving_by_an_old_button_leaves_another_conversation_alone(evening, wang):
    await wang.presses("开始评议")
    data, message_id = button_data(wang, "取消")
    await wang.says("/checkin")
    await wang.forges(data, message_id)

    assert "三里社区北门" in await wang.says("三里社区北门")
    assert (await review_of(wang)).draft == {}


@pytest.mark.parametrize(
    ("at", "accepted"),
    [
        (1, "请按下面的按钮，或输入：完成、部分、未完成。"),
        (2, "请输入文字，或按下面的按钮"),
        (4, "请输入文字，或按下面的按钮"),
        (5, "请输入文字，或按下面的按钮"),
        (6, "请按“确认”或“修改”"),
    ],
)
async def test_a_sticker_gets_the_question_again(evening, wang, at, accepted):
    question = await acts(wang, WHOLE_REVIEW[:at])
    buttons = wang.buttons()
    again = await wang.does("sends_sticker")

    assert accepted in again
    assert question.split("\n")[-1] in again
    assert wang.buttons() == buttons


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("完成", TaskState.DONE),
        ("部分完成。", TaskState.PARTLY),
        ("没完成", TaskState.NOT_DONE),
        ("Not done", TaskState.NOT_DONE),
    ],
)
async def test_a_typed_result_counts_like_a_press(evening, zhang, typed, state):
    await acts(
        zhang,
        [
            ("presses", "开始评议"),
            ("says", typed),
            *([] if state is TaskState.DONE else [("says", "人手不够")]),
            ("presses", "跳过"),
            ("presses", "跳过"),
            ("presses", "确认"),
        ],
    )

    why = "" if state is TaskState.DONE else "人手不够"
    assert await results_of(zhang) == [(state, why)]


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("很" * 1001, "1000 字以内"),
        ("找了 11010519491231002X 的住户", "身份证号码"),
        ("\u200b\u202e", "请输入文字"),
    ],
)
@pytest.mark.parametrize("at", [2, 5])
async def test_what_may_not_be_kept_is_refused_and_asked_again(evening, wang, typed, refusal, at):
    await acts(wang, WHOLE_REVIEW[:at])
    before = (await review_of(wang)).draft

    assert refusal in await wang.says(typed)
    assert (await review_of(wang)).draft == before
    await acts(wang, WHOLE_REVIEW[at:])
    assert (await review_of(wang)).state is ReviewState.HANDED_IN


async def test_what_was_settled_during_the_day_is_listed_and_not_asked(office, wang, zhang):
    await hands(office, PATROL, to=["王芳"], state=TaskState.DONE)
    await hands(office, STAIRS, to=["张伟"], state=TaskState.DONE)
    await hands(office, "登记车位", to=["张伟"], state=TaskState.CANNOT)
    await hands(office, PATROL, to=["张伟"], urgency=Urgency.URGENT)
    await office.at("17:30")

    assert "今天的任务都已有结果，请说说遇到的问题" in wang.sees()
    assert "今天有 1 项任务请您逐项填报" in zhang.sees()
    first = await zhang.presses("开始评议")
    assert "以下任务已有结果" in first
    assert f"✅ {STAIRS} · 完成" in first
    assert "登记车位 · 做不了" in first
    assert f"【紧急】{PATROL}\n\n这项任务完成得怎么样？（第 1 问，共 3 问）" in first
    page = await acts(zhang, [("presses", "完成"), ("presses", "跳过"), ("presses", "跳过")])
    assert all(title in page for title in (STAIRS, "登记车位", PATROL))
    await zhang.presses("确认")
    assert [state for state, _ in await results_of(zhang)] == [
        TaskState.DONE,
        TaskState.CANNOT,
        TaskState.DONE,
    ]


async def test_a_task_settled_by_its_card_meanwhile_keeps_that_result(evening, wang):
    await acts(wang, WHOLE_REVIEW[:3])
    async with evening.app.sessions.begin() as session:
        mine = select(Assignment).where(Assignment.person_id == wang.person_id)
        share = (await session.exec(mine.order_by(Assignment.id))).first()
        share.state, share.note, share.changed_at = TaskState.DONE, "干完了", evening.now
    await acts(wang, WHOLE_REVIEW[3:])

    assert await results_of(wang) == [(TaskState.DONE, "干完了"), (TaskState.DONE, "")]


async def test_a_task_that_comes_during_the_review_is_asked_too(evening, wang):
    await acts(wang, WHOLE_REVIEW[:4])
    await hands(evening, "除雪", to=["王芳"])

    assert "除雪" in await wang.says("3号楼路灯坏了")
    await acts(wang, [("presses", "完成"), *WHOLE_REVIEW[5:]])
    assert (await review_of(wang)).problems == "3号楼路灯坏了"
    assert [state for state, _ in await results_of(wang)][-1] is TaskState.DONE


async def test_back_leads_through_the_questions_and_keeps_their_answers(evening, wang):
    await acts(wang, WHOLE_REVIEW[:5])

    assert "您已填写：3号楼路灯坏了" in await wang.presses("返回")
    assert PATROL in await wang.presses("返回")
    assert STAIRS in await wang.presses("返回")
    assert "返回" not in wang.buttons()
    assert "明天打算做什么" in await wang.presses("完成")
    await acts(wang, [("presses", "跳过"), ("presses", "确认")])
    assert await results_of(wang) == [(TaskState.DONE, ""), (TaskState.DONE, "")]
    assert (await review_of(wang)).problems == "3号楼路灯坏了"


async def test_changing_before_and_after_handing_in(evening, wang):
    await acts(wang, WHOLE_REVIEW[:6])
    assert "您要修改哪一项" in await wang.presses("修改")
    assert wang.buttons() == [STAIRS, PATROL, "遇到的问题", "明天的打算", "重新填写", "返回"]
    await acts(wang, [("presses", "遇到的问题"), ("says", "没有问题"), ("presses", "确认")])
    assert (await review_of(wang)).problems == "", "typed, and no problem"

    await evening.at("21:50")
    await acts(wang, [("presses", "修改"), ("presses", STAIRS)])
    assert "遇到的问题：无" in await wang.presses("完成")
    assert await results_of(wang) == [(TaskState.PARTLY, "时间不够"), (TaskState.DONE, "")]
    assert "21:50" in await wang.presses("确认")
    assert await results_of(wang) == [(TaskState.DONE, ""), (TaskState.DONE, "")]
    assert (await review_of(wang)).state is ReviewState.HANDED_IN


async def test_starting_over_asks_everything_again(evening, wang):
    await acts(wang, [*WHOLE_REVIEW, ("presses", "修改")])

    assert "第 1 问，共 4 问" in await wang.presses("重新填写")
    assert "原先提交的评议仍然有效" in await wang.presses("取消")
    assert (await review_of(wang)).problems == "3号楼路灯坏了"
    assert "第 1 问，共 4 问" in await wang.says("/review")


async def test_many_tasks_are_chosen_from_page_by_page(office, wang):
    titles = [f"任务{number}" for number in "一二三四五"]
    for title in titles:
        await hands(office, title, to=["王芳"])
    await office.at("17:30")
    await acts(wang, [("presses", "开始评议"), *[("presses", "完成")] * 5])
    await acts(wang, [("presses", "跳过"), ("presses", "跳过"), ("presses", "修改")])

    assert wang.buttons() == ["任务一", "任务二", "任务三", "下一页", "返回"]
    await wang.presses("下一页")
    assert wang.buttons() == ["任务四", "任务五", "遇到的问题", "上一页", "下一页", "返回"]
    await wang.presses("下一页")
    assert wang.buttons() == ["明天的打算", "重新填写", "上一页", "返回"]
    assert "请核对" in await wang.presses("返回")


async def test_after_the_closing_hour_it_is_late_and_says_so(evening, wang):
    await evening.at("22:30")
    assert "现在提交按迟交记录" in await wang.says("/review")
    await acts(wang, WHOLE_REVIEW[1:])

    assert "迟交" in wang.sees()
    assert wang.buttons() == []
    assert (await review_of(wang)).state is ReviewState.LATE


async def test_after_the_closing_hour_nothing_handed_in_can_be_changed(evening, wang):
    await acts(wang, WHOLE_REVIEW)
    await acts(wang, [("presses", "修改"), ("presses", STAIRS), ("presses", "完成")])
    await evening.at("22:01")

    seen = await wang.presses("确认")
    assert "22:00 已截止，不能再修改" in seen
    assert f"{STAIRS} · 部分完成" in seen
    assert wang.buttons() == []
    assert "不能再修改" in await wang.says("/review")
    assert (await results_of(wang))[0] == (TaskState.PARTLY, "时间不够")
    assert (await review_of(wang)).state is ReviewState.HANDED_IN


async def test_what_stays_undone_comes_again_in_the_morning(evening, wang):
    await acts(wang, WHOLE_REVIEW)
    await evening.at("2026-11-24 08:00")

    assert f"{STAIRS} · 结转" in wang.sees()
    assert PATROL not in wang.sees()
    assert await results_of(wang) == [(TaskState.PARTLY, "时间不够"), (TaskState.DONE, "")]
    assert await results_of(wang, TOMORROW) == [(TaskState.SENT, "")]


async def test_yesterdays_review_is_taken_late_and_closes_what_was_carried_over(evening, wang):
    await evening.at("2026-11-24 08:00")
    assert len(await results_of(wang, TOMORROW)) == 2

    assert "11月23日" in await wang.says("/review")
    await acts(wang, WHOLE_REVIEW[1:])
    assert (await review_of(wang)).state is ReviewState.LATE
    assert await results_of(wang, TOMORROW) == [(TaskState.SENT, ""), (TaskState.DONE, "")]
    assert "11月24日" in await wang.says("/review")


async def test_early_and_on_a_day_of_rest_the_review_opens_for_one(house):
    await house.founds("三里社区", Level.COMMUNITY)
    wang = await house.hires("王芳", unit="三里社区")
    await house.at("2026-11-28 10:00")
    await acts(wang, [("says", "/review"), ("presses", "跳过"), ("presses", "跳过")])
    await wang.presses("确认")

    row = await review_of(wang, date(2026, 11, 28))
    assert row.state is ReviewState.HANDED_IN
    await house.at("17:30")
    assert not wang.heard("开始评议")


async def test_a_result_given_by_the_card_after_handing_in_stays(evening, wang):
    await acts(wang, WHOLE_REVIEW)
    await evening.at("18:00")
    async with evening.app.sessions.begin() as session:
        mine = select(Assignment).where(Assignment.person_id == wang.person_id)
        share = (await session.exec(mine.order_by(Assignment.id))).first()
        share.state, share.note, share.changed_at = TaskState.DONE, "干完了", evening.now
    await wang.presses("修改")

    assert wang.buttons() == [PATROL, "遇到的问题", "明天的打算", "重新填写", "返回"]
    await acts(wang, [("presses", "遇到的问题"), ("says", "没有"), ("presses", "确认")])
    assert await results_of(wang) == [(TaskState.DONE, "干完了"), (TaskState.DONE, "")]


async def test_who_handed_in_early_is_not_asked_in_the_evening(office, wang, zhang):
    await office.at("16:00")
    await acts(wang, [("says", "/review"), ("presses", "跳过"), ("presses", "跳过")])
    await wang.presses("确认")
    before = len(wang.texts())
    await office.at("17:30")

    assert len(wang.texts()) == before
    assert zhang.buttons() == ["开始评议"]


async def test_ten_presses_are_one(evening, wang):
    await acts(wang, WHOLE_REVIEW[:6])
    data, message_id = button_data(wang, "确认")
    for _ in range(10):
        wang.phone.presses_data(data, message_id)
    await evening.settle()

    assert "已提交" in wang.sees()
    assert wang.buttons() == ["修改"]
    assert wang.phone.popups == []
    row = await review_of(wang)
    assert row.state is ReviewState.HANDED_IN
    assert [text for text in wang.texts() if "已提交" in text] == [wang.sees()]


async def test_a_double_tap_does_not_answer_the_next_question(evening, wang):
    await wang.presses("开始评议")
    data, message_id = button_data(wang, "完成")
    for _ in range(3):
        wang.phone.presses_data(data, message_id)
    await evening.settle()

    assert "第 2 问，共 4 问" in wang.sees()
    assert wang.buttons() == ["完成", "部分", "未完成", "返回", "取消"]


@pytest.mark.parametrize("label", ["完成", "取消"])
async def test_somebody_elses_button_does_nothing(evening, wang, zhang, label):
    await wang.presses("开始评议")
    data, _ = button_data(wang, label)

    assert "这不是发给您的" in await zhang.forges(data)
    assert (await review_of(wang)).draft == {}
    assert (await review_of(zhang)).draft == {}


@pytest.mark.parametrize(
    "data",
    [
        "rvresult:{review}:{task}:cannot",
        "rvresult:{review}:{task}:eaten",
        "rvresult:{review}:999:done",
        "rvskip:{review}:result",
        "rvskip:{review}:confirm",
        "rvwhy:{review}:{task}:time",
        "rvask:{review}:handed_in:0",
        "rvask:{review}:result:999",
        "rvconfirm:{review}",
        "rvconfirm:999",
        "rvconfirm:x",
        "rvchange:{review}:-7",
        "rvstart",
    ],
)
async def test_forged_presses_change_nothing(evening, wang, data):
    await wang.presses("开始评议")
    review = await review_of(wang)
    task = button_data(wang, "完成")[0].split(":")[2]
    await wang.forges(data.format(review=review.id, task=task))
    after = await review_of(wang)

    assert (after.state, after.problems) == (ReviewState.AWAITED, "")
    assert not after.draft.get("results")
    assert await results_of(wang) == [(TaskState.SENT, "")] * 2
    assert "第 1 问，共 4 问" in await wang.says("/review")


@pytest.mark.fault("G8")
async def test_a_button_of_last_week_is_over(evening, wang):
    await evening.at("2026-11-30 07:00")

    assert "此操作已结束" in await wang.presses("开始评议")


@pytest.mark.parametrize("name", ["赵强", "孙书记", "周管理"])
async def test_only_auxiliaries_review_their_day(evening, name):
    assert "没有使用此功能的权限" in await evening.people[name].says("/review")


async def test_an_evening_missed_is_said_to_supervisors_and_taken_late(office, wang, zhao):
    await office.at("08:00")
    await office.at("2026-11-23 23:00")

    assert zhao.heard("晚评议未能发起：三里社区")
    assert not wang.heard("今天没有任务")
    await acts(wang, [("says", "/review"), ("presses", "跳过"), ("presses", "跳过")])
    assert "迟交" in await wang.presses("确认")


async def test_long_answers_are_shown_in_full(evening, wang):
    long = "楼" * 1000
    await acts(wang, [*WHOLE_REVIEW[:4], ("says", long), ("says", long)])
    await acts(wang, [("presses", "确认")])

    assert wang.heard(f"遇到的问题：{long}")
    assert (await review_of(wang)).tomorrow == long


@pytest.mark.fault("G1")
async def test_markup_and_braces_are_shown_as_typed(evening, wang):
    typed = "<b>{x}</b> 😀 %s"
    await acts(wang, WHOLE_REVIEW[:4])
    await wang.says(typed)

    assert f"遇到的问题：{typed}" in await wang.presses("跳过")


async def test_after_days_off_only_yesterdays_missed_evening_is_told(office, zhao):
    await office.at("08:00")
    await office.at("2026-11-27 10:00")
    told = [text for text in zhao.texts() if "评议未" in text]
    assert len(told) == 1
    assert "周四" in told[0]


async def test_a_reason_by_button_is_read_again_in_the_language_chosen_since(office, wang):
    await hands(office, "清理楼道", to=["王芳"])
    await office.at("17:30")
    await wang.presses("开始评议")
    await wang.presses("未完成")
    await wang.presses("天气原因")
    await wang.says("/language")
    await wang.presses("English")
    await wang.says("/review")
    await wang.presses("Skip")
    assert "Reason: Weather" in await wang.presses("Skip")
