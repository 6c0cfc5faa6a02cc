import pytest

from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram
from tests.kit.process import Process


@pytest.fixture
def telegram():
    return Telegram(now=MovableClock())


@pytest.fixture
async def server(telegram):
    server = BotApiServer(telegram)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def processes(server):
    """Real processes on a real line; the story names their databases and starts them."""
    made = []

    def make(url, **settings):
        made.append(Process(database_url=url, api_base=server.base, **settings))
        return made[-1]

    yield make
    for process in made:
        if process.running:
            await process.stop()


@pytest.fixture
def muster(processes, database_url):
    return processes(database_url)
