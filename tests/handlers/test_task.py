import pytest

from domain.task import TaskState
from models.task import Assignment
from tests.kit.tasks import hands


async def dispatches(zhao, line: str) -> None:
    await zhao.says(f"/dispatch {line}")
    await zhao.presses("确认")


async def share(office, assignment_id: int) -> Assignment:
    async with office.app.sessions() as session:
        return await session.get_one(Assignment, assignment_id)


def newest_button(someone, label: str) -> tuple[str, int]:
    message = someone.phone.newest()
    rows = message["reply_markup"]["inline_keyboard"]
    data = next(b["callback_data"] for row in rows for b in row if b["text"] == label)
    return data, message["message_id"]


async def test_zhang_takes_a_task_and_finishes_it_with_a_note(office, zhao, zhang):
    await dispatches(zhao, "张伟 清理楼道")
    assert zhang.buttons() == ["领取", "完成", "做不了"]
    taken = await zhang.presses("领取")
    assert "状态：已领取" in taken
    assert zhang.buttons() == ["完成", "做不了"]
    assert "完成情况怎么样" in await zhang.presses("完成")
    assert zhang.buttons() == ["跳过", "返回"]
    done = await zhang.says("已清理，共三处")
    assert "状态：完成" in done
    assert "说明：已清理，共三处" in done
    assert zhang.buttons() == []
    assert zhao.sees() == "张伟 · 完成\n清理楼道\n说明：已清理，共三处"


async def test_a_photo_with_a_few_words_goes_to_the_one_who_dispatched(office, zhao, zhang):
    await dispatches(zhao, "张伟 清理楼道")
    await zhang.presses("完成")
    await zhang.does("sends_photo", caption="干净了")
    heard = zhao.phone.newest()
    assert heard["caption"] == "张伟 · 完成\n清理楼道\n说明：干净了"
    sizes = next(m["photo"] for m in zhang.phone.messages if "photo" in m)
    largest = max(sizes, key=lambda size: size["width"])
    assert zhao.phone.downloads(heard["photo"][-1]["file_id"]) == zhang.phone.downloads(
        largest["file_id"]
    )


async def test_a_photo_alone_and_a_skipped_note_are_enough(office, zhao, zhang, wang):
    await dispatches(zhao, "张伟、王芳 清理楼道")
    await zhang.presses("完成")
    assert "状态：完成" in await zhang.does("sends_photo")
    await wang.presses("完成")
    skipped = await wang.presses("跳过")
    assert "状态：完成" in skipped
    assert "说明" not in skipped
    assert zhao.sees() == "王芳 · 完成\n清理楼道"


@pytest.mark.parametrize("reason", ["不在岗", "缺工具", "需要其他部门"])
async def test_a_reason_by_button(office, zhao, zhang, reason):
    await dispatches(zhao, "张伟 清理楼道")
    assert "为什么做不了" in await zhang.presses("做不了")
    assert zhang.buttons() == ["不在岗", "缺工具", "需要其他部门", "返回"]
    cannot = await zhang.presses(reason)
    assert "状态：做不了" in cannot
    assert f"说明：{reason}" in cannot
    assert zhao.sees() == f"张伟 · 做不了\n清理楼道\n说明：{reason}"


async def test_a_reason_in_own_words(office, zhao, zhang):
    await dispatches(zhao, "张伟 清理楼道")
    await zhang.presses("做不了")
    assert "说明：门锁着" in await zhang.says("门锁着")
    assert zhao.sees().endswith("说明：门锁着")
    assert zhao.buttons() == ["派给指定的人"]
    assert "派发给谁" in await zhao.presses("派给指定的人")
    page = await zhao.says("王芳")
    assert "任务内容：清理楼道\n派发对象：王芳\n完成时限：11月23日（周一）" in page
    assert "已派发给 1 人" in await zhao.presses("确认")
    assert office.people["王芳"].heard("新任务\n清理楼道")
    assert "已结束" in await zhao.forges("thand:2")
    sun = office.people["孙书记"]
    await sun.says("/help")
    assert "没有" in await sun.forges("thand:1")


async def test_who_does_not_hold_this_person_any_more_hears_nothing(office, zhao, zhang, li):
    await dispatches(zhao, "张伟 清理楼道")
    await office.moves("张伟", "五里社区")
    heard = len(zhao.texts())
    await zhang.presses("做不了")
    assert "说明：门锁着" in await zhang.says("门锁着")
    assert len(zhao.texts()) == heard


async def test_other_things_than_an_answer_bring_the_question_again(office, zhao, zhang):
    await dispatches(zhao, "张伟 清理楼道")
    await zhang.presses("完成")
    assert "请输入一句说明" in await zhang.does("sends_sticker")
    assert "请输入一句说明" in await zhang.does("sends_location", 39.9, 116.4)
    assert zhang.buttons() == ["跳过", "返回"]
    assert "状态：未领取" in await zhang.presses("返回")
    assert "没有看懂" in await zhang.says("没有钥匙")
    await zhang.says("/checkin 东门")
    await zhang.forges("tleave:1")
    assert "已签到：东门" in await zhang.says("巡查"), "an old way back leaves a newer question"
    await zhang.says("/today")
    await zhang.presses("1. 清理楼道")
    await zhang.presses("做不了")
    assert "也可以直接输入" in await zhang.does("sends_photo", caption="看这里")
    assert "状态：做不了" in await zhang.says("没有钥匙")


