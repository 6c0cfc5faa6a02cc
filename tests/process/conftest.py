import pytest

from tests.kit.process import Process


@pytest.fixture
async def processes(server):
    """Real processes on a real line; the story names their databases and starts them."""
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
