"""The audit 审计: who did what, when, about which unit or person; rows are never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from domain.audit import Verb
from models.columns import Instant, words


class Audit(SQLModel, table=True):
    """`actor_id` is empty where the office acted by itself; `detail` holds what no column does."""

    id: int = Field(default=None, primary_key=True)
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    at: datetime = Field(sa_type=Instant, index=True)
    verb: Verb = Field(sa_type=words(Verb))
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
