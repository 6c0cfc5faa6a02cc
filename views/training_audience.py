"""For whom a training is: newcomers, everyone, a unit or a post."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.training import NEW, Audience, NobodyInvited, NobodyNew, TrainingKind
from views.paging import choices
from views.screen import Button, Screen, column, explain
from views.texts import Texts
from views.training import Key
from views.training_schedule import question


class Choice(StrEnum):
    UNITS = "units"
    POSTS = "posts"


class PickNewcomers(CallbackData, prefix="training-fresh"):
    """Whoever came of late, or has not been at a roll yet."""


class PickEveryone(CallbackData, prefix="training-all"):
    """Everyone in my units."""


class ListAudience(CallbackData, prefix="training-list"):
    choice: Choice
    page: Annotated[int, Field(ge=0, lt=2**15)]


class AskAudience(CallbackData, prefix="training-who"):
    """Back to the ways to say for whom."""


class PickAudience(CallbackData, prefix="training-for"):
    """A unit, or the post that this person has."""

    choice: Choice
    key: Key


def ask_audience(kind: TrainingKind, t: Texts) -> Screen:
    """Newcomers come first where the training is before the post, and it says who they are."""
    new = [Button(t("Newcomers"), PickNewcomers())] if kind is TrainingKind.PRE_POST else []
    ways = (
        *new,
        Button(t("Everyone in my units"), PickEveryone()),
        Button(t("One unit"), ListAudience(choice=Choice.UNITS, page=0)),
        Button(t("One post"), ListAudience(choice=Choice.POSTS, page=0)),
    )
    text = t("For whom is it? Press a button, or type the name of a unit or a post.")
    return question("\n".join([text, *([_newcomers(t)] if new else [])]), column(ways), t)


def _newcomers(t: Texts) -> str:
    return t(
        "Newcomers: joined in the last {days} days or not been at a roll yet, and this kind of "
        "training not done. Whoever was on your first roster is none.",
        days=NEW.days,
    )


def choose(choice: Choice, names: Sequence[tuple[int, str]], page: int, t: Texts) -> Screen:
    """Some units or posts at a time, the rest a page further; a name may always be typed."""
    buttons = choices(
        names,
        page,
        pick=lambda key: PickAudience(choice=choice, key=key),
        turn=lambda to: ListAudience(choice=choice, page=to),
        t=t,
        back=Button(t("Back"), AskAudience()),
    )
    asked = (
        t("Which unit? You may also type its name.")
        if choice is Choice.UNITS
        else t("Which post? You may also type its name.")
    )
    return Screen(title=t("Schedule a training"), text=asked, buttons=buttons)


def called(audience: Audience, unit: str, t: Texts) -> str:
    """Without a unit or a post it is for all of the supervisor's units."""
    if audience.of_newcomers:
        return t("Newcomers")
    return audience.post or unit or t("everyone in my units")


@explain.register
def nobody_invited(_error: NobodyInvited, t: Texts) -> Screen:
    return Screen(text=t("There is no auxiliary among them. Please choose others."), alert=True)


@explain.register
def nobody_new(_error: NobodyNew, t: Texts) -> Screen:
    text = t("Nobody has joined of late who has this training to do. Please choose others.")
    return Screen(text=text, alert=True)
