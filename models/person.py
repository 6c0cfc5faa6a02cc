"""People of the roster 花名册, their roles, and the units supervisors hold."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    bindparam,
    func,
    literal,
    or_,
    update,
)
from sqlalchemy import select as core_select
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.office import EVERYWHERE, NOWHERE, Member, Role, Scope
from models.columns import CHUNK, Instant, columns_of, fetch, words
from models.conversation import CONVERSATION, Kept
from models.spelling import spelled_of_row
from models.unit import Unit, within


class Person(SQLModel, table=True):
    """Employer, origin category, present post and place are separate facts.

    `phone` is E.164; an administrator named by the settings may have neither phone nor unit.
    """

    id: int = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    spelling: str | None = Field(default=None, sa_column_kwargs={"default": spelled_of_row})
    phone: str | None = Field(default=None, unique=True)
    employer: str = ""
    origin: str = ""
    post: str = ""
    main_duty: str = ""
    secondary_duties: str = ""
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    active: bool = True
    telegram_id: int | None = Field(default=None, unique=True, sa_type=BigInteger)
    language: str | None = None
    registered_at: datetime | None = Field(default=None, sa_type=Instant)
    unreachable: str | None = None
    unreachable_since: datetime | None = Field(default=None, sa_type=Instant)

    @property
    def is_reached(self) -> bool:
        """Whether messages arrive, as far as is known."""
        return self.telegram_id is not None and self.unreachable is None


class PersonRole(SQLModel, table=True):
    __tablename__ = "person_role"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    role: Role = Field(primary_key=True, sa_type=words(Role))


class Holding(SQLModel, table=True):
    """A unit that a supervisor holds, with all below it."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True, index=True)


def is_auxiliary() -> ColumnElement[bool]:
    """Who belongs to the roster: expected at roll calls and reviews."""
    has_role = select(PersonRole.person_id).where(
        col(PersonRole.person_id) == col(Person.id), PersonRole.role == Role.AUXILIARY
    )
    return and_(col(Person.active).is_(True), has_role.exists())


def is_in(scope: Scope) -> ColumnElement[bool]:
    return col(Person.unit_id).in_(select(Unit.id).where(within(scope)))


_PERSON, _ROLE, _UNIT = columns_of(Person), columns_of(PersonRole), columns_of(Unit)
_WHO = (
    core_select(
        *(
            _PERSON.c[name]
            for name in ("id", "name", "language", "post", "unit_id", "unreachable")
        ),
        _UNIT.c.path,
        *(CONVERSATION.c[name] for name in Kept._fields),
        _ROLE.c.role,
        _PERSON.c.telegram_id,
    )
    .outerjoin_from(_PERSON, _ROLE, _ROLE.c.person_id == _PERSON.c.id)
    .outerjoin(_UNIT, _UNIT.c.id == _PERSON.c.unit_id)
    .outerjoin(CONVERSATION, CONVERSATION.c.chat_id == _PERSON.c.telegram_id)
    .where(
        _PERSON.c.telegram_id.in_(bindparam("accounts", expanding=True)),
        _PERSON.c.active.is_(True),
    )
)
Known = tuple[Member, Kept | None]
"""A person, and where they are in the talk."""


async def who_is(session: AsyncSession, telegram_id: int) -> Known | None:
    return (await who_are(session, [telegram_id])).get(telegram_id)


async def who_are(session: AsyncSession, accounts: Sequence[int]) -> dict[int, Known]:
    """The people behind accounts: one statement for most."""
    rows: dict[int, list[Any]] = {}
    for row in await fetch(session, _WHO, accounts=accounts):
        rows.setdefault(row.telegram_id, []).append(row)
    return {account: await _known(session, found) for account, found in rows.items()}


async def _known(session: AsyncSession, found: Sequence[Any]) -> Known:
    """One row for each of their roles."""
    (person_id, name, language, post, unit_id, unreachable, path, *talk, _, _) = found[0]
    kept = Kept(*talk)
    roles = frozenset(row.role for row in found if row.role)
    member = Member(
        id=person_id,
        name=name,
        language=language or "",
        roles=roles,
        scope=await scope_with(session, person_id, roles),
        unit_id=unit_id,
        unit_path=path or "",
        post=post,
        is_reachable=unreachable is None,
    )
    return member, kept if kept.changed_at else None


