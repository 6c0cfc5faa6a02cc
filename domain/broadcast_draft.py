"""A broadcast before it is sent: what, for whom, when, and until when it is to be read."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from domain.dispatch import Target
from domain.when import read_moment, read_time

SOON = timedelta(hours=1)
MORNING, EVENING = 8, 18


class Part(StrEnum):
    TEXT = "text"
    TARGET = "target"
    START = "start"
    DEADLINE = "deadline"


class QuickTime(StrEnum):
    """`NONE` is at once for the start, and no deadline for the deadline."""

    NONE = "none"
    SOON = "soon"
    EVENING = "evening"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, kw_only=True)
class BroadcastDraft:
    """`no` tells one draft's buttons from those of an earlier one; no start means at once."""

    no: int
    text: str = ""
    target: Target | None = None
    begins_at: datetime | None = None
    deadline: datetime | None = None

    @property
    def missing(self) -> Part | None:
        if not self.text:
            return Part.TEXT
        if self.target is None or self.target.twice:
            return Part.TARGET
        return None

    def without(self, part: Part) -> "BroadcastDraft":
        match part:
            case Part.TEXT:
                return replace(self, text="")
            case Part.TARGET:
                return replace(self, target=None)
            case Part.START:
                return replace(self, begins_at=None)
            case Part.DEADLINE:
                return replace(self, deadline=None)

    def written(self) -> dict[str, Any]:
        """In words that a conversation can keep."""
        return {
            "no": self.no,
            "text": self.text,
            "target": asdict(self.target) if self.target else None,
            "begins_at": self.begins_at.isoformat() if self.begins_at else None,
            "deadline": self.deadline.isoformat() if self.deadline else None,
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "BroadcastDraft":
        target = data.get("target")
        return cls(
            no=data.get("no", 0),
            text=data.get("text", ""),
            target=Target.read(target) if target else None,
            begins_at=_moment(data.get("begins_at")),
            deadline=_moment(data.get("deadline")),
        )


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def read_time_typed(text: str, *, now: datetime, hour: int) -> datetime | None:
    """A day and an hour, perhaps past; of a day alone it is `hour`, and an hour is today's."""
    moment, alone = read_moment(text, now=now), read_time(text)
    if moment is None and alone is None:
        return None
    day, at = (moment.day, moment.time) if moment else (now.date(), alone)
    return datetime.combine(day, at or time(hour), now.tzinfo)


def quick_time(choice: QuickTime, *, now: datetime, hour: int) -> datetime | None:
    """An hour from now at the full hour, six this evening, or tomorrow at `hour`."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    match choice:
        case QuickTime.NONE:
            return None
        case QuickTime.SOON:
            return (now + SOON).replace(minute=0, second=0, microsecond=0) + SOON
        case QuickTime.EVENING:
            return day.replace(hour=EVENING)
        case QuickTime.TOMORROW:
            return (day + timedelta(days=1)).replace(hour=hour)
