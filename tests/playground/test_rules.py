"""The platform's rules where no library would let one break them, and what holds for any input."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from playground.clock import MovableClock
from playground.formatting import Formatted, settle
from playground.html_markup import read_html
from playground.markdown_markup import read_markdown
from playground.pace import Limits, Pace
from playground.phones import Phone
from playground.refusals import Refused
from playground.spans import utf16_length
from playground.telegram import _METHODS, TOKEN, Telegram
from tests.playground.conftest import MORNING


@pytest.mark.usefixtures("wang")
@pytest.mark.parametrize("markup", ["", "null", "{}", {"inline_keyboard": [[]]}, None])
def test_a_keyboard_may_be_none(platform: Telegram, markup: Any) -> None:
    params = {"chat_id": 1001, "text": "点名", "reply_markup": markup}
    assert "reply_markup" not in platform.call(TOKEN, "sendMessage", params)


steady = settings(suppress_health_check=[HealthCheck.too_slow])
LETTERS = "aZ9_到岗é🙂👍\u200b\ufe0f \t\r\n\0/@#$.:,-+=~*`|!?()[]{}<>&;'\"\\"
WORDS = some.text(alphabet=LETTERS)
MARKED = some.lists(
    some.sampled_from(["<b>", "</b>", "<i>", "</>", "<a href='example.com'>", "&lt;", "🙂", "岗 "])
    | WORDS
).map("".join)


@steady
@given(MARKED)
def test_whatever_is_written_as_html_is_read_or_refused(markup: str) -> None:
    with suppress(Refused):
        text, spans = read_html(markup)
        assert all(0 <= span.offset < span.end <= utf16_length(text) for span in spans)


@steady
@given(WORDS)
def test_escaped_text_comes_through_html_unchanged(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read_html(f"<b>{escaped}</b>")[0] == text


@steady
@given(WORDS)
def test_escaped_text_comes_through_markdown_unchanged(text: str) -> None:
    escaped = "".join(f"\\{one}" if one in "\\_*[]()~`>#+-=|{}.!" else one for one in text)
    assert read_markdown(escaped) == (text, [])


@steady
@given(WORDS)
def test_settling_twice_changes_nothing_more(text: str) -> None:
    once = settle(Formatted(text))
    assert settle(Formatted(once.text)) == once
    assert all(span.end <= utf16_length(once.text) for span in once.spans)


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(alphabet=LETTERS, max_size=8),
    lambda inner: some.lists(inner, max_size=3)
    | some.dictionaries(
        some.sampled_from(["text", "inline_keyboard", "keyboard", "type", "message_id", "offset",
                           "length", "callback_data", "url", "web_app", "command"]),
        inner, max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip
BUTTONS: some.SearchStrategy[dict[str, Any]] = some.dictionaries(
    some.sampled_from(["text", "callback_data", "url", "web_app", "request_contact", "pay"]),
    some.sampled_from(["到岗", "", "http://a.b", {"url": "https://a.b"}, True, 1, None, []]),
)
KEYBOARDS = some.dictionaries(
    some.sampled_from(["inline_keyboard", "keyboard", "remove_keyboard", "force_reply"]),
    some.lists(some.lists(BUTTONS | ANYTHING, max_size=2) | ANYTHING, max_size=2) | ANYTHING,
    max_size=2,
)
NAMES = [
    "text", "chat_id", "message_id", "reply_markup", "entities", "parse_mode", "reply_parameters",
    "photo", "document", "caption", "commands", "scope", "offset", "limit", "allowed_updates",
    "url", "secret_token", "action", "file_id", "callback_query_id", "max_connections",
]  # fmt: skip


@settings(steady, max_examples=300)
@given(
    method=some.sampled_from(sorted(_METHODS)),
    params=some.dictionaries(some.sampled_from(NAMES), ANYTHING, max_size=4),
    markup=some.none() | KEYBOARDS,
    target=some.sampled_from([{}, {"chat_id": 1001}, {"chat_id": 1001, "message_id": 2}]),
)
def test_any_call_is_answered_or_refused(
    method: str, params: dict[str, Any], markup: dict[str, Any] | None, target: dict[str, int]
) -> None:
    platform = Telegram(now=MovableClock(at=MORNING, freeze=True))
    platform.phone(1001, "王芳").starts()
    platform.call(TOKEN, "sendMessage", {"chat_id": 1001, "text": "点名"})
    params = {"text": "到", "reply_markup": markup} | params | target
    with suppress(Refused):
        json.dumps(platform.call(TOKEN, method, params))


@steady
@given(some.lists(some.integers(0, 3000), min_size=1, max_size=60))
def test_nobody_is_let_past_the_pace(steps: list[int]) -> None:
    clock = MovableClock(at=MORNING, freeze=True)
    pace = Pace(Limits(per_second=30, per_chat=1, burst=5), now=clock)
    elapsed = 0
    for passed, step in enumerate(steps, start=1):
        clock.advance(timedelta(milliseconds=step))
        elapsed += step
        try:
            pace.spend(1001)
        except Refused as refused:
            clock.advance(timedelta(seconds=refused.parameters["retry_after"]))
            elapsed += 1000 * refused.parameters["retry_after"]
            pace.spend(1001)
        assert passed <= 5 + elapsed / 1000


def test_a_second_press_is_a_second_query(wang: Phone, platform: Telegram) -> None:
    first, second = wang.presses_data("x", 1), wang.presses_data("x", 1)
    assert second == first + 1
    ids = {one["callback_query"]["id"] for one in platform.call(TOKEN, "getUpdates", {})}
    assert len(ids) == 2
