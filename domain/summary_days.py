"""The days and the unit that somebody asks a summary of; a summary looks back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.when import Period, read_period

LONGEST = 80
_BACK = (
    *("本{text}", "上{text}", "this {text}", "last {text}", "本月{text}", "上月{text}"),
    *("今年{text}", "去年{text}", "{year}-{text}", "{before}-{text}"),
    *("{text} {year}", "{text} {before}"),
)
"""Ways to say the week, month or year that a text leaves unsaid, the nearer one first."""


class Span(StrEnum):
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"


_SAID = {
    Span.TODAY: "今天",
    Span.YESTERDAY: "昨天",
    Span.WEEK: "本周",
    Span.MONTH: "本月",
}


@dataclass(frozen=True)
class Asked:
    period: Period
    unit_name: str


def days_of(span: Span, *, today: date) -> Period:
    return read_period(_SAID[span], today=today) or Period(today, today)


def read_past(text: str, *, today: date) -> Period | None:
    """As `read_period`, but what leaves the week, month or year unsaid means the last one."""
    period = read_period(text, today=today) or read_period(f"今年{text}", today=today)
    if period is None or period.first <= today:
        return period
    years = {"year": today.year, "before": today.year - 1}
    read = (read_period(form.format(text=text, **years), today=today) for form in _BACK)
    return next((earlier for earlier in read if earlier and earlier.last <= today), period)


def readings(text: str, *, today: date) -> Iterator[Asked]:
    """Every way to read 本周三里社区 or 三里社区 本周; the caller knows which units there are."""
    text = " ".join(text.split())
    this_day = Period(today, today)
    if not text:
        yield Asked(this_day, "")
        return
    if len(text) > LONGEST:
        return
    if period := read_past(text, today=today):
        yield Asked(period, "")
    yield Asked(this_day, text)
    for at in range(1, len(text)):
        head, tail = text[:at].strip(), text[at:].strip()
        if period := read_past(head, today=today):
            yield Asked(period, tail)
        if period := read_past(tail, today=today):
            yield Asked(period, head)
