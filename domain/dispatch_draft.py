"""The draft of a dispatch: what, for whom, due when, how urgent, until it is sent."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.dispatch import Due, Target
from domain.routine import Rhythm
from domain.task import Urgency


class Part(StrEnum):
    """The four questions, in the order in which they are asked."""

    TITLE = "title"
    TARGET = "target"
    DUE = "due"
    URGENCY = "urgency"


@dataclass(frozen=True, kw_only=True)
class When:
    """What comes again says by its `rhythm` when; `due` is then the first time."""

    due: Due
    rhythm: Rhythm | None = None


@dataclass(frozen=True, kw_only=True)
class Draft:
    """`no` tells one draft's buttons from an earlier one's; of a `rhythm`, `due` is the first.

    `instead_of` is the offer that is withdrawn when this is sent.
    """

    no: int
    title: str = ""
    target: Target | None = None
    due: Due | None = None
    urgency: Urgency | None = None
    rhythm: Rhythm | None = None
    instead_of: int | None = None

    @property
    def missing(self) -> Part | None:
        if not self.title:
            return Part.TITLE
        if self.target is None or self.target.twice:
            return Part.TARGET
        if self.due is None:
            return Part.DUE
        return Part.URGENCY if self.urgency is None else None

    def due_when(self, when: When | None) -> "Draft":
        if when is None:
            return self
        return replace(self, due=when.due, rhythm=when.rhythm)

    @property
    def is_offer(self) -> bool:
        """What comes again is not for whoever is first: everybody would have to look each day."""
        return self.target is not None and self.target.first_takes and self.rhythm is None

    def without(self, part: Part) -> "Draft":
        """One question open again, the other answers kept."""
        match part:
            case Part.TITLE:
                return replace(self, title="")
            case Part.TARGET:
                return replace(self, target=None)
            case Part.DUE:
                return replace(self, due=None, rhythm=None)
            case Part.URGENCY:
                return replace(self, urgency=None)

    def written(self) -> dict[str, Any]:
        """In words that a conversation can keep."""
        due, target = self.due, self.target
        at = due.at.isoformat() if due and due.at else None
        return {
            "no": self.no,
            "title": self.title,
            "target": asdict(target) if target else None,
            "due": {"day": due.day.isoformat(), "at": at} if due else None,
            "urgency": self.urgency,
            "rhythm": self.rhythm.written() if self.rhythm else None,
            "instead_of": self.instead_of,
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Draft":
        target, due, urgency = data.get("target"), data.get("due"), data.get("urgency")
        rhythm = data.get("rhythm")
        return cls(
            no=data.get("no", 0),
            title=data.get("title", ""),
            target=Target.read(target) if target else None,
            due=_due(due) if due else None,
            urgency=Urgency(urgency) if urgency else None,
            rhythm=Rhythm.read(rhythm) if rhythm else None,
            instead_of=data.get("instead_of"),
        )


def _due(kept: Mapping[str, Any]) -> Due:
    at = kept["at"]
    return Due(day=date.fromisoformat(kept["day"]), at=datetime.fromisoformat(at) if at else None)
