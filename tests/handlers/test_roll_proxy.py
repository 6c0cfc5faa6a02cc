import pytest
from sqlmodel import select

from domain.roll_call import Attendance
from models.roll_call import RollAnswer


@pytest.fixture
async def morning(office):
    """何新 has no phone of their own; the roll is open and 王芳 has answered."""
    await office.hires("何新", unit="三里社区", registered=False)
    await office.at("08:00")
    await office.people["王芳"].presses("到岗")
    await office.at("08:05")
    return office


async def placed(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(RollAnswer))).all()
    names = {person.person_id: name for name, person in office.people.items()}
    return {names[row.person_id]: (row.attendance, row.proxy_by is not None) for row in rows}


async def test_a_supervisor_ticks_who_is_there_and_it_is_marked(morning, zhao, zhang, wang):
    assert zhao.buttons() == ["代点"]
    board = zhao.phone.newest()["message_id"]
    assert "谁已到岗就按谁的名字" in await zhao.presses("代点")
    assert zhao.buttons() == ["▫️ 何新", "▫️ 张伟"]

    await zhao.presses("▫️ 张伟")
    assert zhao.buttons() == ["▫️ 何新", "✅ 张伟"]
    assert zhang.sees() == "赵强已为您代点：按时到岗。"
    await morning.at("08:20")
    await zhao.presses("▫️ 何新")
    people = await placed(morning)
    assert people["张伟"] == (Attendance.PRESENT, True)
    assert people["何新"] == (Attendance.LATE, True)
    assert people["王芳"] == (Attendance.PRESENT, False)

    await morning.at("08:20:05")
    drawn = next(one for one in zhao.phone.messages if one["message_id"] == board)
    assert "已应答 3 / 应到 3" in drawn["text"]
    assert "reply_markup" not in drawn
    await morning.at("09:00")
    assert "代点（2 人）\n何新、张伟" in zhao.sees()
    assert "到岗 2、迟到 1" in zhao.sees()


async def test_names_are_typed_where_the_list_is_long(morning, zhao, zhang):
    await zhao.presses("代点")
    said = await zhao.says("张伟，何新 王芳")
    assert "✓ 已代点 2 人：何新、张伟\n不在未应答人员中：王芳" in said
    assert zhao.buttons() == ["✅ 何新", "✅ 张伟"]
    assert zhang.sees() == "赵强已为您代点：按时到岗。"
    assert "✓ 已代点 1 人：张伟" in await zhao.says("张伟"), "said twice it stays so"
    assert zhang.sees() == "赵强已为您代点：按时到岗。"
    assert (await placed(morning))["张伟"] == (Attendance.PRESENT, True)
    assert "谁已到岗就按谁的名字" in await zhao.does("sends_sticker")
    await zhao.says("/cancel")
    assert (await zhao.says("何新")).startswith("何新\n单位"), "a name alone shows the card"


async def test_a_tick_is_taken_back_and_the_roll_waits_again(morning, zhao, zhang):
    await zhao.presses("代点")
    await zhao.presses("▫️ 张伟")
    await zhao.presses("✅ 张伟")
    await zhao.presses("▫️ 何新")
    await zhao.presses("✅ 何新")
    people = await placed(morning)
    assert people["张伟"] == (Attendance.AWAITED, False)
    assert people["何新"] == (Attendance.NOT_REGISTERED, False)
    assert "赵强已取消为您的代点。请您在 09:00 前自己应答。" in zhang.sees()
    assert "按时到岗" in await zhang.presses("到岗")


async def test_two_who_tick_one_person_do_not_undo_one_another(morning, zhao, sun, zhang):
    await zhao.presses("代点")
    await sun.presses("代点")
    await zhao.presses("▫️ 张伟")
    await sun.presses("▫️ 张伟")
    assert (await placed(morning))["张伟"] == (Attendance.PRESENT, True)
    assert zhang.texts().count("赵强已为您代点：按时到岗。") == 1
    await sun.presses("✅ 张伟")
    await zhao.presses("✅ 张伟")
    assert (await placed(morning))["张伟"] == (Attendance.AWAITED, False)


async def test_whoever_answers_meanwhile_keeps_their_own_answer(morning, zhao, zhang):
    await zhao.presses("代点")
    await morning.at("08:30")
    await zhang.presses("到岗")
    await zhao.presses("▫️ 张伟")
    assert zhao.buttons() == ["▫️ 何新"]
    assert (await placed(morning))["张伟"] == (Attendance.LATE, False)
    assert not zhang.heard("代点")


async def test_who_was_answered_for_may_still_press_and_nothing_changes(morning, zhao, zhang):
    await zhao.presses("代点")
    await zhao.presses("▫️ 张伟")
    await morning.at("08:30")
    assert "按时到岗" in await zhang.presses("到岗")
    assert (await placed(morning))["张伟"] == (Attendance.PRESENT, True)


async def test_only_ones_own_people_and_only_while_the_roll_is_open(morning, zhao, sun, li):
    await zhao.presses("代点")
    foreign = await zhao.forges(f"pxtick:1:{li.person_id}:0:0")
    unknown = await zhao.forges("pxtick:1:999:0:0")
    assert foreign == unknown == "在您管辖的范围内没有找到这个单位或人员，请核对名称。"
    assert await zhao.forges("pxopen:99") == foreign
    assert "not among your duties" in await li.forges("pxopen:1")
    assert (await placed(morning))["李娜"] == (Attendance.AWAITED, False)
    await morning.at("09:00")
    assert "此操作已结束" in await zhao.presses("▫️ 张伟")
    assert (await placed(morning))["张伟"] == (Attendance.ABSENT, False)


async def test_nobody_answers_for_themselves_by_proxy(office):
    both = await office.hires(
        "郑组长", unit="三里社区", roles=["auxiliary", "supervisor"], holds=["三里社区"]
    )
    await office.at("08:00")
    await both.presses("代点")
    assert both.buttons() == ["▫️ 张伟", "▫️ 王芳"]
    assert "没有找到" in await both.forges(f"pxtick:1:{both.person_id}:0:0")


async def test_a_long_list_is_turned_page_by_page_and_stays_where_it_was(office, zhao):
    for number in range(9):
        await office.hires(f"队员{number}", unit="三里社区")
    await office.at("08:00")
    await zhao.presses("代点")
    assert zhao.buttons() == ["▫️ 张伟", "▫️ 王芳", "▫️ 队员0", "▫️ 队员1", "下一页"]
    await zhao.presses("下一页")
    await zhao.presses("▫️ 队员3")
    assert zhao.buttons() == [
        *("▫️ 队员2", "✅ 队员3", "▫️ 队员4", "▫️ 队员5"),
        *("上一页", "下一页"),
    ]
    assert "第 2/3 页" in zhao.sees()
