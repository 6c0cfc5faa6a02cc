"""Looking people up on the roster 花名册: name, post, place and today, never a phone number."""

from dataclasses import dataclass

from domain.office import Role
from domain.refusals import TooLong
from domain.roll_call import Attendance
from domain.text import one_line

PAGE = 4
MAX_BYTES = 44
"""What a button has room for beside its page number."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """`today` is None when neither a roll nor a leave says anything about this person today."""

    person_id: int
    name: str
    post: str
    unit: str
    is_registered: bool
    is_reachable: bool
    today: Attendance | None = None
    is_active: bool = True
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeoplePage:
    part: str
    page: int
    count: int
    people: tuple[Listed, ...]


def name_part(text: str) -> str:
    """What is typed of a name, short enough to be turned over page by page."""
    part = one_line(text, limit=MAX_BYTES).replace(":", "：")
    if len(part.encode()) > MAX_BYTES:
        raise TooLong(MAX_BYTES // 3)
    return part


def page_within(page: int, *, count: int, size: int) -> int:
    """The page asked for, or the last one there is."""
    return max(0, min(page, (count - 1) // size))
