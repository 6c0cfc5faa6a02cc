"""What people learn from: a file, a photo or a link at once, a text in parts over mornings."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.notice import Notice
from domain.refusals import OfficeError

MORNING = time(9)
EVENING = time(20)
"""Between these hours of its day a part is still sent; later it waits for the next morning."""
MAX_PARTS = 10
READ_FOR = timedelta(days=60)
"""How long after a training its materials are offered to those who were invited."""
PAGE = 3
_LINK = re.compile(r"https?://[\w\-.\u4e00-\u9fff]+(:\d+)?([/?#]\S*)?", re.ASCII | re.IGNORECASE)


class MaterialKind(StrEnum):
    FILE = "file"
    PHOTO = "photo"
    LINK = "link"
    PART = "part"


class NothingToSend(OfficeError):
    """Everyone invited has said no, is away or has left."""


@dataclass(frozen=True, kw_only=True)
class MaterialDraft:
    """`content` is the platform's id of a file, an address or a text."""

    kind: MaterialKind
    content: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Material:
    """`number` and `of` count the parts of a training's text."""

    material_id: int
    training_id: int
    title: str
    kind: MaterialKind
    content: str
    name: str = ""
    number: int = 0
    of: int = 0
    day: date | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class MaterialSent(Notice):
    material: Material

    @property
    def key(self) -> str:
        return f"material:{self.material.material_id}:{self.person_id}"


def is_link(text: str) -> bool:
    return _LINK.fullmatch(text) is not None
