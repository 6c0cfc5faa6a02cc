"""What a unit asks about the place at the roll, and the bounds it is compared with."""

from aiogram.filters.callback_data import CallbackData

from domain.fence import RADII, PlaceRule
from views.help import cancel_row
from views.screen import Button, Screen, pairs
from views.texts import Texts


class ShowFence(CallbackData, prefix="fnshow"):
    unit_id: int


class AskForPlace(CallbackData, prefix="fnask"):
    unit_id: int
    is_asked: bool


class DrawFence(CallbackData, prefix="fndraw"):
    unit_id: int


class DropFence(CallbackData, prefix="fndrop"):
    unit_id: int


class PickRadius(CallbackData, prefix="fnradius"):
    metres: int


def shown(rule: PlaceRule, t: Texts) -> Screen:
    ask = AskForPlace(unit_id=rule.unit_id, is_asked=not rule.is_asked)
    label = t("Ask no more") if rule.is_asked else t("Ask for the place")
    drop = Button(t("Drop the bounds"), DropFence(unit_id=rule.unit_id))
    buttons = [Button(label, ask), Button(t("Set the bounds"), DrawFence(unit_id=rule.unit_id))]
    return Screen(
        title=t("Place at the roll call · {unit}", unit=rule.unit),
        text="\n".join(_lines(rule, t)),
        buttons=pairs([*buttons, drop] if rule.fence else buttons),
    )


def _lines(rule: PlaceRule, t: Texts) -> list[str]:
    lines = [
        t("Whoever answers the roll is asked where they are.")
        if rule.is_asked
        else t("The place is not asked for.")
    ]
    if rule.fence:
        lines.append(t("Bounds: {n} metres around the point you sent.", n=rule.fence.radius))
    if rule.source and rule.source != rule.unit:
        lines.append(t("This follows {unit}.", unit=rule.source))
    return [
        *lines,
        "",
        t("A change holds from the next roll call on. Coordinates of people are never kept."),
    ]


def ask_centre(t: Texts) -> Screen:
    return Screen(
        text=t(
            "Please stand in the middle of your unit's ground and send your location, or send"
            " that point from the map (the paper clip, Location). /cancel leaves it."
        ),
        asks_location=t("📍 Send my location"),
        anew=True,
    )


def ask_radius(t: Texts, *, has_keyboard: bool = False) -> Screen:
    buttons = [Button(t("{n} metres", n=metres), PickRadius(metres=metres)) for metres in RADII]
    return Screen(
        title=t("The middle is noted."),
        text=t("How far do the bounds reach from there?"),
        forgets_keyboard=has_keyboard,
        buttons=(*pairs(buttons), cancel_row(t)),
    )
