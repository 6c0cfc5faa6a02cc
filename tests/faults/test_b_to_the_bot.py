"""B. On the way to the bot: twice, late, in another order, forged, too much, not at all."""

import asyncio
import sqlite3
from contextlib import suppress
from itertools import permutations

import aiohttp
import pytest
from sqlmodel import func, select

from bot.webhook import SECRET_HEADER
from models import inline_sqlite
from models.check_in import CheckIn
from models.inbox import Inbox, InboxState
from models.roll_call import RollAnswer
from tests.kit.live import running
from tests.kit.process import until
from tests.kit.street import settle_street


def waiting_at_the_platform(office):
    return office.telegram.call(office.app.bot.token, "getUpdates", {})


async def delivered(office, *batches):
    for batch in batches:
        await office.app.intake.receive(batch)
        await office.app.intake.drain()
        await office.app.delivery.drain()


async def every_row(office, table):
    async with office.app.sessions() as session:
        return sorted(map(repr, (await session.exec(select(table))).all()))


async def test_b01_what_comes_twice_at_once_or_later_counts_once(office, wang, zhang, li):
    await office.at("08:00")
    wang.phone.presses("到岗")
    zhang.phone.says("到")
    li.phone.says("/checkin 五里社区 巡查")
    updates = waiting_at_the_platform(office)
    await delivered(office, updates)
    heard = [each.texts() for each in (wang, zhang, li)]
    rows = [await every_row(office, table) for table in (RollAnswer, CheckIn)]

    await delivered(office, updates[::-1], updates * 3, *([each] for each in updates))
    assert [each.texts() for each in (wang, zhang, li)] == heard
    assert [await every_row(office, table) for table in (RollAnswer, CheckIn)] == rows


DEEDS = (
    lambda phone: phone.says("/checkin"),
    lambda phone: phone.says("三里社区东门"),
    lambda phone: phone.sends_photo(caption="楼道"),
    lambda phone: phone.says("/cancel"),
)


async def test_b02_in_whatever_order_updates_come_each_is_answered(office):
    orders = [*permutations(DEEDS)]
    people = [await office.hires(f"队员{n}", unit="三里社区") for n, _ in enumerate(orders)]
    for person, order in zip(people, orders, strict=True):
        for deed in order:
            deed(person.phone)
    await office.settle()

    assert [len(person.texts()) for person in people] == [len(DEEDS)] * len(people)
    async with office.app.sessions() as session:
        by_person = select(func.count(CheckIn.id)).group_by(CheckIn.person_id)
        assert {*(await session.exec(by_person)).all()} == {1}
        tried = select(func.count()).select_from(Inbox).where(Inbox.tries > 0)
        assert (await session.exec(tried)).one() == 0


async def test_b02_a_batch_that_overtakes_an_earlier_one_is_handled(office, wang):
    for deed in DEEDS:
        deed(wang.phone)
    await delivered(office, *([each] for each in reversed(waiting_at_the_platform(office))))
    assert len(wang.texts()) == len(DEEDS)


async def test_b03_another_program_holds_the_database(server, telegram, database_url, monkeypatch):
    _, (wang,) = await settle_street(database_url, telegram, people=1)
    monkeypatch.setattr(inline_sqlite, "PATIENCE", 0.2)
    file = database_url.partition("///")[2]
    other = sqlite3.connect(file, isolation_level=None, timeout=0)
    async with running(server, database_url) as app:
        await until(app.poller.contact.first.is_set)
        await until(lambda: is_held_by(other))
        wang.says("/me")
        await asyncio.sleep(1)
        assert [m for m in wang.messages if m["from"]["is_bot"]] == []
        other.execute("COMMIT")
        await until(lambda: wang.messages[-1]["from"]["is_bot"])
        await asyncio.sleep(0.2)
    other.close()
    assert "队员1" in wang.sees()
    assert len([m for m in wang.messages if m["from"]["is_bot"]]) == 1


def is_held_by(other):
    """It waits for its turn without standing in the way of the loop."""
    with suppress(sqlite3.OperationalError):
        other.execute("BEGIN IMMEDIATE")
    return other.in_transaction


