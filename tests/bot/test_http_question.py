"""A question is whole when it is whole, in whatever pieces it comes, or refused before."""

from http import HTTPStatus as Status

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.http_question import LONGEST_BODY, LONGEST_HEAD, Hearing, Question

WORDS = '{"update_id":1,"text":"点卯"}'.encode()


def judged(head):
    if head.headers.get(b"x-secret") != b"known":
        return Status.UNAUTHORIZED
    return None if (head.method, head.path) == (b"POST", b"/in") else Status.NOT_FOUND


def asked(*lines, start="POST /in HTTP/1.1", known_by="known", body=b""):
    head = "\r\n".join((start, "Host: muster", f"X-Secret: {known_by}", *lines))
    return f"{head}\r\n\r\n".encode() + body


def of_length(body, *lines, **how):
    return asked(f"Content-Length: {len(body)}", *lines, body=body, **how)


def in_chunks(body, size=7, *, trailer=b"", **how):
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    chunks = b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts)
    ended = chunks + b"0\r\n" + trailer + b"\r\n"
    return asked("Transfer-Encoding: chunked", body=ended, **how)


def heard(data, *cuts):
    ends = [*sorted(cuts), len(data)]
    return heard_in(*(data[begin:end] for begin, end in zip([0, *ends], ends, strict=False)))


def heard_in(*pieces):
    hearing = Hearing(judged)
    return [question for piece in pieces for question in hearing.feed(piece)]


SHAPES = {
    "of a told length": of_length(WORDS),
    "with a query": of_length(WORDS, start="POST /in?a=b HTTP/1.1"),
    "in chunks": in_chunks(WORDS),
    "in chunks, with a trailer": in_chunks(WORDS, trailer=b"X-Secret: guessed\r\n"),
}


@given(st.data())
def test_questions_are_heard_whatever_pieces_they_come_in(data):
    shape = data.draw(st.sampled_from([*SHAPES.values()]))
    whole = shape + of_length(b"") + shape
    cuts = data.draw(st.lists(st.integers(0, len(whole)), max_size=6))
    one, nothing = Question(WORDS, is_last=False), Question(is_last=False)
    assert heard(whole, *cuts) == [one, nothing, one]


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_a_question_before_it_is_whole(shape):
    whole = SHAPES[shape]
    assert [end for end in range(len(whole)) if heard(whole[:end])] == []


@pytest.mark.parametrize(
    "whole",
    [
        of_length(WORDS, "Connection: close"),
        of_length(WORDS, start="POST /in HTTP/1.0"),
        in_chunks(WORDS, start="POST /in HTTP/1.1\r\nConnection: close"),
    ],
)
def test_after_the_last_question_nothing_is_heard(whole):
    assert heard(whole + of_length(WORDS), len(whole)) == [Question(WORDS)]
    assert heard(whole) == [Question(WORDS)]


ANNOUNCED = asked("Content-Length: 1000")
MANY = f"Content-Length: {LONGEST_BODY + 1}"
REFUSED = {
    "no secret": (asked(known_by=""), Status.UNAUTHORIZED),
    "a secret after the body": (
        in_chunks(WORDS, known_by="", trailer=b"X-Secret: known\r\n"),
        Status.UNAUTHORIZED,
    ),
    "another way in": (ANNOUNCED.replace(b"/in", b"/in/"), Status.NOT_FOUND),
    "looking in": (ANNOUNCED.replace(b"POST", b"GET"), Status.NOT_FOUND),
    "a body too long": (asked(MANY), Status.REQUEST_ENTITY_TOO_LARGE),
    "chunks too many": (
        in_chunks(b"x" * (LONGEST_BODY + 1), 250_000),
        Status.REQUEST_ENTITY_TOO_LARGE,
    ),
    "two lengths": (asked("Content-Length: 1", "Content-Length: 2"), Status.BAD_REQUEST),
    "a length and chunks": (
        asked("Content-Length: 1", "Transfer-Encoding: chunked"),
        Status.BAD_REQUEST,
    ),
    "a length that is none": (asked("Content-Length: 1_0"), Status.BAD_REQUEST),
    "a length below zero": (asked("Content-Length: -1"), Status.BAD_REQUEST),
    "chunks of fish": (asked("Transfer-Encoding: chunked", body=b"fish\r\n"), Status.BAD_REQUEST),
    "another coding": (asked("Transfer-Encoding: gzip", body=b"x"), Status.BAD_REQUEST),
    "another protocol": (asked("Upgrade: h2c", "Connection: Upgrade"), Status.BAD_REQUEST),
    "a folded line": (asked("X-A: 1", " folded"), Status.BAD_REQUEST),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", Status.BAD_REQUEST),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Status.BAD_REQUEST),
    "a tunnel": (b"CONNECT muster:443 HTTP/1.1\r\n\r\n", Status.UNAUTHORIZED),
}


@pytest.mark.parametrize("why", REFUSED)
def test_who_may_not_ask_is_refused_once_and_heard_no_further(why):
    data, status = REFUSED[why]
    assert heard(data + of_length(WORDS), len(data)) == [Question(refused=status)]
    assert heard(of_length(WORDS) + data)[1:] == [Question(refused=status)]


@pytest.mark.parametrize(
    ("begun", "more"),
    [
        (b"", b"\r\n"),
        (b"POST /", b"in"),
        (b"POST /in HTTP/1.1\r\nX: ", b"y"),
        (b"POST /in HTTP/1.1\r\n", b"X: y\r\n"),
    ],
    ids=["empty lines", "a path", "a line", "lines"],
)
def test_a_head_without_end_is_refused(begun, more):
    pieces = [more * (LONGEST_HEAD // 8 // len(more))] * 9
    assert [each.refused for each in heard_in(begun, *pieces)] == [
        Status.REQUEST_HEADER_FIELDS_TOO_LARGE
    ]
