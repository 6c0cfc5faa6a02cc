"""The next messages to go on the wire, and what became of those that were."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Update,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    update,
)
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from models.columns import Instant, columns_of
from models.outbox import Lane, Outbox, OutboxState
from models.pause import ALL, PAUSE, holds

EDIT = "editMessageText"
EDITS = ("answerCallbackQuery", "editMessageReplyMarkup", EDIT)
LATE = timedelta(seconds=1)


class Letter(NamedTuple):
    """What goes on the wire, apart from the row that remembers it."""

    lane: int
    place: int
    id: int
    chat_id: int
    method: str
    payload: dict[str, Any]
    press_id: str | None
    tries: int
    expires_at: datetime | None
    created_at: datetime
    held_for: int | None
    person_id: int | None


class Became(NamedTuple):
    """What came of putting a letter on the wire."""

    state: OutboxState
    settled_at: datetime
    not_before: datetime
    tries: int = 0
    message_id: int | None = None
    error: str | None = None


class Turn(NamedTuple):
    """Who is spoken to now: to `resting` chats go answers alone, to `silent` ones nothing.

    With `edits_only` nothing new is said: what is on a person's phone already is drawn anew.
    """

    room: int
    now: datetime
    resting: Sequence[int] = ()
    silent: Sequence[int] = ()
    answers_only: bool = False
    edits_only: bool = False


_TABLE = columns_of(Outbox)
_EARLIER = _TABLE.alias("earlier")
_NOW = bindparam("now", type_=Instant)
_IS_NEXT = and_(
    _TABLE.c.state == OutboxState.QUEUED,
    ~exists().where(
        _EARLIER.c.state.in_((literal_column("'queued'"), literal_column("'sending'"))),
        _EARLIER.c.lane == _TABLE.c.lane,
        _EARLIER.c.id < _TABLE.c.id,
        _EARLIER.c.chat_id == _TABLE.c.chat_id,
    ),
)
"""Within its lane the messages to one chat never overtake each other, not even retried."""
_PAUSES = and_(PAUSE.c.chat_id.in_((ALL, _TABLE.c.chat_id)), holds())
_IS_DUE = and_(
    or_(
        _TABLE.c.not_before <= _NOW,
        func.coalesce(_TABLE.c.settled_at, _TABLE.c.created_at, type_=Instant) > _NOW,
    ),
    ~exists().where(_PAUSES),
)
"""What was put off by a clock that has since been set back is due."""
_IS_FREE = and_(
    or_(
        _TABLE.c.lane == Lane.ANSWER,
        _TABLE.c.chat_id.not_in(bindparam("resting", expanding=True)),
    ),
    _TABLE.c.chat_id.not_in(bindparam("silent", expanding=True)),
    _TABLE.c.lane <= bindparam("least", type_=Integer),
)

_IS_EDIT = and_(
    _TABLE.c.lane == Lane.ANSWER,
    _TABLE.c.chat_id > 0,
    _TABLE.c.method.in_([literal_column(f"'{method}'") for method in EDITS]),
)


def _first(*conditions: ColumnElement[bool]) -> Select[tuple[int]]:
    return (
        select(_TABLE.c.id)
        .where(_IS_NEXT, _IS_DUE, *conditions)
        .order_by(_TABLE.c.lane, _TABLE.c.place, _TABLE.c.id)
        .limit(bindparam("room", type_=Integer))
        .with_for_update(skip_locked=True)
    )


def _claim(first: Select[tuple[int]]) -> Update:
    claim = update(_TABLE).where(_TABLE.c.id.in_(first)).values(state=OutboxState.SENDING)
    return claim.returning(*(_TABLE.c[name] for name in Letter._fields))


_FIRST = _first()
_CLAIM, _CLAIM_FREE = _claim(_FIRST), _claim(_first(_IS_FREE))
_CLAIM_EDITS = _claim(_first(_IS_EDIT))
_SOONEST = (
    select(
        func.min(
            case((PAUSE.c.until > _TABLE.c.not_before, PAUSE.c.until), else_=_TABLE.c.not_before),
            type_=Instant,
        )
    )
    .outerjoin_from(_TABLE, PAUSE, _PAUSES)
    .where(_IS_NEXT)
)
_LATER = _TABLE.alias("later")
_OUTDATED = select(_TABLE.c.id).where(
    _TABLE.c.id.in_(bindparam("late", expanding=True)),
    exists().where(
        _LATER.c.state == literal_column("'queued'"),
        _LATER.c.chat_id == _TABLE.c.chat_id,
        _LATER.c.id > _TABLE.c.id,
        _LATER.c.method.in_((EDIT, _TABLE.c.method)),
        _LATER.c.payload["message_id"].as_integer() == _TABLE.c.payload["message_id"].as_integer(),
    ),
)
"""An edit of the text replaces everything; one of the buttons only an earlier one of those."""
_SETTLE = update(_TABLE).where(_TABLE.c.id == bindparam("letter"))
_SETTLE = _SETTLE.values({name: bindparam(name) for name in Became._fields})


async def put_on_the_wire(session: AsyncSession, turn: Turn) -> list[Letter]:
    """Claim what is next; what makes no sense any more is set aside on the way."""
    claimed: list[Letter] = []
    while len(claimed) < turn.room:
        found = await _put(session, turn._replace(room=turn.room - len(claimed)))
        stale = dict.fromkeys(await _superseded(session, found, turn.now), OutboxState.SUPERSEDED)
        stale |= {
            each.id: OutboxState.EXPIRED
            for each in found
            if each.expires_at and each.expires_at <= turn.now
        }
        became = {state: Became(state, turn.now, turn.now) for state in set(stale.values())}
        await settle(
            session, [(each, became[stale[each.id]]) for each in found if each.id in stale]
        )
        claimed += [each for each in found if each.id not in stale]
        if not stale:
            break
    return claimed


async def _superseded(
    session: AsyncSession, letters: Sequence[Letter], now: datetime
) -> Sequence[int]:
    """Edits that waited while a newer one of the same message came; most never wait."""
    late = [each.id for each in letters if each.method in EDITS and now - each.created_at >= LATE]
    if not late:
        return []
    return (await (await session.connection()).execute(_OUTDATED, {"late": late})).scalars().all()


async def _put(session: AsyncSession, turn: Turn) -> list[Letter]:
    about: dict[str, Any] = {"now": turn.now, "room": turn.room}
    claim = _CLAIM
    if turn.edits_only:
        claim = _CLAIM_EDITS
    elif turn.resting or turn.silent or turn.answers_only:
        claim = _CLAIM_FREE
        about |= {"resting": turn.resting, "silent": turn.silent}
        about["least"] = Lane.ANSWER if turn.answers_only else max(Lane)
    found = await (await session.connection()).execute(claim, about)
    return sorted(Letter(*row) for row in found)


async def settle(session: AsyncSession, known: Sequence[tuple[Letter, Became]]) -> None:
    """Write down what became of messages."""
    rows = [{"letter": letter.id} | became._asdict() for letter, became in known]
    if rows:
        await (await session.connection()).execute(_SETTLE, rows)


async def is_due(session: AsyncSession, now: datetime) -> bool:
    """Whether anything could go now, if its chat and the line allow it."""
    found = await (await session.connection()).execute(_FIRST, {"now": now, "room": 1})
    return found.first() is not None


async def next_try_at(session: AsyncSession, now: datetime) -> datetime | None:
    found = await (await session.connection()).execute(_SOONEST, {"now": now})
    return cast("datetime | None", found.scalar())
