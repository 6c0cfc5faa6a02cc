"""A figure and a line for each update and call, and nothing of what people said."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage
from sqlalchemy import event
from sqlmodel import select
from structlog.testing import capture_logs

from bot.errors import TRIES
from bot.metrics import Metrics
from domain.office import Level
from models.inbox import Inbox
from playground.telegram import TOKEN
from tests.kit.figures import figure, lines, written
from tests.kit.house import House
from tests.kit.owed import owed

BROKEN = TelegramNetworkError(SendMessage(chat_id=1, text="…"), "ServerDisconnectedError")


@pytest.fixture
def log():
    with written() as stream:
        yield stream


def updates(office, outcome, kind="message"):
    return figure(office.app, "updates_total", kind=kind, outcome=outcome)


def calls(office, method, outcome="accepted"):
    return figure(office.app, "calls_total", method=method, outcome=outcome)


async def test_each_update_ends_in_one_way(office, wang, monkeypatch):
    async def breaks(session, me):
        raise ZeroDivisionError

    await wang.says("/help")
    await wang.forges("roll:99")
    await office.app.intake.receive([{"update_id": 7, "something_new": {"id": 1}}])
    with monkeypatch.context() as patched:
        patched.setattr("services.own_record.unit_name", breaks)
        await wang.says("/me")
        for _ in range(TRIES):
            office.clock.advance(timedelta(minutes=1))
            await office.settle()

    assert updates(office, "handled") == 1
    assert updates(office, "refused", "callback_query") == 1
    assert updates(office, "ignored", "other") == 1
    assert (updates(office, "again"), updates(office, "dead")) == (TRIES - 1, 1)
    assert figure(office.app, "refusals_total", kind="NotYours") == 1
    assert figure(office.app, "update_latency_seconds_count") == 4


async def test_the_log_says_which_update_was_refused_and_why(office, wang):
    """Whose it was stands in the update's row, not in the log."""
    await wang.says("/help")
    with capture_logs() as lines:
        await wang.forges("roll:99")
        await wang.says("/absent")
    said = [line for line in lines if line["event"] == "update"]
    assert [(line["outcome"], line["reason"]) for line in said] == [
        ("refused", "NotYours"),
        ("refused", "NotAllowed"),
    ]
    async with office.app.sessions() as session:
        rows = (await session.exec(select(Inbox))).all()
    of = {row.update_id: row.chat_id for row in rows}
    assert {of[line["update_id"]] for line in said} == {wang.phone.user_id}


async def test_the_log_says_who_came_in_and_who_did_not(house):
    """By the update's number, as always: neither the number of the phone nor the code."""
    code = await house.app.prepare(house.settings)
    await house.founds("五里社区", Level.COMMUNITY)
    sun = house.passes_by("孙主任", phone_number="+8613912345678")
    with capture_logs() as lines:
        await sun.says("/start")
        await sun.does("shares_contact")
        await sun.says("/claim 000000")
        await sun.says(f"/claim {code}")
        li = await house.hires("李丽", unit="五里社区", registered=False)
        await li.says("/start")
        await li.does("shares_contact")
    said = [line.get("reason") for line in lines if line["event"] == "update"]
    assert said == [None, "not_on_roster", "wrong_code", "administrator", None, "registered"]
    assert "13912345678" not in str(lines)
    assert code not in str(lines)


async def test_latency_counts_from_when_the_update_was_stored(office, wang):
    wang.phone.says("/help")
    await office.app.poller.fetch_once()
    office.clock.advance(timedelta(seconds=3))
    await office.settle()

    assert figure(office.app, "update_latency_seconds_sum") == 3
    assert figure(office.app, "update_latency_seconds_bucket", le="2.5") == 0
    assert figure(office.app, "update_latency_seconds_bucket", le="5.0") == 1


async def test_a_batch_that_is_handled_anew_counts_once(office, wang, zhang):
    for someone, text in ((wang, "到"), (zhang, "/help")):
        someone.phone.says(text)
    await office.settle()

    assert (updates(office, "refused"), updates(office, "handled")) == (1, 1)


