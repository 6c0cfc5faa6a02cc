"""/units: a community is ended when nobody is in it, and its supervisor loses it at once."""

import pytest
from sqlmodel import select

from domain.audit import Verb
from domain.office import Level, Role
from domain.roster import read_roster
from models.audit import Audit
from models.roster import units_of
from models.unit import Unit
from services.roster_file import read_phone
from services.roster_import import import_roster
from services.roster_plan import places_of
from tests.kit.roster import table_of

UNKNOWN = "在您管辖的范围内没有找到这个单位或人员，请核对名称。"


async def moves(by, name, to):
    await by.says(f"/roster {name}")
    await by.presses("调动")
    await by.says(to)
    await by.presses("确认")


@pytest.mark.fault("H4")
async def test_a_community_is_ended_when_nobody_is_in_it(office, zhang, li, zhao, sun, zhou):
    await office.founds("第1网格", Level.GRID, within="五里社区")
    await office.hires("吴站长", unit="三里街道", roles=[Role.SUPERVISOR], holds=["五里社区"])
    wu = office.people["吴站长"]
    assert "没有使用此功能的权限" in await sun.says("/units")
    await wu.says("/rollcall 五里社区")
    await sun.confirms("/dispatch 李娜 今天 清理楼道")
    await wu.says("/absent")

    assert (await zhou.says("/units")).startswith("哪个单位？")
    await zhou.presses("下一页")
    assert (await zhou.says("火星")).startswith(f"哪个单位？\n{UNKNOWN}\n\n点选")
    assert "哪个单位？" in await zhou.says("五里")
    assert zhou.buttons() == ["五里社区", "五里社区 第1网格", "取消"]
    assert "层级：网格" in await zhou.says("里社区第1")
    await zhou.says("/units 社区")
    assert await zhou.presses("五里社区") == (
        "朝阳区 三里街道 五里社区\n层级：社区\n下级单位：第1网格\n管理员：吴站长\n\n"
        "现在还不能撤销。还有：\n· 人员 1 人，请先在 /roster 里调动\n"
        "· 进行中的点名 1 次，请等它结束\n· 今天及以后未完成的任务 1 项，请先办完或撤回"
    )
    assert "撤销这个单位" not in zhou.buttons()
    await zhou.says("/broadcast")
    assert "现在还不能撤销" in await zhou.forges(f"uend:{office.units['五里社区'].id}")
    assert "发给谁" in await zhou.says("明天开会"), "what was begun meanwhile goes on"
    assert "现在还不能撤销" in await zhou.forges(f"uendok:{office.units['五里社区'].id}")

    await moves(sun, "李娜", "三里社区")
    await sun.says("/roster 王芳")
    await sun.presses("调动")
    await li.presses("Take")
    await li.presses("Done")
    await li.says("all clean")
    await office.at("11:00")
    assert await zhou.says("/units 五里社区") == (
        "朝阳区 三里街道 五里社区\n层级：社区\n下级单位：第1网格\n管理员：吴站长\n\n"
        "这里已没有人员。撤销后从今天起不再有这个单位，下级单位一并撤销。\n"
        "它的管理员随即不再管理它，并会收到通知。"
    )
    assert await zhou.presses("撤销这个单位") == (
        "已撤销：朝阳区 三里街道 五里社区\n从今天起不再有这个单位，以前的记录和数字仍可查看。\n"
        "一并撤销：第1网格\n已通知：吴站长"
    )

    assert wu.sees() == "周管理收回了您的角色：管理员 · 朝阳区 三里街道 五里社区。"
    assert "absent" not in wu.menu()
    assert "没有使用此功能的权限" in await wu.says("/absent")
    assert await sun.presses("五里社区") == "五里社区已于11月23日（周一）撤销，请另选单位。"
    await sun.says("/cancel")
    for typed in ("/rollcall 五里社区", "/dispatch 五里社区 明天 清扫楼道", "/rota 五里社区"):
        assert await sun.says(typed) == "五里社区已于11月23日（周一）撤销，请另选单位。"
    assert (await sun.says("/rota 第1网格")).startswith("五里社区 第1网格已于11月23日")
    assert "正在准备" in await sun.says("/export 本月 五里社区")
    await office.ticks()
    await office.settle()
    assert [name for name, _ in sun.files()] == ["五里社区 20261101-20261130.xlsx"]
    assert "已于2026年11月23日（周一）撤销" in await zhou.says("/units 五里社区")
    assert zhou.buttons() == []
    assert "五里社区" in await sun.says("/summary")
    assert "五里社区" in await sun.says("/history 李娜")
    async with office.app.sessions() as session:
        ended = select(Audit.unit_id).where(Audit.verb == Verb.UNIT_ENDED)
        assert len((await session.exec(ended)).all()) == 2

    await office.at("2026-11-24 08:00")
    assert await zhang.presses("到岗")
    async with office.app.sessions.begin() as session:
        row = {"姓名": "李娜", "手机": "13800000003", "区": "朝阳区", "街道": "三里街道"}
        units = places_of(await units_of(session))
        again = table_of([row | {"社区": "五里社区"}])
        roster = read_roster(again, read_phone=read_phone, units=units)
        done = await import_roster(session, roster, now=office.now)
        assert len(done.units) == 1
        unit = await session.get_one(Unit, office.units["五里社区"].id)
        assert unit.ended is None
        assert unit.path == office.units["五里社区"].path
