"""Administrators hear once that something is wrong and once that it is over."""

from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage
from sqlalchemy import event

from bot.errors import TRIES
from domain.alarm import AlarmCleared, AlarmRaised, Fault, Trouble, job_subject
from domain.occurrence import Kind
from domain.office import Role
from models import inbox
from models.outbox_turn import Turn, put_on_the_wire
from scheduler.jobs import announce_missed_review, announce_missed_roll
from scheduler.timetable import TIMETABLE
from services.alarm import watch
from tests.kit.figures import figure
from tests.kit.house import MONDAY, SHANGHAI
from tests.kit.owed import owed
from tests.kit.said import faults_of
from views.screen import render
from views.texts import texts

METHOD = SendMessage(chat_id=1, text="…")
LATE, IN_TIME = "消息未能按时发出", "消息已恢复按时发送"
NOT_DONE, DONE_AGAIN = "定时工作因系统出错未完成", "定时工作已恢复正常"
ASIDE, HANDLED = "有消息未能处理", "此前搁置的消息已全部处理完毕。"


@pytest.fixture
async def chen(office):
    """An administrator who reads English."""
    return await office.hires("Chen", unit="朝阳区", roles=[Role.ADMINISTRATOR], language="en")


def alarms(someone):
    heads = (LATE, IN_TIME, NOT_DONE, DONE_AGAIN, ASIDE, HANDLED)
    return [text.partition("\n")[0] for text in someone.texts() if text.startswith(heads)]


async def minutes_pass(office, minutes, *, sending=True):
    """The clock ticks every minute; without `sending` the line is as good as gone."""
    for _ in range(minutes):
        office.clock.advance(timedelta(minutes=1))
        await office.ticks()
        if sending:
            await office.settle()


async def test_a_backlog_is_told_once_and_its_end_once(office, wang, zhou, chen):
    await owed(office, wang, "早上好", "您好")
    await minutes_pass(office, 5, sending=False)
    await office.app.delivery.drain()
    assert alarms(zhou) == [], "five minutes are not too long"

    await owed(office, wang, "早上好", "您好")
    await minutes_pass(office, 9, sending=False)
    await office.settle()
    assert alarms(zhou) == [LATE]
    await minutes_pass(office, 1)
    assert alarms(zhou) == [LATE, IN_TIME]
    late, over = (text for text in zhou.texts() if text.startswith((LATE, IN_TIME)))
    assert "还有 2 条消息待发，最早一条从 11月23日（周一）07:05 起" in late
    assert "07:05 起的积压已经消除" in over
    assert chen.heard("Messages go out late\n2 messages are to be sent, the oldest has waited")
    assert chen.heard("Messages go out in time again")
    assert not wang.heard(LATE)


async def test_the_alarm_goes_ahead_of_the_backlog_it_speaks_of(office, wang, zhou):
    await owed(office, wang, *(f"通知 {n}" for n in range(20)))
    await minutes_pass(office, 6, sending=False)
    async with office.app.sessions.begin() as session:
        letters = await put_on_the_wire(session, Turn(4, office.now))
    assert [letter.chat_id for letter in letters][:1] == [zhou.phone.user_id]


async def test_a_backlog_that_only_shrinks_is_not_over(office, wang, zhou):
    await owed(office, wang, "早上好")
    await minutes_pass(office, 6, sending=False)
    await office.app.delivery.drain()
    earlier = office.now - timedelta(minutes=2)
    await owed(office, wang, "再一条", created_at=earlier, not_before=earlier)
    await office.ticks()
    await office.app.delivery.drain()
    assert alarms(zhou) == [LATE]
    await office.settle()
    await minutes_pass(office, 1)
    assert alarms(zhou) == [LATE, IN_TIME]


async def test_a_chat_that_the_platform_holds_for_an_hour_is_no_alarm(office, wang, zhou):
    await owed(office, wang, "早上好")
    office.wire.breaks.append(TelegramRetryAfter(METHOD, "Too Many Requests", 1800))
    await office.app.delivery.drain()
    await minutes_pass(office, 34, sending=False)
    await office.settle()
    assert wang.heard("早上好")
    assert alarms(zhou) == []


async def breaks(session, due, now):
    raise RuntimeError("the roof leaks")


async def test_a_failed_job_is_told_once_and_once_when_it_works_again(
    office, zhou, chen, monkeypatch
):
    in_time = TIMETABLE[Kind.ROLL_CALL]
    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, (breaks, announce_missed_roll))
    for day in ("2026-11-23", "2026-11-24"):
        for minute in range(10):
            await office.at(f"{day} 08:{minute:02}")
    assert alarms(zhou) == [NOT_DONE], "once until it has worked again"
    assert zhou.heard("早点名 · 朝阳区 · 11月23日（周一）08:00")
    assert chen.heard("Not done, for a fault of Muster\nMorning roll call · 朝阳区 · Mon 23 Nov")
    assert figure(office.app, "jobs_total", kind="alarm", outcome="raised") == 1

    monkeypatch.setitem(TIMETABLE, Kind.ROLL_CALL, in_time)
    await office.at("2026-11-25 08:00")
    assert alarms(zhou) == [NOT_DONE, DONE_AGAIN]
    assert zhou.heard("定时工作已恢复正常\n早点名 · 朝阳区")


