"""Handing out a task: finding those it is for, and writing one share for each of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.dispatch import (
    EVERYONE,
    Candidate,
    Draft,
    Due,
    NamesUnknown,
    NobodyThere,
    Recipients,
    Target,
    TargetKind,
    due_at,
)
from domain.notice import Notice
from domain.office import Member
from domain.refusals import OutOfReach, Over
from domain.task import TaskDispatched, Urgency
from domain.text import clean, one_line
from domain.when import take_moment, understand_deadline
from models import dispatch
from models.task import Assignment, Task
from models.unit import Unit, units_in
from services.unit import reach_unit

_BETWEEN_NAMES = re.compile(r"[、，,；;]")
_LONGEST_NAME = 4
"""A single word longer than this, of a name nobody bears, is taken for the task itself."""
_HEAD_WORDS = 3


@dataclass(frozen=True, kw_only=True)
class Dispatched:
    names: tuple[str, ...]
    unreachable: int
    notices: Sequence[Notice]


async def recipients_of(
    session: AsyncSession, *, me: Member, target: Target, now: datetime
) -> Recipients:
    scope, name = me.scope, target.post
    if target.kind is TargetKind.UNIT:
        unit = await session.get(Unit, target.unit_id)
        if unit is None or not me.scope.covers(unit.path):
            raise OutOfReach
        scope, name = me.scope.narrowed(unit.path), unit.name
    people = await dispatch.recipients(session, target, scope=scope, day=now.date())
    if not people and not target.twice:
        raise OutOfReach if target.kind is TargetKind.PEOPLE else NobodyThere
    return Recipients(kind=target.kind, name=name, people=tuple(people))


async def find_target(session: AsyncSession, *, me: Member, text: str, now: datetime) -> Target:
    """Whom a text means: everyone, people by name, a post or a unit, in this order."""
    text = one_line(text)
    if text.lower() in EVERYONE:
        return Target(kind=TargetKind.EVERYONE)
    target = await _people_named(session, me=me, text=text, now=now)
    if target is None and text in await dispatch.posts_in(session, me.scope):
        target = Target(kind=TargetKind.POST, post=text)
    return target or await _unit_named(session, me=me, text=text)


async def _people_named(
    session: AsyncSession, *, me: Member, text: str, now: datetime
) -> Target | None:
    """None when not one of the names is known; some unknown among others are refused."""
    parts = [part.strip() for part in _BETWEEN_NAMES.split(text) if part.strip()]
    possible = {*parts, *(word for part in parts for word in part.split())}
    found = await dispatch.named(session, sorted(possible), scope=me.scope, day=now.date())
    times = Counter(person.name for person in found)
    if not times:
        return None
    names = [name for part in parts for name in ([part] if part in times else part.split())]
    if unknown := tuple(dict.fromkeys(name for name in names if name not in times)):
        raise NamesUnknown(unknown)
    once = dict.fromkeys(p.person_id for p in found if p.name in names and times[p.name] == 1)
    twice = dict.fromkeys(name for name in names if times[name] > 1)
    return Target(kind=TargetKind.PEOPLE, people=tuple(once), twice=tuple(twice))


async def _unit_named(session: AsyncSession, *, me: Member, text: str) -> Target:
    try:
        unit = await reach_unit(session, me=me, name=text)
    except OutOfReach as unknown:
        raise NamesUnknown(tuple(_BETWEEN_NAMES.split(text))) from unknown
    return Target(kind=TargetKind.UNIT, unit_id=unit.id)


async def read_line(session: AsyncSession, *, me: Member, text: str, now: datetime) -> Draft:
    """`张伟 明天 清理楼道`: whom, optionally when, then what; parts not given stay open."""
    text, no = re.sub(r"、\s+", "、", clean(text)), int(now.timestamp())
    if not text:
        return Draft(no=no)
    due, rest = _take_due(text, now=now)
    target = None
    if due is None:
        target, rest = await _take_target(session, me=me, text=text, now=now)
        due, rest = _take_due(rest, now=now)
        if target is None:
            return Draft(no=no, title=one_line(text))
    title = one_line(rest.lstrip(" ，,：:、"))
    return Draft(
        no=no,
        title=title,
        target=target,
        due=due or (Due(day=now.date()) if title else None),
        urgency=Urgency.NORMAL if title else None,
    )


def _take_due(text: str, *, now: datetime) -> tuple[Due | None, str]:
    moment, rest = take_moment(text, now=now, understand=understand_deadline)
    return (due_at(moment, now=now), rest) if moment else (None, text)


async def _take_target(
    session: AsyncSession, *, me: Member, text: str, now: datetime
) -> tuple[Target | None, str]:
    """The longest beginning that names somebody; a single long word may be the task alone."""
    words = text.split()
    refusal = NamesUnknown((words[0],))
    for count in range(min(_HEAD_WORDS, len(words)), 0, -1):
        head = " ".join(words[:count])
        try:
            target = await find_target(session, me=me, text=head, now=now)
        except NamesUnknown as unknown:
            refusal = unknown
        else:
            return target, "".join(text.split(maxsplit=count)[count:])
    if len(words) == 1 and len(text) > _LONGEST_NAME and not _BETWEEN_NAMES.search(text):
        return None, text
    raise refusal


async def namesakes(
    session: AsyncSession, *, me: Member, name: str, now: datetime
) -> Sequence[Candidate]:
    return await dispatch.named(session, [name], scope=me.scope, day=now.date())


async def posts_of(session: AsyncSession, *, me: Member) -> Sequence[str]:
    return await dispatch.posts_in(session, me.scope)


async def units_of(session: AsyncSession, *, me: Member) -> list[tuple[int, str]]:
    """The units held and the level below them; lower ones are typed."""
    units = await units_in(session, me.scope)
    depths = {unit.id: unit.path.count("/") for unit in units}
    lowest = min(depths.values(), default=0) + 1
    shown = sorted((depths[unit.id], unit.id, unit.name) for unit in units)
    return [(unit_id, name) for depth, unit_id, name in shown if depth <= lowest]


async def dispatch_task(
    session: AsyncSession, *, me: Member, draft: Draft, now: datetime
) -> Dispatched:
    """Everyone in the target gets a share, also those whom the chat cannot reach."""
    if draft.missing or draft.target is None or draft.due is None or draft.urgency is None:
        raise Over
    draft.due.refuse_past(now)
    chosen = await recipients_of(session, me=me, target=draft.target, now=now)
    task = Task(
        title=draft.title,
        urgency=draft.urgency,
        due_at=draft.due.at,
        dispatched_by=me.id,
        dispatched_at=now,
    )
    session.add(task)
    await session.flush()
    return Dispatched(
        names=tuple(person.name for person in chosen.people),
        unreachable=chosen.unreachable,
        notices=await _hand_out(session, task, chosen, draft.due, by=me, now=now),
    )


async def _hand_out(
    session: AsyncSession,
    task: Task,
    chosen: Recipients,
    due: Due,
    *,
    by: Member,
    now: datetime,
) -> list[Notice]:
    shares = [
        Assignment(
            task_id=task.id,
            person_id=person.person_id,
            unit_id=person.unit_id,
            day=due.day,
            changed_at=now,
        )
        for person in chosen.people
    ]
    session.add_all(shares)
    await session.flush()
    return [
        TaskDispatched(
            person_id=share.person_id,
            task=share.planned(task),
            day=due.day,
            by=by.name,
            by_id=by.id,
        )
        for share in shares
    ]
