"""H. Who may do what: out of reach, undeclared, taken away in the middle."""

import pytest
from sqlmodel import select

from handlers.routes import Routes
from models.hours import OfficeHours
from models.person import Holding, PersonRole
from models.roll_call import RollCall
from models.task import Task
from models.training import Training
from playground.telegram import TOKEN
from tests.kit.leak import leaked
from tests.kit.training import to_audience

ABOUT = ("/summary {}", "/absent {}", "/rollcall {}", "/hours {}", "/hours 08:30 {}")


@pytest.mark.parametrize("command", ABOUT)
@pytest.mark.parametrize("asker", ["赵强", "孙书记"])
async def test_h01_a_unit_out_of_reach_is_answered_like_one_that_is_not(office, asker, command):
    out_of_reach = {"赵强": ("五里社区", "三里街道", "朝阳区"), "孙书记": ("朝阳区",)}[asker]
    someone = office.people[asker]
    unknown = (await someone.says(command.format("火星社区"))).replace("火星社区", "某地")
    for unit in out_of_reach:
        assert (await someone.says(command.format(unit))).replace(unit, "某地") == unknown
    async with office.app.sessions() as session:
        assert (await session.exec(select(RollCall))).all() == []
        assert (await session.exec(select(OfficeHours))).all() == []


@pytest.mark.parametrize("declare", ["command", "word", "kind", "stray"])
def test_h02_a_route_that_does_not_say_who_may_go_there_stops_the_start(declare):
    async def goes(message):
        """Nobody comes here."""

    with pytest.raises(TypeError, match="may"):
        getattr(Routes(), declare)("anything", goes)


@pytest.fixture
def dismissed(office, zhao):
    async def dismissed():
        async with office.app.sessions.begin() as session:
            mine = select(Holding).where(Holding.person_id == zhao.person_id)
            for row in (await session.exec(mine)).all():
                await session.delete(row)
            roles = select(PersonRole).where(PersonRole.person_id == zhao.person_id)
            for row in (await session.exec(roles)).all():
                await session.delete(row)

    return dismissed


async def none_of(office, table):
    async with office.app.sessions() as session:
        return (await session.exec(select(table))).all() == []


async def test_h03_who_is_dismissed_before_confirming_dispatches_nothing(office, zhao, dismissed):
    await zhao.says("/dispatch 张伟 今天 清理楼道")
    await dismissed()
    assert "没有使用此功能的权限" in await zhao.presses("确认")
    assert await none_of(office, Task)


async def test_h03_who_is_dismissed_before_announcing_trains_nobody(office, zhao, dismissed):
    await to_audience(zhao)
    await zhao.presses("全体人员")
    await dismissed()
    assert "没有使用此功能的权限" in await zhao.presses("确认")
    assert await none_of(office, Training)


async def test_h03_who_is_dismissed_while_asked_is_not_asked_on(office, zhao, dismissed):
    await zhao.says("/dispatch")
    await dismissed()
    assert "没有使用此功能的权限" in await zhao.says("清理楼道")
    for command in ("/summary", "/rollcall", "/roster", "/hours", "/absent"):
        assert "没有使用此功能的权限" in await zhao.says(command)
    assert await none_of(office, RollCall)


async def test_h03_who_is_dismissed_may_not_decide_on_leave(office, zhao, wang, dismissed):
    await wang.says("/leave 明天")
    await wang.presses("病假")
    await wang.presses("确认")
    await dismissed()
    assert "没有使用此功能的权限" in await zhao.presses("同意")
    assert not wang.heard("已同意")


def test_h07_the_search_for_the_token_finds_it():
    printed = ("stdout", f"https://api.telegram.org/bot{TOKEN}/getMe"), ("stderr", "all is well")
    assert leaked(printed) == ["stdout"]
