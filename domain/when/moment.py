"""A day, an hour or both in one phrase, also at the head of a line: 明天下午三点, 今晚8点."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from domain.when.day import understand_day
from domain.when.hour import understand_time
from domain.when.writing import joined, tidy

_WORDS = 6
_SHORT = re.compile("(?P<day>[今明昨])(?P<part>[早晚])上?")
_BARE_FIGURE = re.compile("(?!20[0-9]{2}[-/.])(?:.*[-/ 月])?[0-9]+|.*号")
_COUNTED = re.compile(
    "号(?!召)|栋|幢|单元|楼(?!道)|层|户|个|名(?!单)|人(?!员|口)|件|次|的|条|处|小时"
    "|点(?![名评验位])|people|hours"
)


@dataclass(frozen=True)
class Moment:
    day: dt.date
    time: dt.time | None


class Understand(Protocol):
    """From a tidy phrase, the moment it says."""

    def __call__(self, phrase: str, *, now: dt.datetime) -> Moment | None: ...


def read_moment(text: str, *, now: dt.datetime) -> Moment | None:
    return understand_moment(joined(tidy(text)), now=now)


def understand_moment(phrase: str, *, now: dt.datetime) -> Moment | None:
    if day := understand_day(phrase, today=now.date()):
        return Moment(day, None)
    if time := understand_time(phrase):
        return Moment(now.date(), time) if time > now.time() else None
    phrase = _SHORT.sub(r"\g<day>天\g<part>上", phrase, count=1)
    return next(filter(None, _moments(phrase, today=now.date())), None)


def take_moment(
    text: str, *, now: dt.datetime, understand: Understand = understand_moment
) -> tuple[Moment | None, str]:
    """The longest moment that the first words say, and what follows it."""
    words = text.split(maxsplit=_WORDS)
    for count in range(min(_WORDS, len(words)), 0, -1):
        phrase = tidy(" ".join(words[:count])).rstrip(",:、")
        rest = "".join(text.split(maxsplit=count)[count:]).strip()
        if _is_part_of_a_count(phrase, rest):
            continue
        if moment := understand(phrase, now=now):
            return moment, rest
    return None, text.strip()


def _moments(phrase: str, *, today: dt.date) -> Iterator[Moment | None]:
    for at in range(1, len(phrase)):
        head, tail = phrase[:at], phrase[at:]
        if head[-1].isdigit() and tail[0].isdigit():
            continue
        yield _pair(head.strip(), tail.strip().removeprefix("at "), today=today)
        if tail[0] == " ":
            yield _pair(tail.strip(), head, today=today)


def _pair(day: str, time: str, *, today: dt.date) -> Moment | None:
    read, hour = understand_day(day, today=today), understand_time(time)
    return Moment(read, hour) if read and hour else None


def _is_part_of_a_count(phrase: str, rest: str) -> bool:
    """Houses have numbers too: no date in "3-5 号楼" and none in "25号 楼"."""
    return bool(_BARE_FIGURE.fullmatch(phrase) and _COUNTED.match(rest))
