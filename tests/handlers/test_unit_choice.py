"""Who holds several units is asked which one a command is about."""

from domain.office import Level, Role, Scope
from services.unit import short_name

PAIR = ["三里社区", "五里社区"]


async def test_whoever_holds_two_communities_chooses_one(office):
    await office.founds("第1网格", Level.GRID, within="五里社区")
    wu = await office.hires("吴站长", unit="三里街道", roles=[Role.SUPERVISOR], holds=PAIR)
    shown = {
        "/calendar": "五里社区日历",
        "/fence": "点名报位置 · 五里社区",
        "/rota": "五里社区",
    }
    for command, said in shown.items():
        asked = await wu.says(command)
        assert asked == f"请选择单位\n请按一个，或发送 {command} 加单位名称。"
        assert wu.buttons() == PAIR
        assert said in await wu.presses("五里社区")
        assert "五里社区 第1网格" in await wu.says(f"{command} 五里社区第1网格")


async def test_a_unit_is_called_as_shortly_as_it_is_clear(office):
    ours = office.units["三里社区"]
    ours_first = await office.founds("第1网格", Level.GRID, within="三里社区")
    await office.founds("四里街道", Level.STREET, within="朝阳区")
    theirs = await office.founds("三里社区", Level.COMMUNITY, within="四里街道")
    await office.founds("第1网格", Level.GRID, within="三里社区")

    async with office.app.sessions() as session:
        assert await short_name(session, office.units["五里社区"]) == "五里社区"
        assert await short_name(session, theirs) == "四里街道 三里社区"
        assert await short_name(session, ours_first) == "三里街道 三里社区 第1网格"
        mine = Scope(paths=(ours.path,))
        assert await short_name(session, ours, among=mine) == "三里社区"
        assert await short_name(session, ours_first, among=mine) == "三里社区 第1网格"
