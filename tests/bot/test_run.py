"""`muster run` speaks to the operator once: the code by which the first administrator begins."""

import asyncio

import pytest

from bot.run import serve
from services.registration import claim


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "还没有系统管理员。"), ("en", "No administrator yet.")]
)
async def test_the_one_time_code_is_told_in_the_operators_language(house, language, words):
    settings = house.settings.model_copy(update={"language": language})
    stop, said = asyncio.Event(), []
    stop.set()

    await serve(house.app, settings, stop, say=said.append)

    (line,) = said
    assert line.startswith(words)
    code = line.partition("/claim ")[2]
    async with house.app.sessions.begin() as session:
        assert await claim(session, telegram_id=7, name="陈主任", code=code, now=house.now)
