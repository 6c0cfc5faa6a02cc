"""By chance, but believable: when somebody answers, what becomes of a task, what is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from domain.seeding_words import CANNOT_NOTES, DONE_NOTES, PROBLEMS, TOMORROWS, UNDONE_NOTES
from domain.task import TaskState

ON_TIME, LATE = 0.92, 0.05
"""Of those expected; the rest is silent."""
IN_TIME, TOO_LATE = 0.9, 0.04
"""Of those who were there: reviews handed in before the end and after it."""
BY_CARD, CANNOT, TAKEN = 0.56, 0.03, 0.3
"""What becomes of a task in the day; the rest is as it was sent when the evening comes."""
SAID = 0.65
"""How often somebody writes what could be left out."""

Item = TypeVar("Item")


@dataclass(frozen=True, kw_only=True)
class Evening:
    """A review that was handed in."""

    at: datetime
    problems: str
    tomorrow: str


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What became of a task on one day."""

    state: TaskState
    at: datetime
    note: str = ""


def answer(
    dice: Random, *, begins: datetime, on_time_until: datetime, closes: datetime
) -> datetime | None:
    """When somebody answers the roll; most at once."""
    luck = dice.random()
    if luck < ON_TIME:
        return begins + (on_time_until - begins) * dice.random() ** 2
    if luck < ON_TIME + LATE:
        return on_time_until + (closes - on_time_until) * dice.uniform(0.05, 0.9)
    return None


def evening(dice: Random, *, begins: datetime, until: datetime) -> Evening | None:
    """Handed in by the end of the evening, or within the hour after it."""
    luck = dice.random()
    if luck < IN_TIME:
        at = begins + (until - begins) * dice.uniform(0.02, 0.6)
    elif luck < IN_TIME + TOO_LATE:
        at = until + timedelta(minutes=dice.randint(3, 50))
    else:
        return None
    return Evening(at=at, problems=_said(dice, PROBLEMS), tomorrow=_said(dice, TOMORROWS))


def deed(
    dice: Random, *, sent: datetime, work: tuple[datetime, datetime], said: Evening | None
) -> Deed:
    """Done by its card in the day, else told in the evening, else left as it is."""
    begins, ends = work
    luck, at = dice.random(), begins + (ends - begins) * dice.random()
    if luck < BY_CARD:
        return Deed(state=TaskState.DONE, at=at, note=_said(dice, DONE_NOTES))
    if luck < BY_CARD + CANNOT:
        return Deed(state=TaskState.CANNOT, at=at, note=dice.choice(CANNOT_NOTES))
    if said:
        return _told(dice, said.at)
    if luck < BY_CARD + CANNOT + TAKEN:
        return Deed(state=TaskState.TAKEN, at=at)
    return Deed(state=TaskState.SENT, at=sent)


def _told(dice: Random, at: datetime) -> Deed:
    states = (TaskState.DONE, TaskState.PARTLY, TaskState.NOT_DONE)
    state = dice.choices(states, (76, 15, 9))[0]
    note = "" if state is TaskState.DONE else dice.choice(UNDONE_NOTES)
    return Deed(state=state, at=at, note=note)


def _said(dice: Random, words: Sequence[str]) -> str:
    return dice.choice(words) if dice.random() < SAID else ""


def some(dice: Random, people: Sequence[Item], share: float) -> list[Item]:
    """A share of these people, and by chance one more."""
    return dice.sample(people, min(len(people), int(len(people) * share + dice.random())))
