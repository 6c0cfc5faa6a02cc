"""Until when something is to be done: 25号前, 周五之前, 月底前, 本周内, 三天内, 明天下班前."""

import re
from datetime import date, datetime

from domain.when.moment import Moment, understand_moment
from domain.when.writing import CHINESE_NUMERAL, joined, number, shifted, tidy
from domain.when.written import dated

_BEFORE = re.compile("(?P<when>.+?) ?(?:[之以]?前(?:完成)?|截止)|(?:by|until) (?P<english>.+)")
_YEAR_ENDS = {"年底", "年底前", "今年底", "今年年底", "今年底前", "今年年底前"}
_END_OF_WORK = re.compile("(?P<when>.*?)下班[之以]?前")
_WITHIN = re.compile(
    f"(?:(?P<days>[1-9][0-9]?|{CHINESE_NUMERAL})[天日]|(?P<week>[本这]周)|(?P<today>今天|当天|今日)"
    f"|(?P<month>[本这]?个?月)|(?P<year>[今本]?年))[之以]?内"
)


def read_deadline(text: str, *, now: datetime) -> Moment | None:
    """The last moment: a day without an hour means all of that day, as 前 does in an office."""
    return understand_deadline(joined(tidy(text)), now=now)


def understand_deadline(phrase: str, *, now: datetime) -> Moment | None:
    if moment := understand_moment(phrase, now=now):
        return moment
    if day := _within(phrase, today=now.date()):
        return Moment(day, None)
    if said := _END_OF_WORK.fullmatch(phrase):
        return _whole_day(said["when"] or "今天", now=now)
    if phrase in _YEAR_ENDS:
        return Moment(date(now.year, 12, 31), None)
    said = _BEFORE.fullmatch(phrase)
    return understand_moment(said["when"] or said["english"], now=now) if said else None


def _whole_day(phrase: str, *, now: datetime) -> Moment | None:
    moment = understand_moment(phrase, now=now)
    return moment if moment and moment.time is None else None


def _within(phrase: str, *, today: date) -> date | None:
    if not (said := _WITHIN.fullmatch(phrase)):
        return None
    if said["today"]:
        return today
    if said["days"]:
        return shifted(today, number(said["days"]))
    if said["week"]:
        return shifted(today, 6 - today.weekday())
    return dated(today.year, 12 if said["year"] else today.month, None)
