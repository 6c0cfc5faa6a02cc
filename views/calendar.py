"""A unit's month as a picture of text: a week is a line, a day one sign."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.calendar import FIRST_MONTH, LAST_MONTH, DayKind, DayShown
from views.screen import Button, Screen
from views.texts import N_, Texts

Key = Annotated[int, Field(ge=1, lt=2**31)]
Month = Annotated[int, Field(ge=FIRST_MONTH, lt=LAST_MONTH)]
_SIGNS = {
    DayKind.WORKDAY: N_("W"),
    DayKind.REST: N_("–"),
    DayKind.HOLIDAY: N_("H"),
    DayKind.MAKE_UP: N_("M"),
    DayKind.ADDED: N_("+"),
    DayKind.FREED: N_("F"),
    DayKind.UNKNOWN: N_("?"),
}
NAMES = {
    DayKind.WORKDAY: N_("workday"),
    DayKind.REST: N_("day of rest"),
    DayKind.HOLIDAY: N_("holiday"),
    DayKind.MAKE_UP: N_("make-up workday"),
    DayKind.ADDED: N_("workday by change"),
    DayKind.FREED: N_("free by change"),
    DayKind.UNKNOWN: N_("not confirmed"),
}
_BLANK = "\u3000"
_WEEK = 7


class ShowMonth(CallbackData, prefix="cal"):
    unit_id: Key
    month: Month


class AskDay(CallbackData, prefix="cal-day"):
    """A day is to be changed."""

    unit_id: Key


class ShowPeriods(CallbackData, prefix="cal-special"):
    unit_id: Key


@dataclass(frozen=True, kw_only=True)
class PeriodShown:
    period_id: int
    name: str
    first: date
    last: date
    roll_at: time
    unit: str


@dataclass(frozen=True, kw_only=True)
class MonthShown:
    unit_id: int
    unit: str
    month: int
    days: Sequence[DayShown]
    periods: Sequence[PeriodShown] = ()


def month_screen(shown: MonthShown, t: Texts, *, hint: str = "") -> Screen:
    year, at = divmod(shown.month, 12)
    lines = [*([hint, ""] if hint else []), t("Mo Tu We Th Fr Sa Su"), *_weeks(shown.days, t)]
    lines += ["", _legend(shown.days, t), *_reasons(shown.days, t), *_periods(shown.periods, t)]
    turns = ((t("Month before"), shown.month - 1), (t("Month after"), shown.month + 1))
    inside = [
        Button(label, ShowMonth(unit_id=shown.unit_id, month=month))
        for label, month in turns
        if FIRST_MONTH <= month < LAST_MONTH
    ]
    change = (
        Button(t("Change a day"), AskDay(unit_id=shown.unit_id)),
        Button(t("Special period"), ShowPeriods(unit_id=shown.unit_id)),
    )
    return Screen(
        title=t("{unit} · {year}-{month}", unit=shown.unit, year=year, month=at + 1),
        text="\n".join(lines),
        buttons=(tuple(inside), change),
    )


def _weeks(days: Sequence[DayShown], t: Texts) -> Iterator[str]:
    signs = [_BLANK] * days[0].day.weekday() + [t(_SIGNS[each.kind]) for each in days]
    for at in range(0, len(signs), _WEEK):
        week = signs[at : at + _WEEK]
        blanks = [_BLANK] * (_WEEK - len(week))
        first = max(at - days[0].day.weekday(), 0) + 1
        last = min(at - days[0].day.weekday() + _WEEK, len(days))
        span = f"{first}" if first == last else f"{first}–{last}"
        yield " ".join([*week, *blanks]) + f"  {span}"


def _legend(days: Sequence[DayShown], t: Texts) -> str:
    kinds = {each.kind for each in days}
    return t.listed(f"{t(_SIGNS[kind])} {t(NAMES[kind])}" for kind in DayKind if kind in kinds)


def _reasons(days: Sequence[DayShown], t: Texts) -> Iterator[str]:
    """Days that follow each other for one reason are one line."""
    run: list[DayShown] = []
    for each in [*days, None]:
        goes_on = each and run and (each.kind, each.reason) == (run[-1].kind, run[-1].reason)
        if run and not goes_on:
            if run[0].reason:
                span = t.days(run[0].day, run[-1].day)
                name = t(NAMES[run[0].kind])
                yield t("{days}: {kind}, {reason}", days=span, kind=name, reason=run[0].reason)
            run = []
        if each:
            run.append(each)


def _periods(periods: Sequence[PeriodShown], t: Texts) -> list[str]:
    lines = [period_line(each, t) for each in periods]
    return ["", *lines] if lines else []


def period_line(each: PeriodShown, t: Texts) -> str:
    return t(
        "Special period “{name}” ({unit}): {days}, second roll call at {time}",
        name=each.name,
        unit=each.unit,
        days=t.days(each.first, each.last),
        time=f"{each.roll_at:%H:%M}",
    )
