"""What both libraries find when they speak to the platform over the line."""

from collections.abc import Callable
from typing import Any

import pytest

from playground.phones import Phone
from tests.playground.clients import Client

Asked = Callable[..., Any]


async def test_the_bot_learns_who_it_is(client: Client) -> None:
    me = await client.call("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "muster_bot")


async def test_a_text_reaches_the_phone_trimmed(send: Asked, wang: Phone) -> None:
    message = await send("  早上好，王芳。\n 今天有两项任务。 \n")
    assert wang.sees() == message["text"] == "早上好，王芳。\n 今天有两项任务。"
    assert message["chat"] == {"id": 1001, "first_name": "王芳", "type": "private"}


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "岗" * 4097}, "message is too long"),
        ({"text": "岗" * 10_923}, "text is too long"),
        ({"text": "到岗", "parse_mode": "rtf"}, "unsupported parse_mode"),
    ],
)
async def test_a_text_that_cannot_be_sent(
    refused: Asked, params: dict[str, str], words: str
) -> None:
    assert await refused(**params) == f"400 Bad Request: {words}"


@pytest.mark.parametrize("text", ["岗" * 4096, "🙂" * 4096, f"  {'岗' * 4096}\n"])
async def test_a_text_is_measured_in_characters_after_trimming(send: Asked, text: str) -> None:
    assert (await send(text))["text"] == text.strip()


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("岗<p>", 'Unsupported start tag "p" at byte offset 3'),
        ("<5 人", 'Unsupported start tag "5" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<a href='x", "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>", "Unexpected end of name token at byte offset 8"),
        ("<span>岗</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("岗</b>", "Unexpected end tag at byte offset 3"),
        ("<b>岗</b", "Unclosed end tag at byte offset 6"),
        ("<b>岗</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<b>岗", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "<tg-emoji emoji-id='x'>👍</tg-emoji>",
            "Invalid custom emoji identifier specified",
        ),
        (
            "&#xd83d;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
async def test_html_is_refused_to_the_byte(refused: Asked, markup: str, words: str) -> None:
    expected = f"400 Bad Request: can't parse entities: {words}"
    assert await refused(text=markup, parse_mode="HTML") == expected
