"""The doctor, with real databases and a real line to the platform: each ailment, its advice."""

import sqlite3
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from bot import clock as wall
from bot.doctor import diagnose, place_of
from bot.platform_check import WEBHOOK_PATH
from bot.settings import Settings
from bot.webhook import PATH
from playground.clock import MovableClock
from playground.server import BotApiServer
from playground.telegram import TOKEN, Telegram
from services.registration import name_administrator
from views.doctor import Mark
from views.texts import texts

SECRET = "AAGv3ry-S3cret_part-of-a-token"


@pytest.fixture
def platform():
    return Telegram(now=MovableClock(at=datetime(2026, 11, 23, tzinfo=UTC), freeze=True))


@pytest.fixture
async def server(platform):
    server = BotApiServer(platform)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def examined(database_url, server):
    """What the doctor says of an office that is well, but for what a test says otherwise."""

    async def examined(*, clock=wall.now, language="zh", **given):
        told = {"token": TOKEN, "database_url": database_url, "api_base": server.base} | given
        settings = Settings(_env_file=None, language=language, **told)
        t = texts(language, ZoneInfo(settings.timezone))
        return [line async for line in diagnose(settings, t, clock=clock)]

    return examined


def about(lines, subject):
    (line,) = [line for line in lines if line.text.startswith(subject)]
    return line


def at(day):
    """The wall clock, moved to noon of a day without losing the time that passes."""
    start = wall.now()
    return lambda: datetime.fromisoformat(f"{day}T12:00+08:00") + (wall.now() - start)


async def test_an_office_that_is_well_has_a_fine_line_for_each_part(examined, house):
    async with house.app.sessions.begin() as session:
        await name_administrator(session, telegram_id=7, name="周管理", now=house.now)
    lines = await examined()
    subjects = [line.text.partition("：")[0] for line in lines if line.mark is Mark.FINE]
    parts = ["设置", "数据库", "数据表", "日历", "系统管理员", "机器人接口", "时钟", "接收消息"]
    assert subjects == parts
    assert not [line for line in lines if line.mark is Mark.FAILS]


async def test_the_doctor_speaks_english_too(examined):
    lines = await examined(language="en")
    assert str(lines[0]) == "✓ Settings: in order"
    assert str(about(lines, "Administrators")) == (
        "! Administrators: none yet\n"
        "  → muster run prints a code; send /claim and the code to the bot."
    )


async def test_without_a_token_the_rest_is_examined_all_the_same(examined):
    lines = await examined(token=None)
    assert about(lines, "设置").mark is Mark.FAILS
    assert "@BotFather" in about(lines, "设置").advice
    assert about(lines, "数据库").mark is Mark.FINE
    assert about(lines, "时钟").mark is Mark.CAN_WAIT


@pytest.mark.parametrize(
    ("token", "mark"), [(TOKEN, Mark.FINE), (f"77:{SECRET}", Mark.FAILS), ("42:OTHER", Mark.FAILS)]
)
async def test_a_token_that_the_platform_does_not_know_is_told_from_a_dead_line(
    examined, token, mark
):
    line = about(await examined(token=token), "机器人接口")
    assert line.mark is mark
    assert ("不认可这个令牌" in line.text) == (mark is Mark.FAILS)


@pytest.mark.fault("H7")
async def test_a_dead_line_is_said_without_the_token(examined, server):
    await server.stop()
    lines = await examined(token=f"77:{SECRET}")
    line = about(lines, "机器人接口")
    assert line.mark is Mark.FAILS
    assert "无法连接 127.0.0.1" in line.text
    assert about(lines, "时钟").mark is Mark.CAN_WAIT
    assert SECRET not in "".join(map(str, lines))


@pytest.fixture
async def gateway():
    """Something else than a Bot API server, answering every question alike."""
    answers = []

    async def answer(_request):
        return answers[0]()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield answers, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda: web.Response(status=502, text="<html>"), "无法连接"),
        (lambda: web.Response(status=404, text="not here"), "无法连接"),
        (lambda: web.json_response({"ok": False}, status=500), "返回 500"),
        (lambda: web.json_response([1, 2]), "返回 200"),
        (lambda: web.json_response({"ok": True, "result": 3}), "返回 200"),
    ],
)
async def test_what_is_no_bot_api_server_is_not_taken_for_one(examined, gateway, answer, said):
    answers, base = gateway
    answers.append(answer)
    line = about(await examined(api_base=base), "机器人接口")
    assert line.mark is Mark.FAILS
    assert said in line.text


@pytest.mark.parametrize(
    ("wrong_by", "mark"),
    [(0, Mark.FINE), (3, Mark.FINE), (-3, Mark.FINE), (8, Mark.FAILS), (-600, Mark.FAILS)],
)
async def test_the_clock_is_compared_with_the_platforms(examined, wrong_by, mark):
    line = about(
        await examined(clock=lambda: wall.now() + timedelta(seconds=wrong_by)),
        "时钟：Asia/Shanghai",
    )
    assert line.mark is mark
    assert ("timedatectl" in line.advice) == (mark is Mark.FAILS)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-10-31", [(Mark.FINE, "2026")]),
        ("2026-11-01", [(Mark.FINE, "2026"), (Mark.CAN_WAIT, "2027")]),
        ("2027-01-01", [(Mark.FAILS, "2027")]),
    ],
)
async def test_a_year_without_its_calendar_is_said_in_time(examined, day, expected):
    lines = [line for line in await examined(clock=at(day)) if line.text.startswith("日历")]
    assert [line.mark for line in lines] == [mark for mark, _ in expected]
    assert all(year in line.text for line, (_, year) in zip(lines, expected, strict=True))


