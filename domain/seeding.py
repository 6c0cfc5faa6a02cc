"""An invented office for trials: how large it may be, who can be played in it."""

from dataclasses import dataclass

from domain.notice import Notice
from domain.office import Role
from domain.refusals import OfficeError

FEWEST, MOST = 8, 20_000
LONGEST = 366
"""Calendar days of history."""
FIRST_TELEGRAM_ID = 100_001
STREET_PEOPLE = 392
UNREGISTERED, AWAY_TODAY = 12, 5
"""Of one street's people."""


class OfficeNotEmpty(OfficeError):
    """An invented office is never mixed with a real one."""


@dataclass(frozen=True, kw_only=True)
class Player:
    """Somebody of the seeded office; who is not registered has an account waiting all the same."""

    name: str
    phone: str
    telegram_id: int
    is_registered: bool
    post: str
    unit: str
    roles: frozenset[Role]
    holds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Seeded:
    """`days` are the workdays that have a history, `rows` all that was written.

    `notices` would tell those concerned what still waits for them; nothing of it is owed.
    """

    units: int
    days: int
    rows: int
    people: tuple[Player, ...]
    notices: tuple[Notice, ...] = ()

    @property
    def registered(self) -> int:
        return sum(player.is_registered for player in self.people)

    @property
    def leaders(self) -> tuple[Player, ...]:
        return tuple(player for player in self.people if player.roles - {Role.AUXILIARY})


def of_people(figure: int, people: int) -> int:
    """A figure of the street of 392 for so many people: one at least."""
    return max(1, round(figure * people / STREET_PEOPLE))
