"""The migrations build the tables of the models, up and down, on both databases."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import inspect

from models import schema
from models.engine import open_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param


@pytest.fixture
async def engine(database_url):
    engine = open_engine(database_url)
    yield engine
    await engine.dispose()


async def tables(engine):
    async with engine.connect() as connection:
        return await connection.run_sync(lambda c: set(inspect(c).get_table_names()))


async def test_down_to_nothing_and_up_again(engine):
    assert await schema.current(engine) == schema.newest()

    await schema.downgrade(engine, "base")
    assert await tables(engine) == {"alembic_version"}

    await schema.upgrade(engine)
    assert await schema.current(engine) == schema.newest()


async def test_the_tables_are_those_of_the_models(engine):
    async with engine.begin() as connection:
        await connection.run_sync(lambda c: command.check(schema.alembic_config(c)))


KEPT = {
    "unit_id": 1,
    "roll_call": time(7, 30),
    "grace": 5,
    "closing": time(8, 30),
    "review": time(18),
    "review_until": time(21),
    "changed_at": datetime(2026, 11, 20, 2, tzinfo=UTC),
    "changed_by": None,
}


async def table(connection, name):
    return await connection.run_sync(lambda c: sa.Table(name, sa.MetaData(), autoload_with=c))


async def hours_kept(engine):
    async with engine.connect() as connection:
        found = await connection.execute((await table(connection, "office_hours")).select())
        return [dict(row) for row in found.mappings()]


async def test_hours_set_before_they_held_from_a_day_go_on_holding(engine):
    await schema.downgrade(engine, "0001")
    unit = {"id": 1, "name": "三里街道", "level": "street", "path": "/1/"}
    async with engine.begin() as connection:
        units = await table(connection, "unit")
        await connection.execute(units.insert(), unit | {"created_at": KEPT["changed_at"]})
        await connection.execute((await table(connection, "office_hours")).insert(), KEPT)
    before = await hours_kept(engine)

    await schema.upgrade(engine)
    held = {"is_own": True, "roll_from": date(2026, 11, 20), "review_from": date(2026, 11, 20)}
    (row,) = await hours_kept(engine)
    assert row == before[0] | held | {"id": row["id"]}

    async with engine.begin() as connection:
        hours = await table(connection, "office_hours")
        later = KEPT | held | {"grace": 20, "changed_at": datetime(2026, 11, 21, 2, tzinfo=UTC)}
        await connection.execute(hours.insert(), later)
    await schema.downgrade(engine, "0001")
    assert [row["grace"] for row in await hours_kept(engine)] == [20]
    await schema.upgrade(engine)
