"""`muster doctor --live`: what the running process says of itself, a line each."""

from datetime import UTC, timedelta

import pytest
from aiohttp import web

from bot.live_check import live_lines
from bot.settings import Settings
from domain.health import Sign
from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import Telegram
from tests.kit.live import free_address, running
from tests.kit.process import until
from views.doctor import Mark
from views.texts import texts


@pytest.fixture
async def server():
    server = BotApiServer(Telegram(now=MovableClock()))
    await server.start()
    yield server
    await server.stop()


async def asked(address, language="zh"):
    settings = Settings(metrics=address, _env_file=None)
    return await live_lines(settings, texts(language, UTC))


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_process_that_lives_has_a_fine_line_for_each_sign(server, database_url, language):
    address = free_address()
    async with running(server, database_url, metrics=address) as app:
        await until(lambda: app.office.ticked_at is not None)
        lines = await asked(address, language)
    assert [line.mark for line in lines] == [Mark.FINE] * (len(Sign) + 1)
    subjects = [line.text.partition("：" if language == "zh" else ":")[0] for line in lines]
    assert (
        subjects
        == {
            "zh": ["平台", "调度", "待发消息", "待处理消息", "发件箱"],
            "en": ["Platform", "Clock", "Messages", "Updates", "Outbox"],
        }[language]
    )


async def test_a_clock_that_stands_still_fails_with_advice(server, database_url):
    address = free_address()
    async with running(server, database_url, metrics=address) as app:
        await until(lambda: app.office.ticked_at is not None)
        app.office.ticked_at -= timedelta(minutes=2).total_seconds()
        (line,) = [line for line in await asked(address) if line.mark is Mark.FAILS]
    assert line.text.startswith("调度：12")
    assert "重新启动" in line.advice


@pytest.fixture
async def stranger():
    """Something else at the address, answering every question alike."""
    answers, address = [], free_address()

    async def answer(_request):
        return answers[0]()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    host, port = address.split(":")
    await web.TCPSite(runner, host, int(port)).start()
    yield answers, address
    await runner.cleanup()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: web.Response(text="<html>", status=404), "不是点卯"),
        (lambda: web.json_response({"status": "ok"}), "不是点卯"),
        (lambda: web.json_response([1]), "不是点卯"),
        (
            lambda: web.json_response(
                {
                    "failing": {"database": "TimeoutError"},
                    "seconds": {"contact": 1.0, "tick": 2.0},
                    "waiting": {},
                }
            ),
            "数据库：运行中的进程得不到应答（TimeoutError）",
        ),
    ],
    ids=["a page", "another's health", "a list", "no database"],
)
async def test_what_answers_is_read_with_care(stranger, answer, said):
    answers, address = stranger
    answers.append(answer)
    (line,) = [line for line in await asked(address) if line.mark is Mark.FAILS]
    assert said in line.text
    assert line.advice


async def test_where_nothing_answers_and_where_nothing_was_set(database_url):
    (silent,) = await asked(free_address())
    assert (silent.mark, "没有应答" in silent.text) == (Mark.FAILS, True)
    (not_set,) = await asked(None)
    assert (not_set.mark, "MUSTER_METRICS" in not_set.advice) == (Mark.FAILS, True)