async def test_calls_are_counted_by_method_and_outcome(office, wang, zhang):
    zhang.phone.blocks()
    await owed(office, wang, "早上好")
    await owed(office, zhang, "早上好")
    office.wire.breaks.append(BROKEN)
    await office.app.delivery.drain()
    office.clock.advance(timedelta(seconds=30))
    await office.app.delivery.drain()

    outcomes = {each: calls(office, "sendMessage", each) for each in ("accepted", "refused")}
    assert outcomes == {"accepted": 1, "refused": 1}
    assert calls(office, "sendMessage", "again") == 1
    assert figure(office.app, "call_seconds_count", method="sendMessage") == 3


async def test_jobs_are_counted_by_what_came_of_them(office):
    await office.at("08:00")

    assert figure(office.app, "jobs_total", kind="roll_call", outcome="done") == 1
    assert figure(office.app, "jobs_total", kind="review", outcome="done") == 0


async def test_each_transaction_is_timed_until_its_commit_is_over(office):
    before = figure(office.app, "transaction_seconds_count")
    async with office.app.sessions.begin() as session:
        await session.connection()
        assert figure(office.app, "transaction_seconds_count") == before
    assert figure(office.app, "transaction_seconds_count") == before + 1


async def test_two_offices_count_apart(office, wang, database_url):
    other = await House.open(database_url)
    await wang.says("/help")

    assert (updates(office, "handled"), updates(other, "handled")) == (1, 0)
    await other.close()


class Silent(Metrics):
    """Counts and writes nothing."""

    def updates(self, handled, *, now):
        """Nothing."""

    def called(self, method, outcome, *, since):
        """Nothing."""

    def sent(self, letter, outcome, *, since):
        """Nothing."""


async def test_figures_and_lines_cost_no_statement(office, wang, zhang):
    """What waits is counted when somebody asks, not for each update."""
    await office.at("08:00")
    statements = Counter()

    def count(_connection, _cursor, statement, *_more):
        statements[statement] += 1

    event.listen(office.app.engine.sync_engine, "before_cursor_execute", count)
    await wang.presses("到岗")
    counted = statements.copy()
    statements.clear()
    office.app.intake.metrics = office.app.delivery.metrics = Silent()
    await zhang.presses("到岗")

    assert counted == statements
    assert counted.total() > 5


UPDATE = {"event", "level", "timestamp", "update_id", "kind", "outcome", "tries", "ms"}
SENT = {"event", "level", "timestamp", "outbox_id", "method", "outcome", "tries", "ms"}


async def test_each_update_and_each_message_is_one_line(office, wang, log):
    await wang.says("/me")

    (update,), (sent,) = lines(log, "update"), lines(log, "sent")
    assert update.keys() == UPDATE | {"latency_ms"}
    assert (update["kind"], update["outcome"], update["tries"]) == ("message", "handled", 1)
    assert sent.keys() == SENT
    assert (sent["method"], sent["outcome"], sent["tries"]) == ("sendMessage", "accepted", 1)
    assert update["ms"] > 0
    assert sent["ms"] > 0


async def test_a_whole_day_is_logged_without_anything_that_was_said(office, wang, zhao, log):
    await zhao.says("/dispatch 王芳、张伟 今天 清理三里社区楼道杂物")
    await zhao.presses("确认")
    await office.at("08:00")
    await wang.presses("到岗")
    await wang.says("/checkin")
    await wang.says("三里社区3号楼")
    await wang.says("楼道已清理一半")
    for hour in ("09:00", "17:30", "22:00"):
        await office.at(hour)

    said = log.getvalue()
    assert len(lines(log, "update")) == 6
    assert sum(line["done"].get("roll_call done", 0) for line in lines(log, "tick")) == 1
    assert not re.search(r"[\u4e00-\u9fff]", said), "names, places and texts are Chinese here"
    assert not re.search(r"1?3800000\d{4}", said)
    assert TOKEN not in said
    assert TOKEN.partition(":")[2] not in said
