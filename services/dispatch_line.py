"""A dispatch said in one line: whom, when and what, told apart by the people who are there."""

import re
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.dispatch import Due, NamesUnknown, Target, due_at
from domain.dispatch_draft import Draft, When
from domain.office import Member
from domain.routine import take_rhythm
from domain.task import Urgency
from domain.text import clean, one_line
from domain.when import take_moment, understand_deadline
from services.dispatch_target import BETWEEN_NAMES, find_target
from services.routine import first_due

_LONGEST_NAME = 4
"""A single word longer than this, of a name nobody bears, is taken for the task itself."""
_HEAD_WORDS = 3


async def read_line(session: AsyncSession, *, me: Member, text: str, now: datetime) -> Draft:
    """`张伟 明天 清理楼道`: whom, optionally when, then what; parts not given stay open."""
    text, no = re.sub(r"、\s+", "、", clean(text)), int(now.timestamp())
    if not text:
        return Draft(no=no)
    when, rest = await _take_when(session, text, me=me, now=now)
    target = None
    if when is None:
        target, rest = await _take_target(session, me=me, text=text, now=now)
        when, rest = await _take_when(session, rest, me=me, now=now)
        if target is None:
            return Draft(no=no, title=one_line(text))
    title = one_line(rest.lstrip(" ，,：:、"))
    if when is None and title:
        when = When(due=Due(day=now.date()))
    urgency = Urgency.NORMAL if title else None
    return Draft(no=no, title=title, target=target, urgency=urgency).due_when(when)


async def _take_when(
    session: AsyncSession, text: str, *, me: Member, now: datetime
) -> tuple[When | None, str]:
    rhythm, rest = take_rhythm(text, today=now.date())
    if rhythm:
        return When(due=await first_due(session, rhythm, me=me, now=now), rhythm=rhythm), rest
    moment, rest = take_moment(text, now=now, understand=understand_deadline)
    return (When(due=due_at(moment, now=now)), rest) if moment else (None, text)


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
    if len(words) == 1 and len(text) > _LONGEST_NAME and not BETWEEN_NAMES.search(text):
        return None, text
    raise refusal
