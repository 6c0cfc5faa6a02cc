"""Where the rows of one kind about one person are found."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased

from models.person import Person

By = aliased(Person)


@dataclass(frozen=True, kw_only=True)
class Source:
    """`of` are the columns that name the person; names of others only beside their own deed."""

    of: tuple[Any, ...]
    since: Any
    rows: Select[Any, Any]

    def about(self, person_id: int) -> ColumnElement[bool]:
        return or_(*(column == person_id for column in self.of))


def rows_with(*columns: Any) -> Select[Any, Any]:
    return core_select(*columns)
