"""The office's clock on this machine: it runs at a pace of one's choice, or is moved by hand."""

from datetime import UTC, datetime, timedelta
from time import monotonic

REAL = 1.0


class MovableClock:
    """Whatever its speed, it never goes back unless it is moved."""

    def __init__(self, *, at: datetime | None = None, freeze: bool = False) -> None:
        self._from, self._since = datetime.now(UTC), monotonic()
        self._speed = 0.0 if freeze else REAL
        self._last: datetime | None = None
        self._eased = False
        if at is not None:
            self.move_to(at)

    def __call__(self) -> datetime:
        return self.now()

    def now(self) -> datetime:
        moment = self._from + timedelta(seconds=(monotonic() - self._since) * self.pace)
        return moment if self._last is None else min(moment, self._last)

    @property
    def speed(self) -> float:
        """Office seconds in a real one, as chosen; 0 is a stopped clock."""
        return self._speed

    @property
    def pace(self) -> float:
        """The speed at this moment: a fast clock may be eased for a while."""
        return min(self._speed, REAL) if self._eased else self._speed

    @property
    def frozen(self) -> bool:
        return self._speed == 0

    def run_at(self, speed: float) -> None:
        self._anchor()
        self._speed = speed

    def ease(self, *, eased: bool) -> None:
        """A fast clock goes like a real one while somebody has to be waited for."""
        if eased is not self._eased:
            self._anchor()
            self._eased = eased

    def wait_at(self, moment: datetime | None) -> None:
        """It does not pass this moment until it is given another, or none."""
        self._anchor()
        self._last = None if moment is None else max(moment.astimezone(UTC), self._from)

    def move_to(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("the clock is moved to a moment with a time zone")
        self._from, self._since = moment.astimezone(UTC), monotonic()
        self._last = None

    def advance(self, step: timedelta) -> None:
        self.move_to(self.now() + step)

    def freeze(self) -> None:
        self.run_at(0)

    def thaw(self) -> None:
        if self.frozen:
            self.run_at(REAL)

    def _anchor(self) -> None:
        self._from, self._since = self.now(), monotonic()
