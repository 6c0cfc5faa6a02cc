"""Answering the roll for somebody else 代点: ticked by a supervisor, marked, and told."""

from dataclasses import dataclass
from datetime import datetime

from domain.names_said import Named
from domain.notice import Notice
from domain.roll_call import Attendance

PAGE = 4
WHOLE = 6
"""So many fit under one message without turning pages."""
MOST_NAMED = 100
"""So many are answered for by one message of names."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    person_id: int
    name: str
    unit: str
    is_ticked: bool


@dataclass(frozen=True, kw_only=True)
class Tick:
    """What is wanted for somebody, so that pressing twice, or two at once, changes no more."""

    person_id: int
    takes_back: bool


@dataclass(frozen=True, kw_only=True)
class ProxyList:
    """One page of those who have not answered, and of those who were answered for."""

    roll_call_id: int
    closes_at: datetime
    entries: tuple[Entry, ...]
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class Ticked:
    """The list after a tick, and who is told of it."""

    listed: ProxyList
    notices: tuple[Notice, ...]


@dataclass(frozen=True, kw_only=True)
class Answered(Ticked):
    """What became of the names of one message."""

    named: Named[Entry]


@dataclass(frozen=True, kw_only=True)
class AnsweredByProxy(Notice):
    """Whoever was answered for is told by whom."""

    roll_call_id: int
    by: str
    attendance: Attendance
    minutes: int


@dataclass(frozen=True, kw_only=True)
class ProxyTakenBack(Notice):
    """The roll waits for their own answer again."""

    roll_call_id: int
    by: str
    closes_at: datetime

    @property
    def expires_at(self) -> datetime:
        return self.closes_at
