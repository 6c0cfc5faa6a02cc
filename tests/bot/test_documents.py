"""A file that is owed is kept with its message, goes out whole, and is then forgotten."""

from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError
from sqlmodel import select

from bot.outgoing import reply_rows
from bot.updates import Whence
from bot.wire import Line, Spoken
from domain.document import Document
from models.enclosure import Enclosure
from models.outbox import Outbox, OutboxState
from playground.telegram import TOKEN
from tests.kit.owed import owed
from views.screen import Screen

NAME, CONTENT = "三里社区 11月.xlsx", bytes(range(256)) * 40
BROKEN = ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>")


async def owes_a_file(office, someone):
    payload = {"chat_id": someone.phone.user_id, "caption": "11月的汇总"}
    payload["document"] = Document(NAME, CONTENT)
    await owed(office, someone, "-", method="sendDocument", payload=payload)


async def kept(office):
    async with office.app.sessions() as session:
        files = (await session.exec(select(Enclosure))).all()
        letters = (await session.exec(select(Outbox.state))).all()
    return [file.name for file in files], list(letters)


async def test_a_file_outlives_a_broken_connection_and_a_restart(office, wang):
    await owes_a_file(office, wang)
    assert await kept(office) == ([NAME], [OutboxState.QUEUED])
    office.wire.breaks.append(BROKEN)
    await office.app.delivery.drain()
    assert wang.files() == []

    office.clock.advance(timedelta(minutes=1))
    await office.restarts()
    await office.settle()
    assert wang.files() == [(NAME, CONTENT)]
    assert wang.heard("11月的汇总")
    assert await kept(office) == ([], [OutboxState.SENT])


async def test_a_file_that_nobody_took_for_a_week_is_given_up(office, wang, zhang):
    await owes_a_file(office, wang)
    office.clock.advance(timedelta(days=8))
    await owes_a_file(office, zhang)
    await office.app.delivery.drain()

    assert (wang.files(), zhang.files()) == ([], [(NAME, CONTENT)])
    assert await kept(office) == ([], [OutboxState.FAILED, OutboxState.SENT])


@pytest.mark.parametrize("title", ["", "汇总"])
def test_a_text_that_is_too_long_for_a_file_follows_it(title):
    text = "岗" * 1500
    screen = Screen(title=title, text=text, document=Document(NAME, CONTENT))
    (file, rest) = reply_rows(Whence(0), screen, now=None)

    assert file["method"] == "sendDocument"
    assert ("caption_entities" in file["payload"]) is bool(title)
    whole = file["payload"]["caption"] + rest["payload"]["text"]
    assert whole.replace("\n", "") == title + text


async def test_over_a_real_line_it_arrives_whole_under_its_own_name(server, telegram):
    wang = telegram.phone(1001, "王芳")
    wang.has_started()
    bot = Bot(TOKEN, session=Line(api=TelegramAPIServer.from_base(server.base)))
    bold = [{"type": "bold", "offset": 0, "length": 2}]
    values = {"chat_id": 1001, "caption": "汇总", "caption_entities": bold}
    sent = await bot(Spoken.of("sendDocument", values | {"document": Document(NAME, CONTENT)}))
    await bot.session.close()

    (message,) = wang.messages
    assert message["document"]["file_name"] == NAME
    assert telegram.state.files.get(sent["document"]["file_id"]).content == CONTENT
    assert (message["caption"], message["caption_entities"]) == ("汇总", bold)
