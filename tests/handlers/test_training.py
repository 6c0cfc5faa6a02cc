import pytest

from domain.office import Role
from domain.training import Participation
from tests.kit.training import answers, schedules, speaks_english


async def test_wang_attends_and_may_change_her_mind_until_it_begins(office, sun, wang):
    await schedules(sun)

    assert "已记录：参加" in await wang.presses("参加")
    assert wang.buttons() == ["修改"]
    await wang.forges("training-attend:1")
    assert (await answers(office))[wang.person_id] == (Participation.ATTENDS, "")
    await wang.presses("修改")
    assert wang.buttons() == ["参加", "不能参加", "返回"]
    assert "为什么不能参加" in await wang.presses("不能参加")
    assert wang.buttons() == ["值班", "请假", "身体不适", "取消"]
    assert "已记录：不能参加" in await wang.presses("值班")
    assert (await answers(office))[wang.person_id] == (Participation.CANNOT, "值班")
    assert sun.heard("王芳不能参加培训：消防培训\n原因：值班")

    await office.at("2026-11-24 09:00")
    assert "已结束" in await wang.forges("training:1")
    assert "已结束" in await wang.forges("training-attend:1")
    assert (await answers(office))[wang.person_id] == (Participation.CANNOT, "值班")


async def test_a_reason_is_told_once_however_often_it_is_pressed(office, sun, wang):
    await schedules(sun)
    await wang.presses("不能参加")
    await wang.presses("身体不适")

    for _ in range(3):
        await wang.forges("training-excuse:1:unwell")

    assert sum("王芳不能参加" in text for text in sun.texts()) == 1


async def test_a_typed_reason_reaches_the_organiser(office, sun, wang):
    await schedules(sun)
    await wang.presses("不能参加")
    assert "为什么不能参加" in await wang.does("sends_sticker")
    await office.restarts()
    assert "请去掉号码" in await wang.says("陪110101199003071234去医院")

    assert "原因：家里有事" in await wang.says("家里有事")
    assert sun.heard("原因：家里有事")
    await office.moves("王芳", "朝阳区")
    await wang.forges("training-excuse:1:unwell")
    assert not sun.heard("身体不适"), "she is not theirs any more"


async def test_a_reason_left_leaves_the_training_unanswered(office, sun, wang):
    await schedules(sun)
    await wang.presses("不能参加")
    await wang.presses("取消")

    assert (await answers(office))[wang.person_id] == (Participation.INVITED, "")
    await wang.presses("参加")
    assert wang.heard("已记录：参加")


async def test_a_reason_typed_after_the_beginning_comes_too_late(office, sun, wang):
    await schedules(sun, when="今天 09:00")
    await wang.presses("不能参加")
    await office.at("09:00")

    assert "培训已经开始" in await wang.says("家里有事")
    assert "培训已经开始" not in await wang.says("家里有事"), "the conversation is over"
    assert (await answers(office))[wang.person_id] == (Participation.INVITED, "")


async def test_nobody_answers_for_somebody_else(office, zhao, li, wang):
    await li.says("/help")
    await schedules(zhao)

    assert "not sent to you" in await li.forges("training-attend:1")
    assert "not sent to you" in await li.forges("training-decline:1")
    assert "not sent to you" in await li.forges("training-excuse:1:unwell")
    assert "not sent to you" in await li.forges("training-attend:99")
    await li.forges("training-attend:-1")
    await li.forges("training-excuse:1:bored")
    assert li.person_id not in await answers(office)
    assert "没有使用此功能的权限" in await zhao.forges("training-attend:1")
    assert "没有使用此功能的权限" in await wang.forges("training-new")


async def test_the_day_before_and_the_hour_before_each_reminder_comes_once(office, sun, wang):
    await schedules(sun, when="周四 14:00")
    await office.at("2026-11-25 13:59")
    assert not wang.heard("培训提醒")

    await office.at("2026-11-25 14:00")
    assert "培训提醒" in wang.sees()
    assert wang.buttons() == ["参加", "不能参加"]
    await wang.presses("参加")
    await office.at("2026-11-25 15:00")
    await office.restarts()
    await office.at("2026-11-26 12:59")
    assert not wang.heard("培训即将开始")

    await office.at("2026-11-26 13:00")
    assert "培训即将开始" in wang.sees()
    assert "您的回复：参加" in wang.sees()
    assert wang.buttons() == ["修改"]
    await office.at("2026-11-26 14:00")
    assert sum("培训提醒" in text for text in wang.texts()) == 0, "answered, it became the answer"
    assert sum("培训即将开始" in text for text in wang.texts()) == 1


async def test_who_cannot_come_is_not_reminded(office, sun, wang, zhang):
    await schedules(sun, when="周四 14:00")
    await wang.presses("不能参加")
    await wang.presses("值班")
    await office.at("2026-11-25 14:00")
    await office.at("2026-11-26 13:00")

    assert not wang.heard("培训提醒")
    assert not wang.heard("培训即将开始")
    assert sum("培训提醒" in text for text in zhang.texts()) == 1


