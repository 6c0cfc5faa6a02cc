"""Training before the post: which units ask for it, and what a new person is told."""

from collections.abc import Sequence
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.pre_post import PAGE, HeldBack, Lack, Lacking, PrePostMissing, UnitRule
from views.paging import page_buttons, page_line, page_of
from views.screen import Button, Screen, column, explain, render, shortened
from views.texts import Texts
from views.training import LONGEST_LABEL, Key
from views.training_desk import ListPrePost


class DecidePrePost(CallbackData, prefix="prepost"):
    """`is_required` is what is wanted, so that pressing twice changes nothing more."""

    unit_id: Key
    is_required: bool
    page: Annotated[int, Field(ge=0, lt=2**15)]


def rules(units: Sequence[UnitRule], page: int, t: Texts) -> Screen:
    shown, page, pages = page_of(list(enumerate(units, start=1)), page, size=PAGE)
    turns = page_buttons(page, pages=pages, turn=lambda to: ListPrePost(page=to), t=t)
    lines = [
        t("Whoever joins a ticked unit from then on is asked only after the training:"),
        t("they have to have come, and passed its quiz if there is one."),
        t("Whoever is on the roster already is asked as always. Press a unit to change it."),
        *page_line(page, pages=pages, t=t),
    ]
    buttons = column(_unit(at, unit, page) for at, unit in shown)
    return Screen(
        title=t("Training before the post"),
        text="\n".join(lines),
        buttons=(*buttons, *turns),
    )


def _unit(number: int, unit: UnitRule, page: int) -> Button:
    press = DecidePrePost(unit_id=unit.unit_id, is_required=not unit.is_required, page=page)
    mark = "✓" if unit.is_required else "☐"
    return Button(f"{mark} {number}. {shortened(unit.name, LONGEST_LABEL)}", press)


@render.register
def held_back(notice: HeldBack, t: Texts) -> Screen:
    lines = [
        t("{name}, once this is done, the next roll asks you.", name=notice.name),
        *(_line(each, t) for each in notice.lacking),
    ]
    if not notice.lacking:
        lines.append(t("No training is set for you yet. Your supervisor tells you when."))
    return Screen(title=t("First a training before the post"), text="\n".join(lines))


def _line(each: Lacking, t: Texts) -> str:
    match each.lack:
        case Lack.COMING:
            return t("· {title}: {moment}", title=each.title, moment=t.moment(each.starts_at))
        case Lack.MISSED:
            return t("· {title}: you are not on its list; ask the trainer", title=each.title)
    return t("· {title}: pass the quiz, /training", title=each.title)


@explain.register
def missing(_error: PrePostMissing, t: Texts) -> Screen:
    text = t(
        "Once the training before the post is done, the next roll asks you. "
        "/training shows what is due."
    )
    return Screen(text=text, alert=True)
