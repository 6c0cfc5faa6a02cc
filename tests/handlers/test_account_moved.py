"""Somebody changes their telephone: what waits for a button of theirs goes with them."""

import pytest

from models.training_quiz import TrainingQuestion, TrainingQuiz
from tests.kit.someone import Someone
from tests.kit.training import schedules

MOVED = "登记已转到另一个账号，请在新账号里操作。"


@pytest.fixture
def new(office, wang):
    """王芳's new telephone, with her own number."""
    phone = office.telegram.phone(7001, "新手机", phone_number=wang.phone.phone_number)
    return Someone(office, phone, wang.person_id)


async def moves(new, by):
    await new.says("/start")
    await new.does("shares_contact")
    await new.presses("申请改用此账号")
    page = new.phone.messages[-1]["message_id"]
    await new.presses("确认")
    assert "已提交" in new.sees()
    assert not any(
        each.get("reply_markup") for each in new.phone.messages if each["message_id"] == page
    )
    await by.presses("同意")


def cards(someone):
    """What can be pressed: the first line and its buttons."""
    return [
        (each["text"].splitlines()[0], [key["text"] for row in rows for key in row])
        for each in someone.phone.messages
        if (rows := each.get("reply_markup", {}).get("inline_keyboard"))
    ]


async def test_the_roll_asks_in_the_new_account_at_once(office, wang, zhao, new):
    await office.at("08:00")
    await office.at("08:50")
    asked = [each["message_id"] for each in wang.phone.messages[-2:]]
    press = wang.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await moves(new, zhao)

    closed = [each for each in wang.phone.messages if each["message_id"] in asked]
    assert {each["text"] for each in closed} == {MOVED}
    assert not any(each.get("reply_markup") for each in closed)
    assert "内部的工作服务" in await wang.forges(press, asked[0])
    assert (wang.menu(), "today" in new.menu()) == ([], True)
    assert new.sees().startswith("早点名")
    assert new.buttons() == ["到岗", "请假"]
    question = new.phone.messages[-1]

    assert "迟到" in await new.presses("到岗")
    assert new.phone.messages[-1]["message_id"] == question["message_id"]
    before = len(new.texts())
    await office.at("09:00")
    assert len(new.texts()) == before
    assert "迟到 1" in zhao.sees()


async def test_what_others_ask_of_a_supervisor_follows_too(office, wang, zhang, zhao, sun, new):
    for day in ("11月25日", "11月27日"):
        await zhang.says(f"/leave {day}")
        await zhang.presses("事假")
        await zhang.presses("确认")
    await zhao.presses("同意")
    await office.at("08:00")
    phone = office.telegram.phone(7002, "新手机", phone_number=zhao.phone.phone_number)
    desk = Someone(office, phone, zhao.person_id)
    await moves(desk, sun)
    await office.at("08:01")
    assert zhao.texts().count(MOVED) == 2
    assert cards(desk) == [("张伟申请请假", ["同意", "不同意"]), ("三里社区点名进行中", ["代点"])]
    assert "日期：11月25日" in desk.texts()[-2]
    await zhang.presses("到岗")
    await office.at("08:02")
    assert "到岗 1、未应答 1" in desk.sees()
    await desk.presses("同意")
    assert "11月25日" in zhang.sees()
    assert zhang.heard("您的请假已同意")

    await office.at("09:00")
    await moves(new, desk)
    assert new.sees().startswith("点名 · 11月23日（周一）缺勤")
    assert "请选一个原因" in await new.presses("申诉")


async def opens_quiz(office):
    async with office.app.sessions.begin() as session:
        asked = {"text": "火警电话是？", "choices": ["110", "119"], "answer": 1}
        session.add(TrainingQuestion(training_id=1, **asked))
        session.add(TrainingQuiz(training_id=1, pass_mark=1, opened_at=office.now, opened_by=1))


async def test_all_that_waits_comes_once_and_as_it_stands(office, wang, zhao, sun, new):
    await schedules(sun)
    await opens_quiz(office)
    for text in ("已读的通知", "明天开会。"):
        await zhao.confirms(f"/broadcast {text}")
        await wang.presses("已阅")
    await zhao.confirms("/broadcast 后天开会。")
    await zhao.confirms("/dispatch 王芳 今天 清理楼道")
    await wang.presses("完成")
    await wang.presses("跳过")
    await zhao.confirms("/dispatch 王芳 今天 20:00 擦宣传栏")
    await wang.presses("领取")
    await zhao.confirms("/dispatch 谁有空 今天 19:00 接站")
    await zhao.confirms("/dispatch 张伟 今天 扫雪")
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("09:00")
    await zhao.presses("转给 王芳")
    await wang.presses("领取")
    await office.at("17:30")
    await moves(new, zhao)

    assert cards(new) == [
        ("通知", ["已阅"]),
        ("谁有空？", ["领取"]),
        ("培训通知", ["参加", "不能参加"]),
        ("测验：消防培训", ["开始答题"]),
        ("任务", ["完成", "做不了"]),
        ("任务", ["完成", "做不了"]),
        ("晚评议 · 11月23日（周一）", ["开始评议"]),
    ]
    assert cards(wang) == [("已记录：按时到岗", ["1. 擦宣传栏", "2. 清理楼道"])]
    assert wang.texts().count(MOVED) == 7
    assert new.heard("扫雪"), "张伟 was told of it first"
    assert "内部的工作服务" in await wang.presses("1. 擦宣传栏")
    for button, said in (
        ("已阅", "已记录：您已阅"),
        ("领取", "接站\n完成时限：11月23日（周一）19:00\n状态：已领取"),
        ("参加", "已记录"),
        ("开始答题", "第 1 题"),
    ):
        await new.presses(button)
        assert new.heard(said)
    await zhao.presses("查看已阅情况")
    assert zhao.heard("共 2 人：已阅 1、未阅 1")
