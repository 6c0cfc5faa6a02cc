"""/export: which days, the sign of life, and what is said when there is no file."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.export import ExportFailed, ExportNotFound, ExportUnderWay, PeriodTooLong, Span
from domain.when import Period
from views.broadcast_board import ExportReaders
from views.screen import Button, Row, Screen, explain, pairs, render
from views.summary import ExportFigures
from views.texts import N_, Texts

__all__ = ["ExportFigures", "ExportReaders", "ExportSpan"]


class ExportSpan(CallbackData, prefix="exspan"):
    span: Span


_SPANS = {
    Span.WEEK: N_("This week"),
    Span.LAST_WEEK: N_("Last week"),
    Span.MONTH: N_("This month"),
    Span.LAST_MONTH: N_("Last month"),
}


def ask_period(t: Texts) -> Screen:
    return Screen(
        title=t("Which days go into the spreadsheet?"),
        text=t(
            "It has the figures of roll calls, tasks, reviews, trainings and notices of your"
            " units. For one unit or other days type for example: /export last month NAME"
        ),
        buttons=_spans(t),
    )


def _spans(t: Texts) -> Sequence[Row]:
    return pairs(Button(t(name), ExportSpan(span=span)) for span, name in _SPANS.items())


def preparing(period: Period | None, t: Texts) -> Screen:
    """At once, while the file is still to be made."""
    text = t("The spreadsheet is being prepared. It comes here in a moment.")
    if period:
        days = t.days(period.first, period.last)
        text = t("The spreadsheet of {days} is being prepared. It comes here soon.", days=days)
    return Screen(text=text, anew=True)


@render.register
def failed(notice: ExportFailed, t: Texts) -> Screen:
    if notice.is_lost:
        return Screen(text=t("No spreadsheet was made: its units are not yours any more."))
    return Screen(
        text=t(
            "The spreadsheet could not be made, for a fault on our side, which is noted."
            " Please ask for it once more: /export"
        )
    )


@explain.register
def not_found(_error: ExportNotFound, t: Texts) -> Screen:
    return Screen(
        text=t(
            "This is neither a unit of yours nor days I understand. Type for example:"
            " /export last month NAME"
        )
    )


@explain.register
def too_long(_error: PeriodTooLong, t: Texts) -> Screen:
    return Screen(
        text=t("One spreadsheet takes three months at most. Please name fewer days."), alert=True
    )


@explain.register
def under_way(_error: ExportUnderWay, t: Texts) -> Screen:
    return Screen(
        text=t("Your last spreadsheet is still being prepared. Please wait for it."), alert=True
    )