@pytest.mark.parametrize(
    ("text", "refused"), [("长" * 1001, "1000 字以内"), ("110101199003078515", "身份证")]
)
async def test_notes_that_may_not_be_kept_are_refused(office, zhao, zhang, text, refused):
    await dispatches(zhao, "张伟 清理楼道")
    await zhang.presses("完成")
    assert refused in await zhang.says(text)
    assert "状态：完成" in await zhang.says("已清理")


async def test_ten_presses_are_one_answer(office, zhao, zhang):
    await dispatches(zhao, "张伟 清理楼道")
    await zhang.presses("完成")
    data, message_id = newest_button(zhang, "跳过")
    for _ in range(10):
        zhang.phone.presses_data(data, message_id)
    await office.settle()
    assert sum("张伟 · 完成" in text for text in zhao.texts()) == 1


async def test_a_second_press_on_an_old_card_shows_what_became_of_it(office, zhao, zhang):
    [task] = await hands(office, "清理楼道", to=["张伟"])
    await dispatches(zhao, "张伟 扫雪")
    data, _ = newest_button(zhang, "完成")
    await zhang.presses("完成")
    await zhang.says("扫完了")
    for press in ("ttake", "tdone", "tcannot"):
        seen = await zhang.forges(data.replace("tdone", press) + (":0" * (press == "ttake")))
        assert "状态：完成" in seen
        assert zhang.buttons() == []
    assert sum("张伟 · 完成" in text for text in zhao.texts()) == 1
    assert (await share(office, task)).state is TaskState.SENT


async def test_nobody_acts_on_the_task_of_another(office, zhang, wang):
    [task] = await hands(office, "清理楼道", to=["张伟"])
    await wang.says("/today")
    await wang.says("/help")
    for press in (f"ttake:{task}:0", f"tdone:{task}", f"tcannot:{task}", f"topen:{task}"):
        assert "不是发给您的" in await wang.forges(press)
    assert "不是发给您的" in await wang.forges("ttake:999999:0")
    assert (await share(office, task)).state is TaskState.SENT


async def test_a_forged_note_button_cannot_finish_the_task_of_another(office, zhang, wang):
    [of_zhang] = await hands(office, "清理楼道", to=["张伟"])
    await hands(office, "扫雪", to=["王芳"])
    await wang.says("/today")
    await wang.presses("1. 扫雪")
    await wang.presses("完成")
    assert "不是发给您的" in await wang.forges(f"tskip:{of_zhang}")
    assert (await share(office, of_zhang)).state is TaskState.SENT


async def test_a_supervisor_has_no_cards(office, zhao):
    await zhao.says("/help")
    assert "没有使用此功能的权限" in await zhao.forges("topen:1")


async def test_the_question_outlives_a_restart(office, zhao, zhang):
    await dispatches(zhao, "张伟 清理楼道")
    await office.restarts()
    await zhang.presses("领取")
    await office.restarts()
    await zhang.presses("完成")
    await office.restarts()
    assert "说明：已清理" in await zhang.says("已清理")


async def test_a_task_carried_over_is_taken_from_the_morning_message_and_from_the_old_card(
    office, zhao, zhang, wang
):
    await dispatches(zhao, "张伟、王芳 今天 17:00 清理楼道")
    await zhang.presses("领取")
    old_take = newest_button(wang, "领取")
    await office.at("08:00")
    assert "结转" not in zhang.sees()

    await office.at("2026-11-24 08:00")
    assert "清理楼道（11月23日 17:00 前） · 结转第 1 次" in zhang.sees()
    noted = await zhang.presses("到岗")
    assert "到岗" in noted
    assert zhang.buttons() == ["1. 清理楼道"]
    card = await zhang.presses("1. 清理楼道")
    assert "结转：第 1 次" in card
    assert zhang.buttons() == ["领取", "完成", "做不了", "返回"]
    assert "状态：已领取" in await zhang.presses("领取")
    assert zhang.buttons() == ["完成", "做不了", "返回"]
    assert "▶️ 清理楼道" in await zhang.presses("返回")

    await wang.forges(*old_take)
    assert wang.heard("状态：已领取")
    assert "▶️ 清理楼道" in await wang.says("/today")


async def test_in_english(office, li):
    await hands(office, "clear the stairways", to=["李娜"])
    await li.says("/today")
    card = await li.presses("1. clear the stairways")
    assert "State: not taken yet" in card
    await li.presses("Take")
    await li.presses("Cannot")
    assert li.buttons() == [
        "not at the post",
        "tools are missing",
        "another department is needed",
        "Back",
    ]
    assert "State: cannot be done" in await li.says("the door is locked")


@pytest.mark.parametrize(
    ("pressed", "told"),
    [
        ("Not at the post", "不在岗"),
        ("Tools are missing", "缺工具"),
        ("Another department is needed", "需要其他部门"),
    ],
)
async def test_a_reason_by_button_is_told_in_the_language_of_who_hears_it(
    office, sun, li, pressed, told
):
    await dispatches(sun, "李娜 清理楼道")
    await li.presses("Cannot")
    label = next(label for label in li.buttons() if label.casefold() == pressed.casefold())
    assert f"Note: {label}" in await li.presses(label)
    assert sun.sees() == f"李娜 · 做不了\n清理楼道\n说明：{told}"