def path_of(database_url):
    return database_url.removeprefix("sqlite+aiosqlite:///")


async def test_a_calendar_that_the_start_writes_can_wait(examined, database_url):
    with sqlite3.connect(path_of(database_url)) as database:
        database.execute("DELETE FROM calendar_day")
    line = about(await examined(clock=at("2026-06-01")), "日历")
    assert (line.mark, "muster run" in line.advice) == (Mark.CAN_WAIT, True)


async def test_a_database_that_is_not_there_is_not_made(examined, tmp_path):
    path = tmp_path / "folder" / "office.db"
    lines = await examined(database_url=f"sqlite+aiosqlite:///{path}")
    assert about(lines, "数据库").mark is Mark.FAILS
    assert "muster db upgrade" in about(lines, "数据库").advice
    assert not path.parent.exists()


async def test_tables_of_another_version_are_said_to_be_so(examined, database_url):
    with sqlite3.connect(path_of(database_url)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0000'")
    line = about(await examined(), "数据表")
    assert (line.mark, "版本 0000" in line.text) == (Mark.FAILS, True)
    assert "muster db upgrade" in line.advice


@pytest.mark.fault("F3")
async def test_a_damaged_database_is_found(examined, database_url, tmp_path):
    path = tmp_path / "damaged.db"
    with sqlite3.connect(path_of(database_url)) as database:
        database.execute("VACUUM INTO ?", (str(path),))
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 20] = b"\xff" * 4096 * 17
    path.write_bytes(content)
    line = about(await examined(database_url=f"sqlite+aiosqlite:///{path}"), "数据库")
    assert (line.mark, "已损坏" in line.text) == (Mark.FAILS, True)


async def test_what_is_no_database_is_not_usable(examined, tmp_path):
    (tmp_path / "office.db").write_text("花名册" * 1000, "utf-8")
    line = about(
        await examined(database_url=f"sqlite+aiosqlite:///{tmp_path}/office.db"), "数据库"
    )
    assert (line.mark, "DatabaseError" in line.text) == (Mark.FAILS, True)
    assert "写入权限" in line.advice
    assert "数据库服务" not in line.advice


def a_file_in_the_way(folder):
    (folder / "data").write_text("", "utf-8")
    return folder / "data" / "muster.db"


def a_folder_of_that_name(folder):
    (folder / "muster.db").mkdir()
    return folder / "muster.db"


@pytest.mark.fault("F3")
@pytest.mark.parametrize("make", [a_file_in_the_way, a_folder_of_that_name])
async def test_a_file_that_cannot_be_opened_gets_the_advice_of_a_file(examined, tmp_path, make):
    line = about(await examined(database_url=f"sqlite+aiosqlite:///{make(tmp_path)}"), "数据库")
    assert (line.mark, "无法使用" in line.text) == (Mark.FAILS, True)
    assert "点卯对该文件及其所在文件夹有写入权限" in line.advice


async def test_a_folder_that_is_still_to_be_made_is_only_absent(examined, tmp_path):
    line = about(
        await examined(database_url=f"sqlite+aiosqlite:///{tmp_path}/a/b/muster.db"), "数据库"
    )
    assert "不存在" in line.text


@pytest.mark.parametrize("url", ["postgresql+asyncpg://muster:{secret}@127.0.0.1:1/office"])
async def test_a_database_server_that_is_not_there_is_said_without_its_password(examined, url):
    lines = await examined(database_url=url.format(secret=SECRET))
    line = about(lines, "数据库")
    assert line.mark is Mark.FAILS
    assert "127.0.0.1/office" in line.text
    assert "数据库服务是否运行" in line.advice
    assert SECRET not in "".join(map(str, lines))


async def test_a_postgresql_that_is_well_is_fine(examined, postgresql):
    lines = await examined(database_url=postgresql.fresh())
    assert about(lines, "数据库").mark is Mark.FINE
    assert about(lines, "数据表").mark is Mark.FINE


async def test_a_database_that_the_server_does_not_have_is_said(examined, postgresql):
    url = postgresql.fresh().replace("muster_", "nobodys_")
    assert about(await examined(database_url=url), "数据库").mark is Mark.FAILS


LISTENS = {
    "listen": "127.0.0.1:8080",
    "webhook_url": "https://muster.example",
    "webhook_secret": "s3cret",
}


@pytest.mark.parametrize(
    ("registered", "given", "mark"),
    [
        ("", {}, Mark.FINE),
        ("https://elsewhere.example/webhook", {}, Mark.FAILS),
        ("", LISTENS, Mark.CAN_WAIT),
        ("https://elsewhere.example/webhook", LISTENS, Mark.CAN_WAIT),
        (f"https://muster.example{PATH}", LISTENS, Mark.FINE),
    ],
)
async def test_the_way_in_agrees_with_the_settings(examined, platform, registered, given, mark):
    if registered:
        platform.call(TOKEN, "setWebhook", {"url": registered})
    line = about(await examined(**given), "接收消息")
    assert line.mark is mark
    assert bool(line.advice) == (mark is not Mark.FINE)


def test_the_doctor_looks_for_the_webhook_where_the_bot_listens():
    assert WEBHOOK_PATH == PATH


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite+aiosqlite:///data/muster.db", "data/muster.db"),
        (f"postgresql+asyncpg://muster:{SECRET}@db.example/office", "db.example/office"),
    ],
)
def test_a_database_is_shown_without_its_password(url, shown):
    assert place_of(url) == shown
