from datetime import datetime

import pytest
from sqlalchemy import delete

from domain.office import Role, Stationed
from domain.roll_board import RollBoardDrawn
from domain.roll_call import Tally
from models.person import Holding
from tests.kit.house import SHANGHAI
from views.screen import render
from views.texts import texts

UNDER_WAY = "点名进行中"


@pytest.fixture
async def morning(office):
    await office.at("08:00")
    return office


def boards(supervisor):
    return [text for text in supervisor.texts() if "点名进行中" in text or "点名已截止" in text]


async def test_one_message_follows_the_answers(morning, wang, zhang, zhao):
    assert zhao.sees() == (
        "三里社区点名进行中\n已应答 0 / 应到 2\n"
        "在册 2 人：到岗 0、未应答 2\n\n"
        "本消息随应答自动更新，09:00 截止。"
    )
    before = len(zhao.phone.messages)
    await wang.presses("到岗")
    assert "已应答 0 / 应到 2" in zhao.sees(), "no tick has come yet"
    await morning.at("08:00:05")
    assert "已应答 1 / 应到 2" in zhao.sees()
    assert "未应答（1 人）\n张伟" in zhao.sees()
    await morning.at("08:20")
    await zhang.says("到")
    await morning.at("08:20:05")
    assert "已应答 2 / 应到 2\n在册 2 人：到岗 1、迟到 1\n\n本消息" in zhao.sees()
    assert len(zhao.phone.messages) == before

    await morning.at("09:00")
    assert boards(zhao)[-1] == "三里社区点名已截止\n结果见另一条消息。"
    assert "三里社区点名结果" in zhao.sees()


async def test_a_board_is_drawn_again_only_where_its_figures_changed(morning, li, zhao, sun):
    await li.presses("Present")
    edits = edited(morning)
    await morning.at("08:00:05")
    assert edits() == [sun.phone.user_id], "李娜 belongs to no unit of 赵强"
    await morning.at("08:00:10")
    await morning.at("08:00:15")
    assert len(edits()) == 1
    assert "张伟、王芳" in sun.sees()


def edited(office):
    """Whose messages were drawn again from here on."""
    chats = []
    office.telegram.subscribe(
        lambda event: chats.append(event.chat_id) if event.kind.value == "edited" else None
    )
    return lambda: chats


async def test_an_extra_roll_has_a_board_too_and_so_has_whoever_opened_it(
    office, wang, zhang, zhao, sun
):
    await office.at("10:00")
    await sun.says("/rollcall 三里社区")
    await office.at("10:00:05")
    assert "三里社区临时点名进行中" in zhao.sees()
    assert "三里社区临时点名进行中" in sun.sees()
    await wang.says("到")
    await office.at("10:00:10")
    assert "已应答 1 / 应到 2" in sun.sees()
    async with office.app.sessions.begin() as session:
        await session.exec(delete(Holding).where(Holding.person_id == sun.person_id))
    await zhang.says("到")
    await office.at("10:00:15")
    assert "已应答 2 / 应到 2" in zhao.sees()
    assert "已应答 1 / 应到 2" in sun.sees(), "孙丽 called it, and supervises here no longer"


async def test_of_two_units_only_the_one_that_is_called_is_named(office, zhao):
    both = {"roles": [Role.SUPERVISOR], "holds": ["三里社区", "五里社区"]}
    qian = await office.hires("钱站长", unit="三里街道", **both)
    await zhao.says("/hours 08:30-09:30 17:30-22:00")
    await zhao.presses("确认")
    await office.at("2026-11-24 08:00:05")
    await office.at("08:30:05")
    boards = [text.split("点名")[0] for text in qian.texts() if "点名进行中" in text]
    assert boards == ["五里社区", "三里社区"]
    await office.at("09:00")
    assert "\n\n五里社区点名结果" in "\n\n".join(["", *qian.texts()])


async def test_who_supervises_no_longer_gets_no_more_of_it(morning, wang, zhao):
    async with morning.app.sessions.begin() as session:
        person = await session.get_one(type(await morning.person("赵强")), zhao.person_id)
        person.active = False
    await wang.presses("到岗")
    await morning.at("08:00:05")
    assert "已应答 0" in boards(zhao)[-1]


async def test_a_restart_draws_on_in_the_same_message(morning, wang, zhao):
    before = len(zhao.phone.messages)
    await wang.presses("到岗")
    morning.clock.move_to(morning.now.replace(second=5))
    await morning.restarts()
    await morning.settle()
    assert "已应答 1 / 应到 2" in zhao.sees()
    assert len(zhao.phone.messages) == before


async def test_nobody_is_shown_a_board_of_a_unit_without_people(office, zhao):
    await office.founds("空社区", office.units["三里社区"].level, within="三里街道")
    lone = await office.hires("吴主任", unit="空社区", roles=[Role.SUPERVISOR], holds=["空社区"])
    await office.at("08:00")
    assert boards(lone) == []
    assert len(boards(zhao)) == 1


async def test_many_silent_are_named_in_part(office, wang, zhao):
    for number in range(25):
        await office.hires(f"队员{number:02}", unit="三里社区")
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("08:00:05")
    assert "未应答（26 人）\n张伟、队员00、" in zhao.sees()
    assert "队员18 等，另有 6 人\n" in zhao.sees()


@pytest.mark.parametrize(
    ("waiting", "read"),
    [
        (40, "未应答（40 人）\n张伟 等，另有 39 人"),
        (41, "未应答（41 人）\n人数较多，不超过 40 人时列出姓名。"),
    ],
)
def test_so_many_silent_are_counted_and_not_named(waiting, read):
    eight = datetime(2026, 11, 23, 8, tzinfo=SHANGHAI)
    drawn = RollBoardDrawn(
        person_id=1,
        roll_call_id=1,
        units=("三里社区",),
        day=eight,
        closes_at=eight,
        tally=Tally(awaited=waiting),
        silent=(Stationed(name="张伟", community="三里社区"),),
    )
    assert read in render(drawn, texts("zh", SHANGHAI)).text
