"""One hour of the office's day: 8点半, 下午两点, 18:30, 2pm; "2点" must say which half."""

import re
from datetime import time

from domain.when.writing import NUMERAL, joined, number, tidy

_WORKING = range(7, 24)
_PARTS = {
    "凌晨": range(6),
    **dict.fromkeys(("早上", "早晨", "清晨", "早"), range(4, 12)),
    "上午": range(5, 12),
    "中午": range(11, 15),
    "下午": range(13, 20),
    "傍晚": range(16, 21),
    **dict.fromkeys(("晚上", "晚"), range(17, 24)),
    "a": range(1, 12),
    "p": range(12, 24),
}
_PART = "(?:(?P<part>凌晨|早上|早晨|清晨|早|上午|中午|下午|傍晚|晚上|晚) ?)?"
_MINUTES = (
    "(?P<minute>[0-5][0-9]|[二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])分?"
    "|(?P<few>[0-9]|[一二两三四五六七八九])分"
)
_PATTERNS = (
    re.compile(
        f"{_PART}(?P<hour>{NUMERAL}|零)[点时](?:整|钟|(?P<half>半)|(?P<quarter>[一三])刻|{_MINUTES})?"
    ),
    re.compile(f"{_PART}(?P<hour>[0-2]?[0-9]):(?P<minute>[0-5][0-9])"),
    re.compile(
        "(?P<hour>1[0-2]|0?[1-9])(?::(?P<minute>[0-5][0-9]))? ?(?P<part>[ap])(?:m|\\.m\\.)"
    ),
    re.compile("(?P<hour>12)(?::(?P<minute>[0-5][0-9]))? (?P<part>at night)"),
)


def read_time(text: str) -> time | None:
    return understand_time(joined(tidy(text)))


def understand_time(phrase: str) -> time | None:
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(phrase):
            said = match.groupdict()
            hour = _hour(number(said["hour"] or ""), part=said["part"])
            return None if hour is None else time(hour, _minute(said))
    return None


def _hour(said: int, *, part: str | None) -> int | None:
    if part is None:
        return said if said in _WORKING else None
    if part == "at night":
        return 0
    meant = (said, said + 12) if said else (said,)
    return next((hour for hour in meant if hour in _PARTS[part]), None)


def _minute(said: dict[str, str | None]) -> int:
    if said.get("half"):
        return 30
    if quarters := said.get("quarter"):
        return 15 * number(quarters)
    return number(said.get("minute") or said.get("few") or "0")
