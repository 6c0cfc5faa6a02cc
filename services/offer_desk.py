"""An offer in the hands of its sender: withdrawn, or handed to somebody by name instead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.dispatch_draft import Draft
from domain.notice import Notice
from domain.offer import OfferTaken
from domain.office import Member
from domain.refusals import OutOfReach
from models import offer
from models.audit import Audit
from models.offer import Offer
from models.person import Person
from models.task import Task
from services.dispatch import draft_again
from services.offer import settle


@dataclass(frozen=True, kw_only=True)
class Withdrawn:
    title: str
    notices: Sequence[Notice] = ()


async def withdraw_offer(
    session: AsyncSession, *, me: Member, task_id: int, now: datetime
) -> Withdrawn:
    """Once; a second press tells nobody anything."""
    row, task = await _reach(session, me=me, task_id=task_id)
    if row.withdrawn_at:
        return Withdrawn(title=task.title)
    row.withdrawn_at = now
    done, about = Verb.TASK_WITHDRAWN, {"task": task.id}
    session.add(Audit(actor_id=me.id, at=now, verb=done, unit_id=me.unit_id, detail=about))
    return Withdrawn(title=task.title, notices=await settle(session, task, by=me))


async def draft_instead(
    session: AsyncSession, *, me: Member, task_id: int, now: datetime
) -> Draft:
    """The same task, for whom still open; the offer stands until the draft is sent."""
    row, task = await _reach(session, me=me, task_id=task_id)
    return replace(draft_again(task, row.day, now), instead_of=task_id)


async def _reach(session: AsyncSession, *, me: Member, task_id: int) -> tuple[Offer, Task]:
    found = await offer.offer_by(session, task_id=task_id, person_id=me.id)
    if found is None:
        raise OutOfReach
    if taken_by := found[0].taken_by:
        raise OfferTaken((await session.get_one(Person, taken_by)).name)
    return found
