"""A rota 轮班: shifts with their hours, and a pattern of shifts and rest that repeats."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.hours_said import read_hour
from domain.notice import Notice
from domain.refusals import OfficeError

REST = 0
MAX_SHIFTS = 4
MAX_PATTERN = 28
MAX_NAME = 8
_SHIFT = re.compile(
    "(?P<name>[^\\d\\s:：-]+)[\\s:：]*(?P<begins>[^\\s到至~～—–-]+)\\s*(?:[到至~～—–-]+)\\s*(?P<ends>\\S+)"
)
_BETWEEN = re.compile("[,，;；、\n]+")
_RESTS = ("轮休", "休息", "休", "rest", "off")
_BLANK = re.compile("[\\s,，、;；/-]+")


class ShiftsUnclear(OfficeError):
    """What was typed is no list of shifts with their hours."""


class PatternUnclear(OfficeError):
    """What was typed is no order of these shifts and rest."""


class PlaceUnclear(OfficeError):
    """What was typed is no name of the unit with one of its shifts."""


class NoRota(OfficeError):
    """This unit does not work in shifts."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One that ends before it begins goes over midnight."""

    name: str
    begins: time
    ends: time
    shift_id: int = 0

    @property
    def is_over_midnight(self) -> bool:
        return self.ends <= self.begins

    def begins_at(self, day: date, now: datetime) -> datetime:
        return datetime.combine(day, self.begins, now.tzinfo)

    def ends_at(self, day: date, now: datetime) -> datetime:
        last = day + timedelta(days=1) if self.is_over_midnight else day
        return datetime.combine(last, self.ends, now.tzinfo)


@dataclass(frozen=True, kw_only=True)
class Rota:
    """`pattern` holds shift ids and REST; a person's place shifts it by so many days."""

    pattern: tuple[int, ...]
    anchor: date
    places: Mapping[int, int] = field(default_factory=dict)

    def on(self, day: date, person_id: int) -> int:
        at = (day - self.anchor).days + self.places.get(person_id, 0)
        return self.pattern[at % len(self.pattern)]

    def placed(self, person_id: int, shift_id: int, day: date) -> int:
        """The place that begins this shift, or rest, on that day."""
        begins = [
            at
            for at, each in enumerate(self.pattern)
            if each == shift_id and self.pattern[at - 1] != shift_id
        ] or [self.pattern.index(shift_id)]
        return (begins[0] - (day - self.anchor).days) % len(self.pattern)


@dataclass(frozen=True, kw_only=True)
class RotaChanged(Notice):
    """What somebody works from `since` on; no days where the calendar of workdays holds again."""

    unit: str
    by: str
    since: date
    days: tuple[tuple[date, Shift | None], ...] = ()


def read_shifts(text: str) -> tuple[Shift, ...]:
    """`白班 8:00-20:00，夜班 20:00-8:00`."""
    shifts = tuple(_read_shift(part.strip()) for part in _BETWEEN.split(text) if part.strip())
    names = {shift.name for shift in shifts}
    if not 1 <= len(shifts) <= MAX_SHIFTS or len(names) < len(shifts):
        raise ShiftsUnclear
    return shifts


def _read_shift(text: str) -> Shift:
    said = _SHIFT.fullmatch(text)
    begins, ends = (read_hour(said[name]) for name in ("begins", "ends")) if said else (None, None)
    if said is None or begins is None or ends is None or begins == ends:
        raise ShiftsUnclear
    name = said["name"].strip()
    if len(name) > MAX_NAME or name.lower() in _RESTS:
        raise ShiftsUnclear
    return Shift(name=name, begins=begins, ends=ends)


def read_pattern(text: str, names: Sequence[str]) -> tuple[int, ...]:
    """`白班 夜班 休 休`, also 白班2 休2: numbers of the shifts from 1, and REST."""
    words = sorted([*names, *_RESTS], key=len, reverse=True)
    one = f"(?P<word>{'|'.join(map(re.escape, words))})[x×*]?(?P<count>[1-9])?"
    rest, pattern = _BLANK.sub("", text), list[int]()
    while rest:
        said = re.match(one, rest, re.IGNORECASE)
        if said is None:
            raise PatternUnclear
        number = _number(said["word"], names)
        pattern += [number] * int(said["count"] or 1)
        rest = rest[said.end() :]
    if not any(pattern) or len(pattern) > MAX_PATTERN:
        raise PatternUnclear
    return tuple(pattern)


def _number(word: str, names: Sequence[str]) -> int:
    return names.index(word) + 1 if word in names else REST


def read_place(text: str, names: Sequence[str]) -> tuple[str, int]:
    """`张伟 夜班`: who, and with which shift (its number, or REST) tomorrow begins."""
    who, _, what = text.strip().rpartition(" ")
    pattern = read_pattern(what, names) if what and what not in _RESTS else (REST,)
    if not who.strip() or len(pattern) != 1:
        raise PlaceUnclear
    return who.strip(), pattern[0]


def usual_patterns(count: int) -> tuple[tuple[int, ...], ...]:
    """Each shift once and as many days of rest; twice and two; once and one."""
    once = tuple(range(1, count + 1))
    twice = tuple(each for each in once for _ in range(2))
    return ((*once, *[REST] * count), (*twice, REST, REST), (*once, REST))


def dealt(people: Sequence[int], length: int) -> dict[int, int]:
    """Everybody in turn begins a day later, so that each day has somebody on each shift."""
    return {person_id: at % length for at, person_id in enumerate(people)}


def first_day(now: datetime) -> date:
    """What is set today holds from tomorrow: today's shifts have been told."""
    return now.date() + timedelta(days=1)
