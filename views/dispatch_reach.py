"""How widely a dispatch goes: to each or to whoever is first, and to which levels of units."""

from aiogram.filters.callback_data import CallbackData

from domain.dispatch import Recipients, Target, TargetKind
from domain.dispatch_draft import Draft
from domain.office import Level
from views.screen import Button, Row, Screen, pairs
from views.texts import Texts
from views.words import word


class ShowDraft(CallbackData, prefix="dshow"):
    no: int


class TurnOffer(CallbackData, prefix="doffer"):
    no: int


class AskLevels(CallbackData, prefix="dlevels"):
    no: int


class TurnLevel(CallbackData, prefix="dlevel"):
    no: int
    level: Level


def reach_lines(draft: Draft, target: Target, t: Texts) -> list[str]:
    lines = []
    if target.levels:
        lines.append(t("Only: {levels}", levels=t.listed(word(one, t) for one in target.levels)))
    if draft.is_offer:
        lines.append(t("Whoever is free: the first who takes it has it"))
    return lines


def reach_row(draft: Draft, target: Target, chosen: Recipients, t: Texts) -> tuple[Row, ...]:
    """Only what is a choice at all."""
    row = []
    if len(chosen.people) > 1 and draft.rhythm is None:
        label = t("One for each") if draft.is_offer else t("Whoever is free")
        row.append(Button(label, TurnOffer(no=draft.no)))
    if target.levels or (len(chosen.levels) > 1 and chosen.kind is not TargetKind.PEOPLE):
        row.append(Button(t("Choose levels"), AskLevels(no=draft.no)))
    return (tuple(row),) if row else ()


def ask_levels(draft: Draft, target: Target, everyone: Recipients, t: Texts) -> Screen:
    chosen = target.levels or tuple(everyone.levels)
    buttons = (
        Button(
            _ticked(level, count, t, is_on=level in chosen),
            TurnLevel(no=draft.no, level=level),
        )
        for level, count in everyone.levels.items()
    )
    return Screen(
        title=t("To which levels?"),
        text=t("Press a level to leave it out or to take it in again, then Back."),
        buttons=(*pairs(buttons), (Button(t("Back"), ShowDraft(no=draft.no)),)),
    )


def _ticked(level: Level, count: int, t: Texts, *, is_on: bool) -> str:
    name = word(level, t)
    said = t.plural("{level}, {n} person", "{level}, {n} people", count, level=name)
    return f"☑ {said}" if is_on else f"☐ {said}"
