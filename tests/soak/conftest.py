import pytest

from tests.kit.nursery import Nursed
from tests.kit.process import Process


@pytest.fixture
async def muster(server, database_url):
    process = Process(database_url=database_url, api_base=server.base)
    yield process
    if process.running:
        await process.stop()


@pytest.fixture
async def nursed(server, database_url):
    """For stories of hundreds of starts."""
    process = Nursed(database_url=database_url, api_base=server.base)
    yield process
    if process.child:
        await process.stop()
