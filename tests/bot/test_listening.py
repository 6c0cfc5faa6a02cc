"""Who calls at the way in is answered in turn, on one connection, and kept waiting by nobody."""

import asyncio
from contextlib import suppress
from http import HTTPStatus

import pytest

from bot import listening
from bot.listening import AHEAD, Said
from tests.kit.live import free_address

HEAD = b"POST / HTTP/1.1\r\n"
TOLD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
UNKNOWN = b"HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


def asking(body, *lines):
    return HEAD + b"".join(lines) + b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def told(body):
    return TOLD % (len(body), body)


class House:
    """Says what it was asked once `answers` is set; who comes as a stranger is not known."""

    def __init__(self):
        self.heard, self.callers, self.answers = [], [], asyncio.Event()
        self.answers.set()

    def judge(self, head):
        return HTTPStatus.UNAUTHORIZED if b"x-stranger" in head.headers else None

    async def answer(self, body):
        self.heard.append(body)
        await self.answers.wait()
        return Said(json=body)

    async def calls(self):
        reader, writer = await asyncio.open_connection(self.host, self.port)
        self.callers.append(writer)
        return reader, writer


@pytest.fixture
async def house():
    house, (host, _, port) = House(), free_address().partition(":")
    house.host, house.port = host, int(port)
    serving = listening.listening(host, house.port, judge=house.judge, answer=house.answer)
    async with serving:
        yield house
        house.answers.set()
        for caller in house.callers:
            caller.close()


async def reads(reader, *answers):
    for answer in answers:
        assert await reader.readexactly(len(answer)) == answer


async def test_one_connection_is_asked_again_and_again(house):
    reader, writer = await house.calls()
    for body in (b"1", b"2"):
        writer.write(asking(body))
        await reads(reader, told(body))


async def test_what_is_asked_at_once_is_answered_in_its_order(house):
    """As many as anybody likes: what waits on one connection is bounded, and nothing is lost."""
    bodies = [b"%d" % number for number in range(5 * AHEAD)]
    house.answers.clear()
    reader, writer = await house.calls()
    for body in bodies:
        writer.write(asking(body))
        await asyncio.sleep(0)
    while not house.heard:
        await asyncio.sleep(0)
    assert house.heard == [b"0"]
    house.answers.set()
    await reads(reader, *map(told, bodies))
    assert house.heard == bodies


async def test_who_is_refused_is_told_at_once_and_heard_no_further(house):
    reader, writer = await house.calls()
    writer.write(asking(b"1") + HEAD + b"X-Stranger: 1\r\nContent-Length: 9999999\r\n\r\n")
    await reads(reader, told(b"1"), UNKNOWN)
    assert await reader.read() == b""
    for _ in range(50):
        writer.write(b"x" * 100_000)
        await writer.drain()
    assert house.heard == [b"1"]


@pytest.mark.parametrize("line", [b"Connection: close\r\n", b""])
async def test_who_wants_no_more_is_left(house, line):
    reader, writer = await house.calls()
    writer.write(asking(b"1", line) if line else asking(b"1").replace(b"1.1", b"1.0"))
    assert (await reader.read()).endswith(b"Connection: close\r\nContent-Length: 1\r\n\r\n1")


@pytest.fixture
def hurried(monkeypatch):
    for name, seconds in {"KEPT_FOR": 0.1, "PATIENCE": 0.1, "LOOK_AGAIN": 0.02}.items():
        monkeypatch.setattr(listening, name, seconds)


@pytest.mark.parametrize("begun", [b"", b"POST / HT", asking(b"12")[:-1], asking(b"1") + b"POST"])
async def test_who_does_not_go_on_is_not_waited_for(hurried, house, begun):
    reader, writer = await house.calls()
    writer.write(begun)
    await gone(reader)


async def test_whose_answer_takes_long_is_kept(hurried, house):
    reader, writer = await house.calls()
    house.answers.clear()
    writer.write(asking(b"1"))
    stranger, _ = await house.calls()
    await gone(stranger)
    house.answers.set()
    await reads(reader, told(b"1"))


async def gone(reader):
    with suppress(ConnectionResetError):
        while await reader.read(1000):
            pass


async def test_who_calls_when_too_many_do_is_not_let_in(house, monkeypatch):
    monkeypatch.setattr(listening, "CALLERS", 1)
    reader, writer = await house.calls()
    other, _ = await house.calls()
    await gone(other)
    writer.write(asking(b"1"))
    await reads(reader, told(b"1"))
