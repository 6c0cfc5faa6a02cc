"""B4. Any update of any kind, from anybody: never an error, never a row of somebody else."""

import pytest
from sqlmodel import SQLModel

from tests.kit import lived
from tests.kit.updates import KINDS, Chance

SENDERS = ("王芳", "张伟", "路人")
PASSING = {"inbox", "outbox", "conversation", "beacon"}
"""Queues and talks are theirs by account; who is told what is for the stories to say."""
SAID = (
    *(
        "到",
        "/start",
        "/help",
        "/me",
        "/checkin",
        "/checkin 三号楼 巡查",
        "/leave 明天",
        "3",
        "明天",
    ),
    *("/review", "/training", "/today", "/dispatch 张伟 今天 清理", "/hours 08:30", "/cancel"),
    *("/summary", "/rollcall", "/roster 王", "/absent", "/claim ABC", "/language", "楼道已清理"),
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
    person_id = house.people[name].person_id
    assert [row for row in rows(database) ^ before if owner(row) != person_id] == []


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


def owner(row):
    name, *columns = row
    return dict(columns).get("id" if name == "person" else "person_id")
