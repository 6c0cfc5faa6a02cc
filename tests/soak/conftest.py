import pytest

from tests.kit.process import Process


@pytest.fixture
async def muster(server, database_url):
    process = Process(database_url=database_url, api_base=server.base)
    yield process
    await process.leaves()
