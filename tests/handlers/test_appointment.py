"""/grant and /revoke: acting supervisors, an end date, and what a lost role no longer opens."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from domain.appointment import Lasts, Line, last_day, read_line
from domain.office import Level, Role
from domain.roster import read_roster
from models.appointment import Appointment
from models.person import Holding
from models.roster import units_of
from models.transfer import Transfer
from services.roster_file import read_phone
from services.roster_import import import_roster
from services.roster_plan import places_of
from tests.kit.roster import table_of

MONDAY = date(2026, 11, 23)
UNKNOWN = "在您管辖的范围内没有找到这个单位或人员，请核对名称。"


async def rows(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all()


async def held_by(office, name):
    person_id = office.people[name].person_id
    units = {unit.id: called for called, unit in office.units.items()}
    return [units[r.unit_id] for r in await rows(office, Holding) if r.person_id == person_id]


async def test_wang_acts_for_zhao_until_a_day(office, wang, zhao, sun):
    assert await sun.says("/grant 王芳") == "授予王芳什么角色？\n现有角色：协管员"
    assert sun.buttons() == ["管理员", "联络员", "协管员", "取消"]
    assert "王芳管理哪个单位" in await sun.presses("管理员")
    assert sun.buttons() == ["三里街道", "三里社区", "五里社区", "取消"]
    await sun.presses("三里社区")
    assert sun.buttons() == ["长期", "一周", "到11月30日", "到12月31日", "取消"]
    assert await sun.says("明天") == (
        "请核对：王芳\n授予：管理员 · 三里社区\n最后一天：11月24日（周二）\n\n按“确认”办理。"
    )
    assert "没有使用此功能的权限" in await wang.says("/absent")
    assert (await sun.presses("确认")).startswith("已办理：王芳")
    assert wang.sees() == (
        "您现在有了新角色：管理员 · 三里社区（到11月24日），"
        "由孙书记授予。发送 /help 查看可用功能。"
    )
    assert {"absent", "grant"} <= {name for name, _ in wang.phone.commands()}
    assert "花名册：3 人" in await wang.says("/roster")
    stale = wang.phone.messages[-1]["reply_markup"]["inline_keyboard"][0][0]["callback_data"]

    await office.at("2026-11-24 23:50")
    assert "花名册" in await wang.says("/roster")
    office.clock.move_to(office.now + timedelta(minutes=11))
    await wang.says("/roster")
    assert any("没有使用此功能的权限" in text for text in wang.texts()[-2:])
    assert wang.heard("期限已满")
    await office.at("2026-11-25 00:02")
    ended = "期限已满，您的这个角色已结束：管理员 · 三里社区。"
    assert wang.sees() == ended
    assert "absent" not in {name for name, _ in wang.phone.commands()}
    assert "没有使用此功能的权限" in await wang.forges(stale)
    assert "没有使用此功能的权限" in await wang.says("/roster")
    assert await office.roles_of("王芳") == {Role.AUXILIARY}
    history = await sun.says("/history 王芳")
    assert "2026年11月25日 收回 · 管理员 · 三里社区 · 期限已满\n" in history
    assert "2026年11月23日 授予 · 管理员 · 三里社区 · 孙书记 办理" in history


@pytest.mark.fault("H3")
async def test_in_one_line_and_taken_back_at_the_next_press(office, wang, zhao, sun):
    seen = await sun.says("/grant 王芳 管理员 五里社区 到12月1日")
    assert "最后一天：12月1日（周二）" in seen
    await sun.presses("确认")
    assert await held_by(office, "王芳") == ["五里社区"]
    await wang.says("/dispatch")

    assert await sun.says("/revoke 王芳") == (
        "收回王芳的哪个角色？\n现有角色：管理员 · 五里社区（到12月1日）、协管员"
    )
    await sun.presses("管理员 · 五里社区")
    assert "dispatch" in wang.menu()
    await sun.presses("确认")
    assert "dispatch" not in wang.menu()
    assert "today" in wang.menu()

    assert "没有使用此功能的权限" in await wang.says("清理楼道")
    assert wang.heard("孙书记收回了您的角色：管理员")
    assert await held_by(office, "王芳") == []
    await office.at("2026-12-02 00:05")
    assert not wang.heard("期限已满")
    assert [row.ended_at is None for row in await rows(office, Appointment)] == [False]


async def test_extended_and_held_for_good(office, wang, sun):
    await sun.says("/grant 王芳 三里社区 到明天")
    await sun.presses("确认")
    assert "现在就是这样" in await sun.says("/grant 王芳 三里社区 到明天")
    await sun.says("/grant 王芳 三里社区")
    await sun.presses("长期")
    await sun.presses("确认")

    await office.at("2026-11-26 08:00")
    assert await held_by(office, "王芳") == ["三里社区"]
    assert not wang.heard("期限已满")


async def test_nobody_gives_what_they_do_not_hold(office, wang, zhao, sun, zhou, li):
    assert UNKNOWN in await zhao.says("/grant 王芳 管理员 五里社区 到明天")
    assert UNKNOWN in await zhao.says("/grant 王芳 管理员 火星社区 到明天")
    assert await zhao.says("/grant 李娜") == await zhao.says("/grant 谁") == UNKNOWN
    assert "上一级管理员办理" in await zhao.says("/grant 赵强")
    assert "权限" in await zhao.says("/grant 王芳 系统管理员 到明天")
    assert "没有使用此功能的权限" in await wang.says("/grant 张伟")
    await zhao.says("/grant 王芳")
    assert "系统管理员" not in zhao.buttons()
    await zhao.forges("rgive:administrator")
    assert "没有使用此功能的权限" in await zhao.presses("长期")
    assert await office.roles_of("王芳") == {Role.AUXILIARY}

    await zhou.says("/grant 孙书记")
    await zhou.presses("系统管理员")
    await zhou.presses("长期")
    await zhou.presses("确认")
    assert Role.ADMINISTRATOR in await office.roles_of("孙书记")
    assert "上一级管理员办理" in await zhou.says("/revoke 周管理")


async def test_the_last_role_is_no_role_to_take(office, wang, zhao):
    await zhao.says("/revoke 王芳")
    assert zhao.buttons() == ["协管员", "取消"]
    assert "这是此人唯一的角色" in await zhao.presses("协管员")
    assert await office.roles_of("王芳") == {Role.AUXILIARY}


async def test_several_of_one_name_and_the_way_from_the_card(office, zhao, wang):
    await office.hires("王芳", unit="三里社区", registered=False)
    assert await zhao.says("/grant 王") == "您指的是哪一位？请点选。"
    await zhao.presses("王芳 · 三里社区")
    assert zhao.buttons() == ["管理员", "联络员", "协管员", "取消"]
    await zhao.presses("联络员")
    assert "到哪天为止" in await zhao.says("昨天")
    assert "一年之内" in zhao.sees()
    assert "到哪天为止" in await zhao.says("胡说")
    await zhao.presses("一周")
    await zhao.presses("确认")
    assert len([row for row in await rows(office, Transfer) if row.after == "联络员"]) == 1

    await zhao.says("/roster 张伟")
    await zhao.presses("更多")
    assert "授予张伟什么角色" in await zhao.presses("角色")
    assert await zhao.says("/revoke") == "收回谁的角色？请输入姓名。"
    assert "没有找到这个单位或人员" in await zhao.says("某某")
    assert "收回张伟的哪个角色" in await zhao.says("张伟")
    assert (await zhao.says("/grant")).startswith("给谁角色？请输入姓名，")
    assert "授予张伟什么角色" in await zhao.says("张伟")


async def test_units_are_turned_over_and_typed(office, wang, zhao):
    for number in range(1, 4):
        await office.founds(f"第{number}网格", Level.GRID, within="三里社区")
    await zhao.says("/grant 王芳")
    await zhao.presses("管理员")
    assert zhao.buttons() == ["三里社区", "三里社区 第1网格", "三里社区 第2网格", "下一页", "取消"]
    await zhao.presses("下一页")
    assert zhao.buttons() == ["三里社区 第3网格", "上一页", "取消"]
    assert "管理哪个单位" in await zhao.says("五里社区")
    assert "到哪天为止" in await zhao.says("三里社区 第2网格")


@pytest.mark.fault("H4")
async def test_a_roster_file_leaves_an_acting_supervisor_acting(office, wang, sun):
    await sun.says("/grant 王芳 三里社区 到12月31日")
    await sun.presses("确认")
    home = {"区": "朝阳区", "街道": "三里街道", "社区": "三里社区"}
    file = table_of([{"姓名": "王芳", "手机": "13800000001", "岗位": "组长"} | home])
    async with office.app.sessions.begin() as session:
        units = places_of(await units_of(session))
        roster = read_roster(file, read_phone=read_phone, units=units)
        await import_roster(session, roster, now=office.now)

    assert await office.roles_of("王芳") == {Role.AUXILIARY, Role.SUPERVISOR}
    assert await held_by(office, "王芳") == ["三里社区"]
    assert (await office.person("王芳")).post == "组长"


async def test_the_giver_lost_the_unit_before_confirming(office, wang, sun):
    await sun.says("/grant 王芳 三里社区 到明天")
    async with office.app.sessions.begin() as session:
        for held in (await session.exec(select(Holding))).all():
            if held.person_id == sun.person_id:
                held.unit_id = office.units["五里社区"].id

    assert await sun.presses("确认") == UNKNOWN
    assert await office.roles_of("王芳") == {Role.AUXILIARY}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("张伟", Line(name="张伟")),
        ("", Line(name="")),
        ("张伟 联络员", Line(name="张伟", role=Role.LIAISON)),
        ("张伟 三里社区", Line(name="张伟", role=Role.SUPERVISOR, unit="三里社区")),
        (
            "张伟 管理员 三里社区 第1网格 至 12月31日",
            Line(
                name="张伟",
                role=Role.SUPERVISOR,
                unit="三里社区 第1网格",
                last=date(2026, 12, 31),
            ),
        ),
        (
            "Zhang supervisor until 2026-12-31",
            Line(name="Zhang", role=Role.SUPERVISOR, last=date(2026, 12, 31)),
        ),
    ],
)
def test_the_line_is_read(text, line):
    assert read_line(text, today=MONDAY) == line


@pytest.mark.parametrize(
    ("lasts", "last"),
    [
        (Lasts.ALWAYS, None),
        (Lasts.WEEK, date(2026, 11, 29)),
        (Lasts.MONTH, date(2026, 11, 30)),
        (Lasts.YEAR, date(2026, 12, 31)),
    ],
)
def test_how_long_the_buttons_mean(lasts, last):
    assert last_day(lasts, today=MONDAY) == last
