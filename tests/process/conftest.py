import pytest

from tests.kit.process import Process


@pytest.fixture
async def processes(server, database_url):
    """Real processes on a real line, started by the story; they end before their database does."""
    made = []

    def make(url, **settings):
        made.append(Process(database_url=url, api_base=server.base, **settings))
        return made[-1]

    yield make
    for process in made:
        await process.leaves()


@pytest.fixture
def muster(processes, database_url):
    return processes(database_url)
