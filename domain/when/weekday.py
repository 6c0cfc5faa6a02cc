"""Days of the week 周三, 下周三, next wednesday; a week runs from Monday to Sunday."""

import re
from dataclasses import dataclass
from datetime import date

from domain.when.writing import shifted

WEEK = "(?:周|星期|礼拜)"
WEEK_OF = f"(?:(?P<week>下下|[本这上下])(?:(?<!本)个(?={WEEK}))?)"
WEEKS = {"上": -1, "last": -1, "本": 0, "这": 0, "this": 0, "下": 1, "next": 1, "下下": 2}
_CHINESE = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH = {
    name: day
    for day, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
_DAYS = _CHINESE | _ENGLISH
_PATTERNS = (
    re.compile(f"(?![上下]+个周){WEEK_OF}?{WEEK}(?P<day>[{''.join(_CHINESE)}])"),
    re.compile(f"(?:(?P<week>this|next|last) )?(?P<day>{'|'.join(_ENGLISH)})"),
)


@dataclass(frozen=True)
class Weekday:
    week: int | None
    day: int

    def ahead(self, today: date) -> date | None:
        """The coming one when no week was said: today counts only if it is that day."""
        if self.week is not None:
            return self.within(today)
        return shifted(today, (self.day - today.weekday()) % 7)

    def within(self, today: date) -> date | None:
        return shifted(today, 7 * (self.week or 0) + self.day - today.weekday())


def understand_weekday(phrase: str) -> Weekday | None:
    for pattern in _PATTERNS:
        if said := pattern.fullmatch(phrase):
            week = said["week"]
            return Weekday(None if week is None else WEEKS[week], _DAYS[said["day"]])
    return None
