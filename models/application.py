"""Applications 申请: which account would be whom, and who decided."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, func, or_
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.application import ApplicationState, Wish
from models.columns import Instant, index_where, words

_OPEN = "state = 'asked' AND phone <> ''"


class Application(SQLModel, table=True):
    """`person_id` is who they are on the roster, once that is known.

    For one phone one is open: of two at the same moment the later is tried again, and refused.
    """

    __table_args__ = (index_where("ix_application_open", "phone", where=_OPEN, unique=True),)

    id: int = Field(default=None, primary_key=True)
    wish: Wish = Field(sa_type=words(Wish))
    account: int = Field(sa_type=BigInteger, index=True)
    name: str
    phone: str = Field(index=True)
    language: str
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    state: ApplicationState = Field(
        default=ApplicationState.ASKED, sa_type=words(ApplicationState)
    )
    asked_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="person.id")


async def open_for(session: AsyncSession, *, account: int, phone: str) -> Sequence[Application]:
    found = select(Application).where(
        or_(col(Application.account) == account, col(Application.phone) == phone),
        Application.state == ApplicationState.ASKED,
    )
    return (await session.exec(found.with_for_update())).all()


async def declined_since(
    session: AsyncSession, *, account: int, phone: str, since: datetime
) -> int:
    found = select(func.count()).where(
        or_(col(Application.account) == account, col(Application.phone) == phone),
        col(Application.state) == ApplicationState.DECLINED,
        col(Application.decided_at) >= since,
    )
    return (await session.exec(found)).one()


async def locked(session: AsyncSession, application_id: int) -> Application | None:
    found = select(Application).where(Application.id == application_id).with_for_update()
    return (await session.exec(found)).first()
