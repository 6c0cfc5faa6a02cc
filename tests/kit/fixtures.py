"""What stories are told with: databases, offices, their people, the platform."""

import pytest

from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram
from tests.kit.databases import Postgres, Sqlite, swift_folder
from tests.kit.house import House
from tests.kit.leak import leaked


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """A test that prints or logs the token has failed, whatever else it proved."""
    report = yield
    if found := leaked(report.sections):
        report.outcome, report.longrepr = "failed", f"the token stands in: {', '.join(found)}"
    return report


@pytest.fixture(scope="session")
def sqlite():
    with swift_folder() as folder:
        yield Sqlite(folder)


@pytest.fixture(scope="session")
def postgresql():
    with swift_folder() as folder:
        folder.chmod(0o755)
        server = Postgres(folder / "data")
        yield server
        server.stop()


@pytest.fixture
def database_kind():
    """Folders whose stories must hold on both databases override this."""
    return "sqlite"


@pytest.fixture
def founded(request, database_kind):
    """The office that this test's database is a copy of, if it tells a story of one."""
    needed = "office" in request.fixturenames
    return request.getfixturevalue(database_kind).office if needed else None


@pytest.fixture
def database_url(request, database_kind, founded):
    databases = request.getfixturevalue(database_kind)
    url = databases.fresh(like=founded)
    yield url
    databases.forget(url)


@pytest.fixture
async def house(database_url, founded):
    """On Monday 23 November 2026 at seven; empty, where nobody asks for the office."""
    house = await House.open(database_url) if founded is None else House(database_url)
    if founded is not None:
        house.copies(founded)
    yield house
    await house.close()


@pytest.fixture
def office(house):
    """A street with two communities: 王芳 and 张伟 in one, 李娜 in the other; who supervises."""
    return house


@pytest.fixture
def wang(office):
    return office.people["王芳"]


@pytest.fixture
def zhang(office):
    return office.people["张伟"]


@pytest.fixture
def li(office):
    return office.people["李娜"]


@pytest.fixture
def zhao(office):
    """The supervisor of 三里社区."""
    return office.people["赵强"]


@pytest.fixture
def sun(office):
    """The supervisor of the whole street."""
    return office.people["孙书记"]


@pytest.fixture
def zhou(office):
    """The administrator."""
    return office.people["周管理"]


@pytest.fixture
def telegram():
    return Telegram(now=MovableClock())


@pytest.fixture
async def server(telegram):
    """The platform on a real line; stories of the House need none."""
    server = BotApiServer(telegram)
    await server.start()
    yield server
    await server.stop()
