"""What the page asks of the office it shows: its people, its figures, its clock and its line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol


class Declined(Exception):
    """What cannot be done now, as one sentence for the person at the page."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """`id` is that of the account, also of one who has not registered yet."""

    id: int
    name: str
    unit: str
    post: str
    roles: Sequence[str]
    registered: bool


@dataclass(frozen=True, kw_only=True)
class Roll:
    """The day's newest roll call; `expected` are all on it."""

    title: str
    expected: int
    present: int
    late: int
    leave: int
    absent: int
    awaited: int
    rest: int
    not_registered: int
    pre_post: int


@dataclass(frozen=True, kw_only=True)
class Waiting:
    waiting: int
    oldest_seconds: float


@dataclass(frozen=True, kw_only=True)
class Reviews:
    due: int
    handed_in: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    roll: Roll | None
    outbox: Waiting
    updates_waiting: int
    reviews: Reviews


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that was due today and is settled: done, missed or failed."""

    id: int
    at: datetime
    kind: str
    unit: str
    state: str
    people: int


@dataclass(frozen=True, kw_only=True)
class Clock:
    """`speed` is the chosen one; `pace` that of this moment, slower while people are answered.
    `target` is where a jump that still runs will end."""

    now: datetime
    speed: float
    pace: float
    target: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    down: bool
    until: datetime | None = None


class Office(Protocol):
    @property
    def zone(self) -> tzinfo: ...

    @property
    def language(self) -> str: ...

    def clock(self) -> Clock: ...

    def line(self) -> Line: ...

    async def people(self, search: str = "") -> Sequence[Person]: ...

    async def person(self, account: int) -> Person | None: ...

    async def cast(self) -> Sequence[Person]:
        """Whom to play first: a supervisor, two auxiliaries, one who has yet to register."""
        ...

    async def figures(self) -> Figures: ...

    async def today(self) -> Sequence[Happening]: ...

    async def run_at(self, speed: float) -> None: ...

    async def jump(self, where: str) -> datetime:
        """Begins to run through everything due until then; Declined while another jump runs."""
        ...

    async def everyone_answers(self, but: Collection[int]) -> int: ...

    async def cut_line(self, minutes: float) -> None:
        """The network is down for so long on the office's clock; 0 mends it at once."""
        ...
