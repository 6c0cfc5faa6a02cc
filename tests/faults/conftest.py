import pytest

from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram


@pytest.fixture
def telegram():
    return Telegram(now=MovableClock())


@pytest.fixture
async def server(telegram):
    server = BotApiServer(telegram)
    await server.start()
    yield server
    await server.stop()
