"""Reassignment 转交: whose task stays undone today, who could do it, and why that person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError
from domain.task import PlannedTask, handed_key


class Cause(StrEnum):
    LEAVE = "leave"
    ABSENT = "absent"


class Verdict(StrEnum):
    PROPOSED = "proposed"
    TAKEN = "taken"
    LEFT = "left"


class Fit(StrEnum):
    """Why somebody can do another's task, the better reason first."""

    POST = "post"
    DUTY = "duty"


class HandedOn(OfficeError):
    """The task is another's now."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody at work: `path` is their unit's, `load` how many open tasks they have today."""

    person_id: int
    name: str
    post: str
    duties: frozenset[str]
    unit: str
    path: str
    load: int


@dataclass(frozen=True, kw_only=True)
class Taker:
    person_id: int
    name: str
    fit: Fit
    load: int
    is_same_unit: bool


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`taker` is None where nobody suits, `others` how many could be chosen by hand.

    `left` counts the proposals that wait, this one among them.
    """

    reassignment_id: int
    title: str
    due_at: datetime | None
    who: str
    cause: Cause
    taker: Taker | None
    others: int = 0
    left: int = 1


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Everybody at work who could have a task, the nearest and least loaded first."""

    reassignment_id: int
    title: str
    who: str
    people: tuple[Colleague, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`to` is empty where the task stays, `by` where it is the reader; `unfit` can not have it."""

    title: str
    who: str
    to: str = ""
    by: str = ""
    unfit: str = ""


@dataclass(frozen=True, kw_only=True)
class ReassignmentProposed(Notice):
    """The first of the tasks that somebody has left alone; the others follow one by one."""

    proposal: Proposal
    day: date

    @property
    def key(self) -> str:
        found = f":{self.proposal.taker.person_id}" if self.proposal.taker else ""
        return f"reassign:{self.proposal.reassignment_id}{found}:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class TasksLeftAlone(Notice):
    """Very many at one closing: somebody is looked for when the supervisor looks at them."""

    first_id: int
    count: int

    @property
    def key(self) -> str:
        return f"reassign:{self.first_id}:{self.person_id}"


@dataclass(frozen=True, kw_only=True)
class TaskHandedTo(Notice):
    """Another's task is now this person's."""

    task: PlannedTask
    day: date
    instead_of: str
    by: str

    @property
    def key(self) -> str:
        return handed_key(self.task.assignment_id, self.person_id)

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class TaskHandedFrom(Notice):
    """Nobody waits for it any more: a colleague does it."""

    title: str
    to: str


def duties_of(main: str, secondary: str) -> frozenset[str]:
    return frozenset(duty for duty in (main, *secondary.split("、")) if duty)


def fit_of(one: Colleague, *, post: str, duty: str) -> Fit | None:
    """The duty that counts is the main one of whoever is away."""
    if post and one.post == post:
        return Fit.POST
    return Fit.DUTY if duty in one.duties else None


def nearest(colleagues: Iterable[Colleague], *, path: str) -> list[Colleague]:
    """The nearest unit first, and in it the least loaded."""
    return sorted(colleagues, key=lambda one: (_distance(path, one.path), one.load, one.person_id))


def called(name: str, people: tuple[Colleague, ...]) -> tuple[Colleague, ...]:
    """Who has just this name, else whose name it is a part of."""
    just = tuple(one for one in people if one.name == name)
    return just or tuple(one for one in people if name in one.name)


def best(colleagues: Iterable[Colleague], *, post: str, duty: str, path: str) -> Taker | None:
    """The nearest unit first, in it the least loaded, then the better fit."""
    able = [
        (_distance(path, one.path), one.load, fit, one.person_id, one)
        for one in colleagues
        if (fit := fit_of(one, post=post, duty=duty))
    ]
    if not able:
        return None
    distance, load, fit, person_id, one = min(
        able, key=lambda each: (each[0], each[1], list(Fit).index(each[2]), each[3])
    )
    return Taker(
        person_id=person_id, name=one.name, fit=fit, load=load, is_same_unit=distance == 0
    )


def _distance(path: str, other: str) -> int:
    """How many levels up the two have a unit in common."""
    here, there = path.strip("/").split("/"), other.strip("/").split("/")
    common = 0
    for mine, theirs in zip(here, there, strict=False):
        if mine != theirs:
            break
        common += 1
    return max(len(here), len(there)) - common
