"""One process a database, one process a token: the second says so and stops, the first goes on."""

import asyncio
import os
import signal

import aiohttp
import asyncpg
import pytest
import structlog

from models.serving import KEY
from playground.telegram import TOKEN
from tests.kit.live import running
from tests.kit.process import until
from tests.kit.roster import street_roster, write_csv
from tests.kit.street import settle_street

THIS_DATABASE = "已有另一个 muster run 在使用该数据库，本进程已停止。\n"
THIS_TOKEN = "本机已有另一个 muster run 在使用该机器人令牌，本进程已停止。\n"
ANOTHER_TOKEN = f"{TOKEN.partition(':')[0]}9:AnotherTokenOfAnotherBot"
WANG = {"姓名": "队员1", "手机": "13900000001"}
HERE = {"区": "", "街道": "三里街道", "社区": "", "网格": ""}
on_both = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"])


@pytest.fixture
async def wang(telegram, database_url):
    _, (wang,) = await settle_street(database_url, telegram, people=1)
    return wang


async def serves(phone):
    """The process is up when it answers."""
    before = len(phone.messages) + 1
    phone.says("/me")
    await until(lambda: len(phone.messages) > before)


@pytest.mark.fault("E1")
@on_both
async def test_a_second_process_on_one_database_says_so_and_stops(
    muster, processes, database_url, wang
):
    await muster.start()
    await serves(wang)

    second = processes(database_url, MUSTER_TOKEN=ANOTHER_TOKEN)
    await second.start()
    assert await second.ends() == 1
    assert second.output.decode() == THIS_DATABASE

    await serves(wang)


@pytest.mark.fault("E1")
async def test_the_same_file_by_another_name_is_the_same_database(
    muster, processes, database_url, wang, tmp_path
):
    file = database_url.removeprefix("sqlite+aiosqlite:///")
    os.symlink(file, tmp_path / "office.db")
    await muster.start()
    await serves(wang)

    second = processes(f"sqlite+aiosqlite:///{tmp_path}/office.db", MUSTER_LANGUAGE="en")
    await second.start()
    assert await second.ends() == 1
    said = second.output.decode()
    assert said == "Another muster run serves this database already. This one has stopped.\n"


@pytest.mark.fault("E1")
async def test_a_second_process_on_one_token_says_so_and_stops(
    muster, processes, database_url, wang, tmp_path
):
    await muster.start()
    await serves(wang)

    second = processes(f"sqlite+aiosqlite:///{tmp_path}/another.db")
    await second.start()
    assert await second.ends() == 1
    assert second.output.decode() == THIS_TOKEN
    assert not (tmp_path / "another.db").exists()

    await serves(wang)


@pytest.mark.fault("A9", "E1")
@on_both
async def test_who_was_killed_holds_nothing(muster, processes, database_url, wang):
    await muster.start()
    await serves(wang)
    await muster.kill()

    next_one = processes(database_url)
    await next_one.start()
    await serves(wang)


@pytest.mark.fault("A9", "E2")
@on_both
async def test_a_frozen_process_still_holds_what_it_serves(muster, processes, database_url, wang):
    await muster.start()
    await serves(wang)
    muster.sends(signal.SIGSTOP)
    wang.says("/me")
    heard = len(wang.messages)

    second = processes(database_url, MUSTER_TOKEN=ANOTHER_TOKEN)
    await second.start()
    assert await second.ends() == 1
    assert second.output.decode() == THIS_DATABASE
    assert len(wang.messages) == heard

    muster.sends(signal.SIGCONT)
    await until(lambda: len(wang.messages) == heard + 1)
    await serves(wang)


@on_both
async def test_the_other_commands_work_beside_it(muster, processes, database_url, wang, tmp_path):
    await muster.start()
    await serves(wang)

    file = tmp_path / "roster.csv"
    write_csv([street_roster()[0] | WANG | HERE], file)
    template = tmp_path / "template.xlsx"
    lines = (
        f"roster template {template}",
        f"roster import {file}",
        "replay",
        "db upgrade",
        "doctor",
    )
    for words in lines:
        command = processes(database_url)
        await command.says(*words.split())
        assert (words, await command.ends()) == (words, 0), command.output.decode()
    await serves(wang)


@pytest.mark.fault("E2")
@pytest.mark.parametrize("database_kind", ["postgresql"])
async def test_a_lost_hold_ends_the_process(muster, database_url, wang):
    await muster.start()
    await serves(wang)
    plain = await asyncpg.connect(database_url.replace("postgresql+asyncpg", "postgresql"))
    held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1"
    await plain.execute(f"SELECT pg_terminate_backend(({held}))", KEY)
    await plain.close()

    assert await muster.ends() == 1
    assert "the hold on the database is lost" in muster.output.decode()

    await muster.start()
    await serves(wang)


@pytest.fixture
def log():
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.mark.fault("B7")
async def test_who_fetches_the_same_updates_is_named_after_three_times(
    server, database_url, wang, log
):
    def told(level):
        return [line for line in log if "this token's updates" in line["event"]
                and line["log_level"] == level]  # fmt: skip

    url = f"{server.base}/bot{TOKEN}/getUpdates"
    async with running(server, database_url), aiohttp.ClientSession() as other:
        await serves(wang)
        while not told("error"):
            async with other.post(url, json={"timeout": 0}):
                await asyncio.sleep(0.05)
    assert [line["log_level"] for line in log if "this token's" in line["event"]][:3] == [
        "warning",
        "warning",
        "error",
    ]


async def test_a_webhook_in_the_way_is_named_as_one(server, database_url, wang, log):
    async with running(server, database_url), aiohttp.ClientSession() as other:
        await serves(wang)
        url = f"{server.base}/bot{TOKEN}/setWebhook"
        async with other.post(url, json={"url": "https://office.example/hook"}):
            await until(lambda: any("a webhook is set" in line["event"] for line in log))
