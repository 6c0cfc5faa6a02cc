"""The hours of units, and what was understood when they are set."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.hours import Hours, HoursUnclear
from views.screen import Screen, explain
from views.texts import Texts

SHOWN_UNITS = 20


@dataclass(frozen=True, kw_only=True)
class UnitHours:
    """`source` names the unit the hours come from; empty for the default ones."""

    unit: str
    hours: Hours
    source: str
    is_own: bool


def listed(units: Sequence[UnitHours], t: Texts) -> Screen:
    blocks = [f"{each.unit}\n{_line(each.hours, t)}\n{_source(each, t)}" for each in units]
    more = len(units) - SHOWN_UNITS
    if more > 0:
        blocks = blocks[:SHOWN_UNITS]
        blocks.append(t.plural("… and {n} more unit", "… and {n} more units", more))
    return Screen(title=t("Hours"), text="\n\n".join(["", *blocks, _example(t)]).lstrip("\n"))


def _line(hours: Hours, t: Texts) -> str:
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
    return t("To change them: /hours 08:00 17:30, with a unit's name behind if need be.")


def changed(unit: str, hours: Hours, *, from_tomorrow: bool, t: Texts) -> Screen:
    lines = [_line(hours, t), t("Units below without hours of their own follow.")]
    if from_tomorrow:
        lines.append(t("Today's roll call hour has passed: the roll moves from tomorrow on."))
    return Screen(title=t("Hours of {unit} changed", unit=unit), text="\n".join(lines))


@explain.register
def hours_unclear(_error: HoursUnclear, t: Texts) -> Screen:
    return Screen(
        text=t(
            "I did not understand these hours. First the roll call, then the review if it"
            " changes, then the unit. Example: /hours 08:00 17:30"
        )
    )
