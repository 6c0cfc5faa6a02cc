"""Notices become rows: drawn at once for one person, for many when each of them is sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

import structlog
from sqlalchemy import Select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.circular import owe_circular
from bot.errors import describe
from bot.outgoing import Rows, notice_rows, part_key
from domain import broadcast_notice, contest, hours_told, roster_told, special_period
from domain.notice import Circular, Notice, Owed
from domain.review import INVITED
from domain.roll_call import CALLED, REMINDED
from domain.when import midnight
from models import broadcast_standing, burden, outbox, review, roll_call, transfer
from models.hours import keeping
from models.outbox import OutboxState
from models.outbox_turn import EDIT, Became, Letter, settle
from models.person import addresses
from models.roll_call_asked import called_on
from services import broadcast_reading, review_opening, roll_call_closing, second_roll
from services import hours_told as hours
from services import roll_call as rolls
from services import roster_told as roster
from services.contest import tell_absent
from views.screen import render
from views.texts import texts

log = structlog.get_logger()


class Kind(NamedTuple):
    """Whom it is for, and what one of them reads; nothing where it has been answered since."""

    whom: Callable[[Circular], Select[Any, Any]]
    draw: Callable[..., Awaitable[Notice | None]]


async def _call(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await rolls.invite(session, **about, now=now)


async def _remind(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await roll_call_closing.remind(session, **about)


async def _invite(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await review_opening.invite(session, **about, now=now)


async def _count_absent(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await tell_absent(session, **about)


def _absent(circular: Circular) -> Select[Any, Any]:
    return roll_call.absent_of(circular.about["roll_call_id"])


def _awaited(circular: Circular) -> Select[Any, Any]:
    return roll_call.awaiting(circular.about["roll_call_id"])


def _reviewing(circular: Circular) -> Select[Any, Any]:
    day = date.fromordinal(circular.about["day"])
    return review.awaiting(day, circular.among, until=circular.expires_at)


async def _tell(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await broadcast_reading.tell(session, **about, now=now)


async def _remind_of_it(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await broadcast_reading.remind(session, **about, now=now)


async def _outdate(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return broadcast_reading.outdate(**about)


def _told(circular: Circular) -> Select[Any, Any]:
    return broadcast_standing.to_tell(**circular.about, scope=circular.scope)


def _unread(circular: Circular) -> Select[Any, Any]:
    return broadcast_standing.to_remind(**circular.about, scope=circular.scope)


def _outdated(circular: Circular) -> Select[Any, Any]:
    about = circular.about
    return broadcast_standing.with_old_text(about["broadcast_id"], about["revision"])


async def _tell_of_file(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await roster.tell(session, **about)


def _concerned(circular: Circular) -> Select[Any, Any]:
    return transfer.concerned_by(**circular.about)


async def _tell_second(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await second_roll.tell_set(session, **about, now=now)


def _called(circular: Circular) -> Select[Any, Any]:
    return called_on(date.fromordinal(circular.about["day"]), circular.among)


async def _tell_hours(session: AsyncSession, *, now: datetime, **about: int) -> Notice | None:
    return await hours.tell(session, **about)


def _keeping(circular: Circular) -> Select[Any, Any]:
    return keeping(circular.among)


KINDS = {
    CALLED: Kind(_awaited, _call),
    REMINDED: Kind(_awaited, _remind),
    contest.ABSENT: Kind(_absent, _count_absent),
    INVITED: Kind(_reviewing, _invite),
    broadcast_notice.TOLD: Kind(_told, _tell),
    broadcast_notice.REMINDED: Kind(_unread, _remind_of_it),
    broadcast_notice.OUTDATED: Kind(_outdated, _outdate),
    roster_told.TOLD: Kind(_concerned, _tell_of_file),
    hours_told.TOLD: Kind(_keeping, _tell_hours),
    special_period.TOLD: Kind(_called, _tell_second),
}

SPARE = (REMINDED, broadcast_notice.REMINDED)
"""Left out for who has been asked often enough today."""


async def owe_notices(
    session: AsyncSession, notices: Sequence[Owed], *, now: datetime, zone: tzinfo, language: str
) -> None:
    """Write a row for everyone who can be reached by chat."""
    single = await _without_spare(session, notices, now.astimezone(zone))
    reached = await addresses(session, (notice.person_id for notice in single))
    rows: Rows = []
    for notice in single:
        if address := _address(notice, reached):
            chat_id, spoken = address
            screen = render(notice, texts(spoken or language, zone))
            drawn = notice_rows(chat_id, notice, screen, now)
            rows += await _redrawn(session, notice, drawn) if notice.redraws else drawn
    await outbox.owe(session, rows)
    for circular in notices:
        if isinstance(circular, Circular):
            await _owe_circular(session, circular, now=now, zone=zone)


async def _without_spare(
    session: AsyncSession, notices: Sequence[Owed], now: datetime
) -> list[Notice]:
    """Who has been asked often enough today is not reminded any more."""
    single = [notice for notice in notices if isinstance(notice, Notice)]
    if not any(notice.is_spare for notice in single):
        return single
    asked = await burden.burdened_people(session, midnight(now))
    return [each for each in single if not (each.is_spare and each.person_id in asked)]


def _address(
    notice: Notice, reached: Mapping[int, tuple[int, str | None]]
) -> tuple[int, str | None] | None:
    if notice.account is not None:
        return notice.account, notice.spoken
    return reached.get(notice.person_id)


async def _redrawn(session: AsyncSession, notice: Notice, drawn: Rows) -> Rows:
    """Part by part over all of these messages; nothing where none of them arrived."""
    rows: Rows = []
    for part, row in enumerate(drawn):
        keys = [part_key(key, part) for key in notice.redraws]
        rows += [
            row | {"method": EDIT, "payload": row["payload"] | {"message_id": message_id}}
            for message_id in await outbox.messages_of(session, keys, chat_id=row["chat_id"])
        ]
    return rows


async def _owe_circular(
    session: AsyncSession, circular: Circular, *, now: datetime, zone: tzinfo
) -> None:
    people = KINDS[circular.kind].whom(circular)
    if circular.kind in SPARE:
        spared = burden.burdened(midnight(now.astimezone(zone)))
        people = people.where(people.selected_columns[0].not_in(spared))
    await owe_circular(session, circular, people, now=now)


@dataclass(frozen=True)
class Circulars:
    zone: tzinfo
    language: str

    async def drawn(
        self, session: AsyncSession, letters: list[Letter], *, now: datetime
    ) -> list[Letter]:
        """The claimed letters as calls; those that have lost their sense are settled."""
        calls: list[Letter] = []
        for letter in letters:
            if letter.method not in KINDS:
                calls.append(letter)
            elif (call := await self._tried(session, letter, now)) is not None:
                calls.append(call)
        return calls

    async def _tried(self, session: AsyncSession, letter: Letter, now: datetime) -> Letter | None:
        became = Became(OutboxState.CANCELLED, now, now, letter.tries)
        try:
            async with session.begin_nested():
                call = await self._draw(session, letter, now.astimezone(self.zone))
        except Exception as error:  # noqa: BLE001  (one that cannot be drawn must not stop the others)
            log.error("not drawn", outbox_id=letter.id, error=describe(error))
            became, call = became._replace(state=OutboxState.FAILED, error=describe(error)), None
        if call is None:
            await settle(session, [(letter, became)])
        return call

    async def _draw(self, session: AsyncSession, letter: Letter, now: datetime) -> Letter | None:
        person_id = letter.person_id or 0
        reached = await addresses(session, [person_id])
        draw = KINDS[letter.method].draw
        notice = await draw(session, person_id=person_id, now=now, **letter.payload)
        if notice is None or person_id not in reached:
            return None
        screen = render(notice, texts(reached[person_id][1] or self.language, self.zone))
        rows = notice_rows(letter.chat_id, notice, screen, now)
        if notice.redraws:
            rows = await _redrawn(session, notice, rows)
        if not rows:
            return None
        await outbox.owe(session, rows[1:])
        return letter._replace(method=rows[0]["method"], payload=rows[0]["payload"])
