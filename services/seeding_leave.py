"""The leaves of a seeded office: of the past weeks, of today, and one that waits."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leave import LeaveKind, LeaveState
from domain.notice import Notice
from domain.seeding import AWAY_TODAY, of_people
from domain.seeding_day import some
from domain.when import Spell
from models.columns import insert_rows
from models.leave import Leave
from services.leave import ask_leave
from services.seeding_staff import Hand, Staff

BEGIN_A_DAY = 0.007
DECLINED = 0.06
_KINDS = (LeaveKind.PERSONAL, LeaveKind.SICK, LeaveKind.ANNUAL, LeaveKind.OTHER)
_OFTEN = (45, 25, 25, 5)
_AFTERNOON = time(15, 0)


async def grant_leaves(
    session: AsyncSession, staff: Staff, *, workdays: Sequence[date], now: datetime, dice: Random
) -> Sequence[Notice]:
    """Leaves are asked on the workday before. Returns what those who decide would be told."""
    asking = [hand for hand in staff.registered if hand.is_led]
    dice.shuffle(asking)
    away = asking[: of_people(AWAY_TODAY, len(staff.hands))]
    waiting = asking[len(away) : len(away) + 1]
    office = _Leaves(staff, workdays, now, dice)
    rows = [office.around(hand) for hand in away]
    rows += office.past(asking[len(away) + 1 :])
    await insert_rows(session, Leave, rows)
    return [notice for hand in waiting for notice in await office.ask(session, hand)]


class _Leaves:
    """`now` is local."""

    def __init__(
        self, staff: Staff, workdays: Sequence[date], now: datetime, dice: Random
    ) -> None:
        self.staff, self.workdays, self.now, self.dice = staff, workdays, now, dice
        self.today = now.date()

    def around(self, hand: Hand) -> dict[str, Any]:
        """Approved, and today is one of its days."""
        first = self.dice.choice((self.today, self.today, *self.workdays[-2:]))
        last = self.today + timedelta(days=self.dice.choice((0, 1, 1, 2)))
        return self._row(hand, first, last, LeaveState.APPROVED)

    def past(self, hands: Sequence[Hand]) -> list[dict[str, Any]]:
        """Begun day by day, and over before today; nobody has two at a time."""
        rows: list[dict[str, Any]] = []
        back: dict[int, date] = {}
        for day in self.workdays:
            for at in some(self.dice, range(len(hands)), BEGIN_A_DAY):
                if back.get(at, day) > day:
                    continue
                days = timedelta(days=self.dice.choice((0, 0, 0, 1, 1, 2)))
                last = min(day + days, self.today - timedelta(days=1))
                back[at] = last + timedelta(days=1)
                is_declined = self.dice.random() < DECLINED
                state = LeaveState.DECLINED if is_declined else LeaveState.APPROVED
                rows.append(self._row(hands[at], day, last, state))
        return rows

    def _row(self, hand: Hand, first: date, last: date, state: LeaveState) -> dict[str, Any]:
        asked_at = self._before(first)
        return {
            "person_id": hand.me.id,
            "kind": self._kind(),
            "first": first,
            "last": last,
            "from_noon": False,
            "until_noon": False,
            "reason": "",
            "state": state,
            "asked_at": asked_at,
            "decided_at": asked_at + timedelta(minutes=self.dice.randint(4, 150)),
            "decided_by": self.staff.chief_of(hand).id,
        }

    async def ask(self, session: AsyncSession, hand: Hand) -> Sequence[Notice]:
        """For tomorrow; nobody has decided yet."""
        first = self.today + timedelta(days=1)
        last = first + timedelta(days=self.dice.randint(0, 1))
        asked_at = self._before(self.today)
        return await ask_leave(
            session, me=hand.me, kind=self._kind(), spell=Spell(first, last), now=asked_at
        )

    def _kind(self) -> LeaveKind:
        return self.dice.choices(_KINDS, _OFTEN)[0]

    def _before(self, day: date) -> datetime:
        """Some moment of the afternoon of the workday before."""
        at = bisect_left(self.workdays, day)
        eve = self.workdays[at - 1] if at else day - timedelta(days=1)
        afternoon = datetime.combine(eve, _AFTERNOON, tzinfo=self.now.tzinfo)
        return afternoon + timedelta(minutes=self.dice.randint(0, 180))
