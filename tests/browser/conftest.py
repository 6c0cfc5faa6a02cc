"""The whole office on this machine, and one browser before it, for all stories of this folder."""

import os
import shutil
import sys
from asyncio import create_subprocess_exec, timeout
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright

from tests.kit.browser import Visitor, Window
from tests.kit.process import ROOT

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE_FOUND = "no Chromium found, and the page is tested in a real one: install chromium"
STARTS_WITHIN = 120


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """One browser and one office serve them all, so they share a loop; tests/kit/rota.py."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def chromium():
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(NONE_FOUND, pytrace=False)
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address(chromium, tmp_path_factory):
    """`muster playground` as a newcomer starts it, with its 392 people; once for all workers."""
    if run := os.environ.get("PYTEST_XDIST_TESTRUNUID"):
        (tmp_path_factory.getbasetemp().parent / f"office-{run}").touch(exist_ok=False)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    running = await create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "playground", "--no-browser", "--port", "0"),
        env=kept | {"PYTHONPATH": str(ROOT), "MUSTER_LANGUAGE": "zh"},
        stdout=PIPE,
    )
    async with timeout(STARTS_WITHIN):
        said = (await running.stdout.readline()).decode()
    yield said[said.index("http") : said.rindex("/") + 1]
    running.terminate()
    await running.communicate()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium):
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser, address):
    """Opens windows; none of them may have complained or asked anybody else for anything."""
    visitor = Visitor(browser, address)
    yield visitor
    await visitor.leaves()
    assert visitor.complaints == []
    assert visitor.strangers == set()


@pytest_asyncio.fixture(loop_scope="session")
async def window(visitor) -> Window:
    return await visitor.opens()
