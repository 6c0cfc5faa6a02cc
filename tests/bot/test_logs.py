"""The log keeps no token, no phone and no identity number, whoever writes it."""

import io
import json
import logging
import sys

import pytest
import structlog
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.logs import HIDDEN, hide, redact, set_up
from tests.kit.figures import lines, written

SECRET = st.text("ABCDEFabcdef0123456789_-", min_size=20, max_size=40)
TOKENS = st.builds("{}:{}".format, st.integers(10**6, 10**10), SECRET)
PHONES = st.builds(
    "{}1{}{:09}".format,
    st.sampled_from(["", "+86", "86", "0086"]),
    st.integers(3, 9),
    st.integers(0, 10**9 - 1),
)
PROSE = st.text(max_size=20)


@pytest.fixture
def log():
    """Where everything is written, as it is without a terminal; logging is put back after."""
    with written() as stream:
        yield stream


@pytest.mark.fault("H7")
@given(before=PROSE, token=TOKENS, after=PROSE)
def test_a_token_is_never_written(before, token, after):
    secret = token.partition(":")[2]
    assume(secret not in before + after)
    assert secret not in hide(f"{before}{token}{after}")


@pytest.mark.fault("H7")
@given(token=TOKENS, colon=st.sampled_from([":", "%3A", "%3a"]), after=PROSE)
def test_a_token_inside_an_address_is_never_written(token, colon, after):
    number, _, secret = token.partition(":")
    assume(secret not in after)
    address = f"https://api.telegram.org/bot{number}{colon}{secret}/getMe?{after}"
    said = hide(address)
    assert secret not in said
    assert said.startswith(f"https://api.telegram.org/{HIDDEN}/getMe")


@given(token=st.from_regex(r"[0-9]{1,5}:[A-Z-]{3,19}", fullmatch=True))
def test_in_an_address_even_a_short_token_is_hidden(token):
    assert hide(f"http://127.0.0.1/bot{token}/getMe") == f"http://127.0.0.1/{HIDDEN}/getMe"


@pytest.mark.fault("H7")
@given(
    before=st.text("说明 ,.:=(", max_size=9), phone=PHONES, after=st.text("号码 ,.)", max_size=9)
)
def test_a_phone_number_is_never_written(before, phone, after):
    assert phone[-11:] not in hide(f"{before}{phone}{after}")


@pytest.mark.parametrize(
    "secret",
    ["+86 138 0013 8000", "138-0013-8000", "110101199003078515", "11010119900307851X"],
)
def test_other_ways_to_write_a_number_are_hidden_too(secret):
    assert hide(f"王芳 {secret}。") == f"王芳 {HIDDEN}。"


@pytest.mark.parametrize(
    "text",
    ["2026-11-23 08:00:00", "update 987654321", "chat 1234567890", "三里社区 392 人", "10:30"],
)
def test_what_is_no_secret_stays_readable(text):
    assert hide(text) == text


NESTED = st.recursive(
    PHONES | TOKENS | PHONES.map(lambda phone: int(phone.lstrip("+"))),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(st.sampled_from(["phone", "update"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def leaves(value):
    match value:
        case dict():
            return [leaf for item in value.values() for leaf in leaves(item)]
        case list() | tuple():
            return [leaf for item in value for leaf in leaves(item)]
    return [str(value)]


@given(value=NESTED)
def test_secrets_are_found_however_deep_they_lie(value):
    written = json.dumps(redact(None, "info", {"event": "failed", "update": value}))
    assert all(secret.lstrip("+") not in written for secret in leaves(value))


@pytest.mark.fault("G17")
def test_an_event_is_one_line_with_its_time_level_and_values(log):
    structlog.get_logger().info("started", mode="polling", phone="+8613800138000", count=3)
    (line,) = lines(log)
    assert line.pop("timestamp").endswith("Z")
    expected = {"event": "started", "level": "info", "mode": "polling", "count": 3}
    assert line == expected | {"phone": HIDDEN}


TOKEN = "123456789:AAGabcdefghijklmnopqrstuvwxyz01234"


@pytest.mark.parametrize("name", ["aiogram.event", "apscheduler.scheduler", "sqlalchemy.engine"])
def test_libraries_write_through_the_same_log_and_only_what_matters(log, name):
    library = logging.getLogger(name)
    library.info("polling")
    library.warning("failed to fetch %s", f"https://api.telegram.org/bot{TOKEN}/getUpdates")
    (line,) = lines(log)
    assert line["level"] == "warning"
    assert line["event"] == f"failed to fetch https://api.telegram.org/{HIDDEN}/getUpdates"


@pytest.mark.fault("H7")
@pytest.mark.parametrize("logger", [structlog.get_logger(), logging.getLogger("aiohttp")])
def test_an_error_is_written_whole_but_without_its_secrets(log, logger):
    try:
        raise ConnectionError(f"cannot reach /bot{TOKEN}/getMe for +8613800138000")
    except ConnectionError:
        logger.error("failed", exc_info=sys.exc_info())
    (line,) = lines(log)
    assert f"ConnectionError: cannot reach /{HIDDEN}/getMe for {HIDDEN}" in line["exception"]
    assert TOKEN not in log.getvalue()


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_on_a_terminal_a_line_is_for_eyes(log):
    screen = Terminal()
    set_up(screen)
    structlog.get_logger().warning("out of contact", seconds=300)
    assert "out of contact" in screen.getvalue()
    assert "seconds" in screen.getvalue()
    assert not screen.getvalue().startswith("{")
