"""B4. Any update of any kind, from anybody: never an error, never a row of somebody else."""

import pytest
from sqlmodel import SQLModel, select

from models.person import Person
from tests.kit import lived
from tests.kit.updates import KINDS, Chance
from views.commands import AUXILIARY, EVERYONE, SUPERVISOR

SENDERS = ("王芳", "张伟", "路人", "赵强")
"""Of 三里社区, where 赵强 supervises, and nobody's."""
PASSING = {"inbox", "outbox", "conversation", "beacon"}
"""Queues and talks are theirs by account; who is told what is for the stories to say."""
SAID = (
    *(f"/{name}" for name, _ in (*EVERYONE, *AUXILIARY, *SUPERVISOR)),
    *("到", "/start", "/checkin 三号楼 巡查", "/leave 明天", "/dispatch 张伟 今天 清理", "/today"),
    *("/hours 08:30", "/roster 王", "/claim ABC", "/grant 王芳", "/broadcast 明早九点开会"),
    *("/dispatch 李娜 今天 清理", "/rollcall 五里社区", "/hours 五里社区 08:30", "/roster 李娜"),
    *("3", "明天", "王芳", "李娜", "五里社区", "08:30", "楼道已清理", "全体人员", "今天到27号"),
)


@pytest.fixture
async def morning(database_url):
    house = await lived.roll_is_open(database_url)
    yield house
    await house.close()


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(n, marks=pytest.mark.soak) for n in range(2, 60))]
)
async def test_b04_random_updates_of_every_kind_touch_nothing_of_others(morning, seed):
    morning.people["路人"].phone._meets_bot()
    chance = Chance(seed, said=SAID, pressed=[*buttons(morning)])
    met, numbers = set(), iter(range(10**6, 10**9))
    for turn in range(15):
        name = SENDERS[turn % len(SENDERS)]
        sender = morning.people[name].phone.user_id
        updates = [chance.update(next(numbers), sender) for _ in range(20)]
        met |= {kind for update in updates for kind in update}
        await touches_only(morning, name, updates)
    assert len(met & {*KINDS}) > len(KINDS) * 0.8


def buttons(house):
    for someone in house.people.values():
        for message in someone.phone.messages:
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                yield from (button["callback_data"] for button in row)


async def touches_only(house, name, updates):
    database = await raw(house)
    before = rows(database)
    await house.app.intake.receive(updates)
    await house.app.intake.drain()
    await house.app.delivery.drain()
    wrong = "SELECT update_id, error FROM inbox WHERE state != 'done' OR tries > 0 UNION ALL "
    wrong += "SELECT id, error FROM outbox WHERE state = 'failed'"
    assert database.execute(wrong).fetchall() == []
    after, scope = rows(database), await reach(house, name)
    assert [row for row in after ^ before if not is_of(row, scope, before | after)] == []


async def raw(house):
    async with house.app.engine.connect() as connection:
        return (await connection.get_raw_connection()).driver_connection._open()


def rows(database):
    found = set()
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in PASSING:
            names = [column.name for column in table.columns]
            for row in database.execute(f"SELECT {', '.join(names)} FROM {table.name}"):
                found.add((table.name, *zip(names, row, strict=True)))
    return found


async def reach(house, name):
    """The people and units in whose rows this sender may write."""
    me, units = {("person", house.people[name].person_id)}, set()
    if name == "赵强":
        path = house.units["三里社区"].path
        units = {("unit", unit.id) for unit in house.units.values() if unit.path.startswith(path)}
        async with house.app.sessions() as session:
            people = (await session.exec(select(Person))).all()
        me |= {("person", one.id) for one in people if ("unit", one.unit_id) in units}
    return me | units


def is_of(row, scope, known):
    """Whether it speaks of somebody of the scope, as it was or is, and is nobody else's."""
    key = identity(row)
    named = {each for other in known if identity(other) == key for each in named_by(other, known)}
    owned = {("person", dict(row[1:]).get("person_id")), ("person", None)} - {("person", None)}
    is_unit_in_reach = {each for each in named if each[0] == "unit"} <= scope
    return bool(named & scope) and owned <= scope and (len(scope) == 1 or is_unit_in_reach)


def identity(row):
    columns = dict(row[1:])
    return row[0], *(columns[c.name] for c in SQLModel.metadata.tables[row[0]].primary_key)


def named_by(row, known):
    """The people and units that a row names; one that names no person speaks of those above it."""
    table, columns = SQLModel.metadata.tables[row[0]], dict(row[1:])
    above = {(k.column.table.name, columns[k.parent.name]) for k in table.foreign_keys}
    above = {each for each in above if each[1] is not None}
    if table.name in {"person", "unit"}:
        above.add((table.name, columns["id"]))
    if not any(name == "person" for name, _ in above):
        for each in known:
            if (each[0], dict(each[1:]).get("id")) in above and each[0] not in {"person", "unit"}:
                above |= named_by(each, known)
    return {each for each in above if each[0] in {"person", "unit"}}
