"""The office's clock on this machine: it keeps real time until somebody moves its hands."""

from datetime import UTC, datetime, timedelta


class MovableClock:
    def __init__(self, *, at: datetime | None = None, freeze: bool = False) -> None:
        self._offset = timedelta()
        self._stopped: datetime | None = datetime.now(UTC) if freeze else None
        if at is not None:
            self.move_to(at)

    def __call__(self) -> datetime:
        return self.now()

    def now(self) -> datetime:
        return self._stopped or datetime.now(UTC) + self._offset

    @property
    def frozen(self) -> bool:
        return self._stopped is not None

    def move_to(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("the clock is moved to a moment with a time zone")
        self.advance(moment.astimezone(UTC) - self.now())

    def advance(self, step: timedelta) -> None:
        if self._stopped is None:
            self._offset += step
        else:
            self._stopped += step

    def freeze(self) -> None:
        self._stopped = self.now()

    def thaw(self) -> None:
        if self._stopped is not None:
            self._offset = self._stopped - datetime.now(UTC)
            self._stopped = None
