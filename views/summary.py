"""A summary on a phone: the whole first, then a line per unit."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field, PlainSerializer

from domain.summary import NoUnits, RollDay, Summary, SummaryNotFound
from domain.summary_days import Span, days_of
from domain.when import Period
from views.figures import total_lines, unit_lines
from views.screen import Button, Row, Screen, explain, pairs
from views.texts import N_, Texts

Day = Annotated[date, PlainSerializer(date.isoformat)]
UnitId = Annotated[int, Field(gt=0, lt=2**31)]


class ShowSummary(CallbackData, prefix="sum"):
    span: Span
    unit_id: UnitId | None = None


class RefreshSummary(CallbackData, prefix="sumagain"):
    """The same days again, whatever day it is when this is pressed."""

    first: Day
    last: Day
    unit_id: UnitId | None = None


class ExportFigures(CallbackData, prefix="export"):
    """What is shown, as a spreadsheet."""

    first: Day
    last: Day
    unit_id: UnitId | None = None


class ShowLoads(CallbackData, prefix="sumeach"):
    """What each person had in these days; of a single day, in its week."""

    first: Day
    last: Day
    unit_id: UnitId | None = None
    page: int = 0


_OTHERS = 3
_SPANS = (
    (Span.TODAY, N_("Today")),
    (Span.YESTERDAY, N_("Yesterday")),
    (Span.WEEK, N_("This week")),
    (Span.MONTH, N_("This month")),
)
_NO_ROLL = {
    RollDay.REST: N_("A day of rest: no roll call."),
    RollDay.AHEAD: N_("Still to come: no roll call yet."),
    RollDay.NOT_YET: N_("No roll call has been held today so far."),
}


def summary_screen(summary: Summary, *, now: datetime, t: Texts) -> Screen:
    unit, total = summary.unit, summary.total
    is_called = summary.roll_day is RollDay.CALLED
    many_days = summary.period.first != summary.period.last
    lines = [_days_line(summary.period, now=now, t=t), ""]
    if not is_called:
        lines.append(no_roll(summary.roll_day, summary.period, t))
    lines += total_lines(total, many_days=many_days, t=t)
    if summary.most_asked:
        lines.append(t("Nobody was asked more than {n} times today.", n=summary.most_asked))
    if any(not line.is_own for line in summary.lines):
        lines += ["", t("Unit by unit:")]
        lines += [said for each in summary.lines for said in unit_lines(each, t)]
    return Screen(
        title=t("Summary of {unit}", unit=unit) if unit else t("Summary of your units"),
        text="\n".join(lines),
        buttons=_buttons(summary, now, t),
    )


def up_to_date(t: Texts) -> Screen:
    """For a press that would change nothing on the screen."""
    return Screen(text=t("Up to date: nothing has changed since."), alert=True)


def no_roll(day: RollDay, period: Period, t: Texts) -> str:
    if day in _NO_ROLL:
        return t(_NO_ROLL[day])
    if period.first == period.last:
        return t("No roll call was held that day.")
    return t("No roll call was held in these days.")


def _days_line(period: Period, *, now: datetime, t: Texts) -> str:
    days = said_days(period, now=now, t=t)
    if period.first <= now.date() <= period.last:
        return t("{days}, as of {time}", days=days, time=t.time(now))
    return days


def said_days(period: Period, *, now: datetime, t: Texts) -> str:
    """With the year unless it is this one."""
    days = t.days(period.first, period.last)
    if period.first.year == period.last.year == now.year:
        return days
    return t("{days} ({year})", days=days, year=_years(period))


def _years(period: Period) -> str:
    first, last = period.first.year, period.last.year
    return f"{first}" if first == last else f"{first}–{last}"


def _buttons(summary: Summary, now: datetime, t: Texts) -> Sequence[Row]:
    """What is shown needs no button of its own beside the one that shows it anew."""
    unit_id, period = summary.unit_id, summary.period
    others = [each for each in _SPANS if days_of(each[0], today=now.date()) != period]
    spans = [Button(t(name), ShowSummary(span=span, unit_id=unit_id)) for span, name in others]
    first, last = period.first, period.last
    more = (
        Button(t("Per person"), ShowLoads(first=first, last=last, unit_id=unit_id)),
        Button(t("Refresh"), RefreshSummary(first=first, last=last, unit_id=unit_id)),
        Button(t("Spreadsheet"), ExportFigures(first=first, last=last, unit_id=unit_id)),
    )
    return pairs([*spans[:_OTHERS], *more])


@explain.register
def not_found(_error: SummaryNotFound, t: Texts) -> Screen:
    return Screen(
        text=t(
            "This is neither a unit of yours nor days I understand."
            " Example: /summary this week NAME"
        )
    )


@explain.register
def no_units(_error: NoUnits, t: Texts) -> Screen:
    return Screen(
        text=t("There are no units in your charge yet. They come with the roster's import."),
        alert=True,
    )
