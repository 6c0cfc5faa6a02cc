"""What one chat bears: a person one message a second, a group twenty a minute."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

SECOND = 1.0
MINUTE = 60.0
IN_A_ROW = 3
"""Answers to one person's own presses may follow each other so closely."""
TO_A_GROUP = 20


@dataclass
class _Chat:
    under_way: int = 0
    spoken: deque[float] = field(default_factory=deque)

    def since(self, moment: float) -> int:
        """How many may count as arrived after a moment."""
        return self.under_way + sum(at > moment for at in self.spoken)


class ChatPace:
    """Messages count from their beginning until their time after the answer, like all calls."""

    def __init__(self, *, margin: float, clock: Callable[[], float] = monotonic) -> None:
        self._margin, self._clock = margin, clock
        self._chats: dict[int, _Chat] = {}

    def resting(self) -> list[int]:
        """Where nothing but an answer goes now."""
        return [each for each, chat in self._kept().items() if chat.since(self._ago(SECOND))]

    def silent(self) -> list[int]:
        """Where nothing at all goes now."""
        return [each for each, chat in self._kept().items() if self._is_full(each, chat)]

    def opens_in(self) -> float | None:
        """Seconds until the next of them opens, unless a call under way makes it sooner."""
        waits = [wait for each, chat in self._kept().items() for wait in self._waits(each, chat)]
        return min(waits, default=None)

    def begin(self, chat_id: int, method: str) -> None:
        if _is_counted(chat_id, method):
            self._chats.setdefault(chat_id, _Chat()).under_way += 1

    def done(self, chat_id: int, method: str) -> None:
        if _is_counted(chat_id, method):
            chat = self._chats[chat_id]
            chat.under_way -= 1
            chat.spoken.append(self._clock())

    def _is_full(self, chat_id: int, chat: _Chat) -> bool:
        if chat_id < 0 and chat.since(self._ago(MINUTE)) >= TO_A_GROUP:
            return True
        return chat.since(self._ago(IN_A_ROW * SECOND)) >= IN_A_ROW

    def _waits(self, chat_id: int, chat: _Chat) -> list[float]:
        spans = [SECOND, IN_A_ROW * SECOND, *([MINUTE] if chat_id < 0 else [])]
        ends = [at + span + self._margin for at in chat.spoken for span in spans]
        return [end - self._clock() for end in ends if end > self._clock()]

    def _ago(self, seconds: float) -> float:
        return self._clock() - seconds - self._margin

    def _kept(self) -> dict[int, _Chat]:
        """Those of whom anything is still to be remembered."""
        for chat_id, chat in list(self._chats.items()):
            span = MINUTE if chat_id < 0 else IN_A_ROW * SECOND
            while chat.spoken and chat.spoken[0] <= self._ago(span):
                chat.spoken.popleft()
            if not chat.spoken and not chat.under_way:
                del self._chats[chat_id]
        return self._chats


def _is_counted(chat_id: int, method: str) -> bool:
    """A person's edits and pop-ups cost them nothing; a group's edits count."""
    return method.startswith("send") or (chat_id < 0 and method.startswith("edit"))
