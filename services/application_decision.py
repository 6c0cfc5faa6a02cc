"""Deciding about an application once: the first answer counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import (
    ApplicationAnswered,
    ApplicationState,
    Asked,
    Wish,
)
from domain.audit import Verb
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OutOfReach, Over
from models import application
from models.application import Application
from models.audit import Audit
from models.person import Person
from models.unit import Unit
from services.admission import admit, rebind
from services.application import asked_of, changing, closed, whose_place
from services.decided import decided_already
from services.registration import Registered


@dataclass(frozen=True)
class Decision:
    asked: Asked
    state: ApplicationState
    notices: Sequence[Notice]


async def decide(
    session: AsyncSession, *, me: Member, application_id: int, approve: bool, now: datetime
) -> Decision:
    """The first answer counts; everybody else's question says by whom it was given."""
    row = await application.locked(session, application_id)
    unit = await session.get(Unit, row.unit_id) if row else None
    if row is None or unit is None or not me.scope.covers(unit.path) or row.person_id == me.id:
        raise OutOfReach
    if row.state is ApplicationState.LAPSED:
        raise Over
    if row.state is not ApplicationState.ASKED:
        raise await decided_already(session, row)
    done = await _approved(session, row, me=me, now=now) if approve else None
    told = done.notices if done else await _declined(session, row, by=me)
    row.state = ApplicationState.APPROVED if approve else ApplicationState.DECLINED
    row.decided_at, row.decided_by = now, me.id
    session.add(
        Audit(
            actor_id=me.id,
            at=now,
            verb=Verb.DECIDED,
            unit_id=row.unit_id,
            person_id=row.person_id,
            detail={"application": row.id, "state": row.state.value},
        )
    )
    asked = await asked_of(session, row)
    answered = _answered(row, asked.unit, me=done.member if done else None)
    told = [answered, *told, *await closed(session, row, asked, by=me)]
    return Decision(asked, row.state, told)


async def _approved(
    session: AsyncSession, row: Application, *, me: Member, now: datetime
) -> Registered:
    if row.wish is Wish.JOIN:
        done = await admit(session, row, me=me, now=now)
        row.person_id = done.member.id
        return done
    person, _ = await whose_place(session, row.phone)
    told = changing(person, ApplicationState.APPROVED, by=me.name)
    done = await rebind(session, row, person, me=me, now=now)
    return replace(done, notices=[told, *done.notices])


async def _declined(session: AsyncSession, row: Application, *, by: Member) -> list[Notice]:
    """Whoever was warned that their registration might move hears that it stays."""
    person = await session.get(Person, row.person_id) if row.person_id else None
    if person is None or person.telegram_id is None:
        return []
    return [changing(person, ApplicationState.DECLINED, by=by.name)]


def _answered(row: Application, unit: str, *, me: Member | None) -> ApplicationAnswered:
    return ApplicationAnswered(
        person_id=0,
        state=row.state,
        wish=row.wish,
        unit=unit,
        me=me,
        chat_id=row.account,
        language=row.language,
    )
