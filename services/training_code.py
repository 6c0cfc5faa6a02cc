"""The code that a trainer says in the room: six digits for ten minutes, five tries each."""

import hashlib
import secrets
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.audit import Verb
from domain.office import Member
from domain.training_attendance import (
    CODE_DIGITS,
    CODE_GUESSES,
    CODE_LASTS,
    CODE_TRIES,
    CodeEntered,
    CodeOpened,
    CodeTriesUsed,
    NoCodeOpen,
    NotTheTrainer,
    Presence,
    check_hours,
)
from models import training_attendance
from models.audit import Audit
from models.scope import scope_of
from models.training import walked_in
from models.training_attendance import TrainingCode
from services.training_desk import open_desk


async def open_code(
    session: AsyncSession, *, me: Member, training_id: int, now: datetime
) -> CodeOpened:
    """A fresh code; the one before it stops working."""
    desk = await open_desk(session, me=me, training_id=training_id)
    if not desk.leads:
        raise NotTheTrainer
    check_hours(desk.coming.training.starts_at, now=now)
    await training_attendance.end_codes(session, training_id, now=now)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    until = now + CODE_LASTS
    session.add(
        TrainingCode(
            training_id=training_id,
            hash=_hashed(code, secrets.token_hex(8)),
            until=until,
            opened_by=me.id,
        )
    )
    about = {"training": training_id}
    session.add(Audit(actor_id=me.id, at=now, verb=Verb.CODE_OPENED, detail=about))
    return CodeOpened(desk=desk, code=code, until=until)


async def waits_for_code(session: AsyncSession, *, me: Member, now: datetime) -> bool:
    return await training_attendance.waits_for_code(session, person_id=me.id, now=now)


async def enter_code(
    session: AsyncSession, *, me: Member, code: str, said_at: datetime
) -> CodeEntered:
    """A wrong one is no refusal, because the try must be remembered."""
    found = await training_attendance.codes_for(session, person_id=me.id, at=said_at)
    waiting = [each for each in found if each[1].presence is None]
    open_to_me = [each for each in waiting if each[1].code_tries < CODE_TRIES]
    if waiting and not open_to_me:
        raise CodeTriesUsed
    noted = [each for each in found if each[1].presence]
    for row, answer, title in (*open_to_me, *noted):
        if _is_meant(row, code):
            answer.presence = answer.presence or Presence.CODE
            return CodeEntered(title=title)
    for _, answer, _ in open_to_me:
        answer.code_tries += 1
    left = [CODE_TRIES - answer.code_tries for _, answer, _ in open_to_me]
    return await _walk_in(
        session, me=me, code=code, at=said_at, left=left, noted=noted[0][2] if noted else ""
    )


async def _walk_in(
    session: AsyncSession, *, me: Member, code: str, at: datetime, left: list[int], noted: str
) -> CodeEntered:
    """Whoever was not invited counts as come where the trainer holds their unit.

    `noted` is where they were before, if nothing else is open to them.
    """
    within: list[TrainingCode] = []
    for row, title in await training_attendance.codes_of_others(session, person_id=me.id, at=at):
        if not (await scope_of(session, row.opened_by)).covers(me.unit_path):
            continue
        if row.guesses < CODE_GUESSES and _is_meant(row, code) and me.unit_id:
            session.add(walked_in(row.training_id, me.id, me.unit_id, Presence.CODE))
            return CodeEntered(title=title)
        within.append(row)
    for row in within:
        row.guesses += 1
    left += [CODE_GUESSES - row.guesses for row in within]
    if not left and not noted:
        raise NoCodeOpen
    return CodeEntered(left=max(0, *left)) if left else CodeEntered(title=noted)


def _is_meant(row: TrainingCode, code: str) -> bool:
    return secrets.compare_digest(row.hash, _hashed(code, row.hash.partition(":")[0]))


def _hashed(code: str, salt: str) -> str:
    return f"{salt}:{hashlib.sha256(f'{salt}:{code}'.encode()).hexdigest()}"
