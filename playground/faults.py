"""What can go wrong on the line, ordered in advance for the calls to come."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

ANY = "*"


class FaultKind(StrEnum):
    HTML_502 = "html_502"
    TOO_MANY = "too_many"
    SERVER_ERROR = "server_error"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    SLOW = "slow"


@dataclass(frozen=True)
class Fault:
    kind: FaultKind
    seconds: float = 0
    HTML_502: ClassVar["Fault"]
    SERVER_ERROR: ClassVar["Fault"]
    DROP_BEFORE: ClassVar["Fault"]
    DROP_AFTER: ClassVar["Fault"]

    @staticmethod
    def TOO_MANY(retry_after: float) -> "Fault":
        return Fault(FaultKind.TOO_MANY, retry_after)

    @staticmethod
    def SLOW(seconds: float) -> "Fault":
        return Fault(FaultKind.SLOW, seconds)


Fault.HTML_502 = Fault(FaultKind.HTML_502)
Fault.SERVER_ERROR = Fault(FaultKind.SERVER_ERROR)
Fault.DROP_BEFORE = Fault(FaultKind.DROP_BEFORE)
Fault.DROP_AFTER = Fault(FaultKind.DROP_AFTER)


class Faults:
    def __init__(self, *, on_outage: Callable[[], None]) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self._on_outage = on_outage
        self.online = asyncio.Event()
        self.online.set()

    @property
    def offline(self) -> bool:
        return not self.online.is_set()

    @offline.setter
    def offline(self, value: bool) -> None:
        if value:
            self.online.clear()
            self._on_outage()
        else:
            self.online.set()

    def next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """The next calls of a method (or of any, by `*`) meet this fault."""
        self._waiting[method.lower()].extend([fault] * times)

    def end(self) -> None:
        """What was ordered and has not come yet does not come."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        for name in (method.lower(), ANY):
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return None
