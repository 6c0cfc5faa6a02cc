import gc

import pytest
from hypothesis import settings

from tests.kit.rota import Rota, long_first


def pytest_configure(config):
    """Who only hands tests out to workers has no use for the whole house: seconds of imports."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.pluginmanager.import_plugin("tests.kit.fixtures")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return Rota(config, log)


def pytest_collection_modifyitems(items):
    items[:] = long_first(items)


def pytest_collection_finish():
    """What was imported stays to the end: the collector need not walk through it at each round."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
