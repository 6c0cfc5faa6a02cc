"""Messages of which nobody knows whether they arrived: their sender is asked, and decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.outbox import MessagesHeld, asking_prefix, counted_until
from domain.refusals import Over
from models import outbox_held
from models.audit import Audit
from models.outbox import withdraw


@dataclass(frozen=True, kw_only=True)
class Decided:
    """`settles` are the keys of the questions that are answered by it."""

    count: int
    settles: Sequence[str]


async def ask_senders(
    session: AsyncSession, senders: Iterable[int], *, now: datetime
) -> list[Notice]:
    """One message each, counting all; an earlier one that was not brought yet is withdrawn."""
    notices: list[Notice] = []
    for sender in sorted(set(senders)):
        await withdraw(session, await outbox_held.keys_under(session, asking_prefix(sender)))
        names = await outbox_held.held_from(session, held_for=sender, until=now)
        notices.append(MessagesHeld(person_id=sender, names=tuple(names), asked_at=now))
    return notices


async def send_held_again(
    session: AsyncSession, *, me: Member, upto: int, now: datetime
) -> Decided:
    until = counted_until(upto)
    count = await outbox_held.send_again(session, held_for=me.id, until=until, now=now)
    return await _decided(session, me, count, now=now)


async def leave_held(session: AsyncSession, *, me: Member, upto: int, now: datetime) -> Decided:
    until = counted_until(upto)
    count = await outbox_held.drop(session, held_for=me.id, until=until, now=now)
    return await _decided(session, me, count, now=now)


async def _decided(session: AsyncSession, me: Member, count: int, *, now: datetime) -> Decided:
    if not count:
        raise Over
    about = {"messages": count}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.HELD_DECIDED, detail=about))
    keys = await outbox_held.keys_under(session, asking_prefix(me.id))
    return Decided(count=count, settles=keys)
