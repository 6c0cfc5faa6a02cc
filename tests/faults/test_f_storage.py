"""F. The database: full, damaged, restarted, exhausted."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram.exceptions import TelegramNetworkError
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

import services.own_record
from bot.errors import TRIES
from bot.last_word import NothingKept
from bot.pace import Pace
from domain.office import Level
from models.backup import copy_database, restore_database
from models.inbox import Inbox, InboxState
from models.roll_call import RollAnswer, RollCall
from tests.kit.house import House
from tests.kit.live import running
from tests.kit.owed import owed
from tests.kit.process import until
from tests.kit.seeded import fill, head_of, plain
from tests.kit.street import settle_street

LARGEST = 2**31 - 1


async def room_for(app, pages):
    """From now on the file may grow by so many pages of 4 KB; beyond that the disk is full."""
    async with app.engine.connect() as connection:
        held = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count = {held + pages}"))


async def test_f02_a_full_disk_loses_nothing_and_is_survived(server, telegram, database_url):
    supervisor, people = await settle_street(database_url, telegram, people=40)
    async with running(server, database_url) as app:
        await until(app.poller.contact.first.is_set)
        await room_for(app, 2)
        supervisor.says("/rollcall 三里街道")
        for phone in people:
            phone.says("/checkin " + "三里社区东门 楼道已清理" * 60)
        await asyncio.sleep(2.5)
        async with app.sessions() as session:
            asked = (await session.exec(select(RollAnswer))).all()
            assert len(asked) in {0, len(people)}, "nothing is half written"
        assert all(len(said(phone)) < 2 for phone in people)
        assert [len(warned(phone)) for phone in people] == [1] * len(people), "past the outbox"

        await room_for(app, LARGEST // 2)
        await until(lambda: all(len(said(phone)) >= 2 for phone in people))
        async with app.sessions() as session:
            assert len((await session.exec(select(RollAnswer))).all()) == len(people)
            rows = (await session.exec(select(Inbox))).all()
            assert {row.state for row in rows} == {InboxState.DONE}
    assert [len(said(phone)) for phone in people] == [2] * len(people)
    assert [len(warned(phone)) for phone in people] == [1] * len(people), "not at every try"


FULL = (
    "暂时无法保存任何内容：存储空间已满或出现故障。"
    "恢复后会自动处理您发的内容；如果一直没有收到回复，请稍后再发一次。"
)
FULL_IN_ENGLISH = (
    "Nothing can be kept at the moment: the storage is full or broken. What you sent is"
    " handled as soon as there is room. If no answer comes, please send it again later."
)


def texts(phone):
    return [m["text"] for m in phone.messages if m["from"]["is_bot"]]


def said(phone):
    """But for the word that nothing can be kept."""
    return [text for text in texts(phone) if text not in warned(phone)]


def warned(phone):
    return [text for text in texts(phone) if text.startswith(FULL)]


async def tries_to_fetch(office):
    with pytest.raises(OperationalError, match="full"):
        await office.app.poller.fetch_once()


async def test_f02_who_is_not_heard_is_told_in_their_language_or_both(office, wang, li):
    stranger = office.passes_by("路人")
    await room_for(office.app, 0)
    for someone in (wang, li, stranger):
        someone.phone.says("楼道已清理" * 800)
    await tries_to_fetch(office)
    both = f"{FULL}\n\n{FULL_IN_ENGLISH}"
    assert [each.texts() for each in (wang, li, stranger)] == [[FULL], [FULL_IN_ENGLISH], [both]]

    await room_for(office.app, LARGEST // 2)
    await office.settle()
    assert len(wang.texts()) == 2, "and what was sent is answered"


async def test_f02_it_is_said_again_after_a_minute_and_not_before(office, wang, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("bot.last_word.steady", lambda: now[0])
    await room_for(office.app, 0)
    wang.phone.says("楼道已清理" * 800)
    for at, told in ((0, 1), (30, 1), (59, 1), (61, 2)):
        now[0] = 1000.0 + at
        await tries_to_fetch(office)
        assert wang.texts() == [FULL] * told


async def test_f02_on_a_line_that_is_gone_too_nobody_is_told_and_nothing_ends(office, wang):
    await room_for(office.app, 0)
    wang.phone.says("楼道已清理" * 800)
    raw = office.telegram.call(office.app.bot.token, "getUpdates", {})
    office.wire.breaks.append(TelegramNetworkError(None, "gone"))
    with pytest.raises(OperationalError, match="full"):
        await office.app.intake.receive(raw)
    assert wang.texts() == []


async def test_f02_a_line_that_does_not_answer_keeps_no_place(office, wang, zhang, monkeypatch):
    """Patience runs out, and the pace has as many places as before."""
    monkeypatch.setattr("bot.last_word.PATIENCE", 0.05)
    last_word = office.app.intake.last_word
    last_word.pace = Pace(limit=2)

    async def hangs(*args, **kwargs):
        await asyncio.sleep(3600)

    monkeypatch.setattr(office.wire, "make_request", hangs)
    for one in (wang, zhang):
        one.phone.says("/help")
    await last_word.say(office.telegram.call(office.app.bot.token, "getUpdates", {}))
    assert last_word.pace.room() == 0
    await asyncio.sleep(1.1)
    assert last_word.pace.room() == 2


async def test_f02_a_full_disk_costs_no_update_a_try(office):
    team = [await office.hires(f"队员{number}", unit="三里社区") for number in range(20)]
    for one in team:
        one.phone.says("/checkin " + "三里社区东门 楼道已清理" * 60)
    await office.app.poller.fetch_once()
    await room_for(office.app, 0)
    for _ in range(2 * TRIES):
        with pytest.raises(NothingKept):
            await office.app.intake.drain()
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Inbox))).all()
    assert {(row.state, row.tries) for row in rows} == {(InboxState.QUEUED, 0)}
    assert [one.texts() for one in team] == [[FULL]] * 20

    await room_for(office.app, LARGEST // 2)
    await office.settle()
    assert [len(one.texts()) for one in team] == [2] * 20


async def test_f02_a_roll_call_that_finds_no_room_is_called_late(house):
    """Half an hour of tries, which count for nothing."""
    seeded = await fill(house, "2026-11-23 07:59", people=200, days=1)
    head = house.people[head_of(seeded).name]
    await house.settle()
    await room_for(house.app, 0)
    house.clock.move_to(house.now.replace(hour=8, minute=0))
    for _ in range(6):
        await house.ticks()
        house.clock.advance(timedelta(minutes=5))
    today = select(RollCall).where(RollCall.day == house.now.date())
    async with house.app.sessions() as session:
        assert (await session.exec(today)).all() == []

    await room_for(house.app, LARGEST // 2)
    await house.settle()
    plain_one = house.people[plain(seeded)[0].name]
    assert "迟" in plain_one.sees(), "it says that it is late"
    await house.at("09:00")
    assert "点名" in head.sees()


async def test_f08_yesterdays_backup_sends_nothing_of_yesterday(office, wang, zhao, tmp_path):
    """The roll was on its way when the copy was made; since then everybody has answered."""
    database = Path(office.settings.database_url.partition("///")[2])
    office.clock.move_to(office.now.replace(hour=8))
    await office.ticks()
    await owed(office, zhao, "培训改到周五")
    copy_database(database, tmp_path / "office.backup")
    await office.settle()
    await wang.presses("到岗")
    heard = len(wang.texts())
    assert "培训改到周五" in zhao.texts()

    await office.close()
    restore_database(tmp_path / "office.backup", database)
    office.clock.move_to(office.now + timedelta(days=1, hours=4))
    await office.restarts()
    await office.settle()
    again = wang.texts()[heard:]
    assert [text for text in again if "您到岗了吗" in text] == []
    assert zhao.texts().count("培训改到周五") == 2, "what has no end is sent, at most once more"
    assert "我能帮您做什么" in await wang.says("/help")


ON_POSTGRESQL = pytest.mark.parametrize("database_kind", ["postgresql"])


@pytest.fixture
async def wang(house):
    await house.founds("三里社区", Level.COMMUNITY)
    return await house.hires("王芳", unit="三里社区")


async def ended_by_the_server(app):
    """Every connection but this one, as in a restart."""
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    ends = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
    async with app.engine.connect() as connection:
        await connection.execute(text(ends))


@ON_POSTGRESQL
async def test_f04_a_database_that_restarts_between_two_updates_is_not_noticed(house, wang):
    await wang.says("/me")
    other = House(house.settings.database_url)
    await ended_by_the_server(other.app)
    await other.close()
    assert "我能帮您做什么" in await wang.says("/help")


BROKEN = {
    "restarted in the middle": "SELECT pg_terminate_backend(pg_backend_pid())",
    "a deadlock": "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40P01'; END $$",
    "not serialisable": "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$",
    "too slow a statement": "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '57014'; END $$",
    "too many connections": "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '53300'; END $$",
}


@ON_POSTGRESQL
@pytest.mark.parametrize("broken", BROKEN)
async def test_f05_what_the_database_breaks_off_is_done_again(house, wang, monkeypatch, broken):
    whole = services.own_record.unit_name

    async def breaks_off(session, me):
        monkeypatch.setattr("services.own_record.unit_name", whole)
        await (await session.connection()).exec_driver_sql(BROKEN[broken])
        return await whole(session, me)

    monkeypatch.setattr("services.own_record.unit_name", breaks_off)
    await wang.says("/me")
    house.clock.move_to(house.now.replace(minute=1))
    await house.settle()
    assert len(wang.texts()) == 1
    assert "王芳" in wang.sees()


@ON_POSTGRESQL
async def test_f05_an_update_waits_for_a_connection(house, wang):
    pool = house.app.engine.sync_engine.pool
    held = [await house.app.engine.connect() for _ in range(pool.size() + 10)]

    async def let_go():
        await asyncio.sleep(0.3)
        for connection in held:
            await connection.close()

    wang.phone.says("/me")
    updates = house.telegram.call(house.app.bot.token, "getUpdates", {})
    await asyncio.gather(house.app.intake.receive(updates), let_go())
    await house.settle()
    assert "王芳" in wang.sees()
