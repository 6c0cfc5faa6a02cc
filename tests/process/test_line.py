"""What a real line does to a bot: pages of a proxy, limits, cuts, replays, a second poller."""

import asyncio
from io import BytesIO

import aiohttp
import pytest

from bot.webhook import PATH, SECRET_HEADER
from models.inbox import Inbox
from models.person import Person
from playground.faults import Fault
from playground.telegram import TOKEN
from tests.kit.live import running
from tests.kit.process import until
from tests.kit.street import settle_street


@pytest.fixture
async def wang(telegram, database_url):
    _, (wang,) = await settle_street(database_url, telegram, people=1)
    return wang


def answers(phone):
    return [m["text"] for m in phone.messages if m["from"]["is_bot"]]


@pytest.mark.fault("C4")
@pytest.mark.parametrize(
    ("fault", "copies"),
    [
        (Fault.HTML_502, {1}),
        (Fault.SERVER_ERROR, {1}),
        (Fault.TOO_MANY(1), {1}),
        (Fault.DROP_BEFORE, {1}),
        (Fault.DROP_AFTER, {1, 2}),
    ],
    ids=["502 page", "500", "429", "cut before", "cut after"],
)
async def test_an_answer_survives_the_line(server, database_url, wang, fault, copies):
    server.faults.next("sendMessage", fault)
    async with running(server, database_url):
        wang.says("/me")
        await until(lambda: answers(wang))
        await asyncio.sleep(0.3)
    assert len(answers(wang)) in copies


@pytest.mark.fault("C4")
@pytest.mark.parametrize("fault", [Fault.HTML_502, Fault.DROP_AFTER, Fault.TOO_MANY(1)])
async def test_an_update_survives_the_line(server, database_url, wang, fault):
    wang.says("/me")
    server.faults.next("getUpdates", fault, times=2)
    async with running(server, database_url):
        await until(lambda: answers(wang))
        await asyncio.sleep(0.3)
    assert len(answers(wang)) == 1


@pytest.mark.fault("C5")
async def test_the_platform_is_gone_for_a_while(server, database_url, wang):
    async with running(server, database_url):
        wang.says("/me")
        await until(lambda: answers(wang))
        server.faults.offline = True
        wang.says("/help")
        await asyncio.sleep(0.5)
        server.faults.offline = False
        await until(lambda: len(answers(wang)) == 2)


@pytest.mark.fault("B7")
async def test_a_second_poller_is_waited_out(server, database_url, wang):
    url = f"{server.base}/bot{TOKEN}/getUpdates"
    async with running(server, database_url), aiohttp.ClientSession() as other:
        async with other.post(url, json={"timeout": 1}) as answer:
            assert answer.status in {200, 409}
        wang.says("/me")
        await until(lambda: answers(wang))


@pytest.mark.fault("C1")
async def test_who_blocks_the_bot_is_unreachable_until_they_return(server, database_url, wang):
    async def becomes(app, *, reachable):
        async with asyncio.timeout(60):
            while await is_reachable(app) is not reachable:
                await asyncio.sleep(0.02)

    async def is_reachable(app):
        async with app.sessions() as session:
            return (await session.get_one(Person, 1)).unreachable is None

    async with running(server, database_url) as app:
        wang.blocks()
        await becomes(app, reachable=False)
        wang.unblocks()
        await becomes(app, reachable=True)


async def test_by_webhook(server, database_url, wang):
    async with running(server, database_url, by_webhook=True):
        wang.says("/me")
        await until(lambda: answers(wang))
    assert "队员1" in answers(wang)[0]


@pytest.mark.fault("B5")
@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        ("", b'{"update_id": 1}', 401),
        ("another-secret", b'{"update_id": 1}', 401),
        ("a-secret-of-the-office", b"{", 400),
        ("a-secret-of-the-office", b'{"update_id": "x"}', 400),
        ("a-secret-of-the-office", b'{"update_id": 1%s}' % (b"0" * 30), 400),
        ("a-secret-of-the-office", b"[" * 100_000, 400),
        ("a-secret-of-the-office", b'"' + b"x" * 10_000_000 + b'"', 413),
        ("a-secret-of-the-office", b'{"update_id": 1, "of_tomorrow": {"deep": []}}', 200),
    ],
    ids=[
        "no secret",
        "wrong secret",
        "no JSON",
        "no id",
        "an id beyond any",
        "deep",
        "10 MB",
        "unknown kind",
    ],
)
async def test_what_the_webhook_takes(server, database_url, wang, secret, body, status):
    async with running(server, database_url, by_webhook=True) as app:
        await until(lambda: server.telegram.state.webhook)
        url = server.telegram.state.webhook.url
        assert url.endswith(PATH)
        headers, posted = {SECRET_HEADER: secret}, BytesIO(body)
        async with (
            aiohttp.ClientSession() as outside,
            outside.post(url, data=posted, headers=headers) as answer,
        ):
            assert answer.status == status
        async with app.sessions() as session:
            assert (await session.get(Inbox, 1) is not None) == (status == 200)


@pytest.mark.fault("B1")
async def test_a_replayed_update_is_one_update(server, database_url, wang):
    async with running(server, database_url, by_webhook=True):
        update = {
            "update_id": 77,
            "message": {
                "message_id": 5,
                "date": 1_700_000_000,
                "chat": {"id": wang.user_id, "type": "private", "first_name": "王芳"},
                "from": {"id": wang.user_id, "is_bot": False, "first_name": "王芳"},
                "text": "/me",
            },
        }
        await until(lambda: server.telegram.state.webhook)
        url = server.telegram.state.webhook.url
        headers = {SECRET_HEADER: server.telegram.state.webhook.secret}
        async with aiohttp.ClientSession(headers=headers) as outside:

            async def posted():
                async with outside.post(url, json=update) as answer:
                    assert answer.status == 200

            await asyncio.gather(*(posted() for _ in range(5)))
            await until(lambda: answers(wang))
            await posted()
        await asyncio.sleep(0.3)
    assert len(answers(wang)) == 1


async def test_a_roster_travels_both_ways_on_a_real_line(telegram, server, database_url):
    head, _ = await settle_street(database_url, telegram, people=1)
    table = "姓名,手机,街道\n高洁,13800000901,三里街道\n何平,123,三里街道\n"
    async with running(server, database_url):
        head.sends_document("花名册.csv", table.encode())
        await until(
            lambda: head.messages[-1].get("document", {}).get("file_name", "") != "花名册.csv"
        )
        await until(lambda: "document" in head.messages[-1])
    sent = telegram.state.files.get(head.messages[-1]["document"]["file_id"])
    assert sent.details["file_name"] == "花名册（待改正）.xlsx"
    assert sent.content.startswith(b"PK")
    assert "第 3 行" in head.messages[-1]["caption"]
