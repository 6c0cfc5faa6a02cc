"""Some days with their halves: 明天上午, 25号下午到27号, 12到15号, 明天起三天."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.when.day import understand_day
from domain.when.period import Period, read_coming_period
from domain.when.writing import CHINESE_NUMERAL, joined, number, shifted, tidy

_HALF = "(?P<{name}> ?(?:上午|下午|半天|全天|一天|整天| morning| afternoon))?"
_ONE = re.compile(f"(?P<days>.+?){_HALF.format(name='half')}")
_TWO = re.compile(
    f"(?P<first>.+?){_HALF.format(name='begins')} ?(?P<to>到|至|~|-|–| to ) ?"
    f"(?P<last>.+?){_HALF.format(name='ends')}"
)
_COUNTED = re.compile(
    f"从?(?P<day>.+?)(?:起|开始|起请|开始请)(?P<count>[1-9][0-9]?|{CHINESE_NUMERAL})天"
)
_PAIRS = {"今明": (0, 1), "明后": (1, 2)}
_PAIR = re.compile("(?P<one>今|明)天?[、和跟 ]?(?P<other>明|后)(?:天|两天|两日)")
_BARE = re.compile(f"(?:我?要?请|休)?假?(?P<count>[1-9][0-9]?|{CHINESE_NUMERAL})天(?:假)?")
"""请三天 begins today."""
_MORNING = {"上午", "morning"}
_AFTERNOON = {"下午", "afternoon"}


NOON = time(12)


class Half(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"

    @classmethod
    def of(cls, at: datetime) -> "Half":
        """`at` is local."""
        return cls.MORNING if at.time() < NOON else cls.AFTERNOON


@dataclass(frozen=True)
class Spell:
    """Both days belong to it, whole, or the first from noon and the last until noon."""

    first: date
    last: date
    from_noon: bool = False
    until_noon: bool = False

    def __post_init__(self) -> None:
        if self.first == self.last and self.from_noon and self.until_noon:
            raise ValueError("nothing is left of the day")

    @property
    def halves(self) -> int:
        return self._last_half - self._first_half + 1

    def meets(self, other: "Spell") -> bool:
        return self._first_half <= other._last_half and other._first_half <= self._last_half

    def covers(self, day: date, half: Half) -> bool:
        at = 2 * day.toordinal() + (half is Half.AFTERNOON)
        return self._first_half <= at <= self._last_half

    def begins_at(self, now: datetime) -> datetime:
        """In the zone of `now`."""
        return datetime.combine(self.first, NOON if self.from_noon else time(), now.tzinfo)

    def ends_at(self, now: datetime) -> datetime:
        """The first moment after it."""
        noon = datetime.combine(self.last, NOON, now.tzinfo)
        return noon if self.until_noon else noon + timedelta(hours=12)

    @property
    def _first_half(self) -> int:
        return 2 * self.first.toordinal() + self.from_noon

    @property
    def _last_half(self) -> int:
        return 2 * self.last.toordinal() + (not self.until_noon)


def read_spell(text: str, *, today: date) -> Spell | None:
    """What lies ahead; a half of which it is not said which is not understood."""
    phrase = joined(tidy(text))
    if period := _counted(phrase, today=today) or read_coming_period(phrase, today=today):
        return Spell(period.first, period.last)
    return _one_day(phrase, today=today) or _from_to(phrase, today=today)


def _counted(phrase: str, *, today: date) -> Period | None:
    if (said := _PAIR.fullmatch(phrase)) and (pair := said["one"] + said["other"]) in _PAIRS:
        near = [shifted(today, ahead) for ahead in _PAIRS[pair]]
        return Period(near[0], near[1]) if near[0] and near[1] else None
    if said := _BARE.fullmatch(phrase):
        return _so_many(today, said["count"])
    if not (said := _COUNTED.fullmatch(phrase)):
        return None
    return _so_many(understand_day(said["day"].strip(), today=today), said["count"])


def _so_many(first: date | None, count: str) -> Period | None:
    last = shifted(first, number(count) - 1) if first else None
    return Period(first, last) if first and last else None


def _one_day(phrase: str, *, today: date) -> Spell | None:
    if not (said := _ONE.fullmatch(phrase)) or not said["half"]:
        return None
    half = said["half"].strip()
    day = understand_day(said["days"].strip(), today=today)
    if day is None or half == "半天":
        return None
    return Spell(day, day, from_noon=half in _AFTERNOON, until_noon=half in _MORNING)


def _from_to(phrase: str, *, today: date) -> Spell | None:
    if not (said := _TWO.fullmatch(phrase)):
        return None
    begins, ends = ((said[name] or "").strip() for name in ("begins", "ends"))
    if "半天" in (begins, ends):
        return None
    period = read_coming_period(f"{said['first']}{said['to']}{said['last']}", today=today)
    if period is None or period.first == period.last:
        return None
    return Spell(
        period.first,
        period.last,
        from_noon=begins in _AFTERNOON,
        until_noon=ends in _MORNING,
    )
