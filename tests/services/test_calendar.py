from datetime import date, datetime

import pytest

from domain.refusals import Over
from models.calendar import is_workday, last_workday
from services.calendar import ask_for_next_year, confirm_year, is_confirmed, seed_calendar
from tests.kit.house import SHANGHAI


@pytest.fixture
async def session(office):
    async with office.app.sessions.begin() as session:
        yield session


@pytest.mark.fault("D5")
@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2026-10-10", True),
        ("2026-10-08", True),
        ("2026-10-01", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("2026-02-14", True),
        ("2027-01-04", None),
    ],
)
async def test_workdays_by_the_official_notice(session, day, is_worked):
    assert await is_workday(session, date.fromisoformat(day)) is is_worked


async def test_the_last_workday_of_a_week(session):
    monday, sunday = date(2026, 10, 5), date(2026, 10, 11)
    assert await last_workday(session, first=monday, last=sunday) == date(2026, 10, 10)
    assert await last_workday(session, first=sunday, last=sunday) is None


async def test_seeding_again_adds_nothing(session):
    assert await seed_calendar(session) == 0


async def test_a_confirmed_year_is_weekdays_without_holidays(session):
    assert not await is_confirmed(session, 2027)
    await confirm_year(session, 2027, today=date(2027, 1, 4))
    await confirm_year(session, 2027, today=date(2027, 1, 4))
    assert await is_confirmed(session, 2027)
    assert await is_workday(session, date(2027, 1, 4)) is True
    assert await is_workday(session, date(2027, 1, 1)) is False
    assert await is_workday(session, date(2027, 1, 9)) is False


@pytest.mark.parametrize("year", [2026, 2028, 99999])
async def test_only_the_present_year_can_be_confirmed(session, year):
    with pytest.raises(Over):
        await confirm_year(session, year, today=date(2027, 1, 4))


@pytest.mark.parametrize(("month", "asked"), [(10, 0), (11, 1), (12, 1)])
async def test_next_year_is_asked_about_from_november_on(session, month, asked):
    day = datetime(2026, month, 2, 8, 0, tzinfo=SHANGHAI)
    assert len(await ask_for_next_year(session, day=day)) == asked


async def test_a_confirmed_next_year_is_not_asked_about(session):
    day = datetime(2026, 12, 1, 8, 0, tzinfo=SHANGHAI)
    await confirm_year(session, 2027, today=date(2027, 1, 1))
    assert await ask_for_next_year(session, day=day) == []
