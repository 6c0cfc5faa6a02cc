"""An answer is whole when it is whole, in whatever pieces it arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.http_answer import LONGEST_HEAD, Answer, NotHTTP, Reading

WORDS = '{"ok":true,"result":"点卯"}'.encode()


def told(*lines, status="200 OK", version="HTTP/1.1", body=b""):
    head = "\r\n".join((f"{version} {status}", *lines))
    return f"{head}\r\n\r\n".encode() + body


def of_length(body, *lines, **how):
    return told(f"Content-Length: {len(body)}", *lines, body=body, **how)


def in_chunks(body, size=7, *, trailer=b""):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts)
    return told("Transfer-Encoding: chunked", body=chunks + b"0\r\n" + trailer + b"\r\n")


def read(data, *cuts):
    reading, ends = Reading(), [*sorted(cuts), len(data)]
    found = [reading.feed(data[begin:end]) for begin, end in zip([0, *ends], ends, strict=False)]
    return found[-1] or reading.end()


SHAPES = {
    "of a told length": of_length(WORDS),
    "in chunks": in_chunks(WORDS),
    "in chunks, with a trailer": in_chunks(WORDS, trailer=b"X-Sum: 1\r\n"),
    "after a word in between": told(status="100 Continue") + of_length(WORDS),
}


@pytest.mark.parametrize("shape", SHAPES)
@given(st.data())
def test_an_answer_is_read_whatever_pieces_it_comes_in(shape, data):
    whole = SHAPES[shape]
    cuts = data.draw(st.lists(st.integers(0, len(whole)), max_size=6))
    assert read(whole, *cuts) == Answer(200, WORDS, is_kept=True)


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_an_answer_before_it_is_whole(shape):
    whole = SHAPES[shape]
    for end in range(len(whole)):
        reading = Reading()
        assert reading.feed(whole[:end]) is None
        assert reading.end() is None


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (told(body=WORDS), Answer(200, WORDS, is_kept=False)),
        (of_length(WORDS, "Connection: Close"), Answer(200, WORDS, is_kept=False)),
        (of_length(WORDS, version="HTTP/1.0"), Answer(200, WORDS, is_kept=False)),
        (of_length(WORDS) + b"HTTP", Answer(200, WORDS, is_kept=False)),
        (in_chunks(WORDS) + b"HTTP", Answer(200, WORDS, is_kept=False)),
        (of_length(b"<html>", status="502 Bad Gateway"), Answer(502, b"<html>", is_kept=True)),
        (of_length(b""), Answer(200, b"", is_kept=True)),
    ],
)
def test_a_connection_is_kept_only_after_a_clean_end(data, answer):
    assert read(data) == answer


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 OK\r\n\r\n",
        told("Content-Length: -1"),
        told("Content-Length: 1_0"),
        told(f"Content-Length: {10**9}", body=b"x"),
        told("Transfer-Encoding: chunked", body=b"fish\r\n"),
        told("Transfer-Encoding: chunked", body=b"-1\r\n"),
        b"x" * (LONGEST_HEAD + 1),
    ],
)
def test_what_is_no_answer_is_refused(data):
    with pytest.raises(NotHTTP):
        Reading().feed(data)
