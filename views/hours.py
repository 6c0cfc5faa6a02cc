"""The hours of units: the list, one unit's five figures, and what holds after a change."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.hours import Figure, GraceTooLong, Hours, HoursOutOfOrder, HoursUnclear, NoOwnHours
from domain.occurrence import Kind
from views.paging import page_line, page_of
from views.screen import Button, Screen, column, explain, pairs, shortened
from views.texts import N_, Texts

PAGE = 5
"""Units on a page: with the button that turns it, all that a keyboard holds."""
LONGEST_LABEL = 24
Key = Annotated[int, Field(ge=1, lt=2**31)]
NAMES = {
    Figure.ROLL_CALL: N_("Roll call"),
    Figure.GRACE: N_("Grace"),
    Figure.CLOSING: N_("Roll call closes"),
    Figure.REVIEW: N_("Evening review"),
    Figure.REVIEW_UNTIL: N_("Review ends"),
}


class ListHours(CallbackData, prefix="hours-list"):
    page: Annotated[int, Field(ge=0, lt=2**15)]


class ShowHours(CallbackData, prefix="hours-unit"):
    unit_id: Key


class AskFigure(CallbackData, prefix="hours-ask"):
    """This figure is to be another."""

    unit_id: Key
    figure: Figure


@dataclass(frozen=True, kw_only=True)
class UnitHours:
    """`source` names the unit the hours come from; empty for the default ones.

    `later` names what of them holds from tomorrow.
    """

    unit_id: int
    unit: str
    hours: Hours
    source: str
    is_own: bool
    later: Collection[Kind] = ()


def listed(units: Sequence[UnitHours], page: int, t: Texts) -> Screen:
    shown, page, pages = page_of(units, page, size=PAGE)
    text = "\n\n".join([*_blocks(shown, t), _example(t)])
    opens = [
        Button(shortened(each.unit, LONGEST_LABEL), ShowHours(unit_id=each.unit_id))
        for each in shown
    ]
    turns = [_turn(page, pages, t)] if pages > 1 else []
    return Screen(
        title=t("Hours"),
        text="\n".join([text, *page_line(page, pages=pages, t=t)]),
        buttons=column([*opens, *turns]),
    )


def _blocks(units: Sequence[UnitHours], t: Texts) -> Iterator[str]:
    """Units with one day are told together; whence they have it where all have it from there."""
    alike: dict[Hours, list[UnitHours]] = {}
    for each in units:
        alike.setdefault(each.hours, []).append(each)
    for hours, group in alike.items():
        sources = {_source(each, t) for each in group}
        source = sources if len(sources) == 1 else ()
        yield "\n".join([t.listed(each.unit for each in group), line_of(hours, t), *source])


def _turn(page: int, pages: int, t: Texts) -> Button:
    if page + 1 < pages:
        return Button(t("Next"), ListHours(page=page + 1))
    return Button(t("First page"), ListHours(page=0))


def line_of(hours: Hours, t: Texts) -> str:
    return t(
        "Roll call {roll_call}, on time until {grace} minutes after, closing {closing};"
        " review {review}–{review_until}",
        roll_call=f"{hours.roll_call:%H:%M}",
        grace=hours.grace,
        closing=f"{hours.closing:%H:%M}",
        review=f"{hours.review:%H:%M}",
        review_until=f"{hours.review_until:%H:%M}",
    )


def _source(each: UnitHours, t: Texts) -> str:
    if each.is_own:
        return t("Set for this unit")
    if each.source:
        return t("Inherited from {unit}", unit=each.source)
    return t("Default hours")


def _example(t: Texts) -> str:
    return t(
        "To see or change them, press a unit, or send /hours with a unit's name. In one line:"
        " /hours 08:00-09:00 17:30-22:00, with a unit's name behind if need be."
    )


def unit_screen(each: UnitHours, t: Texts) -> Screen:
    figures = [f"{t(NAMES[figure])} {value(figure, each.hours, t)}" for figure in Figure]
    asks = [
        Button(t(name), AskFigure(unit_id=each.unit_id, figure=figure))
        for figure, name in NAMES.items()
    ]
    lines = [*figures, _source(each, t), *_from_tomorrow(each.later, t), _how(each, t)]
    return Screen(
        title=t("Hours of {unit}", unit=each.unit),
        text="\n".join(lines),
        buttons=pairs([*asks, Button(t("Back"), ListHours(page=0))]),
    )


def _how(each: UnitHours, t: Texts) -> str:
    if each.is_own:
        return t(
            "Press what is to be changed. To follow the unit above again: /hours inherit {unit}",
            unit=each.unit,
        )
    return t("Press what is to be changed.")


def value(figure: Figure, hours: Hours, t: Texts) -> str:
    return spelled(figure, hours.minutes(figure), t)


def spelled(figure: Figure, minutes: int, t: Texts) -> str:
    if figure is Figure.GRACE:
        return t.plural("{n} minute", "{n} minutes", minutes)
    return "{:02}:{:02}".format(*divmod(minutes, 60))


def changed(unit: str, hours: Hours, later: Collection[Kind], t: Texts) -> Screen:
    held = _from_tomorrow(later, t) or [t("This holds from today on.")]
    lines = [line_of(hours, t), t("Units below without hours of their own follow."), *held]
    return Screen(title=t("Hours of {unit} changed", unit=unit), text="\n".join(lines))


def _from_tomorrow(later: Collection[Kind], t: Texts) -> list[str]:
    said = {
        Kind.ROLL_CALL: t("Today's roll call hour has passed: the roll moves from tomorrow on."),
        Kind.REVIEW: t("Today's review hour has passed: the review moves from tomorrow on."),
    }
    return [line for kind, line in said.items() if kind in later]


@explain.register
def hours_unclear(_error: HoursUnclear, t: Texts) -> Screen:
    return Screen(
        text=t(
            "I did not understand these hours. First the roll call and its closing, then the"
            " review and its end if they change, then the grace and the unit. Example:"
            " /hours 08:00-09:00 17:30-22:00; short: /hours 08:00 17:30"
        )
    )


def why_not(error: HoursOutOfOrder | GraceTooLong, t: Texts) -> str:
    if isinstance(error, GraceTooLong):
        return t(
            "The grace ({grace} minutes) must be shorter than the roll call is open"
            " ({lasts} minutes).",
            grace=error.grace,
            lasts=error.lasts,
        )
    return t(
        "{first} ({first_at}) must come before {then} ({then_at}).",
        first=t(NAMES[error.first]),
        first_at=f"{error.first_at:%H:%M}",
        then=t(NAMES[error.then]),
        then_at=f"{error.then_at:%H:%M}",
    )


@explain.register
def hours_out_of_order(error: HoursOutOfOrder, t: Texts) -> Screen:
    order = t(
        "The order of a day: roll call, its closing, the review, its end. Example:"
        " /hours 08:00 17:30"
    )
    return Screen(text=f"{why_not(error, t)}\n{order}")


@explain.register
def grace_too_long(error: GraceTooLong, t: Texts) -> Screen:
    return Screen(text=why_not(error, t))


@explain.register
def no_own_hours(_error: NoOwnHours, t: Texts) -> Screen:
    return Screen(text=t("This unit has no hours of its own, nothing has changed."), alert=True)
