"""Whatever an open question cannot use, it is asked again with its buttons, and says why."""

import pytest

from domain.dispatch_draft import Part as DispatchPart
from domain.task import TaskState
from handlers import routes
from models.person import PersonRole
from tests.kit.tasks import hands
from tests.kit.training import schedules, to_audience

STICKER = object()
PHOTO = object()
LONG = "长" * 1001
RESIDENT = "他的号码 11010119900307721X"
TOO_LONG, IDENTITY = "内容过长，请控制在 {} 字以内", "疑似含有身份证号码"
ONLY_BUTTONS = "这一步请按下面的按钮"
ONLY_WORDS = "这一步请输入文字，不收图片、表情和语音"
BUTTON_OR_WORDS = "这一步请按下面的按钮，或输入文字"
WORDS_OR_PHOTO = "这一步请输入文字，或发送照片"


async def steps(someone, *acts):
    """A text that begins with = is pressed, any other is typed."""
    for act in acts:
        await (someone.presses(act[1:]) if act.startswith("=") else someone.says(act))


async def gives(someone, answer):
    if answer is STICKER:
        return await someone.does("sends_sticker")
    if answer is PHOTO:
        return await someone.does("sends_photo")
    return await someone.says(answer)


async def is_asked_again(someone, answer, why):
    """The message before the answer comes back whole, below the sentence; its buttons with it."""
    asked, buttons = someone.sees(), someone.buttons()
    title, _, question = asked.partition("\n")
    seen = await gives(someone, answer)
    assert why in seen
    assert seen.endswith(question or title)
    assert title in seen
    assert someone.buttons() == buttons
    assert buttons


LEAVE, DAYS = ("/leave",), ("/leave", "=事假")
CHECK_IN, NOTE = ("/checkin",), ("/checkin", "东门")


@pytest.mark.parametrize(
    ("talk", "answer", "why"),
    [
        (LEAVE, STICKER, ONLY_BUTTONS),
        (LEAVE, "生病了", ONLY_BUTTONS),
        (DAYS, STICKER, "没有看懂日期"),
        (DAYS, "过几天", "没有看懂日期"),
        (DAYS, "昨天", "只能从今天或以后的日期开始"),
        (DAYS, "2027年3月1日到2027年9月1日", "一次请假最多"),
        ((*DAYS, "=到明天"), "好的", ONLY_BUTTONS),
        (CHECK_IN, STICKER, "这一步请输入地点，或发送位置"),
        (CHECK_IN, LONG, TOO_LONG.format(60)),
        (NOTE, STICKER, WORDS_OR_PHOTO),
        (NOTE, LONG, TOO_LONG.format(1000)),
        (NOTE, RESIDENT, IDENTITY),
    ],
)
async def test_leave_and_check_in_ask_again(office, wang, talk, answer, why):
    await steps(wang, *talk)
    await is_asked_again(wang, answer, why)


@pytest.mark.parametrize(
    ("button", "answer", "why"),
    [
        ("完成", STICKER, WORDS_OR_PHOTO),
        ("完成", LONG, TOO_LONG.format(1000)),
        ("做不了", PHOTO, BUTTON_OR_WORDS),
        ("做不了", RESIDENT, IDENTITY),
    ],
)
async def test_a_tasks_result_is_asked_again(office, wang, button, answer, why):
    await hands(office, "清理楼道", to=["王芳"], state=TaskState.TAKEN)
    await steps(wang, "/today", "=1. 清理楼道", f"={button}")
    await is_asked_again(wang, answer, why)


@pytest.mark.parametrize(
    ("acts", "answer", "why"),
    [
        ((), LONG, TOO_LONG.format(1000)),
        (("路灯坏了",), RESIDENT, IDENTITY),
    ],
)
async def test_the_review_asks_again(office, wang, acts, answer, why):
    await office.at("17:30")
    await steps(wang, "=开始评议", *acts)
    await is_asked_again(wang, answer, why)


