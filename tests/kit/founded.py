"""The office of most stories: founded once for each worker, and copied for every test."""

from domain.office import Level, Role
from tests.kit.house import House


async def founded_at(url: str) -> House:
    """It has seen its first tick, owes nobody anything, and is closed."""
    house = await House.open(url)
    await _units(house)
    await _people(house)
    await house.settle()
    assert {call.method for call in house.telegram.calls} == {"getUpdates"}
    await house.close()
    return house


async def _units(house: House) -> None:
    await house.founds("朝阳区", Level.DISTRICT)
    await house.founds("三里街道", Level.STREET, within="朝阳区")
    await house.founds("三里社区", Level.COMMUNITY, within="三里街道")
    await house.founds("五里社区", Level.COMMUNITY, within="三里街道")


async def _people(house: House) -> None:
    await house.hires("王芳", unit="三里社区")
    await house.hires("张伟", unit="三里社区", post="城管协管员")
    await house.hires("李娜", unit="五里社区", language="en")
    await house.hires("赵强", unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区"])
    await house.hires("孙书记", unit="三里街道", roles=[Role.SUPERVISOR], holds=["三里街道"])
    await house.hires("周管理", unit="朝阳区", roles=[Role.ADMINISTRATOR])
