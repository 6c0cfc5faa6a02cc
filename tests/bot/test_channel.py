"""One server, asked again and again over the same connection, and every way in which it fails."""

import asyncio
import ssl
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.channel import KEPT_FOR, Broken, Channel, NoConnection
from tests.kit.live import free_address

WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """Says to each question the next of its `words`; None hangs up without one."""

    def __init__(self, words):
        self.words, self.asked, self.connections = [*words], [], 0
        self.hangs_up, self.meetings = False, []

    async def meets(self, reader, writer):
        self.connections += 1
        self.meetings.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await self._answers(reader, writer):
                pass
        writer.close()

    async def _answers(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split()[0])
        self.asked.append((head.split()[1], await reader.readexactly(length)))
        said = self.words.pop(0) if self.words else WHOLE
        writer.write(said or b"")
        return said and not self.hangs_up


LOOPBACK = Path(__file__).with_name("loopback.pem")
"""A certificate for 127.0.0.1 that nobody signed, with its key."""


def secret():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(LOOPBACK)
    return context


@asynccontextmanager
async def asking(*words, scheme="http", host="127.0.0.1", tls=None):
    server = Server(words)
    listening = await asyncio.start_server(server.meets, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    channel = Channel(urlsplit(f"{scheme}://{host}:{port}/bot"))
    try:
        yield server, channel
    finally:
        channel.close()
        listening.close()
        await asyncio.gather(*server.meetings)


async def asks(channel, body=b"{}", seconds=5.0):
    return (await channel.post("/bot1/getMe", body, seconds=seconds)).content


@pytest.mark.parametrize(
    ("host", "trusted"), [("127.0.0.1", True), ("127.0.0.1", False), ("localhost", True)]
)
async def test_only_who_shows_a_certificate_for_this_name_is_spoken_to(monkeypatch, host, trusted):
    """Signed by somebody who is trusted; otherwise not a word goes out."""
    if trusted:
        monkeypatch.setattr("bot.channel.certifi.where", lambda: LOOPBACK)
    async with asking(scheme="https", host=host, tls=secret()) as (server, channel):
        if trusted and host == "127.0.0.1":
            assert await asks(channel) == b"ok"
        else:
            with pytest.raises(NoConnection, match="SSLCertVerificationError"):
                await asks(channel)
            assert server.asked == []


async def test_what_is_asked_one_after_another_takes_one_connection():
    async with asking() as (server, channel):
        assert [await asks(channel, body) for body in (b"{}", "早".encode())] == [b"ok", b"ok"]
    assert server.asked == [(b"/bot1/getMe", b"{}"), (b"/bot1/getMe", "早".encode())]
    assert server.connections == 1


async def test_what_is_asked_at_once_takes_a_connection_each():
    async with asking() as (server, channel):
        assert await asyncio.gather(*(asks(channel) for _ in range(5))) == [b"ok"] * 5
    assert server.connections == 5


async def test_a_connection_that_was_closed_meanwhile_is_not_used_again():
    async with asking(WHOLE.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")) as (
        server,
        channel,
    ):
        assert [await asks(channel), await asks(channel)] == [b"ok", b"ok"]
    assert server.connections == 2


async def test_a_connection_that_was_idle_for_long_is_not_trusted(monkeypatch):
    async with asking() as (server, channel):
        await asks(channel)
        monkeypatch.setattr("bot.channel.KEPT_FOR", KEPT_FOR * 0)
        await asks(channel)
    assert server.connections == 2


async def test_an_answer_without_a_length_ends_with_its_connection():
    async with asking(b"HTTP/1.1 200 OK\r\nX: 1\r\n\r\nto the end") as (server, channel):
        server.hangs_up = True
        assert await asks(channel) == b"to the end"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (None, "ServerDisconnected"),
        (b"no HTTP at all\r\n\r\n", "NotHTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok", "TimeoutError"),
    ],
)
async def test_nobody_knows_whether_a_broken_question_was_heard(said, why):
    async with asking(said) as (server, channel):
        with pytest.raises(Broken, match=why):
            await asks(channel, seconds=0.2)
        assert await asks(channel) == b"ok"
    assert server.connections == 2


async def test_where_nobody_listens_nothing_is_heard():
    channel = Channel(urlsplit(f"http://{free_address()}/bot"))
    with pytest.raises(NoConnection, match="ConnectionRefusedError"):
        await asks(channel)


async def test_a_server_without_tls_hears_nothing_of_what_is_secret():
    async with asking(scheme="https") as (server, channel):
        with pytest.raises(NoConnection):
            await asks(channel, seconds=0.5)
    assert server.asked == []


async def test_an_answer_that_nobody_waits_for_is_not_the_next_ones():
    """赵强's question is given up; what comes late must not answer 王芳's."""
    async with asking(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", WHOLE) as (server, channel):
        with pytest.raises(Broken):
            await asks(channel, seconds=0.05)
        assert await asks(channel) == b"ok"
    assert server.connections == 2
