from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.errors import TRIES
from domain.fence import Where
from domain.office import Level
from models.roll_place import RollPlace
from tests.kit.tasks import hands

GATE = (39.9042, 116.4074)
FAR = (39.9500, 116.4074)


@pytest.fixture
async def asking(office, zhao):
    """三里社区 asks for the place and has drawn its bounds; it is 08:00."""
    await zhao.says("/fence")
    await zhao.presses("要求报位置")
    await zhao.presses("设置范围")
    await zhao.does("sends_location", *GATE)
    await zhao.presses("200 米")
    await office.at("08:00")
    return office


async def places(office):
    async with office.app.sessions() as session:
        rows = (await session.exec(select(RollPlace).order_by(RollPlace.person_id))).all()
    names = {person.person_id: name for name, person in office.people.items()}
    return {names[row.person_id]: (row.outcome, row.name) for row in rows}


async def test_a_supervisor_asks_for_the_place_and_draws_the_bounds(office, zhao, sun):
    assert await zhao.says("/fence") == (
        "点名报位置 · 三里社区\n现在不要求报位置。\n\n改动从下一次点名起生效。个人的坐标不保存。"
    )
    assert zhao.buttons() == ["要求报位置", "设置范围"]
    assert "应答点名后要报位置" in await zhao.presses("要求报位置")
    assert "请在辖区中心发送您的位置" in await zhao.presses("设置范围")
    assert "请在辖区中心" in await zhao.says("东门")
    await zhao.does("sends_location", *GATE)
    assert zhao.phone.keyboard() == []
    assert zhao.buttons() == ["100 米", "200 米", "500 米", "1000 米", "取消"]
    assert "范围：所发位置周围 500 米" in await zhao.presses("500 米")
    assert zhao.buttons() == ["不再要求", "设置范围", "取消范围"]
    assert "范围" not in (await zhao.presses("取消范围")).split("\n\n")[0]
    assert "现在不要求报位置" in await sun.says("/fence 五里社区")


async def test_after_the_answer_the_place_is_asked_by_the_platforms_button(asking, wang, li):
    assert "本单位还需要您报位置" in await wang.presses("到岗")
    assert wang.buttons() == ["报位置"]
    assert "坐标只用来核对" in await wang.presses("报位置")
    assert wang.phone.keyboard() == ["📍 发送我的位置"]
    assert "已退出" in await wang.says("/cancel")
    assert (wang.phone.keyboard(), "今日安排" in wang.buttons()) == ([], True)
    await wang.presses("报位置")
    assert wang.phone.keyboard() == ["📍 发送我的位置"]
    said = await wang.does("sends_location", *GATE)
    assert said == "位置已记：在本单位范围内。"
    assert wang.phone.keyboard() == []
    assert (await places(asking))["王芳"] == (Where.INSIDE, "")
    assert "place" not in await li.presses("Present")


async def test_outside_is_accepted_and_marked_and_silence_about_it_is_told(
    asking, wang, zhang, zhao
):
    await asking.hires("何新", unit="三里社区", registered=False)
    await asking.at("2026-11-24 08:00")
    await zhao.presses("代点")
    await zhao.presses("▫️ 何新")
    await wang.presses("到岗")
    await wang.presses("报位置")
    assert "不在本单位范围内，已注明" in await wang.does("sends_location", *FAR)
    await zhang.says("到")
    await asking.at("09:00")
    closed = next(text for text in reversed(zhao.texts()) if "点名结果" in text)
    assert "到岗 3" in closed
    assert "位置不在范围内（1 人）\n王芳" in closed
    assert "未报位置（1 人）\n张伟" in closed


async def test_a_place_may_be_typed(asking, wang):
    await wang.presses("到岗")
    await wang.presses("报位置")
    assert "地点已按您写的记下" in await wang.says("三里社区北门")
    assert (await places(asking))["王芳"] == (Where.NAMED, "三里社区北门")
    assert "已经报过" in await wang.forges("rollplace:1")


async def test_a_location_answers_the_roll_and_says_the_place_at_once(asking, wang):
    said = await wang.does("sends_location", *GATE)
    assert "按时到岗" in said
    assert "在本单位范围内" in said
    assert (await places(asking))["王芳"] == (Where.INSIDE, "")


async def test_a_location_sent_after_the_answer_says_the_place_too(asking, wang):
    await wang.presses("到岗")
    assert "在本单位范围内" in await wang.does("sends_location", *GATE)
    assert "/checkin" in await wang.does("sends_location", *GATE), "once is enough"


async def test_coordinates_of_people_are_nowhere_in_the_database(asking, wang, zhang, monkeypatch):
    """Also not of what could not be handled and was set aside."""
    await wang.presses("到岗")
    await wang.presses("报位置")
    await wang.does("sends_location", *FAR)
    monkeypatch.delattr("services.roll_place.judge_place")
    await zhang.presses("到岗")
    await zhang.presses("报位置")
    await zhang.does("sends_location", *FAR)
    for _ in range(TRIES):
        asking.clock.advance(timedelta(minutes=1))
        await asking.settle()
    assert "系统处理失败" in zhang.sees()
    async with asking.app.sessions() as session:
        tables = await session.exec(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for (table,) in tables.all():
            rows = (await session.exec(text(f'SELECT * FROM "{table}"'))).all()
            assert "39.95" not in str(rows), table


async def test_what_holds_above_holds_until_a_unit_decides_itself(office, wang, li, sun, zhao):
    await sun.says("/fence")
    await sun.presses("要求报位置")
    assert "沿用三里街道的设置" in await zhao.says("/fence")
    await office.founds("第1网格", Level.GRID, within="三里社区")
    assert "点名报位置 · 三里社区 第1网格\n" in await zhao.says("/fence 第1网格")
    assert "沿用" not in await zhao.presses("不再要求")
    await zhao.says("/fence")
    await zhao.presses("不再要求")
    await office.at("08:00")
    assert "报位置" not in await wang.presses("到岗")
    assert "where you are" in await li.presses("Present")
    assert set(await places(office)) == {"李娜"}


async def test_only_ones_own_unit_is_changed(office, zhao):
    foreign = office.units["五里社区"].id
    refused = "在您管辖的范围内没有找到这个单位或人员，请核对名称。"
    await zhao.says("/fence")
    assert await zhao.forges(f"fnask:{foreign}:1") == refused
    assert await zhao.forges("fnask:999:1") == refused
    assert await zhao.forges(f"fndraw:{foreign}") == refused
    assert await zhao.forges(f"fndrop:{foreign}") == refused
    assert await zhao.says("/fence 五里社区") == refused
    await zhao.presses("设置范围")
    await zhao.does("sends_location", *GATE)
    assert "此操作已结束" in await zhao.forges("fnradius:7")


async def test_the_place_is_not_asked_of_who_has_not_answered(asking, wang):
    assert "不需要报位置" in await wang.forges("rollplace:1")


async def test_a_late_one_with_many_tasks_keeps_every_button(asking, wang):
    for number in range(7):
        await hands(asking, f"任务{number}", to=["王芳"])
    await asking.at("08:30")
    await wang.presses("到岗")
    assert len(wang.buttons()) == 6
    assert wang.buttons()[-3:] == ["全部任务", "报位置", "申诉"]