async def scope_with(session: AsyncSession, person_id: int, roles: frozenset[Role]) -> Scope:
    if Role.ADMINISTRATOR in roles:
        return EVERYWHERE
    if Role.SUPERVISOR not in roles:
        return NOWHERE
    held = select(Unit.path).join(Holding).where(Holding.person_id == person_id)
    return Scope(paths=tuple((await session.exec(held)).all()))


async def by_telegram_id(session: AsyncSession, telegram_id: int) -> Person | None:
    return (await session.exec(select(Person).where(Person.telegram_id == telegram_id))).first()


async def by_phone(session: AsyncSession, phone: str) -> Person | None:
    found = select(Person).where(Person.phone == phone, col(Person.active).is_(True))
    return (await session.exec(found)).first()


async def by_any_phone(session: AsyncSession, phone: str) -> Person | None:
    """Those too who have left."""
    return (await session.exec(select(Person).where(Person.phone == phone))).first()


async def supervisors_of(session: AsyncSession, path: str) -> Sequence[Person]:
    """The nearest supervisors above a place: those who hold its unit, or else the next one up."""
    above = [f"/{part}" for part in path.strip("/").split("/")] if path.strip("/") else []
    prefixes = ["".join(above[:depth]) + "/" for depth in range(len(above), 0, -1)]
    holders = (
        select(Person, Unit.path)
        .join(Holding, col(Holding.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Holding.unit_id))
        .where(col(Unit.path).in_(prefixes), col(Person.active).is_(True))
        .order_by(func.length(Unit.path).desc(), col(Person.id))
    )
    found = (await session.exec(holders)).all()
    return [person for person, held in found if held == found[0][1]]


async def administrators(session: AsyncSession) -> Sequence[Person]:
    found = (
        select(Person)
        .join(PersonRole, col(PersonRole.person_id) == col(Person.id))
        .where(PersonRole.role == Role.ADMINISTRATOR, col(Person.active).is_(True))
    )
    return (await session.exec(found)).all()


async def addresses(
    session: AsyncSession, person_ids: Iterable[int]
) -> dict[int, tuple[int, str | None]]:
    """Chat and language of those who can be reached by chat."""
    wanted = sorted(set(person_ids))
    reached: dict[int, tuple[int, str | None]] = {}
    for at in range(0, len(wanted), CHUNK):
        found = select(Person.id, Person.telegram_id, Person.language).where(
            col(Person.id).in_(wanted[at : at + CHUNK]),
            col(Person.telegram_id).is_not(None),
            col(Person.active).is_(True),
        )
        reached |= {
            row[0]: (row[1], row[2]) for row in (await session.exec(found)).all() if row[1]
        }
    return reached


async def hold_people(session: AsyncSession, *person_ids: int) -> None:
    """Two decisions about the same person are taken one after the other."""
    held = select(Person.id).where(col(Person.id).in_(person_ids)).order_by(col(Person.id))
    await session.exec(held.with_for_update(key_share=True))


async def mark_unreachable(
    session: AsyncSession, telegram_id: int, *, reason: str, now: datetime
) -> None:
    """The platform refused for good: the account blocked the bot or is gone."""
    await session.exec(
        update(Person)
        .where(col(Person.telegram_id) == telegram_id, col(Person.unreachable).is_(None))
        .values(unreachable=reason, unreachable_since=now)
    )


async def mark_reachable(session: AsyncSession, telegram_id: int) -> None:
    await session.exec(
        update(Person)
        .where(col(Person.telegram_id) == telegram_id, col(Person.unreachable).is_not(None))
        .values(unreachable=None, unreachable_since=None)
    )


async def holders_over(session: AsyncSession, path: str) -> Sequence[tuple[int, str]]:
    """Person and held path of all who hold this unit, one above it or one inside it."""
    held = (
        select(Person.id, Unit.path)
        .join(Holding, col(Holding.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Holding.unit_id))
        .where(
            col(Person.active).is_(True),
            or_(col(Unit.path).startswith(path), literal(path).startswith(col(Unit.path))),
        )
        .order_by(Unit.path, col(Person.id))
    )
    return (await session.exec(held)).all()
