"""What is said of leave: a request to those who decide, the decision, and its end."""

from dataclasses import dataclass

from domain.leave import Ending, LeaveKind, LeaveState
from domain.leave_allowance import Balance
from domain.leave_swap import SwapOver
from domain.notice import Notice
from domain.when import Spell


def request_key(leave_id: int, person_id: int) -> str:
    return f"leave:{leave_id}:{person_id}"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as those who decide see it."""

    leave_id: int
    name: str
    unit: str
    kind: LeaveKind
    spell: Spell
    reason: str = ""
    balance: Balance | None = None
    swaps: tuple[SwapOver, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(Notice):
    """A supervisor is asked to decide."""

    asked: Asked

    @property
    def key(self) -> str:
        return request_key(self.asked.leave_id, self.person_id)

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class LeaveDecided(Notice):
    leave_id: int
    state: LeaveState
    kind: LeaveKind
    spell: Spell
    by: str

    @property
    def urgent(self) -> bool:
        return True


@dataclass(frozen=True, kw_only=True)
class LeaveSettled(Notice):
    """The request in another supervisor's chat: somebody has decided, or it was withdrawn."""

    asked: Asked
    state: LeaveState
    by: str

    @property
    def redraws(self) -> tuple[str, ...]:
        return (request_key(self.asked.leave_id, self.person_id),)


@dataclass(frozen=True, kw_only=True)
class LeaveEnded(Notice):
    """Who had approved hears that it was called off, or that the person is back early.

    For the others who were asked it stands in the place of the request `was`.
    """

    name: str
    ending: Ending
    kind: LeaveKind
    spell: Spell
    was: int = 0

    @property
    def redraws(self) -> tuple[str, ...]:
        return (request_key(self.was, self.person_id),) if self.was else ()