def private(wang, **more):
    chat = {"id": wang.phone.user_id, "type": "private", "first_name": "王芳"}
    sender = {"id": wang.phone.user_id, "is_bot": False, "first_name": "王芳"}
    return {"message_id": 9, "date": 1_700_000_000, "chat": chat, "from": sender} | more


def nested(depth):
    deep = {}
    for _ in range(depth):
        deep = {"deep": deep}
    return deep


POISON = {
    "a text of 64 KB": lambda wang: {"message": private(wang, text="长" * 65_536)},
    "a text of another kind": lambda wang: {"message": private(wang, text=5)},
    "nothing but a sender": lambda wang: {"message": private(wang)},
    "of tomorrow": lambda wang: {"of_tomorrow": private(wang)},
    "deep": lambda wang: {"message": private(wang, text="好", new=nested(400))},
    "no object": lambda wang: {"message": [1, 2, 3]},
    "a lone surrogate": lambda wang: {"message": private(wang, text="\ud83d")},
    "NUL": lambda wang: {"message": private(wang, text="王\x00芳")},
    "no date": lambda wang: {"message": private(wang, text="好", date=None)},
    "a date beyond the calendar": lambda wang: {"message": private(wang, text="好", date=10**18)},
    "a date that is none": lambda wang: {"message": private(wang, text="好", date="昨天")},
    "a press without a message": lambda wang: {
        "callback_query": {
            "id": "1",
            "from": private(wang)["from"],
            "chat_instance": "1",
            "data": "roll:1",
        }
    },
    "ids of another kind": lambda wang: {
        "message": private(wang, text="好") | {"from": {"id": {}}}
    },
    "an id beyond any": lambda wang: {
        "message": private(wang, text="好") | {"from": {"id": 10**30}}
    },
    "an edited message beyond any": lambda wang: {
        "edited_message": private(wang, text="好") | {"message_id": 10**30}
    },
}


@pytest.mark.parametrize("poison", POISON)
async def test_b04_what_no_handler_could_mean_stops_nobody(office, wang, poison):
    await delivered(office, [{"update_id": 5} | POISON[poison](wang)])
    async with office.app.sessions() as session:
        row = await session.get_one(Inbox, 5)
        assert (row.state, row.tries) == (InboxState.DONE, 0)
    assert "我能帮您做什么" in await wang.says("/help")


@pytest.mark.parametrize("claimed", ["149.154.167.197", "127.0.0.1, 149.154.167.197", "x" * 5000])
async def test_b06_where_a_call_claims_to_come_from_opens_nothing(
    server, telegram, database_url, claimed
):
    await settle_street(database_url, telegram, people=1)
    async with running(server, database_url, by_webhook=True):
        await until(lambda: telegram.state.webhook)
        address = {"X-Forwarded-For": claimed, "X-Real-IP": claimed.partition(",")[0]}
        statuses = []
        async with aiohttp.ClientSession() as outside:
            for secret in (
                {},
                {SECRET_HEADER: "guessed"},
                {SECRET_HEADER: telegram.state.webhook.secret},
            ):
                url, body = telegram.state.webhook.url, {"update_id": 7}
                async with outside.post(url, json=body, headers=address | secret) as answer:
                    statuses.append(answer.status)
    assert statuses == [401, 401, 200]


OTHER_KINDS = {
    "channel_post": {"text": "公告", "chat": {"id": -1001, "type": "channel", "title": "公告"}},
    "edited_channel_post": {
        "text": "改",
        "chat": {"id": -1001, "type": "channel", "title": "公告"},
    },
    "business_message": {"text": "/me", "business_connection_id": "b1"},
    "message": {
        "text": "到",
        "is_topic_message": True,
        "message_thread_id": 4,
        "chat": {"id": -1002, "type": "supergroup", "title": "街道", "is_forum": True},
    },
    "guest_message": {"text": "/me"},
}


@pytest.mark.parametrize("kind", OTHER_KINDS)
async def test_b09_what_was_not_asked_for_is_let_go(office, wang, kind):
    await office.at("08:00")
    heard = wang.texts()
    await delivered(office, [{"update_id": 5, kind: private(wang) | OTHER_KINDS[kind]}])
    async with office.app.sessions() as session:
        assert (await session.get_one(Inbox, 5)).state is InboxState.DONE
    assert wang.texts() == heard
    assert "按时到岗" in await wang.says("到"), "nothing had answered the roll"
