"""What fails is tried again, each time later; when the tries run out, somebody hears of it."""

import pytest
from sqlmodel import col, select

from domain.occurrence import Kind, OccurrenceState
from domain.roll_call import Attendance
from models.occurrence import Occurrence
from models.roll_call import RollAnswer, RollCall
from scheduler.jobs import announce_missed_review, announce_missed_roll, close_the_roll
from scheduler.timetable import TIMETABLE, TRIES

MINUTES = range(10)


async def breaks(session, due, now):
    raise RuntimeError("the roof leaks")


async def occurrence(office, kind):
    async with office.app.sessions() as session:
        return (await session.exec(select(Occurrence).where(Occurrence.kind == kind))).one()


async def tries_run_out(office, hour):
    for minute in MINUTES:
        await office.at(f"{hour}:{minute:02}")


def told(office, row):
    return f"{row.due_at.astimezone(office.now.tzinfo):%H:%M:%S}"


async def test_each_try_waits_longer_and_the_hour_at_which_it_was_due_stays(office, monkeypatch):
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, (breaks, breaks))
    tries = []
    for second in ("00", "05", "10", "25", "30"):
        await office.at(f"08:00:{second}")
        row = await occurrence(office, Kind.ROLL_CALL)
        tries.append(row.tries)
    assert tries == [1, 1, 2, 2, 3]
    assert row.state is OccurrenceState.DUE
    assert told(office, row) == "08:00:00"


async def test_what_succeeds_at_the_second_try_is_done_as_of_its_hour(office, wang, monkeypatch):
    in_time = TIMETABLE[Kind.ROLL_CALL]
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, (breaks, breaks))
    await office.at("08:00")
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, in_time)
    await office.at("08:03")
    row = await occurrence(office, Kind.ROLL_CALL)
    assert row.state is OccurrenceState.DONE
    assert row.settled_at == office.now
    assert "点名推迟了 3 分钟" in wang.sees()


async def test_when_the_tries_run_out_supervisors_hear_that_no_roll_was_held(
    office, wang, zhao, sun, monkeypatch
):
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, (breaks, announce_missed_roll))
    await tries_run_out(office, "08")
    row = await occurrence(office, Kind.ROLL_CALL)
    assert (row.state, row.tries) == (OccurrenceState.FAILED, TRIES)
    assert "RuntimeError" in row.error
    for supervisor in (zhao, sun):
        missed = [text for text in supervisor.texts() if "点名未举行" in text]
        assert len(missed) == 1
        assert "08:00 的点名因系统出错未能发起" in missed[0]
        assert "系统中断" not in missed[0]
    assert not wang.heard("您到岗了吗")


async def test_a_review_that_cannot_be_opened_is_not_called_an_outage(office, zhao, monkeypatch):
    monkeypatch.setitem(TIMETABLE, Kind.REVIEW, (breaks, announce_missed_review))
    for minute in range(30, 40):
        await office.at(f"17:{minute}")
    assert zhao.heard("11月23日（周一）的晚评议因系统出错未能发起")
    assert not zhao.heard("服务中断")


async def test_when_even_telling_fails_the_state_is_written(office, zhao, monkeypatch):
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, (breaks, breaks))
    await tries_run_out(office, "08")
    row = await occurrence(office, Kind.ROLL_CALL)
    assert (row.state, row.tries) == (OccurrenceState.FAILED, TRIES)
    assert row.error
    assert not zhao.heard("点名未举行")


@pytest.mark.parametrize(
    ("at_last", "state", "lists"),
    [(close_the_roll, OccurrenceState.DONE, 1), (breaks, OccurrenceState.FAILED, 0)],
)
async def test_a_closing_that_fails_leaves_no_roll_open(
    office, wang, zhao, monkeypatch, at_last, state, lists
):
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CLOSING, (breaks, at_last))
    await office.at("08:00")
    await wang.presses("到岗")
    await tries_run_out(office, "09")
    row = await occurrence(office, Kind.ROLL_CLOSING)
    assert (row.state, row.tries) == (state, TRIES)
    assert row.error
    async with office.app.sessions() as session:
        roll = (await session.exec(select(RollCall))).one()
        rows = await session.exec(select(RollAnswer).order_by(col(RollAnswer.person_id)))
        kinds = [answer.attendance for answer in rows]
    assert roll.closed_at is not None
    assert kinds == [Attendance.PRESENT, Attendance.ABSENT, Attendance.ABSENT]
    assert len([text for text in zhao.texts() if "点名结果" in text]) == lists
