"""Leave 请假: asked by the person, decided by a supervisor; its kind is kept, no details."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.refusals import OfficeError, Over
from domain.when import Half, Spell


class LeaveKind(StrEnum):
    PERSONAL = "personal"
    SICK = "sick"
    ANNUAL = "annual"
    OTHER = "other"


class LeaveState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class Ending(StrEnum):
    """How somebody ends their own leave."""

    WITHDRAWN = "withdrawn"
    CALLED_OFF = "called_off"
    RETURNED = "returned"


class Part(StrEnum):
    """Which halves of the days that were asked for."""

    WHOLE = "whole"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    FROM_NOON = "from_noon"
    UNTIL_NOON = "until_noon"
    BOTH = "both"


MAX_DAYS = 90
MAX_REASON = 60
LIVE = (LeaveState.ASKED, LeaveState.APPROVED)
OF_ONE_DAY = (Part.WHOLE, Part.MORNING, Part.AFTERNOON)
OF_SEVERAL = (Part.WHOLE, Part.FROM_NOON, Part.UNTIL_NOON, Part.BOTH)


class LeaveInPast(OfficeError):
    """Leave is asked for from today on."""


class LeaveTooLong(OfficeError):
    """One request covers so many days at most."""


class LeaveDaysUnclear(OfficeError):
    """What was typed is no day and no period."""


class OwnLeave(OfficeError):
    """Nobody decides about their own leave."""


class LeaveOverlaps(OfficeError):
    """These days are asked for already."""

    def __init__(self, *, spell: Spell, state: LeaveState) -> None:
        super().__init__(spell, state)
        self.spell, self.state = spell, state


def check_spell(spell: Spell, *, now: datetime) -> None:
    """`now` is local; a morning can be asked for until noon."""
    is_ahead = spell.covers(now.date(), Half.of(now)) or spell.begins_at(now) > now
    if spell.first < now.date() or not is_ahead:
        raise LeaveInPast
    if spell.last - spell.first >= timedelta(days=MAX_DAYS):
        raise LeaveTooLong


def parted(spell: Spell, part: Part) -> Spell:
    """The same days with other halves."""
    is_one = spell.first == spell.last
    if part not in (OF_ONE_DAY if is_one else OF_SEVERAL):
        raise Over
    return Spell(
        spell.first,
        spell.last,
        from_noon=part in (Part.AFTERNOON, Part.FROM_NOON, Part.BOTH),
        until_noon=part in (Part.MORNING, Part.UNTIL_NOON, Part.BOTH),
    )


def days_offered(today: date, *, week_ends: date | None) -> tuple[date, ...]:
    """The last days that buttons offer: the next three, and the week's last workday if later."""
    near = tuple(today + timedelta(days=ahead) for ahead in range(3))
    return (*near, week_ends) if week_ends and week_ends > near[-1] else near


def until_now(spell: Spell, *, now: datetime) -> Spell | None:
    """What is left of a leave whose person is back: before noon the day is worked whole.

    None where nothing is left of it.
    """
    is_noon_past = Half.of(now) is Half.AFTERNOON
    last = now.date() if is_noon_past else now.date() - timedelta(days=1)
    if last < spell.first or (last == spell.first and spell.from_noon and is_noon_past):
        return None
    return Spell(spell.first, last, from_noon=spell.from_noon, until_noon=is_noon_past)


def ending_of(state: LeaveState, spell: Spell, *, now: datetime) -> Ending:
    """What its person may do about a leave; nothing once it is over."""
    today, half = now.date(), Half.of(now)
    match state:
        case LeaveState.ASKED:
            return Ending.WITHDRAWN
        case LeaveState.APPROVED if spell.begins_at(now) > now:
            return Ending.CALLED_OFF
        case LeaveState.APPROVED if spell.covers(today, half) or spell.last > today:
            return Ending.RETURNED
        case _:
            raise Over
