"""Hours as people type them: one figure, or a unit's whole day in a line."""

import re
import unicodedata
from datetime import time

from domain.hours import Change, Figure, HoursUnclear, minutes
from domain.when import read_time
from domain.when.writing import CHINESE_NUMERAL, number, tidy

_FIGURES = re.compile("(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])")
_SIGN = "[-‐‑‒–—―−－~～〜∼至到]"
_WORD = f"(?:(?!{_SIGN})\\S)+"
_SPAN = re.compile(f"\\s*(?P<first>{_WORD})(?P<to>\\s*{_SIGN}+\\s*(?P<last>{_WORD}))?(?=\\s|$)")
_ONE = re.compile(f"\\s*(?P<first>{_WORD})")
_GRACE = re.compile(
    f"(?:^|(?<=\\s))(?:宽限|grace)\\s*[:：]?\\s*(?P<minutes>\\d{{1,3}}|{CHINESE_NUMERAL})"
    "\\s*(?:分钟?|min(?:ute)?s?)?(?=\\s|$)",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    f"(?:(?P<figures>[0-9]{{1,3}})|(?P<said>{CHINESE_NUMERAL}|[零〇])) ?(?:分钟?|min(?:ute)?s?)?"
)
_GRACES = {
    "一刻钟": 15,
    "半小时": 30,
    "半个小时": 30,
    "半个钟头": 30,
    "不宽限": 0,
    "没有": 0,
    "无": 0,
}
_STRAY_FIGURE = re.compile("(?:\\d{1,2}\\s*[:：点时]|宽限|grace\\b)", re.IGNORECASE)
_INHERIT = re.compile("(?:沿用|inherit)(?:\\s+(?P<unit>.*))?", re.IGNORECASE | re.DOTALL)
_MARKS = " 。.！!，,"


def read_hours(text: str) -> tuple[Change, str]:
    """`08:00-09:00 17:30-22:00 宽限 10 三里社区`: what changes, and the unit if it is said."""
    roll, rest = _take_span(text)
    review, rest = _take_span(rest) if roll else (None, rest)
    grace, unit = _take_grace(rest)
    if (roll is None and grace is None) or _is_no_unit(unit, is_full=review is not None):
        raise HoursUnclear
    roll_call, closing = roll or (None, None)
    opens, until = review or (None, None)
    return (
        Change(
            roll_call=roll_call, grace=grace, closing=closing, review=opens, review_until=until
        ),
        unit,
    )


def read_inherit(text: str) -> str | None:
    """`沿用 三里社区`: the unit that is to follow the one above it; None for anything else."""
    said = _INHERIT.fullmatch(text.strip())
    return " ".join((said["unit"] or "").split()) if said else None


def read_figure(figure: Figure, text: str) -> int | None:
    """The answer to one question, in minutes: of the day, or of the grace."""
    text = text.strip(_MARKS)
    if figure is Figure.GRACE:
        return _read_minutes(text)
    at = read_hour(text)
    return None if at is None else minutes(at)


def read_hour(text: str) -> time | None:
    """In figures the day has 24 hours, so 6:00 is the morning's; else as people say it."""
    if said := _FIGURES.fullmatch(unicodedata.normalize("NFKC", text)):
        return time(int(said["hour"]), int(said["minute"]))
    return read_time(text)


def _read_minutes(text: str) -> int | None:
    phrase = tidy(text).removeprefix("宽限").removeprefix("grace").strip(" :")
    if phrase in _GRACES:
        return _GRACES[phrase]
    if not (said := _MINUTES.fullmatch(phrase)):
        return None
    return int(said["figures"]) if said["figures"] else number(said["said"])


def _take_span(text: str) -> tuple[tuple[time, time | None] | None, str]:
    """One hour or two joined by a sign at the head of a line, and what follows."""
    for pattern in (_SPAN, _ONE):
        if not (said := pattern.match(text)) or (first := read_hour(said["first"])) is None:
            continue
        joined = said.groupdict()
        if not joined.get("to"):
            return (first, None), text[said.end() :]
        if last := read_hour(joined["last"]):
            return (first, last), text[said.end() :]
        if joined["last"][0].isdigit():
            raise HoursUnclear
    return None, text


def _take_grace(text: str) -> tuple[int | None, str]:
    said = _GRACE.search(text)
    if not said:
        return None, " ".join(text.split())
    rest = f"{text[: said.start()]} {text[said.end() :]}"
    return _read_minutes(said["minutes"]), " ".join(rest.split())


def _is_no_unit(text: str, *, is_full: bool) -> bool:
    return bool(_STRAY_FIGURE.match(text)) or (text[:1].isdigit() and not is_full)
