"""Training before the post: where it is asked for, whom it holds back, and what they lack."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.notice import Notice
from domain.office import EVERYWHERE, Member
from domain.pre_post import SHOWN, HeldBack, Lack, Lacking, UnitRule
from domain.roll_call import Attendance
from domain.summary import unit_order
from models import pre_post, roll_call, roll_call_first
from models.audit import Audit
from models.person import Person
from models.pre_post import PrePostRule
from models.roll_call import RollCall
from models.training import Training, TrainingAnswer
from models.training_quiz import TrainingQuiz, newest_attempt
from models.unit import Unit, children_of, units_in
from services.unit import name_of, reach_unit_id, units_held


async def _asking(session: AsyncSession) -> dict[int, datetime]:
    """The units in which it holds now, of their own or from above, and since when."""
    decided = await pre_post.rules(session)
    if not any(rule.is_required for rule in decided.values()):
        return {}
    found = ((unit.id, _holds(unit, decided)) for unit in await units_in(session, EVERYWHERE))
    return {unit_id: rule.decided_at for unit_id, rule in found if rule}


def _holds(unit: Unit, decided: Mapping[int, PrePostRule]) -> PrePostRule | None:
    """The nearest decision, where it is that there has to be a training."""
    upwards = (int(part) for part in reversed(unit.path.strip("/").split("/")))
    nearest = next((decided[each] for each in upwards if each in decided), None)
    return nearest if nearest and nearest.is_required else None


async def hold_back(session: AsyncSession, roll: RollCall, units: Sequence[int]) -> None:
    """Of those just written down, whoever came after the decision is not expected unprepared."""
    asking = await _asking(session)
    if since := {unit_id: asking[unit_id] for unit_id in asking.keys() & set(units)}:
        await roll_call_first.hold_back(session, roll, since=since)


async def tell_held_back(session: AsyncSession, roll: RollCall, *, now: datetime) -> list[Notice]:
    """Each hears it once, however many mornings pass."""
    people = await roll_call.people_in(
        session, roll_call_id=roll.id, attendance=Attendance.PRE_POST
    )
    return [await held_back(session, person, now=now) for person in people]


async def is_held_back(session: AsyncSession, person: Person, roll_call_id: int) -> bool:
    unit = await session.get(Unit, person.unit_id) if person.unit_id else None
    rule = _holds(unit, await pre_post.rules(session)) if unit else None
    return rule is not None and await roll_call_first.is_held_back(
        session, person_id=person.id, roll_call_id=roll_call_id, since=rule.decided_at
    )


async def held_back(session: AsyncSession, person: Person, *, now: datetime) -> HeldBack:
    found = await pre_post.trainings_of(session, person.id)
    lacking = [await _lacking(session, row, answer, now) for row, answer in found[:SHOWN]]
    return HeldBack(
        person_id=person.id, name=person.name, lacking=tuple(each for each in lacking if each)
    )


async def _lacking(
    session: AsyncSession, row: Training, answer: TrainingAnswer, now: datetime
) -> Lacking | None:
    if answer.presence is None:
        lack = Lack.COMING if row.starts_at > now else Lack.MISSED
        return Lacking(title=row.title, starts_at=row.starts_at, lack=lack)
    if await session.get(TrainingQuiz, row.id) is None:
        return None
    last = await newest_attempt(session, training_id=row.id, person_id=answer.person_id)
    if last and last.passed:
        return None
    return Lacking(title=row.title, starts_at=row.starts_at, lack=Lack.QUIZ)


async def rules_of(session: AsyncSession, *, me: Member) -> list[UnitRule]:
    """The units that `me` holds, and those right below them."""
    decided = await pre_post.rules(session)
    held = await units_held(session, me)
    units = list(held)
    for unit in held:
        units += await children_of(session, unit.id)
    return [
        UnitRule(
            unit_id=unit.id,
            name=await name_of(session, unit),
            is_required=bool(_holds(unit, decided)),
        )
        for unit in sorted(units, key=lambda unit: unit_order(unit.path))
    ]


async def decide_rule(
    session: AsyncSession, *, me: Member, unit_id: int, is_required: bool, now: datetime
) -> None:
    """From the next roll on; whoever was expected before stays so."""
    unit = await reach_unit_id(session, me=me, unit_id=unit_id)
    row = await session.get(PrePostRule, unit.id)
    if row is None:
        row = PrePostRule(
            unit_id=unit.id, is_required=is_required, decided_at=now, decided_by=me.id
        )
    elif row.is_required == is_required:
        return
    row.is_required, row.decided_at, row.decided_by = is_required, now, me.id
    session.add(row)
    detail = {"required": is_required}
    session.add(
        Audit(actor_id=me.id, at=now, verb=Verb.PRE_POST_DECIDED, unit_id=unit.id, detail=detail)
    )
    await session.flush()
