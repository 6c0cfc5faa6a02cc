"""D. The clock: set back and forth, asleep, blocked, in other zones, at the end of a window."""

import asyncio
import time as real_time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from domain.occurrence import Kind
from domain.office import Level
from models.occurrence import Occurrence
from models.person import Person
from models.roll_call import RollAnswer
from scheduler import timetable
from services.occurrence import plan_days
from tests.kit.house import House


def asked(person):
    return len([text for text in person.texts() if "您到岗了吗" in text])


def moves(office, **by):
    office.clock.move_to(office.now + timedelta(**by))


@pytest.mark.parametrize(
    "by", [{"minutes": 25}, {"hours": 1}, {"days": 1}], ids=["25 min", "1 h", "1 day"]
)
async def test_d02_a_clock_set_back_repeats_nothing(office, wang, zhao, by):
    await office.at("08:00")
    await wang.presses("到岗")
    await office.at("09:00")
    heard = len(wang.texts()), len(zhao.texts())

    office.clock.move_to(office.now - timedelta(**by))
    await office.settle()
    for _ in range(5):
        moves(office, seconds=timedelta(**by).total_seconds() / 5)
        await office.settle()
    assert (len(wang.texts()), len(zhao.texts())) == heard
    async with office.app.sessions() as session:
        rolls = select(Occurrence.day).where(Occurrence.kind == Kind.ROLL_CALL)
        days = (await session.exec(rolls)).all()
    assert len(days) == len({*days})


async def test_d02_a_clock_set_forth_and_back_calls_todays_roll_once(office, wang):
    await office.at("07:30")
    for hours in (1, -1, 1, -1):
        moves(office, hours=hours)
        await office.settle()
    assert asked(wang) == 1, "at 08:30, half an hour late, as the wrong clock said"
    await office.at("08:00")
    assert "按时到岗" in await wang.presses("到岗")
    await office.at("09:30")
    assert len(wang.texts()) == 1


async def test_d02_what_is_put_off_by_a_clock_set_back_is_sent_when_it_is_set_right(office, wang):
    moves(office, days=1)
    wang.phone.says("/help")
    await office.app.poller.fetch_once()
    moves(office, days=-1)
    await office.settle()
    assert wang.texts() == []
    moves(office, days=1)
    await office.settle()
    assert "我能帮您做什么" in wang.sees()


async def test_d02_a_machine_asleep_over_the_hour_calls_the_roll_late(office, wang, zhang):
    await office.app.poller.contact.heard(0.0)
    await office.at("07:50")
    zhang.phone.says("/help")
    office.clock.move_to(office.now.replace(hour=8, minute=25))
    await office.app.poller.contact.heard(35 * 60.0)
    await office.settle()

    assert "点名推迟了 25 分钟" in wang.sees()
    assert (asked(wang), asked(zhang)) == (1, 1)
    assert not wang.heard("期间系统中断"), "nobody had been asked before the gap"
    await office.at("08:30")
    assert "按时到岗" in await wang.presses("到岗")


async def test_d03_a_loop_that_stood_still_over_a_tick_ticks_late(office, monkeypatch):
    ticked = []

    async def ticks(office):
        ticked.append(real_time.monotonic())

    monkeypatch.setattr(timetable, "tick", ticks)
    monkeypatch.setattr(timetable, "EVERY", 0.1)
    clock = timetable.build(office.app.office)
    clock.start()
    await asyncio.sleep(0.25)
    before = len(ticked)
    real_time.sleep(1)  # noqa: ASYNC251 - the loop is meant to stand still
    await asyncio.sleep(0.35)
    clock.shutdown(wait=False)
    assert before >= 1
    assert 2 <= len(ticked) - before <= 6, "late, once for all that was missed, and on"


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        ("Asia/Shanghai", "2026-11-23", "2026-11-23T00:00"),
        ("Asia/Urumqi", "2026-11-23", "2026-11-23T02:00"),
        ("Europe/Berlin", "2027-03-26", "2027-03-26T07:00"),
        ("Europe/Berlin", "2027-03-29", "2027-03-29T06:00"),
        ("America/New_York", "2026-11-02", "2026-11-02T13:00"),
        ("Asia/Kathmandu", "2026-11-23", "2026-11-23T02:15"),
    ],
)
async def test_d04_the_roll_is_called_at_eight_by_the_offices_wall_clock(
    database_url, zone, day, utc
):
    house = await House.open(database_url)
    await house.founds("三里街道", Level.STREET)
    now = datetime.fromisoformat(f"{day}T00:30").replace(tzinfo=ZoneInfo(zone))
    async with house.app.sessions.begin() as session:
        await plan_days(session, now=now)
        due = select(Occurrence.due_at).where(Occurrence.kind == Kind.ROLL_CALL)
        (at,) = (await session.exec(due)).all()
    await house.close()
    assert at == datetime.fromisoformat(utc).replace(tzinfo=UTC)


async def test_d06_a_word_written_before_the_closing_counts_however_late_it_comes(
    office, wang, zhao
):
    await office.at("08:00")
    office.clock.move_to(office.now.replace(hour=8, minute=59, second=59))
    wang.phone.says("到")
    office.clock.move_to(office.now.replace(hour=9, minute=0, second=3))
    await office.settle()
    assert "迟到 59 分钟" in wang.sees()
    assert "缺勤 1" in zhao.sees(), "the list knows that 王芳 came late"


async def test_d06_a_press_counts_from_when_it_arrived(office, wang):
    await office.at("08:00")
    await office.at("08:10")
    wang.phone.presses("到岗")
    await office.app.poller.fetch_once()
    moves(office, seconds=1)
    await office.settle()
    assert "按时到岗" in wang.sees()


async def test_d07_who_is_transferred_while_the_roll_is_open_stays_on_it(office, wang, zhao, sun):
    await office.at("08:00")
    async with office.app.sessions.begin() as session:
        person = await session.get_one(Person, wang.person_id)
        person.unit_id = office.units["五里社区"].id
    assert "按时到岗" in await wang.presses("到岗")
    await office.at("09:00")

    async with office.app.sessions() as session:
        roll = select(RollAnswer).where(RollAnswer.person_id == wang.person_id)
        (row,) = (await session.exec(roll)).all()
    assert row.unit_id == office.units["三里社区"].id
    assert "在册 2 人：到岗 1" in zhao.sees()
    assert "在册 3 人：到岗 1" in sun.sees()
