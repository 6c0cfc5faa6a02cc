"""One day of the calendar, as it is typed: 明天, 下周三, 25号, 月底前, in 3 days."""

import re
from datetime import date

from domain.when.weekday import understand_weekday
from domain.when.writing import CHINESE_NUMERAL, joined, number, shifted, tidy
from domain.when.written import understand_written

_NEAR = {
    **{"今天": 0, "今日": 0, "today": 0},
    **{"明天": 1, "明日": 1, "tomorrow": 1},
    **{"后天": 2, "day after tomorrow": 2, "the day after tomorrow": 2, "大后天": 3},
    **{"昨天": -1, "昨日": -1, "yesterday": -1},
    **{"前天": -2, "day before yesterday": -2, "the day before yesterday": -2, "大前天": -3},
}
_COUNT = f"(?P<count>[1-9][0-9]{{0,2}}|{CHINESE_NUMERAL})"
_AFTER = (
    re.compile(f"{_COUNT}(?:天|(?P<weeks>周|个?星期|个?礼拜))[之以]?后"),
    re.compile("in (?P<count>[1-9][0-9]{0,2}) (?:days?|(?P<weeks>weeks?))"),
)


def read_day(text: str, *, today: date) -> date | None:
    return understand_day(joined(tidy(text)), today=today)


def understand_day(phrase: str, *, today: date) -> date | None:
    if (day := understand_near(phrase, today=today)) is not None:
        return day
    if weekday := understand_weekday(phrase):
        return weekday.ahead(today)
    written = understand_written(phrase, today=today)
    return written.ahead(today) if written else None


def understand_near(phrase: str, *, today: date) -> date | None:
    if (days := _NEAR.get(phrase)) is not None:
        return shifted(today, days)
    for pattern in _AFTER:
        if said := pattern.fullmatch(phrase):
            return shifted(today, number(said["count"]) * (7 if said["weeks"] else 1))
    return None