@pytest.mark.parametrize(("answer", "why"), [(STICKER, BUTTON_OR_WORDS), (RESIDENT, IDENTITY)])
async def test_why_somebody_cannot_attend_is_asked_again(office, zhao, wang, answer, why):
    await schedules(zhao)
    await wang.presses("不能参加")
    await is_asked_again(wang, answer, why)


WHOM = ("/dispatch", "清理楼道")
DUE = (*WHOM, "张伟")
SCHEDULE = ("/training", "=安排培训")


@pytest.mark.parametrize(
    ("talk", "answer", "why"),
    [
        (("/dispatch",), STICKER, ONLY_WORDS),
        (("/dispatch",), "长" * 201, TOO_LONG.format(200)),
        (WHOM, STICKER, BUTTON_OR_WORDS),
        (WHOM, "刘备", "没有找到：刘备"),
        (DUE, "以后再说", "没有看懂日期或时间"),
        (DUE, "今天上午6点", "这个时间已经过去"),
        ((*DUE, "=重复做"), "有空就做", "没有看懂日期或时间"),
        ((*DUE, "=重复做", "=每天"), STICKER, "没有看懂日期"),
        ((*DUE, "=重复做", "=每天"), "昨天", "没有要做的日子"),
        ((*DUE, "=明天"), "很急", ONLY_BUTTONS),
        ((*DUE, "=明天", "=紧急"), STICKER, ONLY_BUTTONS),
        (SCHEDULE, STICKER, ONLY_WORDS),
        (SCHEDULE, "长" * 201, TOO_LONG.format(200)),
        ((*SCHEDULE, "消防培训"), "消防类", ONLY_BUTTONS),
        ((*SCHEDULE, "消防培训", "=定期培训"), "哪天都行", "日期和时间都要写明"),
        ((*SCHEDULE, "消防培训", "=定期培训", "=明天 09:00"), STICKER, ONLY_WORDS),
    ],
)
async def test_dispatch_and_training_ask_again(office, zhao, talk, answer, why):
    await steps(zhao, *talk)
    await is_asked_again(zhao, answer, why)


@pytest.mark.parametrize(
    ("answer", "why"),
    [(STICKER, BUTTON_OR_WORDS), ("火星社区", "没有找到这个单位或人员"), ("五里社区", "没有找到")],
)
async def test_for_whom_a_training_is_is_asked_again(office, zhao, answer, why):
    await to_audience(zhao)
    await is_asked_again(zhao, answer, why)


async def test_a_refused_press_leaves_the_question_as_it_is(office, wang):
    await steps(wang, "/leave", "=事假", "=只请今天", "=确认", "/leave", "=病假")
    asked = wang.sees()
    assert "已申请过请假" in await wang.presses("只请今天")
    assert wang.sees() == asked
    assert "只请今天" in wang.buttons()


async def test_a_task_for_nobody_any_more_can_still_be_changed(office, zhao, zhang):
    await steps(zhao, *DUE, "=明天", "=紧急")
    async with office.app.sessions.begin() as session:
        role = await session.get_one(PersonRole, (zhang.person_id, "auxiliary"))
        await session.delete(role)
    assert ONLY_BUTTONS in await zhao.says("那就算了")
    assert "要修改哪一项" in zhao.sees()
    assert len(zhao.buttons()) == len(DispatchPart) + 2


async def test_a_question_about_what_is_gone_ends_the_conversation(office, zhao, wang):
    await schedules(zhao, when="今天 10:00")
    await wang.presses("不能参加")
    await office.at("10:30")
    assert "已结束" in await wang.does("sends_sticker")
    assert "没有看懂" in await wang.says("好的")


async def test_a_refused_command_does_not_repeat_the_question(office, wang):
    await steps(wang, "/leave")
    seen = await wang.says("/leave 过几天")
    assert "没有看懂日期" in seen
    assert "哪一种假" not in seen


def test_every_step_can_be_asked_again():
    table = routes()
    assert set(table.questions) == set(table.steps)
