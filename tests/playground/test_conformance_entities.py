"""Formatting given as entities, as HTML and as MarkdownV2, as both libraries send it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

Asked = Callable[..., Any]
ONE = {"type": "bold", "offset": 0, "length": 1}


@pytest.mark.parametrize(
    ("entities", "words"),
    [
        ("{", "can't parse entities JSON object"),
        ("{}", "can't parse entities: expected an Array"),
        ("[1]", "can't parse MessageEntity: expected an Object"),
        ([ONE | {"offset": 3}], "entity begins after the end of the text at UTF-16 offset 3"),
        (
            [ONE | {"length": 9}],
            "entity beginning at UTF-16 offset 0 ends after the end of the text "
            "at UTF-16 offset 9",
        ),
        ([ONE | {"type": "huge"}], "can't parse MessageEntity: Unsupported type specified"),
        (
            [{"type": "bold", "offset": 0}],
            "can't parse MessageEntity: Can't find field \"length\"",
        ),
        (
            [ONE | {"length": "1"}],
            'can\'t parse MessageEntity: Field "length" must be a valid Number',
        ),
        ([ONE | {"type": 1}], 'can\'t parse MessageEntity: Field "type" must be of type String'),
        (
            [ONE | {"type": "text_link", "url": "localhost"}],
            "entity URL 'localhost' is invalid: Wrong HTTP URL",
        ),
        (
            [ONE | {"type": "text_link", "url": "ftp://example.com"}],
            "entity URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            [ONE | {"type": "text_link", "url": "http://"}],
            "entity URL 'http://' is invalid: URL host is empty",
        ),
    ],
)
async def test_an_entity_that_does_not_fit(
    plainly_refused: Asked, entities: Any, words: str
) -> None:
    written = entities if isinstance(entities, str) else json.dumps(entities)
    assert await plainly_refused(text="点名", entities=written) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        *(
            (f"到{sign}岗", f"Character '{sign}' is reserved and must be escaped "
             "with the preceding '\\'")
            for sign in ")]#+-={}.!>"
        ),
        ("岗*完成", "Can't find end of Bold entity at byte offset 3"),
        ("岗_完成", "Can't find end of Italic entity at byte offset 3"),
        ("岗__完成", "Can't find end of Underline entity at byte offset 3"),
        ("岗~完成", "Can't find end of Strikethrough entity at byte offset 3"),
        ("岗||完成", "Can't find end of Spoiler entity at byte offset 3"),
        ("岗`完成", "Can't find end of Code entity at byte offset 3"),
        ("岗```\n完成", "Can't find end of Pre entity at byte offset 3"),
        ("岗```python\n完成", "Can't find end of PreCode entity at byte offset 3"),
        ("岗[完成", "Can't find end of TextUrl entity at byte offset 3"),
        ("岗[完成](x", "Can't find end of a URL at byte offset 12"),
        ("![👍](x)", "Custom emoji entity must contain a tg://emoji URL"),
        ("![👍](tg://emoji?id=1", "Can't find end of a custom emoji URL at byte offset 8"),
    ],
)  # fmt: skip
async def test_markdown_is_refused_to_the_byte(refused: Asked, markup: str, words: str) -> None:
    expected = f"400 Bad Request: can't parse entities: {words}"
    assert await refused(text=markup, parse_mode="MarkdownV2") == expected


@pytest.mark.parametrize(
    ("markup", "text", "marked"),
    [
        ("[规定](http://example.com/a)", "规定", [("text_link", 0, 2)]),
        (
            "*急* _件_ ~旧~ ||密|| `码`",
            "急 件 旧 密 码",
            [
                ("bold", 0, 1),
                ("italic", 2, 1),
                ("strikethrough", 4, 1),
                ("spoiler", 6, 1),
                ("code", 8, 1),
            ],
        ),
        ("*_急_件*🙂__完__", "急件🙂完", [("bold", 0, 2), ("italic", 0, 1), ("underline", 4, 1)]),
        (">引\n>文\n正文", "引\n文\n正文", [("blockquote", 0, 4)]),
        ("```python\nx\\=1```", "x=1", [("pre", 0, 3)]),
        ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", 0, 2)]),
        ("1\\. 到岗\\!", "1. 到岗!", []),
    ],
)
async def test_markdown_becomes_entities_in_utf16(
    send: Asked, markup: str, text: str, marked: list[tuple[str, int, int]]
) -> None:
    message = await send(markup, parse_mode="MarkdownV2")
    assert message["text"] == text
    assert places(message) == marked


@pytest.mark.parametrize(
    ("markup", "text", "marked"),
    [
        ("<b>到岗</b> &amp; <i>🙂好</i>", "到岗 & 🙂好", [("bold", 0, 2), ("italic", 5, 3)]),
        ("三里 & 五里 &copy; &lt;", "三里 & 五里 &copy; <", []),
        ("<b><i>急</i>件</b>", "急件", [("bold", 0, 2), ("italic", 0, 1)]),
        ("<tg-spoiler>保密</tg-spoiler>", "保密", [("spoiler", 0, 2)]),
        ('<span class="tg-spoiler">保密</span>', "保密", [("spoiler", 0, 2)]),
        ("<blockquote expandable>引文</blockquote>", "引文", [("expandable_blockquote", 0, 2)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<a href='http://example.com'>规定</a>", "规定", [("text_link", 0, 2)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ("<u>一</u><s>二</s><code>三</code>", "一二三",
         [("underline", 0, 1), ("strikethrough", 1, 1), ("code", 2, 1)]),
    ],
)  # fmt: skip
async def test_html_becomes_entities_in_utf16(
    send: Asked, markup: str, text: str, marked: list[tuple[str, int, int]]
) -> None:
    message = await send(markup, parse_mode="HTML")
    assert message["text"] == text
    assert places(message) == marked


async def test_the_platform_marks_what_speaks_for_itself(send: Asked) -> None:
    message = await send("🙂 /today 见 https://example.com/a。 @zhangwei #早点名")
    assert places(message) == [
        ("bot_command", 3, 6),
        ("url", 12, 21),
        ("mention", 35, 9),
        ("hashtag", 45, 4),
    ]


async def test_given_entities_move_with_the_trimmed_text(send: Asked) -> None:
    message = await send("到岗 完成  ", entities=[{"type": "bold", "offset": 3, "length": 4}])
    assert places(message) == [("bold", 3, 2)]


async def test_returns_are_taken_out_from_under_the_formatting(send: Asked) -> None:
    bold = {"type": "bold", "offset": 4, "length": 4}
    message = await send("到岗\r\n王\r芳🙂", entities=[bold])
    assert (message["text"], places(message)) == ("到岗\n王芳🙂", [("bold", 3, 3)])


@pytest.mark.parametrize(
    ("text", "given", "marked"),
    [
        ("见 #早点名 表", [("bold", 0, 4)], [("bold", 0, 2), ("hashtag", 2, 4), ("bold", 2, 2)]),
        ("今日任务", [("bold", 0, 3), ("italic", 2, 2)],
         [("bold", 0, 3), ("italic", 2, 1), ("italic", 3, 1)]),
        ("今日任务", [("italic", 0, 3), ("code", 2, 2)],
         [("italic", 0, 2), ("code", 2, 2), ("italic", 2, 1)]),
        ("今日任务", [("pre", 0, 3), ("code", 2, 2)], [("pre", 0, 3)]),
    ],
)  # fmt: skip
async def test_formatting_never_crosses(
    send: Asked,
    text: str,
    given: list[tuple[str, int, int]],
    marked: list[tuple[str, int, int]],
) -> None:
    entities = [{"type": kind, "offset": at, "length": length} for kind, at, length in given]
    assert places(await send(text, entities=entities)) == marked


def places(message: dict[str, Any]) -> list[tuple[str, int, int]]:
    entities = message.get("entities", message.get("caption_entities", []))
    return [(one["type"], one["offset"], one["length"]) for one in entities]
