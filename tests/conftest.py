import pytest
from hypothesis import settings

from domain.office import Level, Role
from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram
from tests.kit.databases import Postgres, Sqlite, swift_folder
from tests.kit.house import House
from tests.kit.leak import leaked
from tests.kit.rota import Rota, long_first


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """A test that prints or logs the token has failed, whatever else it proved."""
    report = yield
    if found := leaked(report.sections):
        report.outcome, report.longrepr = "failed", f"the token stands in: {', '.join(found)}"
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Rota(config, log)


def pytest_collection_modifyitems(items):
    items[:] = long_first(items)


settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


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
def database_url(request, database_kind):
    databases = request.getfixturevalue(database_kind)
    url = databases.fresh()
    yield url
    databases.forget(url)


@pytest.fixture
async def house(database_url):
    """An empty office, on Monday 23 November 2026 at seven."""
    house = await House.open(database_url)
    yield house
    await house.close()


@pytest.fixture
async def office(house):
    """A street with two communities: 王芳 and 张伟 in one, 李娜 in the other; who supervises."""
    await house.founds("朝阳区", Level.DISTRICT)
    await house.founds("三里街道", Level.STREET, within="朝阳区")
    await house.founds("三里社区", Level.COMMUNITY, within="三里街道")
    await house.founds("五里社区", Level.COMMUNITY, within="三里街道")
    await house.hires("王芳", unit="三里社区")
    await house.hires("张伟", unit="三里社区", post="城管协管员")
    await house.hires("李娜", unit="五里社区", language="en")
    await house.hires("赵强", unit="三里社区", roles=[Role.SUPERVISOR], holds=["三里社区"])
    await house.hires("孙书记", unit="三里街道", roles=[Role.SUPERVISOR], holds=["三里街道"])
    await house.hires("周管理", unit="朝阳区", roles=[Role.ADMINISTRATOR])
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
