"""The migrations build the tables of the models, up and down, on both databases."""

import pytest
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