async def test_a_training_sooner_than_a_day_is_reminded_of_once(office, sun, wang):
    await schedules(sun, when="今天 15:00")
    await office.at("14:00")

    assert not wang.heard("培训提醒")
    assert wang.heard("培训即将开始")


async def test_reminders_that_an_outage_swallowed_are_not_told_after_the_beginning(
    office, sun, wang
):
    await schedules(sun, when="今天 15:00")
    await office.at("15:01")

    assert not wang.heard("培训即将开始")


async def test_the_morning_names_the_trainings_of_the_day(office, sun, wang, zhang):
    await schedules(sun)
    await wang.presses("参加")
    await office.at("08:00")
    assert not any("今日培训" in text for text in wang.texts())

    await office.at("2026-11-24 08:00")

    mornings = [text for text in wang.texts() if "11月24日" in text and "09:00 消防培训" in text]
    assert any("街道三楼会议室） · 参加" in text for text in mornings)
    assert zhang.heard("09:00 消防培训（街道三楼会议室）")


async def test_wang_lists_what_is_coming_and_answers_from_the_list(office, sun, wang):
    assert "未来 30 天没有培训" in await wang.says("/training")
    await schedules(sun, title="消防培训")
    await schedules(sun, title="禁毒培训", when="周五 10:00")
    await schedules(sun, title="年终培训", when="2026-12-30 10:00")
    await wang.says("/training")

    assert "消防培训（定期培训）" in wang.sees()
    assert "年终培训" not in wang.sees(), "it is more than 30 days away"
    assert wang.buttons() == ["11月24日（周二） 消防培训", "11月27日（周五） 禁毒培训"]
    await wang.presses("11月27日（周五） 禁毒培训")
    assert "已记录：参加" in await wang.presses("参加")
    await wang.says("/training")
    assert wang.buttons() == ["11月24日（周二） 消防培训"]


async def test_never_more_than_six_buttons(office, sun, wang):
    for number in range(1, 8):
        await schedules(sun, title=f"培训{number}", when=f"周五 1{number}:00")
    await wang.says("/training")

    assert len(wang.buttons()) == 6
    assert "培训7" in wang.sees()


async def test_supervisors_see_the_answers_of_their_own_units(office, sun, zhao, wang, li):
    await speaks_english(li)
    await schedules(sun)
    await wang.presses("参加")
    await li.presses("Cannot attend")
    await li.presses("Unwell")

    assert "参加 1、不能参加 1、未回复 1" in await sun.says("/training")
    assert "参加 1、不能参加 0、未回复 1" in await zhao.says("/training")


async def test_who_is_both_has_the_board_and_a_list_of_their_own(office, sun):
    both = await office.hires(
        "钱站长", unit="三里社区", roles=[Role.AUXILIARY, Role.SUPERVISOR], holds=["三里社区"]
    )
    await schedules(sun)
    others = "参加 0、不能参加 0、未回复 2"
    assert others in await both.says("/training")
    assert both.buttons() == [
        "11月24日（周二） 消防培训",
        "安排培训",
        "岗前培训要求",
        "我的培训",
    ]

    await both.presses("我的培训")
    assert both.buttons() == ["11月24日（周二） 消防培训"]
    await both.says("/training")
    assert others in await both.presses("11月24日（周二） 消防培训")


async def test_who_registers_later_finds_the_training(office, sun):
    late = await office.hires("刘新", unit="三里社区", registered=False)
    await schedules(sun)
    assert len(await answers(office)) == 4

    await late.says("/start")
    await late.does("shares_contact")
    assert "消防培训" in await late.says("/training")


async def test_a_liaison_has_no_trainings(office):
    liaison = await office.hires("何联络", unit="三里街道", roles=[Role.LIAISON])

    assert "没有使用此功能的权限" in await liaison.says("/training")


async def test_li_answers_in_english(office, sun, li):
    await speaks_english(li)
    await schedules(sun)
    assert "Begins: Tue 24 Nov 09:00" in li.sees()

    assert "why can you not attend?" in await li.presses("Cannot attend")
    assert li.buttons() == ["On duty", "On leave", "Unwell", "Cancel"]
    assert "Noted: cannot attend" in await li.presses("On duty")
    await li.says("/training")
    assert "My trainings" in li.sees()
    assert li.buttons() == []


async def test_nobody_on_leave_is_reminded(office, sun, wang, zhang, zhao):
    await schedules(sun, when="今天 15:00")
    await wang.says("/leave")
    for label in ("病假", "只请今天", "确认"):
        await wang.presses(label)
    await zhao.presses("同意")
    await office.at("14:00")

    assert "消防培训" in zhang.sees()
    assert "消防培训" not in wang.sees()


@pytest.mark.parametrize(
    ("pressed", "told"), [("On duty", "值班"), ("On leave", "请假"), ("Unwell", "身体不适")]
)
async def test_an_excuse_by_button_is_told_in_the_organisers_language(
    office, sun, li, pressed, told
):
    await schedules(sun)
    await li.presses("Cannot attend")
    assert f"Reason: {pressed.lower()}" in await li.presses(pressed)
    assert sun.heard(f"李娜不能参加培训：消防培训\n原因：{told}")