async def test_the_next_failure_after_a_recovery_is_told_again(office, zhou, monkeypatch):
    in_time = TIMETABLE[Kind.REVIEW]
    for day, jobs in (("23", None), ("24", in_time), ("25", None)):
        monkeypatch.setitem(TIMETABLE, Kind.REVIEW, jobs or (breaks, announce_missed_review))
        for minute in range(30, 40):
            await office.at(f"2026-11-{day} 17:{minute}")
    assert alarms(zhou) == [NOT_DONE, DONE_AGAIN, NOT_DONE]


@pytest.fixture
def me_is_broken(monkeypatch):
    async def breaks(session, me):
        raise ZeroDivisionError("王芳 wrote 13800000001")

    with monkeypatch.context() as patched:
        patched.setattr("services.own_record.unit_name", breaks)
        yield patched


async def set_aside(office, *people):
    for someone in people:
        await someone.says("/me")
    for _ in range(TRIES):
        office.clock.advance(timedelta(minutes=1))
        await office.settle()


async def test_an_update_set_aside_is_told_and_so_is_its_replay(
    office, wang, zhang, zhou, me_is_broken
):
    await set_aside(office, wang, zhang)
    assert "已记录并报告系统管理员" in wang.sees()
    assert alarms(zhou) == [ASIDE]
    assert zhou.heard("2 条消息或按钮操作多次处理失败")
    assert not zhou.heard("王芳")

    me_is_broken.undo()
    async with office.app.sessions.begin() as session:
        await inbox.replay_dead(session, now=office.now)
    await office.settle()
    await minutes_pass(office, 1)
    assert alarms(zhou) == [ASIDE, HANDLED]


async def test_many_in_a_row_are_told_together(office, wang, zhang, li, zhou, me_is_broken):
    await set_aside(office, wang)
    await set_aside(office, zhang)
    await set_aside(office, li)
    assert alarms(zhou) == [ASIDE], "not each by itself"
    await minutes_pass(office, 15)
    assert alarms(zhou) == [ASIDE, ASIDE]
    assert zhou.heard("1 条消息或按钮操作")
    assert zhou.heard("2 条消息或按钮操作")


async def test_a_restart_does_not_tell_it_again(office, wang, zhou, me_is_broken):
    await set_aside(office, wang)
    await office.restarts()
    await minutes_pass(office, 20)
    assert alarms(zhou) == [ASIDE]


async def test_where_no_administrator_can_be_reached_none_is_said_to_be_told(
    office, wang, zhou, me_is_broken
):
    zhou.phone.blocks()
    await office.settle()
    await set_aside(office, wang)
    assert wang.sees() == "系统处理失败，已经记录。请稍后再试。"


async def test_while_all_is_well_a_look_costs_nine_reads(office):
    statements = []

    def count(_connection, _cursor, statement, *_more):
        statements.append(statement.split()[0])

    async with office.app.sessions.begin() as session:
        await session.connection()
        event.listen(office.app.engine.sync_engine, "before_cursor_execute", count)
        await watch(session, now=office.now)
    assert statements == ["SELECT"] * 9


def drawn(notice, language):
    return render(notice, texts(language, SHANGHAI)).whole


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("notice", [AlarmRaised, AlarmCleared])
@pytest.mark.parametrize("trouble", Trouble)
def test_every_alarm_is_a_fair_sentence(notice, trouble, language):
    kinds = Kind if trouble is Trouble.JOB else [""]
    subjects = [job_subject(kind, 7) if kind else "7" for kind in kinds]
    faults = tuple(
        Fault(trouble=trouble, subject=subject, since=MONDAY, unit="三里社区")
        for subject in subjects
    )
    said = drawn(notice(person_id=1, trouble=trouble, faults=faults), language)
    kept = ["三里社区", "muster replay"]
    assert list(faults_of(said, language=language, kept=kept)) == []


def test_a_long_list_is_cut():
    faults = tuple(
        Fault(
            trouble=Trouble.JOB, subject=job_subject(Kind.REVIEW, n), since=MONDAY, unit=f"{n}号"
        )
        for n in range(30)
    )
    notice = AlarmRaised(person_id=1, trouble=Trouble.JOB, faults=faults)
    said = drawn(notice, "zh")
    assert said.count("晚评议") == 10
    assert "…" in said
